// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdlib>
#include <memory>

#include "darknet/device/device.h"
#include "darknet/device/stream.h"
#include "test/support/refusing_stream.h"

namespace rtswap::test {

// A mark behind some work. Recorded anew, it stands for other work.
class MarkFence final : public dn::Fence {
 public:
  std::shared_ptr<bool> is_done = std::make_shared<bool>(true);  // the work
  bool is_reached() const noexcept override { return *is_done; }
  void wait() const noexcept override {
    if (!*is_done) std::abort();  // nobody would do it
  }
};

// A stream that does nothing but wait: what it marks is done when what it waits for is, as that
// stood when it was told to.
class MarkStream final : public dn::test::RefusingStream {
 public:
  using RefusingStream::record;
  void wait(const dn::Fence& fence) noexcept override {
    work_ = dynamic_cast<const MarkFence&>(fence).is_done;
  }
  void record(dn::Fence& fence) noexcept override {
    dynamic_cast<MarkFence&>(fence).is_done = work_;
  }

 private:
  std::shared_ptr<bool> work_ = std::make_shared<bool>(true);
};

// A device of marks alone, whose work the test does.
class MarkingDevice final : public dn::Device {
 public:
  dn::DeviceKind kind() const override { return dn::DeviceKind::kCuda; }
  std::string description() const override { return "marks"; }
  dn::Vmm& vmm() override { std::abort(); }
  dn::DeviceBlock allocate(dn::Bytes /*size*/, std::string_view /*who*/) override { std::abort(); }
  dn::DeviceBlock allocate_pinned(dn::Bytes /*size*/, std::string_view /*who*/) override {
    std::abort();
  }
  dn::PinnedRange pin(const std::byte* /*data*/, dn::Bytes /*size*/,
                      std::string_view /*who*/) override {
    std::abort();
  }
  std::unique_ptr<dn::Stream> make_stream(dn::StreamPriority /*priority*/) override {
    return std::make_unique<MarkStream>();
  }
  std::unique_ptr<dn::Fence> make_fence() override { return std::make_unique<MarkFence>(); }
  std::unique_ptr<dn::Stamp> make_stamp() override { std::abort(); }
  void attach_thread() noexcept override {}
  std::optional<dn::DeviceUsage> usage() const override { return {}; }

 private:
  void free(std::byte* /*data*/, dn::Bytes /*size*/, bool /*pinned*/) noexcept override {}
  void unpin(const std::byte* /*data*/) noexcept override {}
};

}  // namespace rtswap::test
