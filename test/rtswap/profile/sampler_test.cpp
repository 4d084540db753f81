// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/sampler.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace rtswap {
namespace {

using namespace std::chrono_literals;

TimeStats of(const std::vector<Nanos>& times) {
  Samples samples(static_cast<int>(times.size()));
  for (const Nanos time : times) samples.add(time);
  return samples.summary();
}

TEST(Sampler, OneSampleIsEverything) {
  const TimeStats times = of({7us});
  EXPECT_EQ(times, (TimeStats{7us, 7us, 7us, 1, 0}));
}

TEST(Sampler, MedianIsTheLowerOfTwo) { EXPECT_EQ(of({9us, 5us}).median, 5us); }

TEST(Sampler, PercentileIsReachedBy99OfAHundred) {
  std::vector<Nanos> hundred;
  for (int i = 100; i >= 1; --i) hundred.push_back(Nanos(i));
  EXPECT_EQ(of(hundred).median, Nanos(50));
  EXPECT_EQ(of(hundred).p99, Nanos(99));
  EXPECT_EQ(of(hundred).max, Nanos(100));
  hundred.pop_back();  // 2 to 100: the 99th of 99
  EXPECT_EQ(of(hundred).p99, Nanos(100));
}

TEST(Sampler, DriftComparesTheHalvesInTheirOrder) {
  const std::vector<Nanos> drifting = {100us, 100us, 100us, 120us, 120us, 120us};
  EXPECT_EQ(of(drifting).drift_permille, 200u);
  const std::vector<Nanos> mixed = {100us, 120us, 100us, 120us, 100us, 100us};
  EXPECT_EQ(of(mixed).drift_permille, 0u);
}

TEST(Sampler, DriftBelowTheClockDoesNotCount) {
  EXPECT_EQ(of({1us, 1us, 2us, 2us}).drift_permille, 0u);
}

TEST(Sampler, DriftFromZeroIsBounded) {
  EXPECT_EQ(of({0us, 0us, 10s, 10s}).drift_permille, 1'000'000u);
}

TEST(Sampler, CountsRunsWithoutTheWarmUp) {
  int calls = 0, pauses = 0;
  const TimeStats times = sample(
      5, [&] { ++pauses; }, [&] { ++calls; });
  EXPECT_EQ(times.runs, 5u);
  EXPECT_EQ(calls, 5 + kWarmUpRuns);
  EXPECT_EQ(pauses, calls);
}

TEST(Sampler, EndsWithWhatThePauseThrows) {
  int calls = 0;
  const auto pause = [&] {
    if (calls == 2) throw std::runtime_error("enough");
  };
  EXPECT_THROW(sample(100, pause, [&] { ++calls; }), std::runtime_error);
  EXPECT_EQ(calls, 2);
}

TEST(Noise, SteadyTimesHaveNone) { EXPECT_EQ(noise_in({100us, 150us, 900us, 100, 50}), ""); }

TEST(Noise, TellsDriftAndTail) {
  EXPECT_NE(noise_in({100us, 110us, 110us, 100, 51}).find("half differ by 5 %"), std::string::npos);
  EXPECT_NE(noise_in({100us, 151us, 151us, 100, 0}).find("1.5 times the median"),
            std::string::npos);
}

TEST(Noise, FewRunsAndTinyTimesAreNotJudged) {
  EXPECT_EQ(noise_in({100us, 900us, 900us, kFewestRuns - 1, 900}), "");
  EXPECT_EQ(noise_in({1us, 2900ns, 9us, 100, 0}), "");
}

}  // namespace
}  // namespace rtswap
