// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::string conv(const std::string& options, const std::string& activation = "linear") {
  return "[convolutional]\nactivation=" + activation + "\n" + options;
}

struct Case {
  const char* options;
  int width, height, channels;
  int batch = 1;
};

class CudaConvolutional : public testing::TestWithParam<Case> {};

TEST_P(CudaConvolutional, MatchesTheCpu) {
  const Case& c = GetParam();
  expect_cuda_matches_cpu({conv(c.options, "leaky"), c.width, c.height, c.channels, c.batch});
}

// Fewer filters than 16 in a group take one kernel, others the one with tiles.
INSTANTIATE_TEST_SUITE_P(
    Shapes, CudaConvolutional,
    testing::Values(
        Case{"filters=1\nsize=1\n", 1, 1, 1}, Case{"filters=7\nsize=1\n", 5, 3, 3},
        Case{"filters=16\nsize=1\n", 1, 1, 1}, Case{"filters=16\nsize=3\npad=1\n", 13, 10, 3},
        Case{"filters=33\nsize=3\npad=1\n", 9, 9, 17}, Case{"filters=65\nsize=1\n", 9, 7, 300},
        Case{"filters=300\nsize=1\n", 1, 1, 64, 3}, Case{"filters=64\nsize=3\npad=1\n", 8, 8, 8, 3},
        Case{"filters=8\nsize=3\nstride=2\npad=1\n", 16, 12, 3},
        Case{"filters=32\nsize=3\nstride=2\npad=1\n", 15, 11, 8},
        Case{"filters=18\nsize=3\nstride_x=2\nstride_y=1\npad=1\n", 16, 12, 5, 3},
        Case{"filters=6\nsize=5\npadding=1\n", 12, 12, 4},
        Case{"filters=20\nsize=5\npadding=1\n", 12, 12, 4},
        Case{"filters=20\nsize=2\nstride=2\npad=1\n", 11, 12, 4},
        Case{"filters=6\nsize=4\nstride=2\npad=1\n", 11, 12, 4},
        Case{"filters=12\nsize=3\npad=1\ngroups=12\n", 9, 7, 12},
        Case{"filters=24\nsize=3\npad=1\ngroups=12\n", 9, 7, 12, 3},
        Case{"filters=24\nsize=3\npad=1\ngroups=3\n", 9, 7, 12},
        Case{"filters=144\nsize=3\npad=1\ngroups=2\n", 9, 7, 10, 3},
        Case{"filters=8\nsize=5\nstride=2\npad=1\ngroups=8\n", 20, 20, 8},
        Case{"filters=8\nsize=3\npad=1\ndilation=2\n", 16, 12, 4},
        Case{"filters=24\nsize=3\nstride=2\npad=1\ndilation=3\n", 16, 12, 4},
        Case{"filters=24\nsize=7\nstride=2\npad=1\nbatch_normalize=1\n", 32, 32, 3},
        Case{"filters=8\nsize=3\nstride=2\npad=1\nantialiasing=1\nbatch_normalize=1\n", 16, 12, 3},
        Case{"filters=20\nsize=3\nstride=2\npad=1\nantialiasing=2\n", 16, 12, 3, 3}));

class CudaConvolutionalActivation : public testing::TestWithParam<const char*> {};

TEST_P(CudaConvolutionalActivation, MatchesTheCpu) {
  for (const char* filters : {"filters=6\n", "filters=20\n"})
    expect_cuda_matches_cpu(conv(filters + std::string("size=3\npad=1\n"), GetParam()), 12, 10, 6);
}

INSTANTIATE_TEST_SUITE_P(Names, CudaConvolutionalActivation,
                         testing::Values("linear", "logistic", "relu", "leaky", "swish", "mish",
                                         "hard_mish", "normalize_channels",
                                         "normalize_channels_softmax",
                                         "normalize_channels_softmax_maxval"));

class CudaConvolutionalMode : public testing::TestWithParam<WeightsMode> {};

TEST_P(CudaConvolutionalMode, NormalizesAsTheCpu) {
  for (const char* activation : {"leaky", "normalize_channels_softmax"}) {
    const std::string layer = conv("filters=20\nsize=3\npad=1\nbatch_normalize=1\n", activation);
    expect_cuda_matches_cpu({layer + layer, 9, 7, 5, 3, GetParam()});
  }
  const std::string blurred = "filters=8\nsize=3\nstride=2\npad=1\nantialiasing=1\n";
  expect_cuda_matches_cpu({conv(blurred + "batch_normalize=1\n"), 9, 7, 5, 1, GetParam()});
}

// Channels, padding and stride decide whether binary mode sees the input at all.
TEST_P(CudaConvolutionalMode, BinarizesAsTheCpu) {
  for (const char* options : {"filters=8\nsize=3\npad=1\n", "filters=20\nsize=3\nstride=2\npad=1\n",
                              "filters=20\nsize=5\npad=1\nbatch_normalize=1\n"}) {
    for (const int channels : {5, 32}) {
      const std::string layer = conv(options + std::string("xnor=1\n"), "leaky");
      expect_cuda_matches_cpu({layer, 11, 8, channels, 2, GetParam()});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, CudaConvolutionalMode,
                         testing::Values(WeightsMode::kFused, WeightsMode::kRaw,
                                         WeightsMode::kBinary));

TEST(CudaConvolutional, SharesTheWeightsOfTheirOwner) {
  const std::string owner = conv("filters=4\nsize=3\npad=1\nbatch_normalize=1\n");
  const std::string user = owner + "share_index=-1\n";
  expect_cuda_matches_cpu(owner + user + user, 6, 6, 4);
}

struct Sum {
  const char* activation;
  const char* sum_activation;
};

class CudaFusedShortcut : public testing::TestWithParam<Sum> {};

// Only the last output is kept in the harness' second run: there the sum is fused. The shortcut's
// own kernel computes the first run.
TEST_P(CudaFusedShortcut, MatchesTheCpu) {
  for (const std::string filters : {"filters=6\n", "filters=24\n"}) {
    const std::string first = conv(filters, "leaky");
    const std::string second = conv(filters + "size=3\npad=1\n", GetParam().activation);
    const std::string sum =
        std::string("[shortcut]\nfrom=-2\nactivation=") + GetParam().sum_activation + "\n";
    expect_cuda_matches_cpu({first + second + sum, 7, 5, 3, 2});
  }
}

INSTANTIATE_TEST_SUITE_P(Activations, CudaFusedShortcut,
                         testing::Values(Sum{"linear", "relu"}, Sum{"leaky", "linear"},
                                         Sum{"mish", "mish"}, Sum{"normalize_channels", "leaky"},
                                         Sum{"leaky", "normalize_channels"},
                                         Sum{"normalize_channels", "normalize_channels"}));

}  // namespace
}  // namespace dn::test
