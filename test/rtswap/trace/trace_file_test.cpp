// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "rtswap/trace/header_json.h"
#include "rtswap/trace/trace_format.h"
#include "rtswap/trace/trace_reader.h"
#include "rtswap/trace/trace_writer.h"
#include "test/support/synthetic_trace.h"
#include "test/support/temp_dir.h"

namespace rtswap::test {
namespace {

std::string error_of(const std::string& path) {
  try {
    read_trace_file(path);
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    return e.what();
  }
  return "";
}

class TraceFile : public testing::Test {
 protected:
  dn::test::TempDir directory;
  std::string path = directory / "run.trace";
  Trace trace = clean_trace();

  void write(std::uint64_t lost = 0) const {
    TraceWriter writer(path, trace.header);
    // As threads are drained: not in the order of time.
    const std::span<const Event> events(trace.events);
    writer.append(events.subspan(10));
    writer.append(events.first(10));
    writer.finish(lost);
    EXPECT_EQ(writer.failure(), "");
  }
};

TEST_F(TraceFile, GivesBackWhatWasWritten) {
  write(7);
  const Trace read = read_trace_file(path);
  EXPECT_TRUE(read.complete);
  EXPECT_EQ(read.lost, 7u);
  EXPECT_EQ(header_json(read.header), header_json(trace.header));
  EXPECT_EQ(read.header.tasks, trace.header.tasks);
  EXPECT_EQ(read.header.timing, trace.header.timing);
  EXPECT_EQ(read.header.memory_limit, trace.header.memory_limit);
  ASSERT_EQ(read.events.size(), trace.events.size());
  EXPECT_TRUE(std::ranges::is_permutation(read.events, trace.events));
  EXPECT_TRUE(std::ranges::is_sorted(read.events, {}, &Event::at));
  EXPECT_FALSE(dn::file_exists(path + ".part"));
}

TEST_F(TraceFile, KeepsWhatTasksAre) {
  trace.header.tasks[0].sporadic = true;
  trace.header.tasks[1].firm = FirmSpec{3, 5};
  write();
  EXPECT_EQ(read_trace_file(path).header.tasks, trace.header.tasks);
}

TEST_F(TraceFile, WithoutLimitsAndPromisesHasNone) {
  trace.header.memory_limit.reset();
  trace.header.timing.reset();
  trace.header.tasks[0].response_bound.reset();
  trace.header.tasks[0].priority.reset();
  write();
  const Trace read = read_trace_file(path);
  EXPECT_FALSE(read.header.memory_limit);
  EXPECT_FALSE(read.header.timing);
  EXPECT_EQ(read.header.tasks, trace.header.tasks);
}

// Of any length: it is whole, or known to be cut, or refused; and what it holds is the beginning.
TEST_F(TraceFile, CutAnywhereIsKnown) {
  write();
  const std::vector<std::byte> bytes = dn::read_binary_file(path);
  const std::size_t header = bytes.size() - (trace.events.size() + 1) * sizeof(Event);
  const std::string& cut = path;
  for (std::size_t length = bytes.size(); length-- > 0;) {
    std::filesystem::resize_file(cut, length);
    if (length < header) {
      const std::string error = error_of(cut);
      ASSERT_EQ(error.find(cut), 0u) << length << ": " << error;
      ASSERT_NE(error.find(length == 0 ? "no trace" : "cut short"), std::string::npos) << error;
      continue;
    }
    const Trace read = read_trace_file(cut);
    ASSERT_FALSE(read.complete) << length;
    ASSERT_EQ(read.events.size(), (length - header) / sizeof(Event));
  }
}

TEST_F(TraceFile, DamagedEventsAreRefused) {
  const auto damaged = [&](const auto& damage) {
    trace = clean_trace();
    damage(trace.events[12]);
    write();
    return error_of(path);
  };
  const auto expect_damage = [&](const std::string& error, const std::string& what) {
    EXPECT_NE(error.find("event 2 of the trace is damaged: " + what), std::string::npos) << error;
  };
  expect_damage(damaged([](Event& e) { e.kind = static_cast<EventKind>(99); }), "an unknown kind");
  expect_damage(damaged([](Event& e) {
                  e.kind = EventKind::kReady;
                  e.task = 2;
                }),
                "an unknown task");
  expect_damage(damaged([](Event& e) {
                  e.kind = EventKind::kLoadEnd;
                  e.network = 2;
                }),
                "an unknown network");
  expect_damage(damaged([](Event& e) {
                  e.kind = EventKind::kLoadEnd;
                  e.network = 1;
                  e.group = 2;
                }),
                "an unknown group");
  expect_damage(damaged([](Event& e) {
                  e.kind = EventKind::kChunks;
                  e.network = e.group = 0;
                  e.chunk = 3;
                  e.value = 3;
                }),
                "an unknown chunk");
  expect_damage(damaged([](Event& e) { e.at = Nanos::min(); }), "an impossible");
}

TEST_F(TraceFile, WhatIsNoTraceIsRefused) {
  directory.write("run.trace", "duration: 10s\n");
  EXPECT_NE(error_of(path).find("this is no trace"), std::string::npos);
  write();
  std::vector<std::byte> bytes = dn::read_binary_file(path);
  bytes[8] = std::byte{9};
  dn::write_file_atomically(path, bytes.data(), bytes.size());
  EXPECT_NE(error_of(path).find("version 9"), std::string::npos) << error_of(path);
  bytes[8] = std::byte{TracePrelude::kVersion};
  bytes[40] = std::byte{'{'};
  dn::write_file_atomically(path, bytes.data(), bytes.size());
  EXPECT_NE(error_of(path).find("the header of the trace is damaged"), std::string::npos);
}

TEST_F(TraceFile, PartsOfTheHeaderFitTogether) {
  const auto damaged = [&](const auto& damage) {
    trace = clean_trace();
    damage(trace.header);
    write();
    return error_of(path);
  };
  EXPECT_NE(damaged([](TraceHeader& h) { h.tasks[0].network = 2; }).find("network"),
            std::string::npos);
  EXPECT_NE(damaged([](TraceHeader& h) { h.timing->tasks.pop_back(); }).find("timing"),
            std::string::npos);
  EXPECT_NE(
      damaged([](TraceHeader& h) { h.plan.networks[0].groups[0].chunks = {9}; }).find("chunk"),
      std::string::npos);
  for (const FirmSpec firm : {FirmSpec{0, 5}, FirmSpec{6, 5}, FirmSpec{1, 65}}) {
    EXPECT_NE(damaged([&](TraceHeader& h) { h.tasks[0].firm = firm; }).find("out of range"),
              std::string::npos);
  }
  EXPECT_NE(damaged([](TraceHeader& h) { h.tasks[0].period = Nanos(0); }).find("out of range"),
            std::string::npos);
  EXPECT_NE(damaged([](TraceHeader& h) {
              h.policy = PolicyKind::kFp;
              h.tasks[1].priority.reset();
            }).find("priority"),
            std::string::npos);
}

TEST_F(TraceFile, ThatIsNotFinishedLeavesWhatWasThere) {
  directory.write("run.trace", "old");
  {
    TraceWriter writer(path, trace.header);
    writer.append(trace.events);
    EXPECT_TRUE(dn::file_exists(path + ".part"));
  }
  EXPECT_FALSE(dn::file_exists(path + ".part"));
  EXPECT_EQ(dn::read_text_file(path), "old");
}

// A process that was killed leaves its part file.
TEST_F(TraceFile, PartIsATraceThatWasCutShort) {
  TraceWriter writer(path, trace.header);
  writer.append(trace.events);
  const Trace read = read_trace_file(path + ".part");
  EXPECT_FALSE(read.complete);
  EXPECT_EQ(read.events.size(), trace.events.size());
}

// A file that may not grow further stands for a disk that is full.
TEST_F(TraceFile, OnAFullDiskSaysSoAndLeavesNothing) {
  directory.write("run.trace", "old");
  TraceWriter writer(path, trace.header);
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small {
    static_cast<rlim_t>(dn::file_size(path + ".part").value + 100), before.rlim_max
  };
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  writer.append(trace.events);
  writer.append(trace.events);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(writer.failure().find("cannot write the trace '" + path + "': "), 0u)
      << writer.failure();
  EXPECT_FALSE(dn::file_exists(path + ".part"));
  writer.finish(0);
  EXPECT_EQ(dn::read_text_file(path), "old");
}

TEST_F(TraceFile, OnAFullDeviceCannotBeMade) {
  if (!dn::file_exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  EXPECT_THROW(TraceWriter("/dev/full", trace.header), dn::Error);
}

TEST_F(TraceFile, InADirectoryThatIsNotThereIsAnError) {
  EXPECT_THROW(TraceWriter(directory / "none/run.trace", trace.header), dn::Error);
}

}  // namespace
}  // namespace rtswap::test
