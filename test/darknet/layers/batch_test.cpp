// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>

#include "darknet/net/resident_network.h"
#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

// Every layer here must treat the images of a batch apart from each other.
constexpr const char* kNetworks[] = {
    "[maxpool]\nsize=2\nstride=2\n[maxpool]\nsize=5\nstride=1\n[upsample]\nstride=2\n",
    "[maxpool]\nsize=3\nstride=2\nantialiasing=1\n[upsample]\nstride=-2\n",
    "[local_avgpool]\nsize=3\nstride=1\n[avgpool]\n[scale_channels]\nfrom=0\n",
    "[maxpool]\nsize=1\nstride=1\n[maxpool]\nmaxpool_depth=1\nout_channels=1\n[scale_channels]"
    "\nfrom=0\nscale_wh=1\n",
    "[reorg]\nstride=2\n[reorg]\nstride=2\nreverse=1\n[sam]\nfrom=1\n",
    "[reorg3d]\nstride=2\n[reorg3d]\nstride=2\nreverse=1\n[route]\nlayers=1\ngroups=2\n",
    "[crop]\ncrop_width=8\ncrop_height=6\n[maxpool]\nsize=2\nstride=2\n[shortcut]\nfrom=0\n",
    "[convolutional]\nfilters=8\nsize=3\npad=1\n[convolutional]\nfilters=8\n[shortcut]\nfrom=0\n"
    "[shortcut]\nfrom=0\nweights_type=per_channel\n[route]\nlayers=-1,0\n"};

class Batch : public testing::TestWithParam<const char*> {};

std::vector<float> run_batch(const CfgFile& cfg, const std::vector<float>& input, int batch) {
  const Network network = Network::build(cfg, {0, 0, batch});
  ResidentNetwork resident(network, random_weights(network.weight_slots(), {}));
  std::ranges::copy(input, resident.input().begin());
  resident.run();
  const auto output = resident.output(network.output_layer());
  return {output.begin(), output.end()};
}

TEST_P(Batch, GivesEachImageWhatItGetsAlone) {
  constexpr int kImages = 3, kFloats = 12 * 10 * 8;
  const CfgFile cfg =
      parse_cfg(std::string("[net]\nwidth=12\nheight=10\nchannels=8\n") + GetParam(), "test.cfg");
  const std::vector<float> input = random_input(7, 0, kImages * kFloats);
  const std::vector<float> together = run_batch(cfg, input, kImages);
  std::vector<float> alone;
  for (int image = 0; image < kImages; ++image) {
    const auto first = input.begin() + image * kFloats;
    const auto output = run_batch(cfg, {first, first + kFloats}, 1);
    alone.insert(alone.end(), output.begin(), output.end());
  }
  ASSERT_EQ(together.size(), alone.size());
  for (std::size_t i = 0; i < alone.size(); ++i) ASSERT_NEAR(together[i], alone[i], 1e-5f) << i;
}

INSTANTIATE_TEST_SUITE_P(Networks, Batch, testing::ValuesIn(kNetworks));

}  // namespace
}  // namespace dn::test
