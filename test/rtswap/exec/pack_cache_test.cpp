// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "darknet/base/file.h"
#include "darknet/net/load_weights.h"
#include "darknet/weights/weights_file.h"
#include "rtswap/exec/device_memory.h"
#include "rtswap/plan/planner.h"
#include "test/support/error_of.h"
#include "test/support/small_task_set.h"

// The cache of packed weights as a run sees it: it changes nothing but the time of the start.
namespace rtswap::test {
namespace {

using namespace std::chrono_literals;

class PackCache : public ::testing::Test {
 protected:
  PackCache() {
    for (const std::string& name : SmallNetworks::names()) {
      TaskSpec task = networks_.task(name, 5ms);
      task.cfg = directory_.write(name + ".cfg", dn::read_text_file(task.cfg));
      task.weights = {directory_ / (name + ".weights"), {}};
      task.where = {"tasks.yaml", 7, 3};
      write_weights(task, "random:7");
      set_.tasks.push_back(task);
    }
  }
  static void write_weights(const TaskSpec& task, const std::string& random) {
    const auto network = dn::Network::load(task.cfg);
    dn::write_weights_file(task.weights.path, dn::load_weights(network, random));
  }
  std::vector<std::string> packs() const {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
      if (entry.path().extension() == ".pack") paths.push_back(entry.path());
      EXPECT_NE(entry.path().extension(), ".part");
    }
    return paths;
  }
  int networks_from_cache() const {
    return make_executor(set_)->memory().host().networks_from_cache();
  }
  void expect_expected_results() const { expect_same_results(run(set_), expected_results(set_)); }

  SmallNetworks networks_;
  dn::test::TempDir directory_;
  TaskSetSpec set_ = task_set({}, 3);
};

TEST_F(PackCache, ResultsAreTheSameWithAndWithout) {
  const std::size_t count = set_.tasks.size();
  set_.pack_cache = false;
  expect_expected_results();
  EXPECT_TRUE(packs().empty());
  set_.pack_cache = true;
  EXPECT_EQ(networks_from_cache(), 0);
  EXPECT_EQ(packs().size(), count);
  EXPECT_EQ(networks_from_cache(), count);
  expect_expected_results();
}

TEST_F(PackCache, AnotherPlanUsesTheSameFiles) {
  set_.memory_limit = limit_range(set_).largest;
  EXPECT_EQ(networks_from_cache(), 0);
  const auto before = packs();
  for (const dn::Bytes limit : {limit_range(set_).smallest, limit_range(set_).largest}) {
    set_.memory_limit = limit;
    for (const dn::Bytes chunk : {dn::kKiB * 4, dn::kKiB * 16}) {
      set_.chunk = chunk;
      set_.memory_limit = std::max(limit, limit_range(set_).smallest);
      EXPECT_EQ(networks_from_cache(), set_.tasks.size());
      expect_expected_results();
    }
  }
  EXPECT_EQ(packs().size(), before.size());
}

TEST_F(PackCache, StepsCutDifferentlyHaveAFileOfTheirOwn) {
  networks_from_cache();
  set_.memory_limit = limit_range(set_).largest;  // a limit: "dense" is streamed in parts
  EXPECT_EQ(networks_from_cache(), set_.tasks.size() - 1);
  EXPECT_EQ(packs().size(), set_.tasks.size() + 1);
}

TEST_F(PackCache, AnotherCfgHasAFileOfItsOwn) {
  set_.tasks.resize(1);
  networks_from_cache();
  std::ofstream(set_.tasks[0].cfg, std::ios::app) << "# a comment\n";
  EXPECT_EQ(networks_from_cache(), 0);
  EXPECT_EQ(packs().size(), 2u);
}

TEST_F(PackCache, NewWeightsAreUsed) {
  networks_from_cache();
  write_weights(set_.tasks[0], "random:8");
  EXPECT_EQ(networks_from_cache(), set_.tasks.size() - 1);
  EXPECT_EQ(networks_from_cache(), set_.tasks.size());
  expect_expected_results();
  EXPECT_EQ(packs().size(), set_.tasks.size());
}

TEST_F(PackCache, DamagedFilesAreReportedAndWrittenAnew) {
  networks_from_cache();
  for (const std::string& pack : packs()) {
    std::filesystem::resize_file(pack, dn::file_size(pack).value - 1);
  }
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(networks_from_cache(), 0);
  const std::string warnings = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(warnings, '\n'), set_.tasks.size()) << warnings;
  EXPECT_TRUE(warnings.starts_with("warning: '")) << warnings;
  EXPECT_EQ(networks_from_cache(), set_.tasks.size());
  expect_expected_results();
}

TEST_F(PackCache, GeneratedWeightsAreNotCached) {
  for (TaskSpec& task : set_.tasks) task.weights = {{}, 7};
  EXPECT_EQ(networks_from_cache(), 0);
  EXPECT_EQ(networks_from_cache(), 0);
  EXPECT_TRUE(packs().empty());
}

TEST_F(PackCache, WeightsAreCheckedBeforeAnyMemoryIsTaken) {
  networks_from_cache();
  const std::string path = set_.tasks[1].weights.path;
  const std::string start = "tasks.yaml:7:3: task 'residual': ";
  std::filesystem::resize_file(path, dn::file_size(path).value - 1);
  EXPECT_TRUE(error_of([&] { prepare(set_); }).starts_with(start + path + ": the file has"));
  std::filesystem::remove(path);
  EXPECT_TRUE(error_of([&] { prepare(set_); }).starts_with(start + "cannot read"));
}

TEST_F(PackCache, WeightsThatGoMeanwhileAreAnErrorWithTheTasksPlace) {
  PreparedSet prepared = prepare(set_);
  std::filesystem::remove(set_.tasks[0].weights.path);
  const std::string error = error_of([&] {
    const SwapPlan plan = make_plan(memory_needs(set_, prepared), {std::nullopt, *set_.chunk, {}});
    const auto stream = prepared.device->make_stream(dn::StreamPriority::kNormal);
    dn::SideStream side(*prepared.device);
    const DeviceMemory memory(*prepared.device, *stream, side, {}, prepared, plan);
  });
  EXPECT_TRUE(error.starts_with("tasks.yaml:7:3: task 'detector': cannot read")) << error;
}

}  // namespace
}  // namespace rtswap::test
