// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/resident_network.h"

#include <algorithm>

namespace dn {

ResidentNetwork::ResidentNetwork(const Network& network, const NetworkWeights& weights,
                                 CompileOptions options)
    : compiled_(network, std::move(options)),
      arena_(compiled_.arena_bytes().value),
      workspace_(compiled_.workspace_bytes().value),
      io_(compiled_.io_bytes().value) {
  constexpr Bytes kAlign{kAlignment};
  std::vector<Bytes> offsets;
  Bytes total;
  for (const Step& step : compiled_.steps()) {
    offsets.push_back(total);
    total += align_up(step.weights, kAlign);
  }
  weights_ = AlignedBuffer<std::byte>(total.value);
  NetworkMemory memory{arena_.data(), workspace_.data(), io_.data(), {}};
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    std::byte* packed = weights_.data() + offsets[i].value;
    compiled_.pack(static_cast<int>(i), weights, packed);
    memory.step_weights.push_back(packed);
  }
  std::ranges::fill(io_.span(), std::byte{0});
  compiled_.bind(memory);
}

}  // namespace dn
