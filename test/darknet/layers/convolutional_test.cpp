// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::string conv(const std::string& options) {
  return "[convolutional]\nactivation=linear\n" + options;
}

struct Case {
  const char* options;
  int width, height, channels;
};

class ConvolutionalPage : public testing::TestWithParam<Case> {};

TEST_P(ConvolutionalPage, FastMatchesReference) {
  const Case& c = GetParam();
  expect_fast_matches_reference(conv(c.options), c.width, c.height, c.channels);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, ConvolutionalPage,
    testing::Values(Case{"filters=1\nsize=1\n", 1, 1, 1}, Case{"filters=7\nsize=1\n", 5, 3, 3},
                    Case{"filters=16\nsize=3\npad=1\n", 13, 10, 3},
                    Case{"filters=33\nsize=3\npad=1\n", 9, 9, 17},
                    Case{"filters=8\nsize=3\nstride=2\npad=1\n", 16, 12, 3},
                    Case{"filters=8\nsize=3\nstride=2\npad=1\n", 15, 11, 8},
                    Case{"filters=8\nsize=3\nstride_x=2\nstride_y=1\npad=1\n", 16, 12, 5},
                    Case{"filters=6\nsize=5\npadding=1\n", 12, 12, 4},
                    Case{"filters=6\nsize=2\n", 12, 12, 4},
                    Case{"filters=6\nsize=2\nstride=2\npad=1\n", 11, 12, 4},
                    Case{"filters=6\nsize=4\nstride=2\npad=1\n", 11, 12, 4},
                    Case{"filters=12\nsize=3\npad=1\ngroups=12\n", 9, 7, 12},
                    Case{"filters=24\nsize=3\npad=1\ngroups=12\n", 9, 7, 12},
                    Case{"filters=24\nsize=3\npad=1\ngroups=3\n", 9, 7, 12},
                    Case{"filters=8\nsize=5\nstride=2\npad=1\ngroups=8\n", 20, 20, 8},
                    Case{"filters=8\nsize=3\npad=1\ndilation=2\n", 16, 12, 4},
                    Case{"filters=8\nsize=3\nstride=2\npad=1\ndilation=3\n", 16, 12, 4},
                    Case{"filters=10\nsize=7\nstride=2\npad=1\nbatch_normalize=1\n", 32, 32, 3},
                    Case{"filters=8\nsize=3\nstride=2\npad=1\nantialiasing=1\n", 16, 12, 3},
                    Case{"filters=8\nsize=3\nstride=2\npad=1\nantialiasing=2\n", 16, 12, 3},
                    Case{"filters=8\nsize=3\npad=1\nxnor=1\nbatch_normalize=1\n", 16, 12, 5}));

class ConvolutionalActivation : public testing::TestWithParam<const char*> {};

TEST_P(ConvolutionalActivation, FastMatchesReference) {
  expect_fast_matches_reference(
      "[convolutional]\nfilters=20\nsize=3\npad=1\nactivation=" + std::string(GetParam()) + "\n",
      12, 10, 6);
}

INSTANTIATE_TEST_SUITE_P(Names, ConvolutionalActivation,
                         testing::Values("linear", "logistic", "loggy", "relu", "relu6", "elu",
                                         "selu", "gelu", "relie", "ramp", "leaky", "tanh", "plse",
                                         "stair", "hardtan", "lhtan", "swish", "mish", "hard_mish",
                                         "normalize_channels", "normalize_channels_softmax",
                                         "normalize_channels_softmax_maxval"));

TEST(Convolutional, ComputesAnIdentityKernel) {
  const Network network = network_from(conv("filters=1\nsize=3\npad=1\n"), 3, 2, 1);
  const std::vector<float> weights{0.5f, 0, 0, 0, 0, 2, 0, 0, 0, 0};  // bias, then the 3x3 kernel
  const auto out = run_with(network, weights, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(out[0], (std::vector<float>{2.5f, 4.5f, 6.5f, 8.5f, 10.5f, 12.5f}));
}

TEST(Convolutional, RawNormalisationEqualsFolded) {
  const Network network =
      network_from(conv("filters=9\nsize=3\npad=1\nbatch_normalize=1\n"), 8, 8, 4);
  RunOptions raw;
  raw.kernels.mode = WeightsMode::kRaw;
  const auto want = run_once(network, raw)[0];
  const auto got = run_once(network)[0];
  for (std::size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(got[i], want[i], 1e-4);
}

TEST(Convolutional, RefusesNonsense) {
  const auto build = [](const std::string& options) {
    return network_from(conv(options), 8, 8, 4);
  };
  EXPECT_THROW(build("filters=0\n"), Error);
  EXPECT_THROW(build("filters=8\nstride=0\n"), Error);
  EXPECT_THROW(build("filters=8\nsize=-3\n"), Error);
  EXPECT_THROW(build("filters=8\nsize=9\n"), Error);
  EXPECT_THROW(build("filters=8\npadding=-1\n"), Error);
  EXPECT_THROW(build("filters=8\ngroups=3\n"), Error);
  EXPECT_THROW(build("filters=2000000000\n"), Error);
  EXPECT_THROW(build("filters=99999999999\n"), Error);
  EXPECT_THROW(build("filters=8\nshare_index=0\n"), Error);
}

TEST(Convolutional, SharesTheWeightsOfTheirOwner) {
  const std::string owner = conv("filters=4\nsize=3\npad=1\nbatch_normalize=1\n");
  const std::string user = conv("filters=4\nsize=3\npad=1\nbatch_normalize=1\nshare_index=-1\n");
  // The third shares what the second shares: all three are the first's.
  const Network shared = network_from(owner + user + user, 6, 6, 4);
  EXPECT_EQ(file_payload(shared.weight_slots()),
            file_payload(network_from(owner, 6, 6, 4).weight_slots()));
  expect_fast_matches_reference(owner + user + user, 6, 6, 4);
}

TEST(Convolutional, CannotShareWhatTheOwnerHasNot) {
  const std::string plain = conv("filters=4\nsize=3\npad=1\n");
  const auto user = [](const std::string& options) {
    return conv("filters=4\nsize=3\npad=1\nshare_index=0\n" + options);
  };
  EXPECT_NO_THROW(network_from(plain + user(""), 6, 6, 4));
  EXPECT_THROW(network_from(plain + user("batch_normalize=1\n"), 6, 6, 4), Error);
  EXPECT_THROW(network_from("[maxpool]\n" + user(""), 6, 6, 4), Error);
}

}  // namespace
}  // namespace dn::test
