// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <chrono>

#include "darknet/device/stream.h"

namespace dn {

class CudaFence final : public Fence {
 public:
  CudaFence();
  ~CudaFence() override;
  CudaFence(const CudaFence&) = delete;
  CudaFence& operator=(const CudaFence&) = delete;

  bool is_reached() const noexcept override;
  void wait() const noexcept override;
  cudaEvent_t handle() const noexcept { return event_; }

 private:
  const std::chrono::steady_clock::duration polling_time_;
  cudaEvent_t event_ = nullptr;
};

class CudaStamp final : public Stamp {
 public:
  CudaStamp();
  ~CudaStamp() override;
  CudaStamp(const CudaStamp&) = delete;
  CudaStamp& operator=(const CudaStamp&) = delete;

  std::chrono::nanoseconds since(const Stamp& earlier) const noexcept override;
  cudaEvent_t handle() const noexcept { return event_; }

 private:
  cudaEvent_t event_ = nullptr;
};

// A CUDA stream that never meets the default one. record_work() captures a CUDA graph at once.
class CudaStream final : public Stream {
 public:
  explicit CudaStream(int priority);  // as cudaDeviceGetStreamPriorityRange counts
  ~CudaStream() override;
  CudaStream(const CudaStream&) = delete;
  CudaStream& operator=(const CudaStream&) = delete;

  void copy(void* to, const void* from, Bytes size) noexcept override;
  void fetch(void* to, const void* pinned, Bytes size) noexcept override;
  void clear(void* memory, Bytes size) noexcept override;
  void record(Fence& fence) noexcept override;
  void record(Stamp& stamp) noexcept override;
  void wait(const Fence& fence) noexcept override;
  void synchronize() noexcept override;
  std::unique_ptr<Recording> record_work(std::function<void()> work) override;
  cudaStream_t handle() const noexcept { return stream_; }

 private:
  cudaStream_t stream_ = nullptr;
};

// Kernels of the CUDA backend are only ever bound to CUDA streams.
inline cudaStream_t cuda_stream(Stream& stream) noexcept {
  return static_cast<CudaStream&>(stream).handle();
}

}  // namespace dn
