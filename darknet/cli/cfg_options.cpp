// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/cfg_options.h"

#include <fmt/format.h>

#include <charconv>

#include "darknet/base/error.h"
#include "darknet/config/search_path.h"
#include "darknet/net/load_weights.h"

namespace dn {

NetworkOptions read_input_size(Flags& flags) {
  NetworkOptions options;
  const std::string text = flags.text("-wh", "");
  if (text.empty()) return options;
  const char* end = text.data() + text.size();
  const auto w = std::from_chars(text.data(), end, options.width);
  const bool has_comma = w.ec == std::errc() && w.ptr != end && *w.ptr == ',';
  const auto h = std::from_chars(has_comma ? w.ptr + 1 : end, end, options.height);
  if (h.ec != std::errc() || h.ptr != end || options.width < 1 || options.height < 1) {
    throw bad_input(fmt::format("-wh {}: expected WIDTH,HEIGHT, such as -wh 416,320", text));
  }
  return options;
}

std::string find_cfg(const std::string& name) {
  return SearchPath(project_roots()).find_file(name, {"cfg"});
}

std::string find_weights(const std::string& name) {
  if (is_random_weights(name)) return name;
  return SearchPath(project_roots()).find_file(name, {"weights"});
}

}  // namespace dn
