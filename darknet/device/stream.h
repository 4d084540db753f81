// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include "darknet/base/bytes.h"

namespace dn {

// A mark in a stream that others can wait for. Before it is recorded for the first time it counts
// as reached. Recorded by one thread at a time; any thread may wait.
class Fence {
 public:
  virtual ~Fence() = default;
  virtual bool is_reached() const noexcept = 0;
  // Blocks the calling thread, which may poll for a moment before it sleeps.
  virtual void wait() const noexcept = 0;
};

// A mark in a stream that knows when it was reached, for measuring. Costs a device more than a
// fence. Recorded by one thread at a time; read by the thread that knows that it was reached.
class Stamp {
 public:
  virtual ~Stamp() = default;
  // By the device's clock. Both were recorded and reached, on any streams of one device. As exact
  // as half a microsecond as long as they are less than some seconds apart.
  virtual std::chrono::nanoseconds since(const Stamp& earlier) const noexcept = 0;
  // When it was reached, where the device's clock is the host's.
  virtual std::optional<std::chrono::steady_clock::time_point> host_instant() const noexcept {
    return std::nullopt;
  }
};

// Work that was recorded once and is put on its stream again as a whole.
class Recording {
 public:
  virtual ~Recording() = default;
  virtual void launch() noexcept = 0;
};

// An in-order queue of work of a device. A GPU's runs behind the host's back; the host's own does
// everything at once, so that code written for the first is right for the second.
//
// One thread at a time puts work on a stream. Everything but record_work() is for the run phase:
// noexcept, no heap, and never blocking but for synchronize(). A device that fails in the run phase
// ends the process: there is no right answer to go on with.
class Stream {
 public:
  virtual ~Stream() = default;

  // Between any two memories of host and device. The copy overlaps with the host only where the
  // host's side is pinned (Device::pin).
  virtual void copy(void* to, const void* from, Bytes size) noexcept = 0;
  // From memory of Device::allocate_pinned() to the device's, without the engine that copies of
  // other streams may keep busy for long.
  virtual void fetch(void* to, const void* pinned, Bytes size) noexcept = 0;
  virtual void clear(void* memory, Bytes size) noexcept = 0;  // all bytes 0
  virtual void record(Fence& fence) noexcept = 0;
  virtual void record(Stamp& stamp) noexcept = 0;
  // What is put on this stream from now on begins after what the fence marks. Does not block.
  virtual void wait(const Fence& fence) noexcept = 0;
  virtual void synchronize() noexcept = 0;

  // Set-up: records what `work` puts on this stream instead of doing it. The addresses it uses are
  // part of the recording. `work` may be called now, or at every launch, so it must do the same
  // each time and outlive the recording. Throws Error.
  virtual std::unique_ptr<Recording> record_work(std::function<void()> work) = 0;
};

}  // namespace dn
