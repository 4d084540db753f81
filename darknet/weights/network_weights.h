// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/weights/weight_slot.h"

namespace dn {

// What a .weights file holds behind its header, for these slots of all layers.
Bytes file_payload(const std::vector<WeightSlots>& slots);

// All parameters of a network as the .weights file holds them: float32 arrays in Darknet's order
// ([filter][channel][row][column]), layer by layer. Owns the memory; immutable once filled; safe
// to read from any thread.
class NetworkWeights {
 public:
  NetworkWeights() = default;
  // All zeros. slots[i] are those of layer i.
  explicit NetworkWeights(std::vector<WeightSlots> slots);

  int layer_count() const { return static_cast<int>(slots_.size()); }
  const std::vector<WeightSlots>& slots() const { return slots_; }
  const WeightSlots& slots(int layer) const { return slots_[layer]; }
  std::span<float> array(int layer, std::size_t slot);
  std::span<const float> array(int layer, std::size_t slot) const;
  // The array of a kind; empty where the layer has none.
  std::span<const float> find(int layer, WeightKind kind, int sub = 0) const;
  bool has(int layer, WeightKind kind) const { return !find(layer, kind).empty(); }
  std::uint64_t images_seen = 0;
  // content_hash() (base/content_hash.h) of the .weights file they were read from; 0 = from none.
  std::uint64_t file_hash = 0;

 private:
  std::vector<WeightSlots> slots_;
  std::vector<std::vector<std::size_t>> offsets_;
  std::vector<float> values_;
};

}  // namespace dn
