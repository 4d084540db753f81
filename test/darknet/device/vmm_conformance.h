// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/vmm.h"

// The one test suite of every Vmm. A backend's test says how to make one and how the CPU reaches
// its memory, and instantiates the suite:
//   INSTANTIATE_TEST_SUITE_P(Host, VmmConformance, testing::Values(host_backend()));
namespace dn {

struct VmmBackend {
  std::string name;
  std::function<std::unique_ptr<Vmm>()> make;
  std::function<void(std::byte* device, std::span<const std::byte>)> write;
  std::function<void(const std::byte* device, std::span<std::byte>)> read;

  friend void PrintTo(const VmmBackend& backend, std::ostream* out) { *out << backend.name; }
};

class VmmConformance : public testing::TestWithParam<VmmBackend> {
 protected:
  VmmConformance() : vmm(GetParam().make()), unit(vmm->granularity()) {}

  // Fills a range with a pattern that depends on the seed and the position.
  void fill(std::byte* address, Bytes size, unsigned seed) const;
  bool holds(const std::byte* address, Bytes size, unsigned seed) const;

  std::unique_ptr<Vmm> vmm;
  Bytes unit;  // the granularity
};

}  // namespace dn
