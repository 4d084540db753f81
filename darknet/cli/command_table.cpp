// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/cli/classifier_command.h"
#include "darknet/cli/commands.h"
#include "darknet/cli/detector_command.h"
#include "darknet/cli/forward_command.h"
#include "darknet/cli/image_command.h"
#include "darknet/cli/net_command.h"
#include "darknet/cli/speed_command.h"
#include "darknet/cli/weights_command.h"

namespace dn {
namespace {

constexpr Command kCommands[] = {
    {"detector", "find objects in pictures: detector test DATA CFG WEIGHTS [IMAGE]",
     detector_command},
    {"classifier", "say what a picture shows: classifier predict DATA CFG WEIGHTS [IMAGE]",
     classifier_command},
    {"net", "the layer table and memory needs of a network: net info CFG", net_command},
    {"weights",
     "look into or make weights: weights info FILE [CFG], weights random CFG OUT [-seed S]",
     weights_command},
    {"forward",
     "raw numbers through a network, layer by layer: forward CFG WEIGHTS -input FILE.bin",
     forward_command},
    {"speed", "time a network: speed CFG [RUNS]", speed_command},
    {"image", "draw a street scene: image draw OUT.jpg [-seed S]", image_command},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command& find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &Command::name);
  if (found != std::end(kCommands)) return *found;
  throw bad_input(fmt::format("unknown command '{}'; 'darknet --help' lists them", name));
}

}  // namespace dn
