// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/background.h"

#include <fmt/format.h>

#include <atomic>
#include <memory>
#include <system_error>

#include "darknet/base/error.h"

namespace rtswap {

Background::Background(std::function<void()> begin, std::function<void()> round,
                       std::function<void()> end) {
  // Shared, because notify_all() may still be at work when the waiting constructor is gone.
  const auto is_going = std::make_shared<std::atomic<bool>>(false);
  try {
    thread_ = std::jthread([begin = std::move(begin), round = std::move(round),
                            end = std::move(end), is_going](const std::stop_token& stop) {
      begin();
      round();
      *is_going = true;
      is_going->notify_all();
      while (!stop.stop_requested()) round();
      end();
    });
  } catch (const std::system_error& e) {
    throw dn::system_failure(fmt::format("cannot start a thread: {}", e.what()));
  }
  is_going->wait(false);
}

}  // namespace rtswap
