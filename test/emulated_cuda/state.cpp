// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/state.h"

#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace emulated_cuda {
namespace {

std::atomic<cudaError_t> sticky = cudaSuccess;
thread_local cudaError_t last_error = cudaSuccess;
thread_local int device_of_thread = 0;

Settings settings_of_environment() {
  const auto number = [](const char* name, auto otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<decltype(otherwise)>(std::atoll(text));
  };
  Settings s;
  s.devices = number("EMULATED_CUDA_DEVICES", s.devices);
  s.memory = number("EMULATED_CUDA_MEMORY", s.memory);
  s.granularity = number("EMULATED_CUDA_GRANULARITY", s.granularity);
  s.delay_us = number("EMULATED_CUDA_DELAY_US", s.delay_us);
  return s;
}

// Never destroyed: streams may outlive main().
struct Global {
  std::mutex mutex;
  Settings settings = settings_of_environment();
};
Global& global() {
  static Global& it = *new Global();
  return it;
}

}  // namespace

Settings settings() {
  const std::lock_guard lock(global().mutex);
  return global().settings;
}

void set_settings(const Settings& settings) {
  const std::lock_guard lock(global().mutex);
  global().settings = settings;
}

void forget_orders();  // faults.cpp

void reset() {
  set_settings(settings_of_environment());
  forget_orders();
  sticky = cudaSuccess;
  last_error = cudaSuccess;
  device_of_thread = 0;
}

Counters counters() {
  return {live.device_bytes, live.allocations,  live.host_allocations, live.registrations,
          live.chunks,       live.reservations, live.mappings,         live.streams,
          live.events,       live.graphs,       live.graph_execs,      live.kernel_launches};
}

cudaError_t sticky_error() noexcept { return sticky; }
void raise(cudaError_t error) noexcept {
  cudaError_t none = cudaSuccess;
  sticky.compare_exchange_strong(none, error);
}

int current_device() noexcept { return device_of_thread; }

unsigned random_number() noexcept {
  thread_local auto state =
      static_cast<unsigned>(std::hash<std::thread::id>()(std::this_thread::get_id())) | 1U;
  state ^= state << 13;
  state ^= state >> 17;
  return state ^= state << 5;
}

void random_delay() noexcept {
  const int longest = settings().delay_us;
  if (longest <= 0) return;
  const unsigned delay = random_number() % (static_cast<unsigned>(longest) + 1);
  std::this_thread::sleep_for(std::chrono::microseconds(delay));
}

void die(const char* format, ...) noexcept {
  std::va_list arguments;
  va_start(arguments, format);
  std::fputs("emulated CUDA: ", stderr);
  std::vfprintf(stderr, format, arguments);
  std::fputc('\n', stderr);
  va_end(arguments);
  std::abort();
}

cudaError_t begin_call(const char* function) noexcept {
  const int devices = settings().devices;
  if (devices < 0) return cudaErrorInsufficientDriver;
  if (devices == 0) return cudaErrorNoDevice;
  if (in_host_function) return cudaErrorNotPermitted;
  cudaError_t error = cudaSuccess;
  if (ordered_to_fail(function, error)) return error;
  return sticky_error();
}

cudaError_t end_call(cudaError_t error) noexcept {
  if (error == cudaSuccess || error == cudaErrorNotReady) {
    const cudaError_t raised = sticky_error();
    if (raised != cudaSuccess) error = raised;
  }
  if (error != cudaSuccess) last_error = error;
  return error;
}

}  // namespace emulated_cuda

using namespace emulated_cuda;

cudaError_t cudaPeekAtLastError() {
  return sticky_error() != cudaSuccess ? sticky_error() : last_error;
}

cudaError_t cudaGetLastError() {
  const cudaError_t error = cudaPeekAtLastError();
  last_error = cudaSuccess;
  return error;
}

cudaError_t cudaSetDevice(int device) {
  return api("cudaSetDevice", [&] {
    if (device < 0 || device >= settings().devices) return cudaErrorInvalidDevice;
    device_of_thread = device;
    return cudaSuccess;
  });
}

cudaError_t cudaGetDevice(int* device) {
  return api("cudaGetDevice", [&] {
    if (device == nullptr) return cudaErrorInvalidValue;
    *device = device_of_thread;
    return cudaSuccess;
  });
}
