// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "darknet/device/open_device.h"
#include "darknet/layers/backend.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::string connected(int outputs, const std::string& options = "activation=linear\n") {
  return "[connected]\noutput=" + std::to_string(outputs) + "\n" + options;
}

const std::string kNormalised = "activation=leaky\nbatch_normalize=1\n";

TEST(CudaConnected, MatchesTheCpuForSmallAndOddShapes) {
  expect_cuda_matches_cpu(connected(1), 1, 1, 1);
  expect_cuda_matches_cpu(connected(7), 1, 1, 33);
  expect_cuda_matches_cpu(connected(5, "activation=mish\n"), 3, 2, 64);
  expect_cuda_matches_cpu(connected(100, "activation=logistic\n"), 6, 5, 8);
  expect_cuda_matches_cpu(connected(9), 1, 1, 4);  // one vector of floats, half a one of halves
  expect_cuda_matches_cpu(connected(3), 1, 1, 300);
}

TEST(CudaConnected, PermutesTheColumnsOfTheFile) {
  const Network network = network_from(connected(2), 2, 1, 2);
  RunOptions options;
  options.device = open_device("cuda:0");
  const auto out = run_with(network, {100, 200, 1, 10, 0, 0, 0, 0, 1, 10}, {1, 2, 3, 4}, options);
  EXPECT_EQ(out[0], (std::vector<float>{100 + 1 + 20, 200 + 3 + 40}));
}

class CudaConnectedMode : public testing::TestWithParam<WeightsMode> {};

TEST_P(CudaConnectedMode, Normalises) {
  expect_cuda_matches_cpu({connected(33, kNormalised), 7, 7, 3, 1, GetParam()});
  expect_cuda_matches_cpu({connected(20, kNormalised), 4, 4, 8, 3, GetParam()});
  expect_cuda_matches_cpu({connected(20, kNormalised), 32, 8, 8, 1, GetParam()});
}

INSTANTIATE_TEST_SUITE_P(Modes, CudaConnectedMode,
                         testing::Values(WeightsMode::kFused, WeightsMode::kRaw,
                                         WeightsMode::kBinary));

class CudaConnectedBatch : public testing::TestWithParam<int> {};

// Vectors and odd addresses.
TEST_P(CudaConnectedBatch, MatchesTheCpu) {
  for (const int channels : {40, 41}) {
    expect_cuda_matches_cpu({connected(13), 1, 1, channels, GetParam()});
  }
}

INSTANTIATE_TEST_SUITE_P(Images, CudaConnectedBatch, testing::Values(1, 2, 3, 4, 5, 8, 9, 17));

// So many rows that a warp takes four.
TEST(CudaConnected, MatchesTheCpuForFourRowsOfABatch) {
  for (const int batch : {1, 3, 8}) {
    expect_cuda_matches_cpu({connected(6401), 1, 1, 8, batch});
  }
}

// Rows and columns for which a block's warps share rows in every way.
TEST(CudaConnected, MatchesTheCpuHoweverWarpsShareRows) {
  expect_cuda_matches_cpu(connected(6), 1, 1, 512);     // 2 slices of a row, one row per warp
  expect_cuda_matches_cpu(connected(5), 1, 1, 1400);    // 4, the last one short
  expect_cuda_matches_cpu(connected(11), 9, 9, 101);    // 8, odd addresses
  expect_cuda_matches_cpu(connected(803), 8, 8, 33);    // 8 warps for four rows
  expect_cuda_matches_cpu(connected(1701), 8, 16, 8);   // 4
  expect_cuda_matches_cpu(connected(3201), 16, 16, 8);  // 2 that take turns
}

TEST(CudaConnected, MatchesTheCpuAtTheEndOfAClassifier) {
  const std::string hidden = "activation=relu\n";
  const std::string layers = connected(96, hidden) + "[dropout]\nprobability=.5\n" +
                             connected(64, hidden) + "[dropout]\nprobability=.5\n" + connected(10);
  expect_cuda_matches_cpu(layers, 7, 7, 16);
  expect_cuda_matches_cpu({layers, 7, 7, 16, 8});
}

class CudaConnectedSplit : public testing::TestWithParam<WeightsMode> {};

// Not a bit may change: the executor cuts layers as its memory limit asks.
TEST_P(CudaConnectedSplit, PartsAndBatchesChangeNothing) {
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    RunOptions options;
    options.device = open_device("cuda:0");
    options.kernels.mode = GetParam();
    options.kernels.precision = precision;
    for (const int columns : {2048, 1001}) {
      const std::string layer = connected(850, kNormalised);
      const auto want = run_once(network_from(layer, 1, 1, columns), options)[0];
      for (const std::uint64_t limit : {100'000ull, 1'000'000ull, 5'000'000ull}) {
        options.kernels.max_part = Bytes(limit);
        const auto got = run_once(network_from(layer, 1, 1, columns), options)[0];
        EXPECT_EQ(got, want) << limit << " bytes, " << columns << " columns";
      }
      options.kernels.max_part = Bytes(~0ull);
      auto batch = run_once(network_from(layer, 1, 1, columns, 5), options)[0];
      batch.resize(want.size());
      EXPECT_EQ(batch, want) << "with more images";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, CudaConnectedSplit,
                         testing::Values(WeightsMode::kFused, WeightsMode::kRaw));

TEST(CudaConnected, PartsStayWithinTheLimitAndHalvesTakeHalf) {
  const Network network = network_from(connected(1000), 1, 1, 100);
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    // A row of halves is 200 bytes and takes 208.
    const std::uint64_t row = precision == Precision::kFloat32 ? 400 : 208;
    for (const std::uint64_t limit : {600ull, 5000ull, 100000ull, 10000000ull}) {
      KernelOptions options;
      options.precision = precision;
      options.max_part = Bytes(limit);
      const auto parts = cuda_backend().make_kernel(network.layer(0), options)->parts();
      Bytes total;
      for (const Bytes part : parts) {
        EXPECT_LE(part.value, limit);
        total += part;
      }
      EXPECT_GE(total.value, 1000 * (row + 4));
      EXPECT_LE(total.value, 1000 * (row + 4) + parts.size() * 128);
      EXPECT_EQ(parts.size() == 1, limit > 1000 * (row + 4));
    }
  }
}

}  // namespace
}  // namespace dn::test
