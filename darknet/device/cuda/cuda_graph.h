// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_runtime.h>

#include <functional>

#include "darknet/device/stream.h"

namespace dn {

// Work captured once from a stream: one call replays all its launches.
class CudaGraph final : public Recording {
 public:
  // Calls `work` once, which puts work on `stream`; nothing is done yet. The stream must outlive
  // this. Throws Error.
  CudaGraph(cudaStream_t stream, const std::function<void()>& work);
  ~CudaGraph() override;
  CudaGraph(const CudaGraph&) = delete;
  CudaGraph& operator=(const CudaGraph&) = delete;

  void launch() noexcept override;

 private:
  cudaStream_t stream_;
  cudaGraphExec_t graph_ = nullptr;  // null: nothing was captured
};

}  // namespace dn
