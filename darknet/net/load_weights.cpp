// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/load_weights.h"

#include <fmt/format.h>

#include <string_view>

#include "darknet/base/error.h"
#include "darknet/base/text.h"
#include "darknet/weights/random_weights.h"
#include "darknet/weights/weights_file.h"

namespace dn {
namespace {

constexpr std::string_view kRandom = "random:";

std::uint64_t seed_of(const std::string& random) {
  const auto seed = parse_number<std::uint64_t>(std::string_view(random).substr(kRandom.size()));
  if (!seed) {
    throw bad_input(fmt::format("weights '{}': after 'random:' a whole number is needed", random));
  }
  return *seed;
}

}  // namespace

bool is_random_weights(const std::string& weights) { return weights.starts_with(kRandom); }

void check_weights(const Network& network, const std::string& path_or_random) {
  if (is_random_weights(path_or_random)) {
    static_cast<void>(seed_of(path_or_random));
  } else {
    check_weights_file(path_or_random, network.weight_slots());
  }
}

NetworkWeights load_weights(const Network& network, const std::string& path_or_random) {
  if (!is_random_weights(path_or_random)) {
    return read_weights_file(path_or_random, network.weight_slots());
  }
  GeneratorOptions options;
  options.seed = seed_of(path_or_random);
  return random_weights(network.weight_slots(), options);
}

}  // namespace dn
