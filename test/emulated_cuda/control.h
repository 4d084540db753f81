// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// The emulated device as a test sees it from outside: settings, failures on order, counters.
// Callable from any thread; settings are for moments when nothing runs.
namespace emulated_cuda {

struct Settings {
  int devices = 1;                            // 0: a driver without a device; negative: no driver
  std::size_t memory = std::size_t{1} << 30;  // bytes of each device
  std::size_t granularity = std::size_t{2} << 20;  // of cuMemCreate; a multiple of the page size
  int delay_us = 0;  // longest random delay before each operation of a stream
};

Settings settings();
void set_settings(const Settings& settings);

// "function:n" or "function:n:error", several with commas between: the n-th call from now of that
// function (its CUDA name) fails once, with that error (name or number). "kernel:n": the n-th
// kernel from now runs into an illegal address, and from then on every call says so. Throws
// std::invalid_argument for what it cannot read.
void fail(std::string_view orders);

// As a new process would find it: settings and failures of the environment, no error. What is
// allocated stays allocated.
void reset();

// What exists now, in all devices; kernel_launches counts kernels that ran since the start.
struct Counters {
  std::int64_t device_bytes;      // of cudaMalloc and cuMemCreate
  std::int64_t allocations;       // of cudaMalloc
  std::int64_t host_allocations;  // of cudaHostAlloc
  std::int64_t registrations;     // of cudaHostRegister
  std::int64_t chunks;            // of cuMemCreate; a released one counts while it is mapped
  std::int64_t reservations;      // of cuMemAddressReserve
  std::int64_t mappings;          // of cuMemMap
  std::int64_t streams;
  std::int64_t events;
  std::int64_t graphs;
  std::int64_t graph_execs;
  std::int64_t kernel_launches;
};
Counters counters();

}  // namespace emulated_cuda
