// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/stream.h"

#include <map>

#include "test/emulated_cuda/capture.h"
#include "test/emulated_cuda/state.h"

namespace emulated_cuda {
namespace {

using Streams = std::map<cudaStream_t, std::shared_ptr<Stream>>;
// Guarded by driver_mutex(); never destroyed, because streams may outlive main().
Streams& streams() {
  static Streams& it = *new Streams();
  return it;
}

template <class Choose>
void wait_for_streams(Choose choose) {
  std::vector<std::shared_ptr<Stream>, MallocAllocator<std::shared_ptr<Stream>>> chosen;
  {
    const std::lock_guard lock(driver_mutex());
    for (const auto& [handle, stream] : streams()) {
      if (choose(*stream)) chosen.push_back(stream);
    }
  }
  for (const auto& stream : chosen) stream->wait_for_all();
}

cudaError_t create(cudaStream_t* handle, unsigned flags) {
  if (handle == nullptr || (flags & ~unsigned{cudaStreamNonBlocking}) != 0) {
    return cudaErrorInvalidValue;
  }
  auto stream = std::make_shared<Stream>(current_device(), flags);
  *handle = stream.get();
  ++live.streams;
  const std::lock_guard lock(driver_mutex());
  streams().emplace(*handle, std::move(stream));
  return cudaSuccess;
}

class HostFunctionWork final : public Work {
 public:
  HostFunctionWork(cudaHostFn_t function, void* argument)
      : function_(function), argument_(argument) {}
  void run() override {
    in_host_function = true;
    function_(argument_);
    in_host_function = false;
  }

 private:
  cudaHostFn_t function_;
  void* argument_;
};

// The stream of a handle, for a question or a wait, which no captured stream may be asked.
cudaError_t find_to_wait(cudaStream_t handle, std::shared_ptr<Stream>& stream) {
  const std::lock_guard lock(driver_mutex());
  stream = find_stream(handle);
  if (stream == nullptr) return cudaErrorInvalidResourceHandle;
  if (stream->capture == nullptr) return cudaSuccess;
  stream->capture->invalid = true;
  return cudaErrorStreamCaptureUnsupported;
}

}  // namespace

std::mutex& driver_mutex() {
  static std::mutex& it = *new std::mutex();
  return it;
}

void run_work(Work& work) {
  random_delay();
  if (sticky_error() == cudaSuccess || work.runs_on_broken_device()) work.run();
}

std::shared_ptr<Stream> find_stream(cudaStream_t handle) {
  const auto found = streams().find(handle);
  return found == streams().end() ? nullptr : found->second;
}

Submission::Submission(cudaStream_t handle, std::shared_ptr<Work> work) {
  const std::lock_guard lock(driver_mutex());
  stream_ = find_stream(handle);
  if (stream_ == nullptr) {
    error_ = cudaErrorInvalidResourceHandle;
  } else if (stream_->capture != nullptr) {
    error_ = add_node(*stream_, std::move(work));
  } else {
    number_ = stream_->push(std::move(work));
  }
}

void Submission::wait() {
  if (number_ > 0) stream_->wait(number_);
}

void wait_for_all_streams() {
  wait_for_streams([](const Stream&) { return true; });
}

void wait_for_blocking_streams() {
  wait_for_streams([](const Stream& s) { return (s.flags & cudaStreamNonBlocking) == 0; });
}

}  // namespace emulated_cuda

using namespace emulated_cuda;

CUstream_st::CUstream_st(int device, unsigned flags)
    : device(device), flags(flags), thread_([this] { work_off(); }) {}

CUstream_st::~CUstream_st() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  pushed_changed_.notify_one();
  thread_.join();
}

std::uint64_t CUstream_st::push(std::shared_ptr<Work> work) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
    number = ++pushed_;
  }
  pushed_changed_.notify_one();
  return number;
}

void CUstream_st::wait(std::uint64_t number) {
  std::unique_lock lock(mutex_);
  finished_changed_.wait(lock, [&] { return finished_ >= number; });
}

void CUstream_st::wait_for_all() {
  std::unique_lock lock(mutex_);
  finished_changed_.wait(lock, [&, last = pushed_] { return finished_ >= last; });
}

bool CUstream_st::is_idle() {
  const std::lock_guard lock(mutex_);
  return finished_ == pushed_;
}

void CUstream_st::work_off() {
  std::unique_lock lock(mutex_);
  while (true) {
    pushed_changed_.wait(lock, [&] { return stop_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::shared_ptr<Work> work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    run_work(*work);
    work.reset();  // before it counts as finished: it may own what a leak check looks for
    lock.lock();
    ++finished_;
    finished_changed_.notify_all();
  }
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned int flags) {
  return api("cudaStreamCreateWithFlags", [&] { return create(stream, flags); });
}

// Priorities change when work runs, which no program may rely on: all streams are equal here.
cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned int flags, int) {
  return api("cudaStreamCreateWithPriority", [&] { return create(stream, flags); });
}

cudaError_t cudaStreamDestroy(cudaStream_t handle) {
  return api_release("cudaStreamDestroy", [&] {
    std::shared_ptr<Stream> stream;  // its end comes after the lock's
    const std::lock_guard lock(driver_mutex());
    stream = find_stream(handle);
    if (stream == nullptr) return cudaErrorInvalidResourceHandle;
    if (stream->capture != nullptr) leave_capture(*stream);
    streams().erase(handle);
    --live.streams;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t handle) {
  return api("cudaStreamSynchronize", [&] {
    std::shared_ptr<Stream> stream;
    const cudaError_t error = find_to_wait(handle, stream);
    if (error == cudaSuccess) stream->wait_for_all();
    return error;
  });
}

cudaError_t cudaStreamQuery(cudaStream_t handle) {
  return api("cudaStreamQuery", [&] {
    std::shared_ptr<Stream> stream;
    const cudaError_t error = find_to_wait(handle, stream);
    return error == cudaSuccess && !stream->is_idle() ? cudaErrorNotReady : error;
  });
}

cudaError_t cudaDeviceSynchronize() {
  return api("cudaDeviceSynchronize", [] {
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    wait_for_all_streams();
    return cudaSuccess;
  });
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* argument) {
  return api("cudaLaunchHostFunc", [&] {
    if (function == nullptr) return cudaErrorInvalidValue;
    return Submission(stream, make_by_malloc<HostFunctionWork>(function, argument)).error();
  });
}
