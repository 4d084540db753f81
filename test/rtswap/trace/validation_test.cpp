// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/validation.h"

#include <gmock/gmock.h>

#include "rtswap/trace/validation_text.h"
#include "test/rtswap/trace/validation_fixture.h"

namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

TEST_F(ValidationTest, ACleanTraceIsValid) {
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  EXPECT_EQ(validation.jobs, 3u);
  EXPECT_EQ(validation.groups, 8u);
  EXPECT_EQ(validation.loads, 7u);
  EXPECT_EQ(validation_text(trace, validation).find("valid: 3 jobs (0 missed"), 0u);
}

// ---- complete
TEST_F(ValidationTest, LostEventsCannotBeValidated) {
  trace.lost = 1;
  expect_only(trace, Rule::kComplete);
}

TEST_F(ValidationTest, ACutTraceCannotBeValidated) {
  trace.complete = false;
  expect_only(trace, Rule::kComplete);
}

TEST_F(ValidationTest, AMissingNumberOfTheArbiterIsAHole) {
  event_of_job(trace, EventKind::kReady, 0, 1).value = 5;
  event_of_job(trace, EventKind::kGrant, 0, 1).value = 6;
  expect_only(trace, Rule::kComplete);
}

// ---- job life
TEST_F(ValidationTest, NoStageOfAJobIsLeftOut) {
  for (const EventKind kind : {EventKind::kDone, EventKind::kGroupEnd, EventKind::kGroupBegin}) {
    trace = clean_trace();
    erase(trace, event_of_job(trace, kind, 1, 0));
    EXPECT_GT(validate(trace).count(Rule::kJobLife), 0u) << name_of(kEventNames, kind);
  }
}

TEST_F(ValidationTest, AJobRunsAllItsGroups) {
  erase(trace, event_of_group(trace, EventKind::kGroupBegin, 1, 1));
  erase(trace, event_of_group(trace, EventKind::kGroupEnd, 1, 1));
  expect_only(trace, Rule::kJobLife);
}

TEST_F(ValidationTest, AGroupBelongsToTheJobsNetwork) {
  event_of_group(trace, EventKind::kGroupEnd, 1, 0).group = 1;
  EXPECT_GT(validate(trace).count(Rule::kJobLife), 0u);
}

TEST_F(ValidationTest, ALateJobIsRecordedAsAMiss) {
  trace.header.tasks[0].response_bound.reset();
  trace.header.tasks[0].deadline = 999us;
  expect_only(trace, Rule::kJobLife);
}

TEST_F(ValidationTest, AJobInTimeIsNotRecordedAsAMiss) {
  Event miss = event_of_job(trace, EventKind::kDone, 1, 0);
  miss.kind = EventKind::kMiss;
  trace.events.push_back(miss);
  sort_events(trace.events);
  expect_only(trace, Rule::kJobLife);
}

// ---- job order
TEST_F(ValidationTest, JobsOfATaskRunInTheOrderOfTheirReleases) {
  for (Event& event : trace.events) {
    if (event.task == 0 && event.kind != EventKind::kRelease) event.job = 1 - event.job;
  }
  EXPECT_GT(validate(trace).count(Rule::kJobOrder), 0u);
}

// ---- one job
TEST_F(ValidationTest, OneJobAtATimeHasTheDevice) {
  event_of_job(trace, EventKind::kGrant, 1, 0).at = 939us;
  sort_events(trace.events);
  expect_only(trace, Rule::kOneJob);
}

// ---- policy
TEST_F(ValidationTest, TheBestReadyJobIsGranted) {
  trace.header.policy = PolicyKind::kFp;
  EXPECT_TRUE(validate(trace).is_clean());
  trace.header.tasks[1].priority = 3;
  expect_only(trace, Rule::kPolicy);
}

