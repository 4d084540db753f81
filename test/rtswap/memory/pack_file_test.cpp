// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/pack_file.h"

#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "darknet/base/content_hash.h"
#include "darknet/base/file.h"
#include "darknet/base/unique_fd.h"
#include "rtswap/memory/pack_layout.h"
#include "rtswap/memory/part_file.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using dn::Bytes;

// Steps in one memory, with gaps between them as a plan may leave them. The third is empty, the
// last has two pieces and a bit.
class PackedSteps {
 public:
  explicit PackedSteps(std::byte fill = std::byte{0}, std::size_t gap = 64) {
    std::size_t at = 0;
    for (const std::size_t size : kSizes) at += size + gap;
    memory_.assign(at, fill);
    at = 0;
    for (const std::size_t size : kSizes) {
      steps_.push_back(std::span(memory_).subspan(at, size));
      at += size + gap;
    }
  }
  void number() {
    int n = 0;
    for (const auto step : steps_) {
      for (std::byte& byte : step) byte = static_cast<std::byte>(n++ * 2654435761u >> 13);
    }
  }
  const PackFile::Steps& steps() const { return steps_; }
  bool same_as(const PackedSteps& other) const {
    return std::ranges::equal(steps_, other.steps_,
                              [](auto a, auto b) { return std::ranges::equal(a, b); });
  }

 private:
  static constexpr std::size_t kSizes[] = {100, 64, 0, 5000, (8 << 20) + 12};
  std::vector<std::byte> memory_;
  PackFile::Steps steps_;
};

class PackFileTest : public ::testing::Test {
 protected:
  PackFileTest() { packed_.number(); }

  PackFile file(const std::string& description = "cfg") const { return {weights_, description}; }
  std::uint64_t hash() const { return dn::content_hash_of_file(weights_); }
  std::string saved() {
    EXPECT_EQ(file().save(packed_.steps(), hash()), "");
    return file().path();
  }
  // Loads; with a warning the steps must be zero, without one as they were.
  PackFile::LoadResult load(const std::string& description = "cfg") const {
    PackedSteps steps(std::byte{1});
    const PackFile::LoadResult result = file(description).load(steps.steps());
    EXPECT_TRUE(steps.same_as(result.loaded            ? packed_
                              : result.warning.empty() ? PackedSteps(std::byte{1})
                                                       : PackedSteps()));
    return result;
  }
  void expect_refused(const std::string& reason) const {
    const PackFile::LoadResult result = load();
    EXPECT_FALSE(result.loaded);
    EXPECT_NE(result.warning.find(reason), std::string::npos) << "'" << result.warning << "'";
    EXPECT_EQ(result.warning.find('\n'), std::string::npos);
  }
  void flip(const std::string& path, std::streamoff at) const {
    std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at, at < 0 ? std::ios::end : std::ios::beg);
    const int old = stream.peek();
    stream.seekp(at, at < 0 ? std::ios::end : std::ios::beg);
    stream.put(static_cast<char>(old ^ 1));
  }
  // What lies in the directory besides the weights.
  std::vector<std::string> others() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) {
      if (entry.path() != weights_) names.push_back(entry.path().filename());
    }
    return names;
  }

  dn::test::TempDir dir_;
  std::string weights_ = dir_.write("net.weights", "the weights");
  PackedSteps packed_;
};

