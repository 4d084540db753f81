// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/darknet/device/device_conformance.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <thread>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/device/host/host_device.h"
#include "darknet/device/open_cuda_device.h"
#include "darknet/device/open_device.h"
#include "darknet/device/side_stream.h"

namespace dn {
namespace {

constexpr Bytes kSize{100'000};

// Pinned memory that holds one value.
DeviceBlock pinned_with(Device& device, std::byte value) {
  DeviceBlock block = device.allocate_pinned(kSize, "test");
  std::fill_n(block.data(), kSize.value, value);
  return block;
}

bool holds(const DeviceBlock& block, std::byte value) {
  return std::ranges::all_of(std::span(block.data(), kSize.value),
                             [=](std::byte b) { return b == value; });
}

std::string error_of(std::string_view name) {
  try {
    open_device(name);
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace

DeviceConformance::DeviceConformance()
    : device(open_device(GetParam())), stream(device->make_stream(StreamPriority::kNormal)) {}

TEST_P(DeviceConformance, WhatIsCopiedInComesBack) {
  const DeviceBlock from = pinned_with(*device, std::byte{7}), to = pinned_with(*device, {});
  const DeviceBlock there = device->allocate(kSize, "test");
  stream->copy(there.data(), from.data(), kSize);
  stream->copy(to.data(), there.data(), kSize);
  stream->synchronize();
  EXPECT_TRUE(holds(to, std::byte{7}));
}

// Of every size and from every address, and nothing beside it.
TEST_P(DeviceConformance, WhatIsFetchedIsThere) {
  constexpr std::size_t kRoom = 5000;
  DeviceBlock pinned = device->allocate_pinned(Bytes(kRoom), "test");
  for (std::size_t i = 0; i < kRoom; ++i) pinned.data()[i] = std::byte(i % 251);
  DeviceBlock memory = device->allocate(Bytes(kRoom), "test");
  for (const std::size_t from : {0, 16, 3}) {
    for (const std::size_t size : {0, 1, 15, 16, 17, 4096, 4900}) {
      stream->clear(memory.data(), memory.size());
      stream->fetch(memory.data(), pinned.data() + from, Bytes(size));
      std::vector<std::byte> found(kRoom);
      stream->copy(found.data(), memory.data(), memory.size());
      stream->synchronize();
      for (std::size_t i = 0; i < kRoom; ++i) {
        const std::byte wanted = i < size ? pinned.data()[from + i] : std::byte(0);
        ASSERT_EQ(found[i], wanted) << i << " of " << size << " from " << from;
      }
    }
  }
}

TEST_P(DeviceConformance, ClearedMemoryIsZero) {
  const DeviceBlock to = pinned_with(*device, std::byte{1});
  const DeviceBlock there = device->allocate(kSize, "test");
  stream->clear(there.data(), kSize);
  stream->copy(to.data(), there.data(), kSize);
  stream->synchronize();
  EXPECT_TRUE(holds(to, std::byte{0}));
}

TEST_P(DeviceConformance, AFenceThatWasNeverRecordedIsReached) {
  const auto fence = device->make_fence();
  EXPECT_TRUE(fence->is_reached());
  fence->wait();
  stream->wait(*fence);
  stream->synchronize();
}

TEST_P(DeviceConformance, AFenceIsReachedWhenWhatIsBeforeItIsDone) {
  const DeviceBlock from = pinned_with(*device, std::byte{9}), to = pinned_with(*device, {});
  const auto fence = device->make_fence();
  stream->copy(to.data(), from.data(), kSize);
  stream->record(*fence);
  fence->wait();
  EXPECT_TRUE(fence->is_reached());
  EXPECT_TRUE(holds(to, std::byte{9}));
}

TEST_P(DeviceConformance, StampsTellHowFarApartTheyWereReached) {
  const auto other = device->make_stream(StreamPriority::kHigh);
  const DeviceBlock from = pinned_with(*device, std::byte{9}), to = pinned_with(*device, {});
  const auto fence = device->make_fence();
  const auto first = device->make_stamp(), second = device->make_stamp(),
             third = device->make_stamp();
  const auto begin = std::chrono::steady_clock::now();
  stream->record(*first);
  stream->copy(to.data(), from.data(), kSize);
  stream->record(*second);
  stream->record(*fence);
  other->wait(*fence);
  other->record(*third);
  other->synchronize();
  const auto most = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(second->since(*first), std::chrono::nanoseconds(0));
  EXPECT_GE(third->since(*second), std::chrono::nanoseconds(0)) << "also between streams";
  EXPECT_LE(third->since(*first), most + std::chrono::microseconds(10));
  EXPECT_EQ(first->host_instant().has_value(), !device->has_own_memory());
  if (first->host_instant()) {
    EXPECT_GE(*first->host_instant(), begin);
    EXPECT_EQ(*third->host_instant() - *first->host_instant(), third->since(*first));
  }
}

TEST_P(DeviceConformance, AStreamWaitsForTheFenceOfAnother) {
  const auto other = device->make_stream(StreamPriority::kHigh);
  const DeviceBlock first = pinned_with(*device, std::byte{1});
  const DeviceBlock second = pinned_with(*device, std::byte{2}), to = pinned_with(*device, {});
  const DeviceBlock there = device->allocate(kSize, "test");
  const auto written = device->make_fence(), read = device->make_fence();
  for (int round = 0; round < 50; ++round) {
    const DeviceBlock& from = round % 2 == 0 ? first : second;
    other->wait(*read);
    other->copy(there.data(), from.data(), kSize);
    other->record(*written);
    stream->wait(*written);
    stream->copy(to.data(), there.data(), kSize);
    stream->record(*read);
    read->wait();
    ASSERT_TRUE(holds(to, round % 2 == 0 ? std::byte{1} : std::byte{2})) << round;
  }
}

TEST_P(DeviceConformance, ARecordingDoesItsWorkAtEveryLaunchAndNotBefore) {
  const DeviceBlock from = pinned_with(*device, std::byte{3}), to = pinned_with(*device, {});
  const DeviceBlock there = device->allocate(kSize, "test");
  stream->clear(there.data(), kSize);
  stream->synchronize();
  const auto recording = stream->record_work([&] {
    stream->copy(to.data(), there.data(), kSize);
    stream->copy(there.data(), from.data(), kSize);
  });
  stream->synchronize();
  recording->launch();
  stream->synchronize();
  EXPECT_TRUE(holds(to, std::byte{0}));
  std::fill_n(from.data(), kSize.value, std::byte{4});
  recording->launch();
  recording->launch();
  stream->synchronize();
  EXPECT_TRUE(holds(to, std::byte{4}));
}

TEST_P(DeviceConformance, AnEmptyRecordingDoesNothing) {
  const auto recording = stream->record_work([] {});
  recording->launch();
  stream->synchronize();
}

// What is forked reads what came before it, and what follows the join overwrites that.
TEST_P(DeviceConformance, ASideStreamWorksBetweenForkAndJoin) {
  const DeviceBlock first = pinned_with(*device, std::byte{1});
  const DeviceBlock second = pinned_with(*device, std::byte{2}), to = pinned_with(*device, {});
  const DeviceBlock there = device->allocate(kSize, "test");
  SideStream side(*device);
  const auto work = [&] {
    stream->copy(there.data(), first.data(), kSize);
    side.fork(*stream).copy(to.data(), there.data(), kSize);
    side.join(*stream);
    stream->copy(there.data(), second.data(), kSize);
  };
  const auto recording = stream->record_work(work);
  for (int round = 0; round < 50; ++round) {
    std::fill_n(to.data(), kSize.value, std::byte{0});
    if (round % 2 == 0)
      work();
    else
      recording->launch();
    stream->synchronize();
    ASSERT_TRUE(holds(to, std::byte{1})) << round;
  }
}

TEST_P(DeviceConformance, AnotherThreadUsesItsStreams) {
  const DeviceBlock from = pinned_with(*device, std::byte{5}), to = pinned_with(*device, {});
  std::thread([&] {
    device->attach_thread();
    stream->copy(to.data(), from.data(), kSize);
    stream->synchronize();
  }).join();
  EXPECT_TRUE(holds(to, std::byte{5}));
}

TEST_P(DeviceConformance, HostMemoryOfOthersIsPinnedAndLetGo) {
  const Bytes size = page_size() * 16;
  const HostMapping memory(size, Protection::kReadWrite, "test");
  std::fill_n(memory.data(), size.value, std::byte{6});
  for (int round = 0; round < 2; ++round) {
    const PinnedRange pinned = device->pin(memory.data(), size, "test");
    const DeviceBlock to = device->allocate_pinned(size, "test");
    stream->copy(to.data(), memory.data(), size);
    stream->synchronize();
    EXPECT_EQ(to.data()[size.value - 1], std::byte{6});
  }
}

TEST_P(DeviceConformance, NothingIsAValidSize) {
  EXPECT_EQ(device->allocate(Bytes(0), "test").data(), nullptr);
  EXPECT_EQ(device->allocate_pinned(Bytes(0), "test").data(), nullptr);
}

TEST_P(DeviceConformance, MoreMemoryThanThereIsNamesWhoWantedIt) {
  try {
    device->allocate(kGiB * 1'000'000, "a huge network");
    FAIL() << "a petabyte was there";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ExitCode::kSystemFailure);
    EXPECT_NE(std::string(e.what()).find("a huge network"), std::string::npos) << e.what();
  }
  const DeviceBlock after = device->allocate(kSize, "test");
  EXPECT_NE(after.data(), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Host, DeviceConformance, testing::Values("cpu"));

TEST(OpenDevice, NamesThatMeanNothing) {
  for (const char* name : {"", "gpu", "cuda", "cuda:", "cuda:x", "cuda:-1", "cuda:0x", "CPU"}) {
    EXPECT_EQ(error_of(name).find("device '" + std::string(name) + "': it must be auto, cpu"), 0u)
        << error_of(name);
  }
}

TEST(OpenDevice, AGpuThatIsNotThere) {
  EXPECT_NE(error_of("cuda:63").find("device 'cuda:63': "), std::string::npos);
  if (is_built_with_cuda()) return;
  EXPECT_NE(error_of("cuda:0").find("built without CUDA"), std::string::npos) << error_of("cuda:0");
}

TEST(OpenDevice, AutoAlwaysGivesOne) {
  const auto device = open_device("auto");
  EXPECT_EQ(device->kind(), cuda_device_count() > 0 ? DeviceKind::kCuda : DeviceKind::kHost);
  EXPECT_FALSE(device->description().empty());
}

}  // namespace dn