TEST_F(ValidationTest, TheArbitersNumbersDecideNotTheInstants) {
  trace.header.tasks[1].deadline = 5ms;  // b goes first, unless it came too late to be chosen
  expect_only(trace, Rule::kPolicy);
  event_of_job(trace, EventKind::kGrant, 0, 0).value = 1;
  event_of_job(trace, EventKind::kReady, 1, 0).value = 2;
  EXPECT_TRUE(validate(trace).is_clean());
}

// ---- response bound and deadline
TEST_F(ValidationTest, AJobIsDoneWithinItsBound) {
  trace.header.tasks[0].response_bound = 1000us;
  EXPECT_TRUE(validate(trace).is_clean());
  trace.header.tasks[0].response_bound = 1000us - 1ns;
  expect_only(trace, Rule::kResponse);
}

TEST_F(ValidationTest, AMissOfAPromisedTaskIsAViolationOfOthersACount) {
  trace.header.tasks[0].deadline = 999us;
  for (std::uint32_t job = 0; job < 2; ++job) {
    Event miss = event_of_job(trace, EventKind::kDone, 0, job);
    miss.kind = EventKind::kMiss;
    miss.value = 1000;
    trace.events.push_back(miss);
  }
  sort_events(trace.events);
  expect_only(trace, Rule::kDeadline);
  trace.header.tasks[0].response_bound.reset();
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean());
  EXPECT_EQ(validation.misses, 2u);
}

// ---- execution and load bounds
TEST_F(ValidationTest, AGroupComputesNoLongerThanItsBound) {
  trace.header.timing->late_loads = {};
  trace.header.timing->tasks[1].groups[0].exec.bound = 190us;
  EXPECT_TRUE(validate(trace).is_clean());
  trace.header.timing->tasks[1].groups[0].exec.bound = 190us - 1ns;
  expect_only(trace, Rule::kExec);
}

// By 100 ms: no stretch of that length has something of both jobs of a.
void put_second_jobs_apart(Trace& trace) {
  for (Event& event : trace.events) {
    if (event.at >= 10ms) event.at += 100ms;
  }
  trace.header.tasks[0].sporadic = true;
}

// a's job 0 computes its group 0 for 200 us until 315 us, its job 1 10 ms later.
TEST_F(ValidationTest, InterruptionsOfAllGroupsInAHundredMillisecondsCountTogether) {
  SetTiming& timing = *trace.header.timing;
  timing.late_loads = {};
  timing.tasks[0].groups[0].exec.bound = 170us;
  timing.interruptions.bound = 60us;
  EXPECT_TRUE(validate(trace).is_clean());
  timing.interruptions.bound = 60us - 1ns;
  EXPECT_EQ(validate(trace).count(Rule::kExec), 1u) << "30 us twice";
  expect_only(trace, Rule::kExec);
  put_second_jobs_apart(trace);
  EXPECT_TRUE(validate(trace).is_clean()) << "no stretch has both";
}

// b prepares from 25 to 105 us, and a's thread finishes from 940 to 1000 us.
TEST_F(ValidationTest, WhereTheHostIsTheDeviceItsOtherWorkIsNotTheGroups) {
  event_of_job(trace, EventKind::kReady, 1, 0).at = 125us;
  sort_events(trace.events);
  trace.header.timing->late_loads = {};
  trace.header.timing->tasks[0].groups[0].exec.bound = 195us;
  EXPECT_EQ(validate(trace).count(Rule::kExec), 2u);
  trace.header.timing->host_shares_device = true;
  EXPECT_EQ(validate(trace).count(Rule::kExec), 1u) << "job 1 has nobody beside it";
}

// Both loads of the group take 500 us.
TEST_F(ValidationTest, LateLoadsInAHundredMillisecondsCountTogether) {
  SetTiming& timing = *trace.header.timing;
  timing.tasks[0].groups[1].load.bound = 490us;
  timing.late_loads.bound = 20us;
  EXPECT_TRUE(validate(trace).is_clean());
  timing.late_loads.bound = 20us - 1ns;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 1u);
  expect_only(trace, Rule::kLoad);
  put_second_jobs_apart(trace);
  EXPECT_TRUE(validate(trace).is_clean()) << "no stretch has both";
}

