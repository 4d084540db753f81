// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/run_in_threads.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace dn {
namespace {

class Work {
 public:
  Work(std::size_t count, const std::function<void(std::size_t)>& task)
      : count_(count), task_(task) {}

  void run() noexcept {
    for (std::size_t i = next_++; i < count_; i = next_++) {
      try {
        task_(i);
      } catch (...) {
        if (!failed_.exchange(true)) error_ = std::current_exception();
        next_ = count_;
      }
    }
  }
  // Once no thread runs any more.
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& task_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::exception_ptr error_;
};

}  // namespace

void run_in_threads(std::size_t count, int threads, const std::function<void(std::size_t)>& task) {
  Work work(count, task);
  {
    std::vector<std::jthread> helpers;
    const auto wanted = std::min(static_cast<std::size_t>(std::max(threads, 1)), count);
    try {
      while (helpers.size() + 1 < wanted) helpers.emplace_back([&work] { work.run(); });
    } catch (const std::system_error&) {
      // As many as there are.
    }
    work.run();
  }
  work.rethrow();
}

}  // namespace dn
