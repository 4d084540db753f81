// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdlib>
#include <functional>
#include <memory>

#include "darknet/device/stream.h"

namespace dn::test {

// A stream for tests to derive theirs from: what they do not need ends the process.
class RefusingStream : public Stream {
 public:
  void copy(void* /*to*/, const void* /*from*/, Bytes /*size*/) noexcept override { std::abort(); }
  void fetch(void* /*to*/, const void* /*pinned*/, Bytes /*size*/) noexcept override {
    std::abort();
  }
  void clear(void* /*memory*/, Bytes /*size*/) noexcept override { std::abort(); }
  void record(Fence& /*fence*/) noexcept override { std::abort(); }
  void record(Stamp& /*stamp*/) noexcept override { std::abort(); }
  void wait(const Fence& /*fence*/) noexcept override { std::abort(); }
  void synchronize() noexcept override { std::abort(); }
  std::unique_ptr<Recording> record_work(std::function<void()> /*work*/) override { std::abort(); }
};

}  // namespace dn::test
