// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/plan/stored_plan_fit.h"

#include <gtest/gtest.h>

#include "darknet/base/error.h"
#include "test/rtswap/plan/sound_plan.h"

namespace rtswap {
namespace {

using dn::Bytes;

struct Fixture {
  MemoryNeeds needs{{{"a.cfg", {Bytes(5000), Bytes(0), Bytes(9000), Bytes(3000)}, 5},
                     {"b.cfg", {Bytes(12000), Bytes(4000)}, 1}},
                    Bytes(1000),
                    Bytes(2000),
                    Bytes(3000),
                    {Bytes(600), Bytes(400)}};
  PlannerOptions options{Bytes(6000 + 9 * 4096), Bytes(4096), Bytes(4096)};
  std::vector<PreemptionLevels> levels{{0, 1}, {0, 0}};
  StoredPlan stored = stored_plan(with_levels(make_plan(needs, options)), needs);

  static SwapPlan with_levels(SwapPlan plan) {
    plan.levels = {0, 1};
    return plan;
  }
};

void expect_refused(const Fixture& f, const std::string& what) {
  try {
    fit_plan(f.stored, f.needs, f.options, f.levels);
    FAIL() << "accepted: expected " << what;
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    EXPECT_NE(std::string(e.what()).find(what), std::string::npos) << e.what();
  }
}

TEST(StoredPlanFit, GivesBackThePlan) {
  const Fixture f;
  const SwapPlan plan = fit_plan(f.stored, f.needs, f.options, f.levels);
  const SwapPlan made = make_plan(f.needs, f.options);
  test::expect_sound(plan, f.needs);
  EXPECT_EQ(stored_plan(plan, f.needs), f.stored);
  EXPECT_EQ(plan.chunk_count(), made.chunk_count());
  for (std::size_t n = 0; n < plan.networks.size(); ++n) {
    EXPECT_EQ(plan.networks[n].step_offsets, made.networks[n].step_offsets);
    EXPECT_EQ(plan.networks[n].range, made.networks[n].range);
    EXPECT_EQ(plan.networks[n].swap_volume(), made.networks[n].swap_volume());
  }
}

TEST(StoredPlanFit, RefusesOtherNetworks) {
  Fixture f;
  f.needs.networks[1].name = "c.cfg";
  expect_refused(f, "it has b.cfg where they have c.cfg");
  f.needs.networks.pop_back();
  expect_refused(f, "it has 2 networks, they have 1");
}

TEST(StoredPlanFit, RefusesOtherWeights) {
  Fixture f;
  f.needs.networks[1].step_weights[0] = Bytes(11000);
  expect_refused(f, "b.cfg had 2 steps with 16000 bytes of weights, and has 2 with 15000");
}

TEST(StoredPlanFit, RefusesOtherMemory) {
  Fixture f;
  f.options.memory_limit = *f.options.memory_limit - Bytes(4096 * 3);
  expect_refused(f, "memory_limit is 30576");
  f = Fixture();
  f.options.chunk = Bytes(8192);
  expect_refused(f, "its chunks have 4096 bytes, they want 8192");
}

TEST(StoredPlanFit, RefusesLevelsThatTheTasksDoNotHave) {
  Fixture f;
  f.stored.levels = {1, 0};
  expect_refused(f, "who may preempt whom is not what");
  f.stored.levels = {0};
  expect_refused(f, "it is for 1 tasks, they are 2");
  f.stored.levels = {0, 0};
  EXPECT_NO_THROW(fit_plan(f.stored, f.needs, f.options, f.levels));
}

TEST(StoredPlanFit, RefusesWhatTheTasksForbid) {
  Fixture f;
  f.needs.networks[0].retain = RetainRule::kNone;
  expect_refused(f, "a.cfg retains");
  f = Fixture();
  f.needs.networks[1].retain = RetainRule::kAll;
  expect_refused(f, "b.cfg is to be retained");
}

TEST(StoredPlanFit, RefusesImpossiblePlaces) {
  Fixture f;
  ASSERT_GE(f.stored.retained_chunks, 2u);
  std::vector<std::uint32_t>& chunks = f.stored.networks[0].groups[0].chunks;
  ASSERT_EQ(chunks.size(), 2u);
  const std::uint32_t second = chunks[1];
  chunks[1] = chunks[0];
  expect_refused(f, "a.cfg, the group of step 0: 5056 bytes cannot be in the chunks it names");
  chunks = {chunks[0]};
  expect_refused(f, "cannot be in the chunks it names");
  chunks = {chunks[0], second};
  EXPECT_NO_THROW(fit_plan(f.stored, f.needs, f.options, f.levels));
  for (StoredGroup& group : f.stored.networks[0].groups) {
    if (group.retained && group.first_step > 0) group.chunks[0] = second;
  }
  expect_refused(f, "cannot be in the chunks it names");
}

}  // namespace
}  // namespace rtswap
