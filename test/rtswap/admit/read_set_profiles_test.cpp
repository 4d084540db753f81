// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/admit/set_profiles.h"

#include <gtest/gtest.h>

#include <string>

#include "test/rtswap/admit/admission_fixture.h"

namespace rtswap {
namespace {

class ReadSetProfilesTest : public test::AdmissionTest {
 protected:
  void expect_refused(const std::string& what) const {
    try {
      read_set_profiles(set_, files_);
      FAIL() << "accepted: expected " << what;
    } catch (const dn::Error& e) {
      EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
      EXPECT_EQ(std::string(e.what()).rfind("tasks.yml:7", 0), 0u) << e.what();
      EXPECT_NE(std::string(e.what()).find(what), std::string::npos) << e.what();
    }
  }
};

TEST_F(ReadSetProfilesTest, RefusesAProfileOfAnotherNetwork) {
  files_.pop_back();
  expect_refused("task 'b': no profile is for " + set_.tasks[1].cfg);
  expect_refused(files_[0] + " is for " + set_.tasks[0].cfg);
  files_.push_back(directory_ / "b.json");
  EXPECT_NO_THROW(read_set_profiles(set_, files_));
  directory_.write("b.cfg", "changed since");
  expect_refused("task 'b': no profile is for");
}

TEST_F(ReadSetProfilesTest, RefusesAProfileOfAnotherPrecision) {
  set_.tasks[1].precision = Precision::kFp16;
  expect_refused("fp16, batch 1; make one");
  expect_refused(files_[1] + " is for " + set_.tasks[1].cfg);
}

TEST_F(ReadSetProfilesTest, RefusesProfilesOfTwoDevices) {
  Profile profile = profile_of(set_.tasks[1]);
  profile.device.name = "another CPU";
  write("b", profile);
  expect_refused("task 'b': its profile is of another device (another CPU)");
}

// What is rare belongs to the machine, whatever network it was seen with.
TEST_F(ReadSetProfilesTest, TakesTheWorstLossesOfAllProfilesOfTheDevice) {
  Profile other = profile_of(set_.tasks[1]);
  other.network.cfg_hash = 1;  // nobody's
  other.interruptions[3].lost = Nanos(70'000);
  other.link.late[2].lost = Nanos(90'000);
  other.host.wake.max = other.host.wake.median + Nanos(800'000);
  TimeStats& calls = other.calls.round_trip;  // slower, but never stopped
  for (Nanos* time : {&calls.median, &calls.p99, &calls.max}) *time += Nanos(5);
  files_.push_back(write("other", other));
  const Profile own = profile_of(set_.tasks[0]);
  for (const Profile& profile : read_set_profiles(set_, files_).networks) {
    EXPECT_EQ(profile.host.wake.median, own.host.wake.median);
    EXPECT_EQ(profile.host.wake.max, own.host.wake.median + Nanos(800'000));
    EXPECT_EQ(profile.calls.round_trip, own.calls.round_trip);
    EXPECT_EQ(profile.interruptions[3].lost, Nanos(70'000));
    EXPECT_EQ(profile.interruptions[2].lost, Nanos(0));
    EXPECT_EQ(profile.link.late[2].lost, Nanos(90'000));
    EXPECT_EQ(profile.link.late[3].lost, Nanos(40'000));
  }
  other.device.name = "another CPU";
  write("other", other);
  EXPECT_EQ(read_set_profiles(set_, files_).networks[0].interruptions[3].lost, Nanos(0));
}

}  // namespace
}  // namespace rtswap
