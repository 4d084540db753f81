// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/weights/network_weights.h"

namespace dn {

Bytes file_payload(const std::vector<WeightSlots>& slots) {
  std::uint64_t floats = 0;
  for (const WeightSlots& layer : slots) {
    for (const WeightSlot& slot : layer) floats += slot.in_file ? slot.count : 0;
  }
  return floats_to_bytes(floats);
}

NetworkWeights::NetworkWeights(std::vector<WeightSlots> slots) : slots_(std::move(slots)) {
  std::size_t total = 0;
  for (const WeightSlots& layer : slots_) {
    auto& offsets = offsets_.emplace_back();
    for (const WeightSlot& slot : layer) {
      offsets.push_back(total);
      total += slot.count;
    }
  }
  values_.resize(total);
}

std::span<float> NetworkWeights::array(int layer, std::size_t slot) {
  return {values_.data() + offsets_[layer][slot], slots_[layer][slot].count};
}

std::span<const float> NetworkWeights::array(int layer, std::size_t slot) const {
  return {values_.data() + offsets_[layer][slot], slots_[layer][slot].count};
}

std::span<const float> NetworkWeights::find(int layer, WeightKind kind, int sub) const {
  for (std::size_t i = 0; i < slots_[layer].size(); ++i) {
    if (slots_[layer][i].kind == kind && slots_[layer][i].sub == sub) return array(layer, i);
  }
  return {};
}

}  // namespace dn
