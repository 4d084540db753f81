// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>

#include "test/emulated_cuda/control.h"
#include "test/emulated_cuda/include/cuda_runtime_api.h"

// What all parts of the emulated device share: settings, counters, and how a call of the API begins
// and ends.
namespace emulated_cuda {

struct LiveCounters {
  std::atomic<std::int64_t> device_bytes, allocations, host_allocations, registrations, chunks,
      reservations, mappings, streams, events, graphs, graph_execs, kernel_launches;
};
inline LiveCounters live;

// The device's own error, after which every call returns it; cudaSuccess while there is none.
cudaError_t sticky_error() noexcept;
void raise(cudaError_t error) noexcept;

// The device that the calling thread has chosen.
int current_device() noexcept;

// Set while a host function of a stream runs: such a function may not call CUDA.
inline thread_local bool in_host_function = false;

// True when this call of the function (or "kernel") is one that was ordered to fail.
bool ordered_to_fail(const char* function, cudaError_t& error) noexcept;

// Random, of the calling thread.
unsigned random_number() noexcept;
// Waits for up to Settings::delay_us.
void random_delay() noexcept;

// Ends the process with one line: for mistakes in a kernel, which real devices answer by hanging.
[[noreturn]] void die(const char* format, ...) noexcept __attribute__((format(printf, 1, 2)));

// ---- the frame of each API function
cudaError_t begin_call(const char* function) noexcept;
cudaError_t end_call(cudaError_t error) noexcept;

template <class Body>
cudaError_t api(const char* function, Body body) noexcept {
  const cudaError_t error = begin_call(function);
  return end_call(error == cudaSuccess ? body() : error);
}

// The same for what gives something back: it does so also after a sticky error, which it returns.
template <class Body>
cudaError_t api_release(const char* function, Body body) noexcept {
  cudaError_t error = begin_call(function);
  if (error == cudaSuccess || error == sticky_error()) error = body();
  return end_call(error);
}

}  // namespace emulated_cuda
