// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/settings.h"

#include <fmt/format.h>

#include "darknet/base/file.h"

namespace bench_gpu {
namespace {

std::string smoke_cfg() {
  std::string cfg = "[net]\nwidth=16\nheight=16\nchannels=3\n";
  for (const int filters : {8, 16, 24, 32, 10}) {
    cfg += fmt::format(
        "[convolutional]\nbatch_normalize=1\nfilters={}\nsize=3\npad=1\nactivation=leaky\n",
        filters);
  }
  return cfg + "[avgpool]\n";
}

}  // namespace

std::string cfg_text(const Settings& settings, const std::string& name) {
  return settings.smoke ? smoke_cfg() : dn::read_text_file(fmt::format("cfg/{}.cfg", name));
}

dn::Network load(const Settings& settings, const NetworkChoice& choice) {
  dn::NetworkOptions options;
  options.batch = choice.batch;
  if (!settings.smoke) options.width = options.height = choice.side;
  return dn::Network::build(dn::parse_cfg(cfg_text(settings, choice.name), choice.name + ".cfg"),
                            options);
}

const char* name_of(dn::Precision precision) {
  switch (precision) {
    case dn::Precision::kTensorFloat32:
      return "tf32";
    case dn::Precision::kFloat16:
      return "fp16";
    case dn::Precision::kFloat32:
      break;
  }
  return "fp32";
}

}  // namespace bench_gpu
