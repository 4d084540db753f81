// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>

#include "darknet/base/mutex.h"
#include "darknet/ops/cuda/cudnn/target.h"
#include "darknet/ops/plan_cache.h"

namespace dn::cuda {

// What all convolutions of a device share while plans are chosen and made. Used by one thread at a
// time, whoever holds the mutex.
class Planner : public std::enable_shared_from_this<Planner> {
 public:
  // For the calling thread's device. Throws Refusal where cuDNN does not work on it at all.
  Planner();

  // The device; whoever has a copy keeps the planner.
  Target target() { return Target({shared_from_this(), &handle_}); }
  PlanCache& cache() { return *cache_; }
  Mutex& mutex() { return mutex_; }
  std::string key_of(const ConvolutionProblem& problem, Precision precision) const;
  // "NVIDIA H200", for people.
  const std::string& device_name() const { return device_name_; }

 private:
  Handle handle_;
  std::shared_ptr<PlanCache> cache_;  // of all planners of the same file, to the end of the process
  Mutex mutex_;
  std::string device_name_;
  std::string key_device_;  // with versions
};

// The planner of the calling thread's device; it lives as long as a plan of it does. Callable from
// any thread. Throws Refusal.
std::shared_ptr<Planner> current_planner();

}  // namespace dn::cuda
