// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/rtswap/trace/validation_fixture.h"

// validate(): the rule of firm windows.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class FirmRule : public ValidationTest {};

// A trace of job 0 of a in time, and job 1 given up before its first group.
void lose_second_job(Trace& trace) {
  std::erase_if(trace.events, [](const Event& event) {
    const bool is_load = event.kind >= EventKind::kLoadQueued;
    const bool is_group = event.kind == EventKind::kGroupBegin ||
                          event.kind == EventKind::kGroupEnd || event.kind == EventKind::kStall;
    return event.at > 10'110us && (is_load || (is_group && event.job == 1));
  });
  Event lost = event_of_job(trace, EventKind::kGrant, 0, 1);
  lost.at += 1us;
  lost.kind = EventKind::kAbort;
  lost.network = 0;
  lost.group = 0;
  trace.events.push_back(lost);
  Event miss = event_of_job(trace, EventKind::kDone, 0, 1);
  miss.kind = EventKind::kMiss;
  miss.value = 0;
  trace.events.push_back(miss);
  sort_events(trace.events);
  trace.header.tasks[0].response_bound.reset();
}

TEST_F(FirmRule, AFirmTaskMayLoseWhatItsWindowAllows) {
  lose_second_job(trace);
  trace.header.tasks[0].firm = FirmSpec{1, 2};
  const Validation validation = validate(trace);
  EXPECT_TRUE(validation.is_clean()) << validation_text(trace, validation);
  EXPECT_EQ(validation.aborted, 1u);
  EXPECT_EQ(validation.misses, 1u);
}

TEST_F(FirmRule, AFirmTaskLosesNoMore) {
  lose_second_job(trace);
  trace.header.tasks[0].firm = FirmSpec{2, 2};
  expect_only(trace, Rule::kFirm);
  EXPECT_NE(validation_text(trace, validate(trace))
                .find("of 2 jobs of a, up to job 1, fewer than 2 met their deadlines"),
            std::string::npos);
}

TEST_F(FirmRule, ALateJobOfAFirmTaskIsLost) {
  trace.header.tasks[0].response_bound.reset();
  trace.header.tasks[0].deadline = 999us;  // both jobs take 1 ms
  for (const std::uint32_t job : {0U, 1U}) {
    Event miss = event_of_job(trace, EventKind::kDone, 0, job);
    miss.kind = EventKind::kMiss;
    trace.events.push_back(miss);
  }
  sort_events(trace.events);
  trace.header.tasks[0].firm = FirmSpec{1, 2};
  expect_only(trace, Rule::kFirm);
  trace.header.tasks[0].firm = FirmSpec{1, 3};
  EXPECT_TRUE(validate(trace).is_clean());
}

TEST_F(FirmRule, WhatAFirmTaskLeavesOutIsLost) {
  leave_out(trace, 1, 2, 3);
  trace.header.tasks[0].firm = FirmSpec{1, 4};
  EXPECT_TRUE(validate(trace).is_clean());
  trace.header.tasks[0].firm = FirmSpec{1, 3};
  expect_only(trace, Rule::kFirm);
}

}  // namespace
}  // namespace rtswap::test
