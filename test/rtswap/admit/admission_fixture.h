// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/base/hash.h"
#include "rtswap/admit/admission.h"
#include "rtswap/admit/set_plan.h"
#include "rtswap/config/profile_file.h"
#include "test/support/plain_profile.h"
#include "test/support/temp_dir.h"

namespace rtswap::test {

// Networks of four steps of 2 ms and 4 MiB; loading one takes 4.2 ms. With the margin a job needs
// 9.6 ms of the device where nothing is streamed.
class AdmissionTest : public ::testing::Test {
 protected:
  AdmissionTest() {
    set_.file = "tasks.yml";
    for (const char* name : {"a", "b"}) {
      TaskSpec& task = set_.tasks.emplace_back();
      task.name = name;
      task.cfg = directory_.write(task.name + ".cfg", task.name);
      task.weights.random_seed = 1;
      task.period = task.deadline = std::chrono::milliseconds(30);
      task.where = {"tasks.yml", 7, 3};
      files_.push_back(write(task.name, profile_of(task)));
    }
  }

  static Profile profile_of(const TaskSpec& task) {
    Profile profile =
        plain_profile(std::vector<Nanos>(4, std::chrono::milliseconds(2)), dn::kMiB * 4);
    profile.network.cfg = task.cfg;
    profile.network.cfg_hash = dn::hash64(task.name);
    for (Interruptions& one : profile.link.late) one.lost = std::chrono::microseconds(40);
    profile.calls.round_trip = constant(std::chrono::microseconds(20));
    const TimeStats wake = constant(std::chrono::microseconds(50)),
                    handover = constant(std::chrono::microseconds(30));
    profile.host = {wake, handover, constant(std::chrono::microseconds(200)),
                    constant(std::chrono::microseconds(100))};
    return profile;
  }

  std::string write(const std::string& name, const Profile& profile) const {
    write_profile_file(directory_ / (name + ".json"), profile);
    return directory_ / (name + ".json");
  }

  MemoryNeeds needs() const { return memory_needs(set_, read_set_profiles(set_, files_)); }

  // Empty where there is no plan, or a profile is missing.
  std::optional<Admission> judged(const TaskSetSpec& set) const {
    try {
      const SetProfiles profiles = read_set_profiles(set, files_);
      const SetCosts costs = set_costs(set, profiles, Margin{});
      return admit(set, plan_set(set, memory_needs(set, profiles), dn::Bytes(4096), &costs), costs);
    } catch (const dn::Error&) {
      return std::nullopt;
    }
  }
  bool is_schedulable(const TaskSetSpec& set) const {
    const auto admission = judged(set);
    return admission && admission->is_schedulable();
  }

  const dn::test::TempDir directory_;
  TaskSetSpec set_;
  std::vector<std::string> files_;
};

}  // namespace rtswap::test