TEST_F(PackFileTest, WhatWasSavedIsLoadedWhereverThePlanPutsIt) {
  EXPECT_FALSE(load().loaded);
  EXPECT_EQ(load().warning, "");
  const std::string path = saved();
  EXPECT_TRUE(path.starts_with(weights_ + "."));
  EXPECT_TRUE(path.ends_with(".pack"));
  EXPECT_TRUE(load().loaded);
  PackedSteps elsewhere(std::byte{1}, 100'000);
  EXPECT_TRUE(file().load(elsewhere.steps()).loaded);
  EXPECT_TRUE(elsewhere.same_as(packed_));
  EXPECT_EQ(others().size(), 1u);
}

TEST_F(PackFileTest, AnotherDescriptionHasAnotherFile) {
  const std::string path = saved();
  EXPECT_NE(file("another cfg").path(), path);
  const PackFile::LoadResult result = load("another cfg");
  EXPECT_FALSE(result.loaded);
  EXPECT_EQ(result.warning, "");
  EXPECT_TRUE(load().loaded);
}

TEST_F(PackFileTest, AFileUnderAWrongNameIsRefused) {
  std::filesystem::copy(saved(), file("another").path());
  EXPECT_NE(load("another").warning.find("made for something else"), std::string::npos);
}

TEST_F(PackFileTest, OtherStepsAreRefused) {
  saved();
  std::vector<std::byte> memory(100, std::byte{1});
  const PackFile::LoadResult result = file().load({std::span(memory)});
  EXPECT_FALSE(result.loaded);
  EXPECT_NE(result.warning, "");
}

TEST_F(PackFileTest, EveryTruncationIsRefused) {
  const std::string path = saved();
  const auto whole = static_cast<std::uintmax_t>(dn::file_size(path).value);
  for (const std::uintmax_t size : {whole - 1, whole / 2, std::uintmax_t{4096},
                                    std::uintmax_t{4095}, std::uintmax_t{1}, std::uintmax_t{0}}) {
    std::filesystem::resize_file(path, size);
    expect_refused("truncated");
  }
  saved();
  std::filesystem::resize_file(path, whole - 100);
  std::filesystem::resize_file(path, whole);  // a hole at the end
  expect_refused("content is damaged");
  saved();
  EXPECT_TRUE(load().loaded) << "written anew";
  std::filesystem::resize_file(path, whole + 1);
  expect_refused("truncated");
}

TEST_F(PackFileTest, FlippedBitsAreRefused) {
  const std::string path = saved();
  flip(path, 0);
  expect_refused("no pack file");
  flip(path, 0);
  for (const std::streamoff at :
       {8L, 24L, 40L, static_cast<long>(sizeof(PackHeader)), 300L, 4095L}) {
    flip(path, at);
    expect_refused("head is damaged");
    flip(path, at);
  }
  for (const std::streamoff at : {4096L, 4096L + 5000, -1L, -(5L << 20)}) {
    flip(path, at);
    expect_refused("content is damaged");
    flip(path, at);
  }
  EXPECT_TRUE(load().loaded);
}

TEST_F(PackFileTest, AnotherVersionIsRefused) {
  flip(saved(), offsetof(PackHeader, version));
  expect_refused("another version");
}

TEST_F(PackFileTest, NewWeightsTakeTheFileOver) {
  const std::string path = saved();
  dir_.write("net.weights", "THE WEIGHTS");  // the same size
  const PackFile::LoadResult result = load();
  EXPECT_FALSE(result.loaded);
  EXPECT_EQ(result.warning, "") << "nothing is wrong with training a network";
  EXPECT_EQ(saved(), path);
  EXPECT_TRUE(load().loaded);
  EXPECT_EQ(others().size(), 1u);
}

// What the fast way, the stamp, must notice: it waits until stamps mean something.
TEST_F(PackFileTest, StampsNoticeEveryChange) {
  while (!is_settled(*stamp_of(weights_))) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const std::string path = saved();
  const auto date = std::filesystem::last_write_time(weights_);
  EXPECT_TRUE(load().loaded);
  dir_.write("net.weights", "THE WEIGHTS");
  std::filesystem::last_write_time(weights_, date);  // given back its date
  EXPECT_FALSE(load().loaded) << "written in place";

  dir_.write("net.weights", "the weights");
  EXPECT_TRUE(load().loaded) << "touched, but the same content";

  dir_.write("other", "THE WEIGHTS");
  std::filesystem::last_write_time(dir_ / "other", date);
  std::filesystem::rename(dir_ / "other", weights_);
  EXPECT_FALSE(load().loaded) << "replaced";

  std::filesystem::remove(weights_);
  EXPECT_FALSE(load().loaded) << "gone";
}

TEST_F(PackFileTest, CopiedWeightsAreStampedAnew) {
  saved();  // at once: not settled, so without a stamp
  const auto stamp_in_file = [&] {
    PackHeader header;
    std::ifstream(file().path(), std::ios::binary)
        .read(reinterpret_cast<char*>(&header), sizeof header);
    return header.weights_stamp;
  };
  EXPECT_EQ(stamp_in_file(), FileStamp{});
  EXPECT_TRUE(load().loaded);
  EXPECT_EQ(stamp_in_file(), FileStamp{}) << "still not settled";
  while (!is_settled(*stamp_of(weights_))) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_TRUE(load().loaded);
  EXPECT_EQ(stamp_in_file(), stamp_of(weights_));
  EXPECT_TRUE(load().loaded);
}

TEST_F(PackFileTest, ANetworkWithoutWeightsHasNoFile) {
  EXPECT_EQ(file().save({}, hash()), "");
  EXPECT_FALSE(file().load({}).loaded);
  EXPECT_TRUE(others().empty());
}

TEST_F(PackFileTest, ADirectoryThatMayNotBeWrittenToIsSilent) {
  ASSERT_EQ(::chmod(dir_.path().c_str(), 0555), 0);
  const uid_t user = ::geteuid();
  ASSERT_EQ(::seteuid(user == 0 ? 65534 : user), 0);  // root may write everywhere
  const std::string warning = file().save(packed_.steps(), hash());
  ASSERT_EQ(::seteuid(user), 0);
  ASSERT_EQ(::chmod(dir_.path().c_str(), 0755), 0);
  EXPECT_EQ(warning, "");
  EXPECT_TRUE(others().empty());
}

// The same as a full disk: the write fails with an error.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t most) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit small{most, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    ::signal(SIGXFSZ, handler_);
  }

 private:
  sighandler_t handler_;
  rlimit old_{};
};

