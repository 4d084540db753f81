// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/weights/random_weights.h"

#include <cmath>

namespace dn {
namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ull;

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

// Uniform in [0, 1), 24 bits: exact in float32.
double uniform(std::uint64_t key, std::uint64_t j) {
  return static_cast<double>(mix(key + (j + 1) * kGolden) >> 40) / 16777216.0;
}

// Values are centre + spread * (2u - 1).
struct Range {
  double centre, spread;
};

// `variance` is V and `weight_scale` g of docs/generator.md.
Range range_of(const WeightSlot& slot, double variance, double weight_scale, double gain) {
  switch (slot.kind) {
    case WeightKind::kBiases:
      return {0.0, 0.1};
    case WeightKind::kScales:
      return {1.0, 0.25};
    case WeightKind::kMeans:
      return {0.0, 0.1 * std::sqrt(variance)};
    case WeightKind::kVariances:
      return {variance, 0.5 * variance};
    case WeightKind::kWeights:
      break;
  }
  switch (slot.draw) {
    case WeightDraw::kShortcut:
      return {0.6, 0.4};
    case WeightDraw::kImplicit:
      return {0.0, 0.2};
    case WeightDraw::kFanIn:
      break;
  }
  return {0.0, weight_scale * gain * std::sqrt(6.0 / static_cast<double>(slot.fan_in))};
}

void draw(std::uint64_t key, Range range, std::span<float> values) {
  for (std::size_t j = 0; j < values.size(); ++j) {
    values[j] = static_cast<float>(range.centre + range.spread * (2.0 * uniform(key, j) - 1.0));
  }
}

}  // namespace

NetworkWeights random_weights(std::vector<WeightSlots> slots, const GeneratorOptions& options) {
  NetworkWeights weights(std::move(slots));
  for (int layer = 0; layer < weights.layer_count(); ++layer) {
    const auto found = options.calibration.find(layer);
    const double calibration = found == options.calibration.end() ? 1.0 : found->second;
    const bool normalised = weights.has(layer, WeightKind::kVariances);
    const double variance = normalised ? calibration : 1.0;
    const double weight_scale = normalised ? 1.0 : calibration;
    for (std::size_t i = 0; i < weights.slots(layer).size(); ++i) {
      const WeightSlot& slot = weights.slots(layer)[i];
      const std::uint64_t tensor =
          static_cast<std::uint64_t>(layer) * 128 + 8 * slot.sub + static_cast<int>(slot.kind) + 1;
      draw(mix(options.seed + kGolden * tensor),
           range_of(slot, variance, weight_scale, options.gain), weights.array(layer, i));
    }
  }
  return weights;
}

std::vector<float> random_input(std::uint64_t seed, int frame, std::size_t count) {
  const std::uint64_t key = mix(seed + kGolden * (0x100000ull + static_cast<std::uint64_t>(frame)));
  std::vector<float> values(count);
  for (std::size_t j = 0; j < count; ++j) values[j] = static_cast<float>(uniform(key, j));
  return values;
}

}  // namespace dn
