// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "darknet/device/stream.h"
#include "test/support/refusing_stream.h"

namespace rtswap::test {

// A mark that is reached when a LateStream comes to it. Recorded anew, it is reached anew.
class LateFence final : public dn::Fence {
 public:
  bool is_reached() const noexcept override { return reached_ == recorded_; }
  void wait() const noexcept override {
    while (!is_reached()) std::this_thread::yield();
  }

 private:
  friend class LateStream;
  std::atomic<int> recorded_{0}, reached_{0};
};

// A compute stream that works behind the caller's back, as a GPU's does, on a thread of its own: it
// shows what happens when a chunk is overwritten or unmapped before its reader has run. Its fences
// are LateFences. What the link would mark has happened by the time anybody waits for it, because
// the links of these tests copy at once.
class LateStream final : public dn::test::RefusingStream {
 public:
  using RefusingStream::record;
  LateStream() : thread_([this] { run(); }) {}
  ~LateStream() override {
    put([this] { ends_ = true; });
    thread_.join();
  }

  // A kernel.
  void put(std::function<void()> work) {
    const std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(work));
    changed_.notify_all();
  }

  void record(dn::Fence& fence) noexcept override {
    auto& late = dynamic_cast<LateFence&>(fence);
    const int mark = ++late.recorded_;
    put([&late, mark] { late.reached_ = mark; });
  }
  void wait(const dn::Fence& /*arrived*/) noexcept override {}
  void synchronize() noexcept override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return queue_.empty(); });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!ends_) {
      changed_.wait(lock, [this] { return !queue_.empty(); });
      const std::function<void()>& work = queue_.front();
      lock.unlock();
      work();
      lock.lock();
      queue_.pop_front();
      changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;  // references to elements survive push_back
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace rtswap::test