TEST_F(PackFileTest, AFullDiskIsAWarningAndLeavesWhatWasThere) {
  const std::string path = file().path();
  for (const rlim_t most : {0, 1000, 5 << 20}) {
    const SmallFiles limit(most);
    const std::string warning = file().save(packed_.steps(), hash());
    EXPECT_NE(warning.find("cannot write '" + path + "'"), std::string::npos) << warning;
    EXPECT_TRUE(others().empty());
  }
  saved();
  {
    const SmallFiles limit(1000);
    EXPECT_NE(file().save(packed_.steps(), hash()), "");
  }
  EXPECT_TRUE(load().loaded);
  EXPECT_EQ(others().size(), 1u);
}

TEST_F(PackFileTest, ADirectoryInItsPlaceIsAWarning) {
  std::filesystem::create_directory(file().path());
  EXPECT_FALSE(load().loaded);
  EXPECT_NE(file().save(packed_.steps(), hash()), "");
  EXPECT_EQ(others().size(), 1u);
}

TEST_F(PackFileTest, WhatACrashLeftIsTakenOver) {
  const std::string path = file().path();
  dir_.write(dn::file_name_of(path) + ".part", std::string(9 << 20, 'x'));
  EXPECT_FALSE(load().loaded) << "half a file is no file";
  saved();
  EXPECT_TRUE(load().loaded);
  EXPECT_EQ(others().size(), 1u);
}

TEST_F(PackFileTest, OneOfSeveralWritersWrites) {
  const std::string path = file().path();
  {
    const PartFile first(path, Bytes(100));
    ASSERT_TRUE(first.is_open());
    EXPECT_EQ(file().save(packed_.steps(), hash()), "") << "nothing to say about it";
    EXPECT_FALSE(dn::file_exists(path));
  }
  EXPECT_TRUE(others().empty());
  std::vector<std::jthread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        EXPECT_EQ(file().save(packed_.steps(), hash()), "");
        PackedSteps steps;
        EXPECT_EQ(file().load(steps.steps()).warning, "");
      }
    });
  }
  writers.clear();
  EXPECT_TRUE(load().loaded);
  EXPECT_EQ(others().size(), 1u);
}

}  // namespace
}  // namespace rtswap
