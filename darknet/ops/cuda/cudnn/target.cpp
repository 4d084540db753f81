// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/target.h"

#include <map>

#include "darknet/base/mutex.h"
#include "darknet/device/fatal.h"

namespace dn::cuda {
namespace {

// Which streams have a handle now. cuDNN gives a handle one stream and one user at a time; who
// makes a convolution knows its stream only when it is bound, so this is where convolutions meet.
class HandlesInUse {
 public:
  std::shared_ptr<Handle> find_or_make(cudaStream_t stream) {
    const MutexLock lock(mutex_);
    std::weak_ptr<Handle>& known = handles_[stream];
    std::shared_ptr<Handle> handle = known.lock();
    if (!handle) {
      handle = std::make_shared<Handle>(stream);
      known = handle;
    }
    return handle;
  }

 private:
  Mutex mutex_;
  std::map<cudaStream_t, std::weak_ptr<Handle>> handles_ GUARDED_BY(mutex_);
};

}  // namespace

Handle::Handle(cudaStream_t stream) {
  check_cudnn(cudnnCreate(&handle_), "make a handle");
  const cudnnStatus_t status = cudnnSetStream(handle_, stream);
  if (status == CUDNN_STATUS_SUCCESS) return;
  cudnnDestroy(handle_);
  check_cudnn(status, "give a stream to a handle");
}

Handle::~Handle() {
  if (cudnnDestroy(handle_) != CUDNN_STATUS_SUCCESS) {
    fatal("cuDNN refused to take back a handle that it had made");
  }
}

std::shared_ptr<Handle> handle_of(cudaStream_t stream) {
  static HandlesInUse handles;
  return handles.find_or_make(stream);
}

void Target::name_in_graph(Descriptor& graph) const {
  if (handle_) graph.set(DN_CUDNN(OPERATIONGRAPH_HANDLE), handle_->get());
}

void Target::name_in_plan(Descriptor& plan) const {
  if (handle_) plan.set(DN_CUDNN(EXECUTION_PLAN_HANDLE), handle_->get());
#if CUDNN_VERSION >= 90800
  if (description_) plan.set(DN_CUDNN(EXECUTION_PLAN_DEVICEPROP), *description_);
#endif
}

#if CUDNN_VERSION >= 90800

Target Target::described_by(std::string_view json) {
  Descriptor description(CUDNN_BACKEND_DEVICEPROP_DESCRIPTOR, "device description");
  description.set_list(DN_CUDNN(DEVICEPROP_JSON_REPRESENTATION), std::span(json)).finalize();
  Target target;
  target.description_ = std::make_shared<const Descriptor>(std::move(description));
  return target;
}

void Target::name_in_heuristics(Descriptor& heuristics) const {
  if (description_) heuristics.set(DN_CUDNN(ENGINEHEUR_DEVICEPROP), *description_);
}

void Target::name_in_engine(Descriptor& engine) const {
  if (description_) engine.set(DN_CUDNN(ENGINE_DEVICEPROP), *description_);
}

#else  // a handle is all that these know

Target Target::described_by(std::string_view /*json*/) {
  throw Refusal("this cuDNN cannot plan for a device that is only described: that came with 9.8");
}
void Target::name_in_heuristics(Descriptor& /*heuristics*/) const {}
void Target::name_in_engine(Descriptor& /*engine*/) const {}

#endif

}  // namespace dn::cuda
