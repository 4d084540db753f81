// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/host/host_device.h"

#include <fmt/format.h>

#include <cstring>
#include <functional>

#include "darknet/base/parallel.h"

namespace dn {
namespace {

class HostFence final : public Fence {
 public:
  bool is_reached() const noexcept override { return true; }
  void wait() const noexcept override {}
};

class HostStamp final : public Stamp {
 public:
  void take() noexcept { reached_ = std::chrono::steady_clock::now(); }
  std::chrono::nanoseconds since(const Stamp& earlier) const noexcept override {
    return reached_ - static_cast<const HostStamp&>(earlier).reached_;
  }
  std::optional<std::chrono::steady_clock::time_point> host_instant() const noexcept override {
    return reached_;
  }

 private:
  std::chrono::steady_clock::time_point reached_;
};

class HostRecording final : public Recording {
 public:
  explicit HostRecording(std::function<void()> work) : work_(std::move(work)) {}
  void launch() noexcept override { work_(); }

 private:
  std::function<void()> work_;
};

class HostStream final : public Stream {
 public:
  void copy(void* to, const void* from, Bytes size) noexcept override {
    if (to != from) std::memcpy(to, from, size.value);
  }
  void fetch(void* to, const void* pinned, Bytes size) noexcept override { copy(to, pinned, size); }
  void clear(void* memory, Bytes size) noexcept override { std::memset(memory, 0, size.value); }
  void record(Fence& /*fence*/) noexcept override {}
  void record(Stamp& stamp) noexcept override { static_cast<HostStamp&>(stamp).take(); }
  void wait(const Fence& /*fence*/) noexcept override {}
  void synchronize() noexcept override {}
  std::unique_ptr<Recording> record_work(std::function<void()> work) override {
    return std::make_unique<HostRecording>(std::move(work));
  }
};

}  // namespace

std::string HostDevice::description() const {
  const int threads = compute_threads();
  return fmt::format("CPU, {} thread{}", threads, threads == 1 ? "" : "s");
}

DeviceBlock HostDevice::allocate(Bytes size, std::string_view who) {
  if (size == Bytes(0)) return {};
  HostMapping mapping(size, Protection::kReadWrite, who);
  advise_huge_pages(mapping.data(), mapping.size());
  populate(mapping.data(), mapping.size(), who);
  std::byte* data = mapping.data();
  const MutexLock lock(mutex_);
  blocks_.emplace(data, std::move(mapping));
  return {*this, data, size, false};
}

void HostDevice::free(std::byte* data, Bytes /*size*/, bool /*pinned*/) noexcept {
  const MutexLock lock(mutex_);
  blocks_.erase(data);
}

std::unique_ptr<Stream> HostDevice::make_stream(StreamPriority /*priority*/) {
  return std::make_unique<HostStream>();
}

std::unique_ptr<Fence> HostDevice::make_fence() { return std::make_unique<HostFence>(); }

std::unique_ptr<Stamp> HostDevice::make_stamp() { return std::make_unique<HostStamp>(); }

}  // namespace dn
