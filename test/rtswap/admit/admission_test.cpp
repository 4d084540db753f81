// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/admission.h"

#include <gtest/gtest.h>

#include <chrono>

#include "test/rtswap/admit/admission_fixture.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

class AdmissionTest : public test::AdmissionTest {};

TEST_F(AdmissionTest, OfOneTaskIsTheSumOfWhatWasMeasured) {
  set_.tasks.pop_back();
  const auto admission = judged(set_);
  ASSERT_TRUE(admission);
  const TaskPromise& task = admission->tasks[0];
  // All with a margin of 20 %. One job is prepared and one result is made beside the computing,
  // and, as the deadline is the period, the result of the job before.
  EXPECT_EQ(task.device, (DeviceBound{60us, 4 * 2400us, 0ns, 480us}));
  EXPECT_EQ(task.before, 60us + 240us + 2 * 120us);
  EXPECT_EQ(task.after, task.before);
  EXPECT_EQ(task.response, 2 * task.before + task.device.total());
  EXPECT_EQ(task.blocking + task.interference, 0ns);
  EXPECT_TRUE(task.is_kept());
  EXPECT_EQ(task.slack(), 30ms - *task.response);
}

// What is usual is the slowest of all profiles, how much later than that threads ever were is
// one's.
TEST_F(AdmissionTest, TheLongestStopIsThatOfOneProfile) {
  Profile jumpy = profile_of(set_.tasks[0]), slow = profile_of(set_.tasks[1]);
  jumpy.calls.round_trip = {6us, 10us, 100us, 100};
  slow.calls.round_trip = {50us, 55us, 60us, 100};
  files_[0] = write("jumpy", jumpy);
  files_[1] = write("slow", slow);
  const SetCosts costs = set_costs(set_, read_set_profiles(set_, files_), Margin{});
  EXPECT_EQ(costs.host_stops.bound, 225'600ns) << "twice 94 us, with 20 %";
  EXPECT_EQ(costs.dispatch.median, 30us + 50us);
  EXPECT_EQ(costs.dispatch.bound, 36us + 66us);
}

TEST_F(AdmissionTest, SaysWhereLoadsHaveMoreThanTheMargin) {
  Profile profile = profile_of(set_.tasks[0]);
  for (Interruptions& one : profile.link.late) one.lost = one.percent < 50 ? Nanos(2ms) : 0ns;
  files_[0] = write("often_late", profile);
  set_.memory_limit.reset();
  EXPECT_FALSE(judged(set_)->raised_percent) << "nothing is loaded";
  set_.memory_limit = dn::kMiB * 28;
  EXPECT_EQ(judged(set_)->raised_percent, 50);
  files_[0] = write("rarely_late", profile_of(set_.tasks[0]));
  EXPECT_FALSE(judged(set_)->raised_percent);
}

TEST_F(AdmissionTest, ResponsesAreMadeOfTheirParts) {
  set_.tasks[1].period = set_.tasks[1].deadline = 60ms;
  set_.tasks[0].priority = 2;
  set_.tasks[1].priority = 1;
  set_.memory_limit = dn::kMiB * 28;
  for (const auto& policy : kPolicyNames) {
    set_.policy = policy.value;
    const auto admission = judged(set_);
    ASSERT_TRUE(admission) << policy.name;
    Nanos waiting{0};
    for (const TaskPromise& task : admission->tasks) {
      ASSERT_TRUE(task.response) << policy.name;
      EXPECT_EQ(*task.response, task.before + task.lost + task.blocking + task.interference +
                                    task.device.total() + task.after);
      EXPECT_GT(task.before, 0ns);
      EXPECT_GT(task.lost, 96us) << "twice 40 us, and a fifth";
      waiting += task.blocking + task.interference;
    }
    EXPECT_GE(waiting, 9600us) << policy.name;
  }
}

TEST_F(AdmissionTest, FollowsThePeriodsAndTheMemory) {
  EXPECT_TRUE(is_schedulable(set_));
  set_.memory_limit = dn::kMiB * 12;
  EXPECT_FALSE(is_schedulable(set_));
  set_.memory_limit.reset();
  for (TaskSpec& task : set_.tasks) task.period = task.deadline = 15ms;
  const auto admission = judged(set_);
  ASSERT_TRUE(admission);
  EXPECT_FALSE(admission->is_schedulable());
  EXPECT_TRUE(admission->overloaded);
  EXPECT_GT(admission->utilization, 1);
}

// Two networks of 16 MiB; the ring takes less than 16.
class FileTierAdmissionTest : public AdmissionTest {
 protected:
  FileTierAdmissionTest() {
    for (TaskSpec& task : set_.tasks) task.weights = {task.name + ".weights", {}};
    set_.memory_limit = dn::kMiB * 28;
    set_.host_memory_limit = dn::kMiB * 31;
  }
  void measure_files(bool is_direct) {
    for (std::size_t i = 0; i < set_.tasks.size(); ++i) {
      Profile profile = profile_of(set_.tasks[i]);
      profile.file = FileProfile{"/weights", is_direct, profile.link};
      profile.file->reads.device_busy.bandwidth.bytes_per_second /= i + 1;
      files_[i] = write(set_.tasks[i].name, profile);
    }
  }
  SetProfiles profiles() const { return read_set_profiles(set_, files_); }
  SetCosts costs() const { return set_costs(set_, profiles(), Margin{}); }
  SwapPlan plan() const {
    const SetCosts known = costs();
    return plan_set(set_, memory_needs(set_, profiles()), dn::Bytes(4096), &known);
  }
};

TEST_F(FileTierAdmissionTest, NothingIsPromisedWhereReadingWasNotMeasured) {
  ASSERT_TRUE(plan().uses_files());
  EXPECT_THROW(require_file_costs(set_, plan(), costs()), dn::Error);
  measure_files(false);
  EXPECT_THROW(require_file_costs(set_, plan(), costs()), dn::Error) << "times of memory";
  measure_files(true);
  EXPECT_NO_THROW(require_file_costs(set_, plan(), costs()));
  set_.host_memory_limit.reset();
  EXPECT_FALSE(plan().uses_files());
}

TEST_F(FileTierAdmissionTest, TheSlowestDiskCounts) {
  measure_files(true);
  const auto two = static_cast<std::int64_t>(dn::kMiB.value) * 2;
  EXPECT_EQ(costs().link.load(dn::kMiB * 2, Tier::kFile).median,
            Nanos(10'000 + 2 * two) + Nanos(10'000 + two));
}

TEST_F(FileTierAdmissionTest, ResponsesGrowWithTheTimeOfReading) {
  measure_files(true);
  const auto in_files = judged(set_);
  TaskSetSpec in_memory = set_;
  in_memory.host_memory_limit.reset();
  const auto without = judged(in_memory);
  ASSERT_TRUE(in_files && without);
  Nanos longer{0};
  for (std::size_t i = 0; i < set_.tasks.size(); ++i)
    longer += in_files->tasks[i].device.total() - without->tasks[i].device.total();
  EXPECT_GT(longer, 0ns);
}

}  // namespace
}  // namespace rtswap
