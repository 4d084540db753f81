// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/local.h"

#include <gtest/gtest.h>

#include "darknet/base/parallel.h"
#include "darknet/layers/backend.h"
#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

// The plain definition, in Darknet's planar order.
std::vector<float> plain_local(const LocalLayer& layer, const std::vector<float>& input,
                               const NetworkWeights& weights) {
  const Shape &in = layer.in(), &out = layer.out();
  const auto biases = weights.find(0, WeightKind::kBiases);
  const auto matrix = weights.find(0, WeightKind::kWeights);
  std::vector<float> result(out.count());
  const auto pixel = [&](int c, int y, int x) {
    const bool inside = y >= 0 && y < in.h && x >= 0 && x < in.w;
    return inside ? static_cast<double>(input[(c * in.h + y) * in.w + x]) : 0.0;
  };
  for (int f = 0; f < out.c; ++f) {
    for (int place = 0; place < out.h * out.w; ++place) {
      const int top = place / out.w * layer.stride() - layer.padding();
      const int left = place % out.w * layer.stride() - layer.padding();
      std::size_t at = (static_cast<std::size_t>(place) * out.c + f) * layer.patch_floats();
      double sum = biases[f * out.h * out.w + place];
      for (int c = 0; c < in.c; ++c) {
        for (int y = 0; y < layer.size(); ++y) {
          for (int x = 0; x < layer.size(); ++x) sum += matrix[at++] * pixel(c, top + y, left + x);
        }
      }
      result[f * out.h * out.w + place] = static_cast<float>(sum);
    }
  }
  return result;
}

struct Case {
  const char* options;
  int width, height, channels;
};

class LocalPage : public testing::TestWithParam<Case> {};

TEST_P(LocalPage, MatchesThePlainDefinition) {
  const Case& c = GetParam();
  const Network network = network_from("[local]\nactivation=linear\n" + std::string(c.options),
                                       c.width, c.height, c.channels);
  const auto want = plain_local(static_cast<const LocalLayer&>(network.layer(0)),
                                random_input(1, 0, network.input().count()),
                                random_weights(network.weight_slots(), {}));
  const auto got = run_once(network)[0];
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(got[i], want[i], 1e-4f) << i;
}

INSTANTIATE_TEST_SUITE_P(Shapes, LocalPage,
                         testing::Values(Case{"", 1, 1, 1},
                                         Case{"filters=3\nsize=3\npad=1\n", 7, 5, 4},
                                         Case{"filters=5\nsize=3\nstride=2\n", 9, 8, 3},
                                         Case{"filters=2\nsize=3\nstride=2\npad=1\n", 9, 8, 3},
                                         Case{"filters=2\nsize=5\npad=1\n", 3, 4, 2},
                                         Case{"filters=2\nsize=4\n", 4, 4, 2}));

TEST(Local, PartsAndThreadsChangeNothing) {
  const Network network =
      network_from("[local]\nfilters=5\nsize=3\npad=1\nactivation=elu\n", 19, 17, 8);
  const auto want = run_once(network)[0];
  for (const std::uint64_t limit : {1ull, 5000ull, 100000ull}) {
    for (const int threads : {1, 3}) {
      set_compute_threads(threads);
      RunOptions options;
      options.kernels.max_part = Bytes(limit);
      EXPECT_EQ(run_once(network, options)[0], want) << limit << " bytes, " << threads;
    }
  }
  set_compute_threads(0);
}

TEST(Local, PartsStayWithinTheLimit) {
  const Network network = network_from("[local]\nfilters=5\nsize=3\npad=1\n", 19, 17, 8);
  KernelOptions options;
  options.max_part = Bytes(5000);
  Bytes total;
  for (const Bytes part : cpu_backend().make_kernel(network.layer(0), options)->parts()) {
    EXPECT_LE(part, options.max_part);
    total += part;
  }
  EXPECT_EQ(total, floats_to_bytes(19 * 17 * 5 * (1 + 3 * 3 * 8)));
}

TEST(Local, TableRow) {
  EXPECT_EQ(network_from("[local]\nfilters=5\nsize=3\n", 9, 8, 3).layer(0).table_row(),
            "Local Layer: 8 x 9 x 3 image, 5 filters -> 6 x 7 x 5 image");
}

TEST(Local, RefusesNonsense) {
  const auto build = [](const std::string& options) {
    return network_from("[local]\n" + options, 8, 8, 4);
  };
  EXPECT_THROW(build("filters=0\n"), Error);
  EXPECT_THROW(build("size=9\n"), Error);
  EXPECT_THROW(build("size=2000000000\npad=1\n"), Error);
  EXPECT_THROW(build("stride=0\n"), Error);
}

}  // namespace
}  // namespace dn::test
