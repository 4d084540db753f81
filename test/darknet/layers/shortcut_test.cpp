// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>

#include "darknet/net/compiled_network.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::string conv(int filters, const std::string& more = "") {
  return "[convolutional]\nactivation=leaky\nsize=3\npad=1\nfilters=" + std::to_string(filters) +
         "\n" + more;
}

class ShortcutPage : public testing::TestWithParam<std::string> {};

TEST_P(ShortcutPage, FastMatchesReferenceAlsoFusedAndInPlace) {
  expect_fast_matches_reference(GetParam(), 9, 7, 3);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, ShortcutPage,
    testing::Values(
        conv(8) + conv(8) + "[shortcut]\nfrom=0\n",
        conv(8) + conv(8) + "[shortcut]\nfrom=-2\nactivation=leaky\n" + conv(4),
        conv(8) + conv(8) + "[shortcut]\nfrom=0\nactivation=mish\n" + conv(8) +
            "[shortcut]\nfrom=-2\nactivation=relu\n",
        // the other source is an alias
        conv(8) + conv(8) + "[route]\nlayers=0\n" + conv(8) + "[shortcut]\nfrom=2\n",
        // the convolution has another reader
        conv(8) + conv(8) + "[shortcut]\nfrom=0\n[route]\nlayers=1,2\n",
        // of the previous layer itself, several sources, a second shortcut on top
        conv(8) + "[shortcut]\nfrom=-1\n", conv(8) + conv(8) + "[shortcut]\nfrom=0,-1\n",
        conv(8) + conv(8) + conv(8) + "[shortcut]\nfrom=0,1\nactivation=leaky\n",
        conv(8) + conv(8) + "[shortcut]\nfrom=0\n[shortcut]\nfrom=0\n",
        // other channels and sizes
        conv(4) + conv(12) + "[shortcut]\nfrom=0\n", conv(12) + conv(4) + "[shortcut]\nfrom=0\n",
        conv(8) + conv(8, "stride=2\n") + "[shortcut]\nfrom=0\n",
        conv(12) + conv(8, "stride=2\n") + conv(8) + "[shortcut]\nfrom=0,1\n",
        // weights
        conv(8) + conv(8) + "[shortcut]\nfrom=0\nweights_type=per_feature\n",
        conv(8) + conv(8) +
            "[shortcut]\nfrom=0,-1\nweights_type=per_channel\nweights_normalization=softmax\n",
        conv(12) + conv(8, "stride=2\n") +
            "[shortcut]\nfrom=0\nweights_type=per_layer\nweights_normalization=avg_relu\n",
        // convolutions that are more than a convolution
        conv(8) + conv(8, "antialiasing=1\n") + "[shortcut]\nfrom=0\n",
        conv(8) + conv(8, "xnor=1\n") + "[shortcut]\nfrom=0\n"));

// The activation of the convolution, then that of the sum, both in one kernel.
TEST(Shortcut, KeepsItsActivationApartFromTheConvolutions) {
  const std::vector<std::string> names{"linear", "relu",  "leaky",    "relie", "relu6", "hardtan",
                                       "mish",   "swish", "logistic", "tanh",  "elu",   "ramp"};
  for (const std::string& first : names) {
    for (const std::string& second : names) {
      SCOPED_TRACE(first + ", then " + second);
      expect_fast_matches_reference(
          "[convolutional]\nfilters=8\nactivation=linear\n"
          "[convolutional]\nfilters=8\nsize=3\npad=1\nactivation=" +
              first + "\n[shortcut]\nfrom=0\nactivation=" + second + "\n",
          5, 4, 3);
    }
  }
}

// How many steps a network takes when only its last output is kept.
std::size_t steps(const std::string& layers, WeightsMode mode) {
  const Network network = network_from(layers, 9, 7, 3);
  CompileOptions options;
  options.kernels.mode = mode;
  return CompiledNetwork(network, options).steps().size();
}

TEST(Shortcut, IsComputedByTheConvolutionBeforeItWherePossible) {
  const std::string plain = conv(8) + conv(8) + "[shortcut]\nfrom=0\n";
  EXPECT_EQ(steps(plain, WeightsMode::kFused), 2u);
  EXPECT_EQ(steps(plain, WeightsMode::kRaw), 2u);
  const std::string normalised = conv(8) + conv(8, "batch_normalize=1\n") + "[shortcut]\nfrom=0\n";
  EXPECT_EQ(steps(normalised, WeightsMode::kFused), 2u);
  EXPECT_EQ(steps(normalised, WeightsMode::kRaw), 3u);
  EXPECT_EQ(steps(conv(8) + conv(8) + "[shortcut]\nfrom=0\nweights_type=per_feature\n",
                  WeightsMode::kFused),
            3u);
  EXPECT_EQ(steps(conv(8) + "[shortcut]\nfrom=-1\n", WeightsMode::kFused), 2u);
}

