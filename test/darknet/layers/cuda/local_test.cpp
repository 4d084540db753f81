// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "darknet/device/open_device.h"
#include "darknet/layers/backend.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

struct Case {
  const char* layers;
  int width, height, channels, batch = 1;
};

class CudaLocal : public testing::TestWithParam<Case> {};

TEST_P(CudaLocal, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({c.layers, c.width, c.height, c.channels, c.batch});
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, CudaLocal,
    testing::Values(Case{"[local]\nactivation=linear\n", 1, 1, 1},
                    Case{"[local]\nfilters=3\nsize=3\npad=1\nactivation=leaky\n", 7, 5, 4, 3},
                    Case{"[local]\nfilters=5\nsize=3\nstride=2\n", 9, 8, 3},
                    Case{"[local]\nfilters=2\nsize=3\nstride=2\npad=1\nactivation=relu\n", 9, 8, 8},
                    Case{"[local]\nfilters=2\nsize=5\npad=1\n", 3, 4, 2, 2},
                    Case{"[local]\nfilters=1\nsize=4\n", 4, 4, 16},
                    // fewer filters than make the weights behind the biases begin on a boundary
                    Case{"[local]\nfilters=3\nactivation=elu\n", 1, 1, 300},
                    Case{"[local]\nfilters=4\nsize=3\npad=1\nactivation=leaky\n", 2, 3, 300, 2}));

// As expect_cuda_matches_cpu(), with layers cut into parts.
TEST(CudaLocal, PartsChangeNothing) {
  const Network network =
      network_from("[local]\nfilters=5\nsize=3\npad=1\nactivation=elu\n", 6, 7, 8, 2);
  RunOptions options;
  options.device = open_device("cuda:0");
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    options.kernels.precision = precision;
    options.kernels.max_part = Bytes(~0ull);
    const auto want = run_once(network, options)[0];
    for (const std::uint64_t limit : {1ull, 2000ull, 20000ull}) {
      options.kernels.max_part = Bytes(limit);
      EXPECT_EQ(run_once(network, options)[0], want) << limit << " bytes";
    }
  }
}

TEST(CudaLocal, PartsStayWithinTheLimit) {
  const Network network = network_from("[local]\nfilters=5\nsize=3\npad=1\n", 19, 17, 8);
  KernelOptions options;
  options.max_part = Bytes(5000);
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    options.precision = precision;
    Bytes total;
    for (const Bytes part : cuda_backend().make_kernel(network.layer(0), options)->parts()) {
      EXPECT_LE(part, options.max_part);
      total += part;
    }
    const std::size_t weight = precision == Precision::kFloat16 ? 2 : 4;
    EXPECT_EQ(total, Bytes(19 * 17 * 5 * (4 + weight * 3 * 3 * 8)));
  }
}

}  // namespace
}  // namespace dn::test
