// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/load_weights.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

#include "darknet/base/error.h"
#include "darknet/weights/random_weights.h"
#include "darknet/weights/weights_file.h"

namespace dn {
namespace {

constexpr std::string_view kRandom = "random:";

}  // namespace

bool is_random_weights(const std::string& weights) { return weights.starts_with(kRandom); }

NetworkWeights load_weights(const Network& network, const std::string& path_or_random) {
  if (!is_random_weights(path_or_random)) {
    return read_weights_file(path_or_random, network.weight_slots());
  }
  const std::string_view seed = std::string_view(path_or_random).substr(kRandom.size());
  GeneratorOptions options;
  const auto [end, error] = std::from_chars(seed.data(), seed.data() + seed.size(), options.seed);
  if (error != std::errc() || end != seed.data() + seed.size()) {
    throw bad_input(
        fmt::format("weights '{}': after 'random:' a whole number is needed", path_or_random));
  }
  return random_weights(network.weight_slots(), options);
}

}  // namespace dn
