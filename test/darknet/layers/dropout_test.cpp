// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

TEST(Dropout, PassesItsInputThrough) {
  const Network network = network_from("[dropout]\nprobability=.5\n", 2, 2, 1);
  EXPECT_EQ(run_with(network, {}, {1, 2, 3, 4})[0], (std::vector<float>{1, 2, 3, 4}));
}

// The layer behind an alias may write in place only when nobody else wants the aliased memory.
TEST(Dropout, ProtectsWhatItAliases) {
  const Network network =
      network_from("[activation]\n[dropout]\n[activation]\nactivation=relu\n", 2, 1, 1);
  const auto out = run_with(network, {}, {-1, 2});
  EXPECT_EQ(out[0], (std::vector<float>{-1, 2}));
  EXPECT_EQ(out[1], (std::vector<float>{-1, 2}));
  EXPECT_EQ(out[2], (std::vector<float>{0, 2}));
}

TEST(Dropout, TableRow) {
  const auto row = [](const char* options, int side) {
    return network_from(std::string("[dropout]\n") + options, side, side, 1).layer(0).table_row();
  };
  EXPECT_EQ(row("probability=.15\n", 100), "dropout    p = 0.150        10000  ->   10000");
  EXPECT_EQ(row("", 3), "dropout    p = 0.200           9  ->      9");
}

TEST(Dropout, RefusesNonsense) {
  EXPECT_THROW(network_from("[dropout]\nprobability=1.5\n", 1, 1, 1), Error);
  EXPECT_THROW(network_from("[dropout]\nprobability=-1\n", 1, 1, 1), Error);
}

}  // namespace
}  // namespace dn::test
