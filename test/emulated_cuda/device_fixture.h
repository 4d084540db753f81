// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <atomic>

#include "test/emulated_cuda/control.h"
#include "test/emulated_cuda/include/cuda_runtime.h"

// A device as new, a stream on it, and the check that nothing is left afterwards.
class DeviceTest : public testing::Test {
 protected:
  void SetUp() override {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    emulated_cuda::reset();
    ASSERT_EQ(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), cudaSuccess);
  }
  void TearDown() override {
    static_cast<void>(cudaStreamDestroy(stream_));
    const emulated_cuda::Counters left = emulated_cuda::counters();
    EXPECT_EQ(left.device_bytes, 0);
    EXPECT_EQ(left.host_allocations + left.registrations, 0);
    EXPECT_EQ(left.reservations + left.mappings + left.chunks, 0);
    EXPECT_EQ(left.streams, 0);
    EXPECT_EQ(left.events, 0);
    EXPECT_EQ(left.graphs + left.graph_execs, 0);
    emulated_cuda::reset();
  }

  cudaError_t wait() { return cudaStreamSynchronize(stream_); }

  template <class... P, class... A>
  cudaError_t launch(void (*kernel)(P...), dim3 grid, dim3 block, A... arguments) {
    void* addresses[] = {static_cast<void*>(&arguments)..., nullptr};
    return cudaLaunchKernel(kernel, grid, block, addresses, 0, stream_);
  }

  cudaStream_t stream_ = nullptr;
};

// Memory of the device, or pinned memory of the host.
template <class T>
class DeviceArray {
 public:
  explicit DeviceArray(size_t n) { EXPECT_EQ(cudaMalloc(&data_, n * sizeof(T)), cudaSuccess); }
  ~DeviceArray() { static_cast<void>(cudaFree(data_)); }
  DeviceArray(const DeviceArray&) = delete;
  DeviceArray& operator=(const DeviceArray&) = delete;
  T* get() { return data_; }

 private:
  T* data_ = nullptr;
};
template <class T>
class PinnedArray {
 public:
  explicit PinnedArray(size_t n) { EXPECT_EQ(cudaMallocHost(&data_, n * sizeof(T)), cudaSuccess); }
  ~PinnedArray() { static_cast<void>(cudaFreeHost(data_)); }
  PinnedArray(const PinnedArray&) = delete;
  PinnedArray& operator=(const PinnedArray&) = delete;
  T* get() { return data_; }
  T& operator[](size_t i) { return data_[i]; }

 private:
  T* data_ = nullptr;
};

// A host function that holds its stream up until the test opens it. Outlives the stream's use of
// it.
class Gate {
 public:
  static void pass(void* gate) {
    auto& self = *static_cast<Gate*>(gate);
    self.reached_ = true;
    self.reached_.notify_all();
    self.open_.wait(false);
  }
  void wait_until_reached() { reached_.wait(false); }
  void open() {
    open_ = true;
    open_.notify_all();
  }

 private:
  std::atomic<bool> reached_ = false, open_ = false;
};