// In each of a's jobs group 0 is 30 us late and the load of group 1 10 us.
TEST_F(ValidationTest, WhatGroupsAndLoadsTakeBeyondTheirBoundsIsOneSum) {
  SetTiming& timing = *trace.header.timing;
  timing.tasks[0].groups[0].exec.bound = 170us;
  timing.tasks[0].groups[1].load.bound = 490us;
  timing.interruptions.bound = 15us;
  timing.late_loads.bound = 65us;
  EXPECT_TRUE(validate(trace).is_clean());
  EXPECT_THAT(
      validation_text(trace, validate(trace)),
      testing::HasSubstr("took 80 us beyond their bounds in the worst 100 ms, of 80 us that"));
  timing.interruptions.bound -= 1ns;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 1u) << "the last of the four";
  expect_only(trace, Rule::kLoad);
}

// In smaller pieces, it may be at the end it was the running job's.
TEST_F(ValidationTest, LoadsThatBeganAsPrefetchesMayTakeLonger) {
  SetTiming& timing = *trace.header.timing;
  timing.late_loads = {};
  timing.tasks[0].groups[1].load.bound = 490us;
  timing.tasks[0].groups[1].prefetch.bound = 500us;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 2u);
  for (Event& event : trace.events) {
    if (event.kind == EventKind::kLoadBegin && event.network == 0 && event.group == 1)
      event.detail = static_cast<std::uint8_t>(LoadClass::kPrefetch);
  }
  EXPECT_TRUE(validate(trace).is_clean());
  timing.tasks[0].groups[1].prefetch.bound = 499us;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 2u);
}

// b's first group computes from 820 to 1020 us, while the link loads a's group 1 and its own.
TEST_F(ValidationTest, LoadsAreLaterByInputsThatCrossBesideThem) {
  SetTiming& timing = *trace.header.timing;
  timing.late_loads = {};
  timing.tasks[1].groups[1].load.bound = 70us;
  const std::uint64_t late = validate(trace).count(Rule::kLoad);
  EXPECT_GT(late, 0u);
  timing.tasks[1].input.bound = 29us;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), late);
  timing.tasks[1].input.bound = 30us;
  EXPECT_LT(validate(trace).count(Rule::kLoad), late);
}

// a's job 0 loads group 2 from 612 to 812 us; b is made to prepare in the middle of that.
TEST_F(ValidationTest, WhereTheHostIsTheDeviceItsOtherWorkIsNotTheLoads) {
  trace.header.policy = PolicyKind::kFp;  // whose grants do not depend on when b is ready
  trace.header.timing->tasks[0].groups[2].load.bound = 130us;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 2u);
  Event& release = event_of_job(trace, EventKind::kRelease, 1, 0);
  release.value = 700'000 - 20'000;
  event_of_job(trace, EventKind::kReady, 1, 0).at = 760us;
  sort_events(trace.events);
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 2u);
  trace.header.timing->host_shares_device = true;
  EXPECT_EQ(validate(trace).count(Rule::kLoad), 1u) << "job 1 has nobody beside it";
}

// ---- content
TEST_F(ValidationTest, AGroupBeginsWhenItsLoadHasEnded) {
  event_of_group(trace, EventKind::kGroupBegin, 0, 1).at = 611us;
  event_of_group(trace, EventKind::kGroupEnd, 0, 1).at = 811us;
  sort_events(trace.events);
  expect_only(trace, Rule::kContent);
  trace.header.clock_error = 1us;
  EXPECT_TRUE(validate(trace).is_clean()) << "two clocks are not that exact";
  trace.header.clock_error = 0us;
  event_of_job(trace, EventKind::kDeviceEnd, 0, 0).value = 1000;
  EXPECT_TRUE(validate(trace).is_clean()) << "the job says how exact it is";
}

