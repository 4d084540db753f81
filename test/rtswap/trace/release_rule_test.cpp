// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/rtswap/trace/validation_fixture.h"

// validate(): the release rule.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class ReleaseRule : public ValidationTest {};

TEST_F(ReleaseRule, AReleaseIsAtPhaseAndPeriod) {
  event_of_job(trace, EventKind::kRelease, 0, 1).at += 1ns;
  expect_only(trace, Rule::kRelease);
}

TEST_F(ReleaseRule, NoReleaseIsLeftOut) {
  erase(trace, event_of_job(trace, EventKind::kRelease, 0, 0));
  expect_only(trace, Rule::kRelease);
}

TEST_F(ReleaseRule, SkippedReleasesAreNotMissing) {
  for (Event& event : trace.events) {
    if (event.task != 0 || event.at < 10ms) continue;
    event.job = 3;
    event.at += 20ms;
  }
  for (Event& event : trace.events) {
    if (event.task == Event::kNone && event.at >= 10ms) event.at += 20ms;
  }
  expect_only(trace, Rule::kRelease);
  leave_out(trace, 0, 1, 2);
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  EXPECT_EQ(validation.skipped, 2u);
}

// Job 1 of a comes at an instant of its own; all later events are as much later.
void release_second_job(Trace& trace, Nanos at) {
  trace.header.tasks[0].sporadic = true;
  for (Event& event : trace.events) {
    if (event.at >= 10ms) event.at += at - 10ms;
  }
}

TEST_F(ReleaseRule, SporadicJobsAreReleasedAtAnyInstantAPeriodApart) {
  for (const Nanos at : {Nanos(10ms), Nanos(10ms + 1ns), Nanos(5s)}) {
    trace = clean_trace();
    release_second_job(trace, at);
    const Validation validation = validate(trace);
    EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  }
}

TEST_F(ReleaseRule, SporadicJobsKeepTheirDistance) {
  release_second_job(trace, 10ms - 1ns);
  expect_only(trace, Rule::kRelease);
  EXPECT_NE(validation_text(trace, validate(trace)).find("less than 10 ms after"),
            std::string::npos);
}

TEST_F(ReleaseRule, SporadicJobsThatWereLeftOutKeptTheirDistanceToo) {
  release_second_job(trace, 30ms - 1ns);
  for (Event& event : trace.events) {
    if (event.task == 0 && event.at > 10ms) event.job = 3;
  }
  leave_out(trace, 0, 1, 2);
  expect_only(trace, Rule::kRelease);
  for (Event& event : trace.events) {
    if (event.at > 10ms) event.at += 1ns;
  }
  EXPECT_TRUE(validate(trace).is_clean());
}

TEST_F(ReleaseRule, ASporadicTaskIsNotReleasedBeforeItsPhase) {
  trace.header.tasks[0].sporadic = true;
  trace.header.tasks[0].phase = 1ns;
  expect_only(trace, Rule::kRelease);
}

// Deadlines count from the recorded release.
TEST_F(ReleaseRule, ALateSporadicJobBreaksItsPromise) {
  release_second_job(trace, 12ms);
  trace.header.tasks[0].response_bound = 999us;
  EXPECT_EQ(validate(trace).count(Rule::kResponse), 2u);
}

}  // namespace
}  // namespace rtswap::test
