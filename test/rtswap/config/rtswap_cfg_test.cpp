// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/rtswap_cfg.h"
#include "test/support/error_of.h"

#include <gtest/gtest.h>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

std::vector<RtSwapCfgTask> parse(std::string_view text) { return parse_rtswap_cfg(text, "r.txt"); }

std::string error_of(std::string_view text) {
  return test::error_of([&] { parse(text); });
}

TEST(RtSwapCfg, ThePublishedLineOfThePyTorchVariant) {
  const auto tasks = parse("5,500,2097152,1,0\n");
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_EQ(tasks[0].model_type, 5);
  EXPECT_EQ(tasks[0].period, Nanos(500ms));
  EXPECT_EQ(tasks[0].swap_volume, dn::Bytes(2097152));
  EXPECT_EQ(tasks[0].swapped_objects, std::vector<std::uint32_t>{0});
  EXPECT_EQ(tasks[0].where.str(), "r.txt:1");
}

TEST(RtSwapCfg, LinesOfTheDarknetVariant) {
  const auto tasks = parse("# model, period, objects\n0,600,0\r\n\n 101, 58.5 ,3,2,4,14");
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_EQ(tasks[0].model_type, 0);
  EXPECT_FALSE(tasks[0].swap_volume.has_value());
  EXPECT_TRUE(tasks[0].swapped_objects.empty());
  EXPECT_EQ(tasks[1].model_type, 101);
  EXPECT_EQ(tasks[1].period, Nanos(58500us));
  EXPECT_EQ(tasks[1].swapped_objects, (std::vector<std::uint32_t>{2, 4, 14}));
  EXPECT_EQ(tasks[1].where.str(), "r.txt:4");
}

TEST(RtSwapCfg, AVolumeWithoutObjects) {
  const auto tasks = parse("5,500,2097152,0\n5,500,0,0\n");
  EXPECT_EQ(tasks.at(0).swap_volume, dn::Bytes(2097152));
  EXPECT_EQ(tasks.at(1).swap_volume, dn::Bytes(0));
  EXPECT_TRUE(tasks.at(1).swapped_objects.empty());
}

TEST(RtSwapCfg, Errors) {
  EXPECT_EQ(error_of("\n\n"),
            "r.txt:1: there is no task; MODEL,PERIOD,VOLUME,COUNT,OBJECT... or "
            "MODEL,PERIOD,COUNT,OBJECT... is needed");
  EXPECT_EQ(error_of("0,600,0\n1,600,2,7\n"),
            "r.txt:2: '1,600,2,7' has no count that fits its 4 fields; "
            "MODEL,PERIOD,VOLUME,COUNT,OBJECT... or MODEL,PERIOD,COUNT,OBJECT... is needed");
  EXPECT_EQ(error_of("0,600"),
            "r.txt:1: '0,600' has no count that fits its 2 fields; "
            "MODEL,PERIOD,VOLUME,COUNT,OBJECT... or MODEL,PERIOD,COUNT,OBJECT... is needed");
  EXPECT_EQ(error_of("yolo,600,0"),
            "r.txt:1: model type: 'yolo' is no whole number; MODEL,PERIOD,VOLUME,COUNT,OBJECT... "
            "or MODEL,PERIOD,COUNT,OBJECT... is needed");
  for (const char* period : {"0", "-5", "", "5s", "1e3", "99999999999999"}) {
    const std::string error = error_of("0," + std::string(period) + ",0");
    EXPECT_TRUE(error.starts_with("r.txt:1: period: '" + std::string(period) + "'; milliseconds"))
        << error;
  }
  EXPECT_TRUE(error_of("0,600,1,-3").starts_with("r.txt:1: object: '-3' is no whole number"));
  EXPECT_TRUE(error_of("5,500,much,1,0").starts_with("r.txt:1: swap volume: 'much' is no"));
  EXPECT_EQ(error_of("0,600,0\n5,500,2097152,1,0\n"),
            "r.txt:2: has a swap volume, line 1 has none; a file has lines of one form");
  EXPECT_EQ(error_of("5,500,2097152,1,0\n0,600,0\n"),
            "r.txt:2: has no swap volume, line 1 has one; a file has lines of one form");
}

}  // namespace
}  // namespace rtswap
