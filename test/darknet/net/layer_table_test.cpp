// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <sstream>

#include "darknet/base/file.h"
#include "darknet/layers/layer_table.h"
#include "darknet/net/network.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The tables the original Darknet prints, with the cfgs they were printed for.
struct Case {
  const char* name;
  const char* cfg;
};

class GoldenLayerTable : public testing::TestWithParam<Case> {};

TEST_P(GoldenLayerTable, IsPrintedLineByLine) {
  const std::string golden =
      std::string("../shared/golden/cli/table_") + GetParam().name + ".stderr.txt";
  if (!file_exists(golden)) GTEST_SKIP() << golden << " is absent";
  if (!file_exists(GetParam().cfg)) GTEST_SKIP() << GetParam().cfg << " is absent";
  const CfgFile cfg = load_cfg_file(GetParam().cfg);
  for (std::size_t i = 1; i < cfg.sections.size(); ++i) {
    const std::string& name = cfg.sections[i].name();
    if (!is_known_layer(name)) GTEST_SKIP() << "[" << name << "] is not known";
  }
  const auto want = lines_of(read_text_file(golden));
  const auto got = lines_of(layer_table(Network::build(cfg)));
  for (std::size_t i = 0; i < std::min(want.size(), got.size()); ++i) {
    ASSERT_EQ(got[i], want[i]) << "line " << i + 1;
  }
  EXPECT_EQ(got.size(), want.size());
}

INSTANTIATE_TEST_SUITE_P(
    All, GoldenLayerTable,
    testing::Values(Case{"densenet201", "cfg/densenet201.cfg"},
                    Case{"resnet152_trident", "../shared/reference/cfg/resnet152_trident.cfg"},
                    Case{"yolo-fastest-1.1",
                         "../shared/weights/yolo-fastest-1.1-coco/yolo-fastest-1.1.cfg"},
                    Case{"yolov2", "../shared/reference/cfg/yolov2.cfg"},
                    Case{"yolov3-tiny", "../shared/reference/cfg/yolov3-tiny.cfg"},
                    Case{"yolov3-tiny_xnor", "../shared/reference/cfg/yolov3-tiny_xnor.cfg"},
                    Case{"yolov4-tiny", "../shared/reference/cfg/yolov4-tiny.cfg"},
                    Case{"yolov4", "../shared/reference/cfg/yolov4.cfg"}));

TEST(LayerTable, CountsOutputsAndOperations) {
  const Network network = network_from(
      "[convolutional]\nfilters=8\nsize=3\npad=1\n[maxpool]\nsize=2\nstride=2\n"
      "[upsample]\n[route]\nlayers=-1,0\n[shortcut]\nfrom=0\n",
      20, 10, 3);
  EXPECT_EQ(layer_table(network),
            "   layer   filters  size/strd(dil)      input                output\n"
            "   0 conv      8       3 x 3/ 1     20 x  10 x   3 ->   20 x  10 x   8 0.000 BF\n"
            "   1 max                2x 2/ 2     20 x  10 x   8 ->   10 x   5 x   8 0.000 BF\n"
            "   2 upsample                 2x    10 x   5 x   8 ->   20 x  10 x   8\n"
            "   3 route  2 0 \t                           ->   20 x  10 x  16 \n"
            "   4 Shortcut Layer: 0,  wt = 0, wn = 0, outputs:  20 x  10 x  16 0.000 BF\n"
            " (  20 x  10 x  16) + (  20 x  10 x   8) \n"
            "Total BFLOPS 0.000 \n"
            "avg_outputs = 2000 \n");
}

}  // namespace
}  // namespace dn::test
