// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/units.h"

#include <gtest/gtest.h>

#include <string>

#include "darknet/base/error.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TEST(Units, Durations) {
  struct Case {
    const char* text;
    Nanos expected;
  };
  const Case cases[] = {
      {"33ms", 33ms},   {"33 ms", 33ms}, {"0ns", 0ns},   {"1.5s", 1500ms},
      {"250us", 250us}, {"2min", 2min},  {"0.1ns", 0ns}, {"33.333333ms", 33'333'333ns},
      {"0.001us", 1ns}, {"007s", 7s},    {"1.9ns", 1ns}, {"9223372036854ms", 9223372036854ms},
  };
  for (const Case& c : cases) EXPECT_EQ(parse_duration(c.text), c.expected) << c.text;
}

TEST(Units, Sizes) {
  struct Case {
    const char* text;
    std::uint64_t expected;
  };
  const Case cases[] = {
      {"1B", 1},         {"2KB", 2000},          {"2KiB", 2048},       {"3MB", 3'000'000},
      {"3MiB", 3 << 20}, {"2GB", 2'000'000'000}, {"2GiB", 2ull << 30}, {"1.5GiB", 3ull << 29},
      {"0.5KiB", 512},   {"0.3KiB", 307}};
  for (const Case& c : cases) EXPECT_EQ(parse_size(c.text), dn::Bytes(c.expected)) << c.text;
}

TEST(Units, Bandwidths) {
  EXPECT_EQ(parse_bandwidth("12GB/s").bytes_per_second, 12'000'000'000U);
  EXPECT_EQ(parse_bandwidth("1.5 GiB/s").bytes_per_second, 3ull << 29);
  EXPECT_EQ(parse_bandwidth("5B/s").bytes_per_second, 5U);
}

TEST(Units, MeanGapsOfRates) {
  EXPECT_EQ(parse_mean_gap("20/s"), 50ms);
  EXPECT_EQ(parse_mean_gap("3 /s"), 333'333'333ns);
  EXPECT_EQ(parse_mean_gap("2.5/ms"), 400us);
  EXPECT_EQ(parse_mean_gap("0.5/min"), 2min);
  EXPECT_EQ(parse_mean_gap("1000000000/s"), 1ns);
}

template <typename Parse>
std::string error_of(Parse parse, const std::string& text) {
  try {
    parse(text);
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    return e.what();
  }
  return "no error";
}

TEST(Units, ErrorsSayWhatIsWrongAndWhatIsAllowed) {
  struct Case {
    const char* text;
    const char* problem;
  };
  const Case cases[] = {
      {"33", "has no unit"},
      {"33 ", "has no unit"},
      {"", "does not start with a number"},
      {"ms", "does not start with a number"},
      {".5ms", "does not start with a number"},
      {" 5ms", "does not start with a number"},
      {"+5ms", "does not start with a number"},
      {"nanms", "does not start with a number"},
      {"-33ms", "is negative"},
      {"33mss", "has the unknown unit 'mss'"},
      {"33ms ", "has the unknown unit 'ms '"},
      {"33MS", "has the unknown unit 'MS'"},
      {"1e3ms", "has the unknown unit 'e3ms'"},
      {"0x10ms", "has the unknown unit 'x10ms'"},
      {"1,5ms", "has the unknown unit ',5ms'"},
      {"1.5.2ms", "has the unknown unit '.2ms'"},
      {"5.ms", "has no digit after the point"},
      {"99999999999s", "is too large"},
      {"9223372036854775808ns", "has too many digits"},
      {"999999999999999999min", "is too large"},
  };
  for (const Case& c : cases) {
    const std::string error = error_of(parse_duration, c.text);
    EXPECT_NE(error.find("'" + std::string(c.text) + "' " + c.problem), std::string::npos) << error;
    EXPECT_NE(error.find("ns, us, ms, s, min, such as 33ms"), std::string::npos) << error;
  }
}

TEST(Units, RatesThatHaveNoGap) {
  const auto error = [](const char* text) { return error_of(parse_mean_gap, text); };
  EXPECT_EQ(error("20"),
            "'20' has no unit; a rate is a number with one of the units /ms, /s, /min, such as "
            "20/s");
  EXPECT_TRUE(error("0/s").starts_with("'0/s' is zero"));
  EXPECT_TRUE(error("1000000001/s").starts_with("'1000000001/s' is too large"));
  EXPECT_TRUE(error("0.00000000000000001/min").ends_with("such as 20/s"));
  EXPECT_TRUE(error("20Hz").starts_with("'20Hz' has the unknown unit 'Hz'"));
}

TEST(Units, KindsAreNotMixedUp) {
  EXPECT_NE(error_of(parse_size, "2GBB").find("unknown unit 'GBB'"), std::string::npos);
  EXPECT_NE(error_of(parse_size, "2ms").find("B, KB, MB, GB, KiB"), std::string::npos);
  EXPECT_NE(error_of(parse_bandwidth, "12GB").find("unknown unit 'GB'"), std::string::npos);
  EXPECT_NE(error_of(parse_duration, "1MB").find("unknown unit 'MB'"), std::string::npos);
  EXPECT_NE(error_of(parse_size, "9999999999GiB").find("is too large"), std::string::npos);
}

}  // namespace
}  // namespace rtswap
