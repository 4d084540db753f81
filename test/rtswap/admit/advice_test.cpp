// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/advice.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "test/rtswap/admit/admission_fixture.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

class AdviceTest : public test::AdmissionTest {
 protected:
  Advice advice() const {
    return advise(set_, needs(), [this](const TaskSetSpec& set) { return judged(set); });
  }
};

// Half the bytes, half the time to bring them in.
Profile halved(Profile profile) {
  profile.network.precision = "fp16";
  for (StepProfile& step : profile.steps) step.weights = dn::Bytes(step.weights.value / 2);
  return profile;
}

TaskSetSpec in_fp16(TaskSetSpec set, const std::vector<TaskId>& tasks) {
  for (const TaskId task : tasks) set.tasks[task.value].precision = Precision::kFp16;
  return set;
}

// The set with the periods and deadlines of some tasks longer.
TaskSetSpec slower(TaskSetSpec set, int percent, std::optional<std::size_t> only = {}) {
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    TaskSpec& task = set.tasks[i];
    if (!only || *only == i) task.deadline = task.period = task.period / 100 * (100 + percent);
  }
  return set;
}

TEST_F(AdviceTest, AdviceIsEnoughAndNoMore) {
  set_.tasks[0].period = set_.tasks[0].deadline = 44ms;
  set_.tasks[1].period = set_.tasks[1].deadline = 88ms;
  set_.tasks.resize(4, set_.tasks[1]);
  set_.memory_limit = dn::kMiB * 20;
  ASSERT_FALSE(is_schedulable(set_));
  const Advice found = advice();
  ASSERT_TRUE(found.memory_limit);
  ASSERT_TRUE(found.slower_percent);
  ASSERT_TRUE(found.slower_task);

  TaskSetSpec changed = set_;
  changed.memory_limit = *found.memory_limit;
  EXPECT_TRUE(is_schedulable(changed));
  changed.memory_limit = *found.memory_limit - dn::kMiB;
  EXPECT_FALSE(is_schedulable(changed));

  EXPECT_TRUE(is_schedulable(slower(set_, *found.slower_percent)));
  EXPECT_FALSE(is_schedulable(slower(set_, *found.slower_percent - 1)));

  const std::size_t one = found.slower_task->task.value;
  const Nanos percent = set_.tasks[one].period / 100;
  const int least = static_cast<int>(found.slower_task->period / percent) - 100;
  EXPECT_EQ(found.slower_task->period, percent * (100 + least));
  EXPECT_TRUE(is_schedulable(slower(set_, least, one)));
  for (std::size_t i = 0; i < set_.tasks.size(); ++i)
    EXPECT_FALSE(is_schedulable(slower(set_, least - 1, i))) << i;
}

TEST_F(AdviceTest, LowerPrecisionOfAsFewTasksAsWillDo) {
  set_.memory_limit = dn::kMiB * 8;
  const auto with_period = [&](Nanos period) {
    for (TaskSpec& task : set_.tasks) task.period = task.deadline = period;
    return advice().in_fp16;
  };
  EXPECT_TRUE(with_period(40ms).empty()) << "nothing was measured";

  for (const TaskSpec& task : set_.tasks)
    files_.push_back(write(task.name + ".fp16", halved(profile_of(task))));
  EXPECT_TRUE(with_period(20ms).empty()) << "not even both are enough";
  for (const auto& [period, tasks] : {std::pair(40ms, 2), std::pair(54ms, 1)}) {
    const std::vector<TaskId> found = with_period(period);
    ASSERT_FALSE(is_schedulable(set_));
    ASSERT_EQ(found.size(), tasks);
    EXPECT_TRUE(is_schedulable(in_fp16(set_, found)));
    for (const TaskSpec& task : set_.tasks) {
      const TaskId alone{static_cast<std::uint32_t>(&task - set_.tasks.data())};
      EXPECT_EQ(is_schedulable(in_fp16(set_, {alone})), tasks == 1) << task.name;
    }
  }
}

TEST_F(AdviceTest, NoAdviceWhereNothingHelps) {
  for (TaskSpec& task : set_.tasks) task.period = task.deadline = 90us;
  set_.memory_limit = dn::kMiB * 12;
  const Advice found = advice();
  EXPECT_FALSE(found.memory_limit);
  EXPECT_FALSE(found.slower_percent);
  EXPECT_FALSE(found.slower_task);
}

}  // namespace
}  // namespace rtswap
