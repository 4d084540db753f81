// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "test/emulated_cuda/include/cuda_runtime_api.h"
#include "test/emulated_cuda/work.h"

namespace emulated_cuda {

struct Capture;

// What a call of the API decides from handles, captures and events it decides under this lock. It
// is never held while something is waited for, and taken before a stream's own lock.
std::mutex& driver_mutex();

}  // namespace emulated_cuda

// A stream: a thread that does its work in order. Callable from any thread.
struct CUstream_st {
 public:
  CUstream_st(int device, unsigned flags);
  ~CUstream_st();  // does what is left

  // Returns the number of the work, for wait().
  std::uint64_t push(std::shared_ptr<emulated_cuda::Work> work);
  // Until that work and all before it is done.
  void wait(std::uint64_t number);
  void wait_for_all();
  bool is_idle();

  const int device;
  const unsigned flags;

  // Guarded by driver_mutex(): the capture that it takes part in, and there the nodes that its next
  // one comes after.
  std::shared_ptr<emulated_cuda::Capture> capture;
  std::vector<std::size_t> last_nodes;

 private:
  void work_off();

  std::mutex mutex_;
  std::condition_variable pushed_changed_, finished_changed_;
  std::deque<std::shared_ptr<emulated_cuda::Work>,
             emulated_cuda::MallocAllocator<std::shared_ptr<emulated_cuda::Work>>>
      queue_;
  std::uint64_t pushed_ = 0, finished_ = 0;
  bool stop_ = false;
  std::thread thread_;  // last: it uses all of the above
};

namespace emulated_cuda {

using Stream = CUstream_st;

// The stream of a handle, or nullptr. Under driver_mutex().
std::shared_ptr<Stream> find_stream(cudaStream_t handle);

// Gives work to a stream, or to the graph that is captured from it.
class Submission {
 public:
  Submission(cudaStream_t stream, std::shared_ptr<Work> work);
  cudaError_t error() const { return error_; }
  // Until the work is done; at once when it was captured.
  void wait();

 private:
  cudaError_t error_ = cudaSuccess;
  std::shared_ptr<Stream> stream_;
  std::uint64_t number_ = 0;
};

void wait_for_all_streams();
// Those without cudaStreamNonBlocking, which work for the whole device waits for.
void wait_for_blocking_streams();

}  // namespace emulated_cuda
