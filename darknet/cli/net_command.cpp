// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/net_command.h"

#include <fmt/format.h>

#include "darknet/base/error.h"
#include "darknet/cli/cfg_options.h"
#include "darknet/net/compiled_network.h"

namespace dn {
namespace {

constexpr std::string_view kUsage = "darknet net info CFG [-wh W,H]";

void print_bytes(const char* what, Bytes size) {
  fmt::print("{:<12} {:>12} bytes  ({})\n", what, size.value, human(size));
}

}  // namespace

int net_command(std::span<const std::string> arguments) {
  Flags flags(arguments);
  const NetworkOptions options = read_input_size(flags);
  const auto positional = flags.positional(2, 2, kUsage);
  if (positional[0] != "info")
    throw bad_input(fmt::format("'net {}' is not known; usage: {}", positional[0], kUsage));
  const Network network = Network::load(find_cfg(positional[1]), options);
  fmt::print("{}", layer_table(network));
  Bytes weights;
  for (const WeightSlots& slots : network.weight_slots()) {
    for (const WeightSlot& slot : slots) weights += floats_to_bytes(slot.count);
  }
  const CompiledNetwork compiled(network, {});
  print_bytes("weights", weights);
  print_bytes("packed", compiled.weight_bytes());
  print_bytes("arena", compiled.arena_bytes());
  print_bytes("workspace", compiled.workspace_bytes());
  print_bytes("in and out", compiled.io_bytes());
  return 0;
}

}  // namespace dn
