// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cudnn_graph.h>

#include <memory>
#include <string_view>
#include <utility>

#include "darknet/ops/cuda/cudnn/descriptor.h"

namespace dn::cuda {

// cuDNN's state for one stream of one device. Used by one thread at a time, as the stream is.
class Handle {
 public:
  // The stream must outlive this. Throws Refusal.
  explicit Handle(cudaStream_t stream);
  ~Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  cudnnHandle_t get() const noexcept { return handle_; }

 private:
  cudnnHandle_t handle_ = nullptr;
};

// The handle of a stream: all convolutions of a stream share one, which goes with the last of them.
// Callable from any thread.
std::shared_ptr<Handle> handle_of(cudaStream_t stream);

// The device that plans are made for: the one of a handle, or, for tests on machines without a GPU,
// one that is only described (cuDNN 9.8 and newer plan and compile for it, but cannot run there).
// Copies are the same target.
class Target {
 public:
  explicit Target(std::shared_ptr<Handle> handle) : handle_(std::move(handle)) {}
  // In the form that cuDNN itself gives for CUDNN_ATTR_DEVICEPROP_JSON_REPRESENTATION.
  static Target described_by(std::string_view json);

  // To be called on each of them before it is finalized.
  void name_in_graph(Descriptor& graph) const;
  void name_in_heuristics(Descriptor& heuristics) const;
  void name_in_engine(Descriptor& engine) const;
  void name_in_plan(Descriptor& plan) const;

 private:
  Target() = default;

  std::shared_ptr<Handle> handle_;
  std::shared_ptr<const Descriptor> description_;  // where there is no handle
};

}  // namespace dn::cuda
