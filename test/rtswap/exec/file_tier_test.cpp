// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "rtswap/trace/validation.h"
#include "test/support/error_of.h"
#include "test/support/filed_networks.h"

// Networks whose packed weights stay in files: nothing but time and host memory may tell.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;

class FileTier : public ::testing::Test {
 protected:
  FileTier() {
    for (const std::string& name : SmallNetworks::names()) add(name, name, "random:7");
    // Together larger than the ring for one of them.
    add("dense", "dense2", "random:8");
    add("dense", "dense3", "random:9");
    set_.memory_limit = limit_range(set_).smallest;
  }
  void add(const std::string& network, const std::string& name, const std::string& random) {
    set_.tasks.push_back(networks_.task(network, name, 20ms, random));
  }
  void use_files() { set_.host_memory_limit = smallest_host_limit(set_); }
  void expect_expected_results() const { expect_same_results(run(set_), expected_results(set_)); }

  FiledNetworks networks_;
  TaskSetSpec set_ = task_set({}, 5);
};

TEST_F(FileTier, ResultsAreTheSameWhateverIsInFiles) {
  const Bytes all = images_in_memory(plan_in_memory(set_));
  const Bytes least = smallest_host_limit(set_);
  ASSERT_GT(all, least) << "nothing would be left out";
  for (const Bytes limit : {least, Bytes((least + all).value / 2), all}) {
    set_.host_memory_limit = limit;
    const auto executor = make_executor(set_);
    const HostMemory& host = executor->memory().host();
    EXPECT_LE(host.store() + host.ring(), limit);
    EXPECT_EQ(host.in_files() > Bytes(0), limit < all);
    EXPECT_EQ(host.store() + host.in_files(), all);
    expect_expected_results();
  }
}

TEST_F(FileTier, WorksWithRemappedPlacesAndASlowLinkAndWithoutADeviceLimit) {
  use_files();
  set_.placement = Placement::kRemap;
  expect_expected_results();
  set_.placement = Placement::kOverlay;
  set_.link = LinkSpec{{2'000'000'000}, 5us};
  expect_expected_results();
  set_.link.reset();
  set_.memory_limit.reset();  // then "dense" is not cut, and one group
  use_files();
  expect_expected_results();
}

TEST_F(FileTier, ATraceOfItIsValid) {
  use_files();
  const Trace trace = traced_run(set_);
  const Validation validation = validate(trace);
  EXPECT_FALSE(validation.first) << validation.first->what;
}

TEST_F(FileTier, TheSecondStartFindsTheFiles) {
  use_files();
  EXPECT_EQ(make_executor(set_)->memory().host().networks_from_cache(), 0);
  EXPECT_EQ(make_executor(set_)->memory().host().networks_from_cache(), set_.tasks.size());
}

TEST_F(FileTier, ADamagedFileIsWrittenAnew) {
  use_files();
  make_executor(set_);
  for (const auto& entry : std::filesystem::directory_iterator(networks_.directory())) {
    if (entry.path().extension() == ".pack")
      std::filesystem::resize_file(entry.path(), entry.file_size() - 1);
  }
  ::testing::internal::CaptureStderr();
  expect_expected_results();
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("is truncated"), std::string::npos);
}

TEST_F(FileTier, WithoutAPackCacheThereIsNothingToReadFrom) {
  use_files();
  set_.pack_cache = false;
  const std::string error = error_of([&] { make_executor(set_); });
  EXPECT_NE(error.find("host_memory_limit"), std::string::npos) << error;
  EXPECT_NE(error.find("pack_cache is off"), std::string::npos) << error;
}

// Root may write anywhere, so the file's place is taken by a directory.
TEST_F(FileTier, AFileThatCannotBeWrittenIsAnError) {
  use_files();
  make_executor(set_);
  std::string pack;
  for (const auto& entry : std::filesystem::directory_iterator(networks_.directory())) {
    if (entry.path().string().find("dense3.weights.") != std::string::npos) pack = entry.path();
  }
  ASSERT_TRUE(std::filesystem::remove(pack));
  std::filesystem::create_directories(pack + "/x");
  ::testing::internal::CaptureStderr();
  const std::string error = error_of([&] { make_executor(set_); });
  ::testing::internal::GetCapturedStderr();
  EXPECT_TRUE(error.starts_with("tasks.yaml:7:3: task 'dense3': ")) << error;
  EXPECT_NE(error.find("could not be written"), std::string::npos) << error;
}

}  // namespace
}  // namespace rtswap::test