TEST_F(ValidationTest, NobodyOverwritesAGroupThatComputes) {
  event_of_group(trace, EventKind::kLoadBegin, 1, 0).at = 819us;
  for (Event& event : trace.events) {
    if (event.network == 1 && event.group == 0 && event.at == 951us) event.at = 818us;
  }
  sort_events(trace.events);
  expect_only(trace, Rule::kContent);
  event_of_group(trace, EventKind::kLoadBegin, 1, 0).value = 1000;
  EXPECT_TRUE(validate(trace).is_clean()) << "its first byte may have come as it ended";
}

TEST_F(ValidationTest, AGroupIsLoadedIntoItsPlace) {
  trace.header.memory_limit.reset();
  for (Event& event : trace.events) {
    if (event.kind == EventKind::kChunks && event.network == 1 && event.group == 1) event.chunk = 1;
  }
  expect_only(trace, Rule::kContent);
  trace.header.placement = Placement::kRemap;
  EXPECT_TRUE(validate(trace).is_clean()) << "it has no place there";
}

TEST_F(ValidationTest, AllOfAGroupIsLoaded) {
  trace.header.placement = Placement::kRemap;
  for (Event& event : trace.events) {
    if (event.kind == EventKind::kChunks && event.network == 1 && event.group == 0) event.value = 1;
  }
  expect_only(trace, Rule::kContent);
}

TEST_F(ValidationTest, TwoLoadsDoNotMeetInAChunk) {
  for (Event& event : trace.events) {
    if (event.network == 1 && event.group == 0 && event.at == 951us) event.at = 600us;
  }
  sort_events(trace.events);
  expect_only(trace, Rule::kContent);
}

TEST_F(ValidationTest, AChunkThatIsTakenAwayHasNoContent) {
  Event evicted = event_of_group(trace, EventKind::kChunks, 0, 1);
  evicted.at = 700us;
  evicted.value = 1;
  evicted.detail = static_cast<std::uint8_t>(ChunkContent::kInvalid);
  trace.events.push_back(evicted);
  sort_events(trace.events);
  expect_only(trace, Rule::kContent);
}

TEST_F(ValidationTest, ALoadThatWasGivenUpIsNoContent) {
  erase(trace, event_of_group(trace, EventKind::kLoadEnd, 1, 1));
  Event& valid = find_event(trace, [](const Event& event) {
    return event.kind == EventKind::kChunks && event.network == 1 && event.group == 1 &&
           event.detail == static_cast<std::uint8_t>(ChunkContent::kValid);
  });
  valid.detail = static_cast<std::uint8_t>(ChunkContent::kInvalid);
  expect_only(trace, Rule::kContent);
}

TEST_F(ValidationTest, ContentCountsWhenItsLoadHasEnded) {
  erase(trace, event_of_group(trace, EventKind::kLoadEnd, 0, 2));
  EXPECT_GE(validate(trace).count(Rule::kContent), 2u) << "the table, and the group itself";
}

// ---- memory limit
TEST_F(ValidationTest, WhatIsResidentFitsTheLimit) {
  trace.header.memory_limit = *trace.header.memory_limit - dn::Bytes(1);
  expect_only(trace, Rule::kMemory);
  trace.header.memory_limit.reset();
  EXPECT_TRUE(validate(trace).is_clean());
}

// ---- what is printed
TEST_F(ValidationTest, TheFirstViolationIsShownBetweenItsNeighbours) {
  event_of_job(trace, EventKind::kRelease, 0, 1).at += 1ns;
  trace.header.tasks[1].response_bound = 1us;
  const Validation validation = validate(trace);
  ASSERT_EQ(validation.first->rule, Rule::kResponse) << "b's job 0 is done before a's job 1 comes";
  const std::string text = validation_text(trace, validation);
  EXPECT_NE(text.find("->       1.600000 ms  done           b job 0\n"), std::string::npos) << text;
  EXPECT_NE(text.find("         1.510000 ms  device end     b job 0\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1 of 'release'"), std::string::npos) << text;
  EXPECT_NE(text.find("not valid: 3 jobs"), std::string::npos) << text;
}

}  // namespace
}  // namespace rtswap::test
