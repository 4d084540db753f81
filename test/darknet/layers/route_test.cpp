// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

const std::string kTwo =
    "[maxpool]\nsize=1\nstride=1\n"
    "[maxpool]\nsize=2\nstride=1\n";

TEST(Route, ConcatenatesInTheWrittenOrder) {
  const Network network = network_from(kTwo + "[route]\nlayers=-1,0\n", 2, 1, 2);
  const auto out = run_with(network, {}, {1, 2, 3, 4});
  EXPECT_EQ(out[2], (std::vector<float>{2, 2, 4, 4, 1, 2, 3, 4}));
}

TEST(Route, TakesTheSameSliceOfEveryLayer) {
  const Network network =
      network_from(kTwo + "[route]\nlayers=0,1\ngroups=2\ngroup_id=1\n", 2, 1, 2);
  const auto out = run_with(network, {}, {1, 2, 3, 4});
  EXPECT_EQ(out[2], (std::vector<float>{3, 4, 4, 4}));
}

TEST(Route, OfOneWholeLayerIsAnAlias) {
  const Network network = network_from(kTwo + "[route]\nlayers=0\n", 2, 2, 4);
  EXPECT_TRUE(network.layer(2).is_alias());
  const auto out = run_once(network);
  EXPECT_EQ(out[2], out[0]);
  const Network grouped = network_from(kTwo + "[route]\nlayers=0\ngroups=2\n", 2, 2, 4);
  EXPECT_FALSE(grouped.layer(2).is_alias());
}

TEST(Route, HandlesManyPixelsAndUnevenChannels) {
  const Network network = network_from(
      "[convolutional]\nfilters=3\n[convolutional]\nfilters=17\n"
      "[route]\nlayers=0,1,0\n[route]\nlayers=-1\n",
      61, 47, 3);
  const auto out = run_once(network);
  std::vector<float> want = out[0];
  want.insert(want.end(), out[1].begin(), out[1].end());
  want.insert(want.end(), out[0].begin(), out[0].end());
  EXPECT_EQ(out[2], want);
  EXPECT_EQ(out[3], want);
}

TEST(Route, RefusesNonsense) {
  const auto build = [](const std::string& options) {
    return network_from(kTwo + "[route]\n" + options, 4, 4, 6);
  };
  EXPECT_THROW(build(""), Error);
  EXPECT_THROW(build("layers=2\n"), Error);
  EXPECT_THROW(build("layers=5\n"), Error);
  EXPECT_THROW(build("layers=-3\n"), Error);
  EXPECT_THROW(build("layers=x\n"), Error);
  EXPECT_THROW(build("layers=0\ngroups=0\n"), Error);
  EXPECT_THROW(build("layers=0\ngroups=2\ngroup_id=2\n"), Error);
  EXPECT_THROW(build("layers=0\ngroups=2\ngroup_id=-1\n"), Error);
  EXPECT_THROW(build("layers=0\ngroups=4\n"), Error);
}

TEST(Route, NamesBothGeometriesThatDoNotFit) {
  try {
    network_from("[maxpool]\nsize=1\nstride=1\n[maxpool]\nsize=2\nstride=2\n[route]\nlayers=0,1\n",
                 6, 4, 3);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find("test.cfg:12"), std::string::npos) << what;
    EXPECT_NE(what.find("6 x 4 x 3"), std::string::npos) << what;
    EXPECT_NE(what.find("3 x 2 x 3"), std::string::npos) << what;
  }
}

}  // namespace
}  // namespace dn::test
