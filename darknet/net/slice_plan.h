// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <vector>

#include "darknet/net/network.h"

// Which outputs lie inside of others. Channels last, the output of a [route] is the outputs of its
// sources side by side in every pixel, and one of several groups of channels is a part of every
// pixel. So who can write and read tensors with room between the pixels does it where the channels
// are wanted, and nothing is copied. Pure.
namespace dn {

// Where an output lies: from `first_channel` on in every pixel of the output of `whole`, which has
// memory of its own. Mostly a layer is its own whole, from channel 0 on.
struct ChannelSlice {
  int whole = 0;  // -1 = the network's input
  int first_channel = 0;
  bool operator==(const ChannelSlice&) const = default;
};

struct SliceRules {
  // layer -> whoever computes it reads and writes slices (Backend::takes_slices).
  std::vector<char> takes_slices;
  // layer -> somebody outside wants its output as it is, in one piece.
  std::vector<char> is_kept;
  // Slices begin at a multiple of so many channels, and so many divide those of their whole.
  int alignment = 1;
};

// layer + 1 -> its slice; entry 0 is the input. An alias has its source's. An output is placed
// inside of another only where its own layer and all that read it take slices.
using SlicePlan = std::vector<ChannelSlice>;
SlicePlan plan_slices(const Network& network, const SliceRules& rules);
// Where every output has memory of its own and routes copy.
SlicePlan plan_without_slices(const Network& network);

// What a [route] takes of its inputs()[source] lies where the route has it: there is nothing to
// copy.
bool is_in_place(const Network& network, const SlicePlan& plan, int route, std::size_t source);
// The layer is a [route] with all of its sources in place: it needs no kernel.
bool is_all_in_place(const Network& network, const SlicePlan& plan, int layer);

}  // namespace dn
