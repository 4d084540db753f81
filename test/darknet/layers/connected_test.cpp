// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "darknet/base/parallel.h"
#include "darknet/layers/backend.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::string connected(const std::string& options, const std::string& activation = "linear") {
  return "[connected]\nactivation=" + activation + "\n" + options;
}

struct Case {
  const char* options;
  const char* activation;
  int width, height, channels;
};

class ConnectedPage : public testing::TestWithParam<Case> {};

TEST_P(ConnectedPage, FastMatchesReference) {
  const Case& c = GetParam();
  expect_fast_matches_reference(connected(c.options, c.activation), c.width, c.height, c.channels);
}

INSTANTIATE_TEST_SUITE_P(Shapes, ConnectedPage,
                         testing::Values(Case{"output=1\n", "linear", 1, 1, 1},
                                         Case{"output=7\n", "linear", 1, 1, 33},
                                         Case{"output=100\n", "linear", 6, 5, 8},
                                         Case{"output=33\nbatch_normalize=1\n", "linear", 7, 7, 3},
                                         Case{"output=5\n", "logistic", 3, 2, 64}));

TEST(Connected, ColumnsFollowThePlanarOrderOfTheFile) {
  const Network network = network_from(connected("output=2\n"), 2, 1, 2);
  // Biases, then a row of weights for each output; columns: channel 0 at x=0, x=1, channel 1 ...
  const std::vector<float> weights{100, 200, 1, 10, 0, 0, 0, 0, 1, 10};
  const auto out = run_with(network, weights, {1, 2, 3, 4});
  EXPECT_EQ(out[0], (std::vector<float>{100 + 1 + 20, 200 + 3 + 40}));
}

TEST(Connected, NormalisesBeforeTheBias) {
  const Network network = network_from(connected("output=1\nbatch_normalize=1\n"), 1, 1, 2);
  // File order: bias, 2 weights, scale, mean, variance. (2*3 + 1*4 - 2) / sqrt(4) * 10 + 5 = 45.
  const std::vector<float> weights{5, 2, 1, 10, 2, 4};
  for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw}) {
    RunOptions options;
    options.kernels.mode = mode;
    EXPECT_NEAR(run_with(network, weights, {3, 4}, options)[0][0], 45.f, 1e-3f);
  }
}

class ConnectedSplit : public testing::TestWithParam<WeightsMode> {};

// Whatever the parts and the threads, not a bit may change.
TEST_P(ConnectedSplit, PartsAndThreadsChangeNothing) {
  const Network network =
      network_from(connected("output=61\nbatch_normalize=1\n", "mish"), 9, 7, 30);
  RunOptions options;
  options.kernels.mode = GetParam();
  const auto want = run_once(network, options)[0];
  for (const std::uint64_t limit : {1ull, 10000ull, 40000ull, 200000ull}) {
    for (const int threads : {1, 3}) {
      set_compute_threads(threads);
      options.kernels.max_part = Bytes(limit);
      EXPECT_EQ(run_once(network, options)[0], want) << limit << " bytes, " << threads;
    }
  }
  set_compute_threads(0);
}

INSTANTIATE_TEST_SUITE_P(Modes, ConnectedSplit,
                         testing::Values(WeightsMode::kFused, WeightsMode::kRaw));

TEST(Connected, PartsStayWithinTheLimitAndCoverTheWeights) {
  const Network network = network_from(connected("output=1000\n"), 1, 1, 100);
  for (const std::uint64_t limit : {600ull, 5000ull, 100000ull, 404000ull, 10000000ull}) {
    KernelOptions options;
    options.max_part = Bytes(limit);
    const auto parts = cpu_backend().make_kernel(network.layer(0), options)->parts();
    Bytes total;
    for (const Bytes part : parts) {
      EXPECT_LE(part.value, limit);
      total += part;
    }
    EXPECT_GE(total.value, 404000u);
    EXPECT_LE(total.value, 404000u + parts.size() * 128);
    EXPECT_EQ(parts.size() == 1, limit > 404000u);
  }
}

TEST(Connected, OneRowIsTheSmallestPart) {
  const Network network = network_from(connected("output=3\n"), 1, 1, 100);
  KernelOptions options;
  options.max_part = Bytes(1);
  EXPECT_EQ(cpu_backend().make_kernel(network.layer(0), options)->parts().size(), 3u);
}

TEST(Connected, ServesABatch) {
  const std::string cfg = "[net]\nwidth=2\nheight=1\nchannels=2\n" + connected("output=2\n");
  NetworkOptions batch;
  batch.batch = 2;
  const Network network = Network::build(parse_cfg(cfg, "test.cfg"), batch);
  for (const std::uint64_t limit : {1ull, 1000000ull}) {
    RunOptions options;
    options.kernels.max_part = Bytes(limit);
    const std::vector<float> weights{0, 0, 1, 0, 0, 0, 0, 0, 0, 1};
    const auto out = run_with(network, weights, {1, 2, 3, 4, 5, 6, 7, 8}, options);
    EXPECT_EQ(out[0], (std::vector<float>{1, 4, 5, 8}));
  }
}

TEST(Connected, DefaultsToLogistic) {
  const Network network = network_from("[conn]\noutput=1\n", 1, 1, 1);
  EXPECT_EQ(run_with(network, {0, 0}, {1})[0][0], 0.5f);
}

TEST(Connected, TableRow) {
  const Network network = network_from(connected("output=10\n"), 4, 4, 3);
  EXPECT_EQ(network.layer(0).table_row(), "connected                              48  ->    10");
}

TEST(Connected, RefusesNonsense) {
  const auto build = [](const std::string& options) { return network_from(options, 8, 8, 4); };
  EXPECT_THROW(build("[connected]\noutput=0\n"), Error);
  EXPECT_THROW(build("[connected]\noutput=-5\n"), Error);
  EXPECT_THROW(build("[connected]\noutput=2000000000\n"), Error);
  EXPECT_THROW(build("[connected]\noutput=5\nactivation=normalize_channels\n"), Error);
}

}  // namespace
}  // namespace dn::test
