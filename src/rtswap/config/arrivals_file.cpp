// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/arrivals_file.h"

#include <algorithm>
#include <string_view>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/quote.h"
#include "darknet/base/text.h"
#include "rtswap/config/units.h"
#include "rtswap/config/yaml_value.h"

namespace rtswap {
namespace {

Nanos read_arrival(std::string_view line, const dn::SourcePos& where) {
  try {
    const Nanos arrival = parse_duration(line);
    if (arrival <= kLongestDuration) return arrival;
  } catch (const dn::Error& e) {
    throw dn::bad_input(where, e.what());
  }
  throw dn::bad_input(where, dn::quote(line) + " is too long; at most 365 days are allowed");
}

}  // namespace

std::vector<Nanos> read_arrivals_file(const std::string& path) {
  const std::string content = dn::read_text_file(path);
  std::string_view text = content;
  std::vector<Nanos> arrivals;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = dn::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const Nanos arrival = read_arrival(line, {path, number, 0});
    if (!arrivals.empty() && arrival < arrivals.back()) {
      throw dn::bad_input(
          {path, number, 0},
          dn::quote(line) + " is before the arrival above it; they must be in order");
    }
    arrivals.push_back(arrival);
  }
  if (arrivals.empty())
    throw dn::bad_input({path, 1, 0},
                        "there is no arrival; a duration such as 1.25s in each line is needed");
  return arrivals;
}

}  // namespace rtswap
