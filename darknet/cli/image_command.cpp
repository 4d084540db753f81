// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/image_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/cli/cfg_options.h"
#include "darknet/image/save_image.h"
#include "darknet/image/synthetic_scene.h"

namespace dn {
namespace {

constexpr std::string_view kUsage = "darknet image draw OUT.jpg|OUT.png [-seed S] [-wh W,H]";
constexpr int kLargestSide = 8192;  // so that the picture can be read again

}  // namespace

int image_command(std::span<const std::string> arguments) {
  Flags flags(arguments);
  const NetworkOptions size = read_input_size(flags);
  const int seed = flags.integer("-seed", 1, 0);
  const auto positional = flags.positional(2, 2, kUsage);
  if (positional[0] != "draw")
    throw bad_input(fmt::format("'image {}' is not known; usage: {}", positional[0], kUsage));
  const ImageSize picture =
      size.width > 0 ? ImageSize{size.width, size.height} : ImageSize{640, 480};
  if (std::max(picture.width, picture.height) > kLargestSide) {
    throw bad_input(fmt::format("-wh {},{}: a side may have at most {} pixels", picture.width,
                                picture.height, kLargestSide));
  }
  save_image(positional[1], draw_scene(static_cast<std::uint64_t>(seed), picture));
  return 0;
}

}  // namespace dn
