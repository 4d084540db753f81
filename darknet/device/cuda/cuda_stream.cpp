// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/cuda_stream.h"

#include "darknet/base/parallel.h"
#include "darknet/device/cuda/check.h"
#include "darknet/device/cuda/cuda_graph.h"
#include "darknet/device/cuda/fetch.h"

namespace dn {

namespace {

using Clock = std::chrono::steady_clock;

// How long a wait polls before it sleeps. Waking up takes 40 us and more on a virtual machine, and
// a piece on a link or the end of a job is often about as near: docs/measurements.md compares.
// Where there are few processors, others need this one.
Clock::duration polling_time() {
  constexpr int kFewProcessors = 4;
  static const bool has_spare = usable_cpus() >= kFewProcessors;
  return has_spare ? std::chrono::microseconds(300) : Clock::duration::zero();
}

}  // namespace

CudaFence::CudaFence() : polling_time_(polling_time()) {
  DN_CUDA_CHECK(cudaEventCreateWithFlags(&event_, cudaEventDisableTiming | cudaEventBlockingSync));
}

CudaFence::~CudaFence() { DN_CUDA_CHECK_NOEXCEPT(cudaEventDestroy(event_)); }

bool CudaFence::is_reached() const noexcept {
  const cudaError_t state = cudaEventQuery(event_);
  if (state == cudaErrorNotReady) return false;
  DN_CUDA_CHECK_NOEXCEPT(state);
  return true;
}

void CudaFence::wait() const noexcept {
  const auto sleeps_at = Clock::now() + polling_time_;
  do {
    if (is_reached()) return;
  } while (Clock::now() < sleeps_at);
  DN_CUDA_CHECK_NOEXCEPT(cudaEventSynchronize(event_));
}

CudaStamp::CudaStamp() { DN_CUDA_CHECK(cudaEventCreateWithFlags(&event_, cudaEventDefault)); }

CudaStamp::~CudaStamp() { DN_CUDA_CHECK_NOEXCEPT(cudaEventDestroy(event_)); }

std::chrono::nanoseconds CudaStamp::since(const Stamp& earlier) const noexcept {
  float milliseconds = 0;
  const cudaEvent_t begin = static_cast<const CudaStamp&>(earlier).handle();
  DN_CUDA_CHECK_NOEXCEPT(cudaEventElapsedTime(&milliseconds, begin, event_));
  return std::chrono::nanoseconds(
      static_cast<std::int64_t>(static_cast<double>(milliseconds) * 1e6));
}

CudaStream::CudaStream(int priority) {
  DN_CUDA_CHECK(cudaStreamCreateWithPriority(&stream_, cudaStreamNonBlocking, priority));
}

CudaStream::~CudaStream() {
  DN_CUDA_CHECK_NOEXCEPT(cudaStreamSynchronize(stream_));
  DN_CUDA_CHECK_NOEXCEPT(cudaStreamDestroy(stream_));
}

void CudaStream::copy(void* to, const void* from, Bytes size) noexcept {
  DN_CUDA_CHECK_NOEXCEPT(cudaMemcpyAsync(to, from, size.value, cudaMemcpyDefault, stream_));
}

void CudaStream::fetch(void* to, const void* pinned, Bytes size) noexcept {
  fetch_by_kernel(to, pinned, size, *this);
}

void CudaStream::clear(void* memory, Bytes size) noexcept {
  DN_CUDA_CHECK_NOEXCEPT(cudaMemsetAsync(memory, 0, size.value, stream_));
}

void CudaStream::record(Fence& fence) noexcept {
  DN_CUDA_CHECK_NOEXCEPT(cudaEventRecord(static_cast<CudaFence&>(fence).handle(), stream_));
}

void CudaStream::record(Stamp& stamp) noexcept {
  DN_CUDA_CHECK_NOEXCEPT(cudaEventRecord(static_cast<CudaStamp&>(stamp).handle(), stream_));
}

void CudaStream::wait(const Fence& fence) noexcept {
  const cudaEvent_t event = static_cast<const CudaFence&>(fence).handle();
  DN_CUDA_CHECK_NOEXCEPT(cudaStreamWaitEvent(stream_, event, 0));
}

void CudaStream::synchronize() noexcept { DN_CUDA_CHECK_NOEXCEPT(cudaStreamSynchronize(stream_)); }

std::unique_ptr<Recording> CudaStream::record_work(std::function<void()> work) {
  return std::make_unique<CudaGraph>(stream_, work);
}

}  // namespace dn