TEST(Shortcut, RawNormalisationGivesTheSameSum) {
  const Network network =
      network_from(conv(8) + conv(8, "batch_normalize=1\n") + "[shortcut]\nfrom=0\n", 9, 7, 3);
  RunOptions raw, fused;
  raw.keep_all = fused.keep_all = false;
  raw.kernels.mode = WeightsMode::kRaw;
  const auto want = run_once(network, raw)[2];
  const auto got = run_once(network, fused)[2];
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-4f) << i;
}

// Two layers that pass the input on, the first with all channels, the second with a slice.
TEST(Shortcut, AddsTheCommonChannelsOnly) {
  const std::string layers = "[maxpool]\nsize=1\nstride=1\n[route]\nlayers=0\ngroups=3\n";
  const Network fewer = network_from(layers + "[shortcut]\nfrom=0\n", 1, 1, 3);
  EXPECT_EQ(run_with(fewer, {}, {1, 2, 3})[2], (std::vector<float>{2}));
  const Network more = network_from(
      layers + "[maxpool]\nsize=1\nstride=1\n[route]\nlayers=0\n[shortcut]\nfrom=1\n", 1, 1, 3);
  EXPECT_EQ(run_with(more, {}, {1, 2, 3})[4], (std::vector<float>{2, 2, 3}));
}

TEST(Shortcut, SamplesEverySecondRowAndColumnOfALargerSource) {
  const Network network = network_from(
      "[maxpool]\nsize=1\nstride=1\n[maxpool]\nsize=2\nstride=2\n[shortcut]\nfrom=0\n", 4, 2, 1);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 4, 5, 6, 7, 8})[2], (std::vector<float>{7, 11}));
}

TEST(Shortcut, NormalisesWeights) {
  const std::string layers =
      "[maxpool]\nsize=1\nstride=1\n[shortcut]\nfrom=-1\nweights_type=per_feature\n";
  const Network plain = network_from(layers, 1, 1, 1);
  EXPECT_FLOAT_EQ(run_with(plain, {2, -3}, {10})[1][0], -10);
  const Network relu = network_from(layers + "weights_normalization=relu\n", 1, 1, 1);
  RunOptions raw;
  raw.kernels.mode = WeightsMode::kRaw;
  EXPECT_NEAR(run_with(relu, {2, -3}, {10}, raw)[1][0], 10 * 2 / 2.0001f, 1e-5);
  EXPECT_NEAR(run_with(relu, {2, -3}, {10})[1][0], 10 * 2.001f / 2.0011f, 1e-5);
  const Network softmax = network_from(layers + "weights_normalization=softmax\n", 1, 1, 1);
  const double e = std::exp(-5.0);
  EXPECT_NEAR(run_with(softmax, {2, -3}, {10})[1][0], 10 * (1 + e) / (1.0001 + e), 1e-5);
}

TEST(Shortcut, RefusesNonsense) {
  const auto build = [](const std::string& options) {
    return network_from(
        "[maxpool]\nsize=1\nstride=1\n[maxpool]\nsize=2\nstride=2\n[shortcut]\n" + options, 8, 8,
        4);
  };
  EXPECT_THROW(build(""), Error);
  EXPECT_THROW(build("from=2\n"), Error);
  EXPECT_THROW(build("from=-4\n"), Error);
  EXPECT_THROW(build("from=0\nweights_type=some\n"), Error);
  EXPECT_THROW(build("from=0\nweights_normalization=some\n"), Error);
  EXPECT_THROW(
      network_from("[maxpool]\nsize=2\nstride=2\n[upsample]\n[shortcut]\nfrom=0\n", 8, 8, 4),
      Error);
  EXPECT_THROW(network_from("[maxpool]\nsize=1\nstride=1\n[maxpool]\nsize=2\nstride_x=2\n"
                            "stride_y=1\n[shortcut]\nfrom=0\n",
                            8, 8, 4),
               Error);
}

}  // namespace
}  // namespace dn::test
