// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

// Layers 0 to 2: tensors of the same size.
const std::string kThree =
    "[activation]\nactivation=leaky\n[batchnorm]\n[activation]\nactivation=tanh\n";

class CudaShortcut : public testing::TestWithParam<std::string> {};

TEST_P(CudaShortcut, MatchesTheCpu) {
  for (const int channels : {1, 3, 8, 300}) expect_cuda_matches_cpu({GetParam(), 6, 4, channels});
  expect_cuda_matches_cpu({GetParam(), 4, 8, 12, 3});
  expect_cuda_matches_cpu({GetParam(), 4, 8, 12, 3, WeightsMode::kRaw});
}

std::string many(int count, const std::string& more) {
  std::string sources = "from=0";
  for (int i = 1; i < count; ++i) sources += "," + std::to_string(i % 3);
  return kThree + "[shortcut]\n" + sources + "\n" + more;
}

INSTANTIATE_TEST_SUITE_P(
    Networks, CudaShortcut,
    testing::Values(
        kThree + "[shortcut]\nfrom=0\n", kThree + "[shortcut]\nfrom=-2\nactivation=mish\n",
        // in place; of the previous layer itself; an activation over pixels
        kThree + "[shortcut]\nfrom=0\nactivation=relu\n[batchnorm]\n",
        kThree + "[shortcut]\nfrom=-1\n[batchnorm]\n",
        kThree + "[shortcut]\nfrom=1\nactivation=normalize_channels_softmax_maxval\n[batchnorm]\n",
        // several sources, more than one launch takes
        kThree + "[shortcut]\nfrom=0,1,-1\nactivation=leaky\n", many(15, "activation=leaky\n"),
        many(16, "activation=leaky\n"), many(40, "activation=tanh\n"),
        // more channels than the layer before; fewer; larger by 2, and by 2 with more channels
        kThree + "[route]\nlayers=0,1\n[batchnorm]\n[shortcut]\nfrom=2\n",
        kThree + "[route]\nlayers=0,1\n[activation]\nactivation=relu\n[shortcut]\nfrom=2,3\n"
                 "[route]\nlayers=2\n[shortcut]\nfrom=3\n",
        kThree + "[upsample]\nstride=-2\n[shortcut]\nfrom=2\nactivation=leaky\n",
        kThree + "[reorg3d]\nstride=2\n[shortcut]\nfrom=2,-1\n",
        kThree + "[route]\nlayers=0,1\n[route]\nlayers=2\n[upsample]\nstride=-2\n"
                 "[shortcut]\nfrom=3,2\n",
        // weights
        kThree + "[shortcut]\nfrom=0\nweights_type=per_feature\n",
        kThree + "[shortcut]\nfrom=0,1\nweights_type=per_layer\nweights_normalization=avg_relu\n",
        kThree + "[shortcut]\nfrom=0,-1\nweights_type=per_channel\nactivation=mish\n",
        kThree + "[shortcut]\nfrom=0,1\nweights_type=per_channel\nweights_normalization=softmax\n",
        kThree + "[shortcut]\nfrom=0,1\nweights_type=per_channel\nweights_normalization=relu\n",
        kThree + "[reorg3d]\nstride=2\n[shortcut]\nfrom=2\nweights_type=per_channel\n",
        many(20, "weights_type=per_channel\nweights_normalization=softmax\nactivation=relu\n")));

}  // namespace
}  // namespace dn::test
