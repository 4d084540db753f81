// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/compiled_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "darknet/base/aligned_buffer.h"
#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"
#include "test/support/random_graph.h"

namespace dn::test {
namespace {

// A compiled network in memory that is full of NaN before every run: whatever reads a value that
// was not written, or was overwritten too early, shows.
class Poisoned {
 public:
  Poisoned(const Network& network, const NetworkWeights& weights, CompileOptions options)
      : compiled_(network, std::move(options)),
        arena_(compiled_.arena_bytes().value / sizeof(float)),
        workspace_(compiled_.workspace_bytes().value / sizeof(float)),
        io_(compiled_.io_bytes().value / sizeof(float)) {
    NetworkMemory memory;
    memory.arena = bytes(arena_);
    memory.workspace = bytes(workspace_);
    memory.io = bytes(io_);
    for (int step = 0; step < static_cast<int>(compiled_.steps().size()); ++step) {
      weights_.emplace_back(compiled_.steps()[step].weights.value);
      compiled_.pack(step, weights, weights_.back().data());
      memory.step_weights.push_back(weights_.back().data());
    }
    compiled_.bind(memory);
  }

  void run(const std::vector<float>& input) {
    for (AlignedBuffer<float>* buffer : {&arena_, &workspace_, &io_}) {
      std::ranges::fill(buffer->span(), std::numeric_limits<float>::quiet_NaN());
    }
    std::ranges::copy(input, compiled_.input().begin());
    compiled_.run();
  }

  const CompiledNetwork& compiled() const { return compiled_; }
  std::vector<float> output(int layer) const {
    return {compiled_.output(layer).begin(), compiled_.output(layer).end()};
  }

 private:
  static std::byte* bytes(AlignedBuffer<float>& buffer) {
    return reinterpret_cast<std::byte*>(buffer.data());
  }

  CompiledNetwork compiled_;
  AlignedBuffer<float> arena_, workspace_, io_;
  std::vector<AlignedBuffer<std::byte>> weights_;
};

std::vector<int> all_layers(const Network& network) {
  std::vector<int> layers(network.layer_count());
  for (int i = 0; i < network.layer_count(); ++i) layers[i] = i;
  return layers;
}

CompileOptions keeping(std::vector<int> layers, bool reference) {
  CompileOptions options;
  options.kernels.reference = reference;
  options.kept_layers = std::move(layers);
  return options;
}

// With plain loops the same bits; the fast kernels round differently, and fused ones again.
void expect_same(const std::vector<float>& got, const std::vector<float>& want, bool reference,
                 const std::string& what) {
  ASSERT_EQ(got.size(), want.size()) << what;
  float scale = 1e-3f;
  for (const float v : want) scale = std::max(scale, std::fabs(v));
  const float tolerance = reference ? 0 : 1e-3f * scale;
  for (std::size_t i = 0; i < got.size(); ++i) {
    ASSERT_TRUE(std::fabs(got[i] - want[i]) <= tolerance)
        << what << ", element " << i << ": " << got[i] << " instead of " << want[i];
  }
}

// Runs the graph with only `kept` kept and compares with everything kept and plain loops.
void expect_kept_match(const Network& network, const std::vector<int>& kept, bool reference,
                       const std::string& what) {
  const NetworkWeights weights = random_weights(network.weight_slots(), {7, 1.0, {}});
  Poisoned whole(network, weights, keeping(all_layers(network), true));
  Poisoned some(network, weights, keeping(kept, reference));
  for (const int frame : {0, 1}) {
    const std::vector<float> input = random_input(3, frame, network.input().count());
    whole.run(input);
    some.run(input);
    for (const int layer : kept) {
      expect_same(some.output(layer), whole.output(layer), reference,
                  what + "layer " + std::to_string(layer));
    }
    const auto left = some.compiled().input();
    ASSERT_TRUE(std::ranges::equal(left, input)) << what << "the input was overwritten";
  }
}

Network graph(const std::string& layers, int batch = 1) {
  const std::string net = "[net]\nwidth=" + std::to_string(kGraphSide) +
                          "\nheight=" + std::to_string(kGraphSide) +
                          "\nchannels=" + std::to_string(kGraphChannels) + "\n";
  NetworkOptions options;
  options.batch = batch;
  return Network::build(parse_cfg(net + layers, "test.cfg"), options);
}

TEST(CompiledNetwork, KeptLayersOfRandomGraphsAreRight) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    const std::string layers = random_graph(random, 3 + static_cast<int>(random() % 14));
    const Network network = graph(layers, 1 + static_cast<int>(random() % 2));
    std::vector<int> kept;
    for (int i = 0; i < network.layer_count(); ++i) {
      if (random() % 4 == 0) kept.push_back(i);
    }
    if (kept.empty()) kept.push_back(network.layer_count() - 1);
    const std::string what = "seed " + std::to_string(seed) + "\n" + layers;
    expect_kept_match(network, kept, true, what);
    expect_kept_match(network, kept, false, what);
    if (HasFatalFailure()) return;
  }
}

TEST(CompiledNetwork, AliasesOfTheInputAreTheInput) {
  for (const char* first : {"[dropout]\n", "[cost]\n", "[empty]\n"}) {
    const Network network =
        graph(std::string(first) +
              "[activation]\nactivation=relu\n[route]\nlayers=0\n[activation]\nactivation=leaky\n");
    expect_kept_match(network, {0, 2, 3}, true, first);
    expect_kept_match(network, {3}, true, first);
  }
}

TEST(CompiledNetwork, AnAliasKeepsItsSourceFromBeingOverwritten) {
  const Network network = graph(
      "[convolutional]\nfilters=4\nsize=1\n[dropout]\n[activation]\nactivation=relu\n"
      "[route]\nlayers=1\n[shortcut]\nfrom=2\n");
  expect_kept_match(network, {4}, true, "");
  expect_kept_match(network, {1, 4}, true, "");
}

TEST(CompiledNetwork, FusesAShortcutOnlyWhereNobodyElseReadsTheConvolution) {
  const std::string fusible =
      "[convolutional]\nfilters=4\nsize=1\n[convolutional]\nfilters=4\nsize=3\npad=1\n"
      "[shortcut]\nfrom=0\n";
  const Network alone = graph(fusible);
  EXPECT_EQ(CompiledNetwork(alone, keeping({2}, false)).steps().size(), 2u);
  EXPECT_EQ(CompiledNetwork(alone, keeping({1, 2}, false)).steps().size(), 3u);
  EXPECT_EQ(CompiledNetwork(alone, keeping({2}, true)).steps().size(), 3u);
  const Network read_again = graph(fusible + "[route]\nlayers=1\n");
  EXPECT_EQ(CompiledNetwork(read_again, keeping({3}, false)).steps().size(), 3u);
  expect_kept_match(alone, {2}, false, "");
  expect_kept_match(read_again, {2, 3}, false, "");
}

TEST(CompiledNetwork, ElementWiseLayersTakeNoMemoryOfTheirOwn) {
  const std::string convolution = "[convolutional]\nfilters=4\nsize=1\nactivation=linear\n";
  const Network plain = graph(convolution + convolution);
  const Network longer = graph(convolution + "[activation]\nactivation=relu\n[batchnorm]\n" +
                               "[dropout]\n[activation]\nactivation=leaky\n" + convolution);
  EXPECT_EQ(CompiledNetwork(longer, keeping({5}, false)).arena_bytes(),
            CompiledNetwork(plain, keeping({1}, false)).arena_bytes());
}

}  // namespace
}  // namespace dn::test
