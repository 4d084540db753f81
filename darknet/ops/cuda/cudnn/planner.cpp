// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/planner.h"

#include <cuda_runtime.h>
#include <fmt/format.h>

#include <map>

#include "darknet/device/cuda/check.h"

namespace dn::cuda {
namespace {

int current_device() {
  int ordinal = 0;
  DN_CUDA_CHECK(cudaGetDevice(&ordinal));
  return ordinal;
}

cudaDeviceProp properties_of(int ordinal) {
  cudaDeviceProp properties{};
  DN_CUDA_CHECK(cudaGetDeviceProperties(&properties, ordinal));
  return properties;
}

// What was chosen is not forgotten with the last planner: where there is no file, it would be
// chosen anew, and perhaps otherwise.
std::shared_ptr<PlanCache> cache_of(const std::string& path) {
  static Mutex mutex;
  static std::map<std::string, std::shared_ptr<PlanCache>> caches;
  const MutexLock lock(mutex);
  std::shared_ptr<PlanCache>& cache = caches[path];
  if (!cache) cache = std::make_shared<PlanCache>(path);
  return cache;
}

class Planners {
 public:
  std::shared_ptr<Planner> find_or_make(int device) {
    const MutexLock lock(mutex_);
    std::weak_ptr<Planner>& known = planners_[device];
    std::shared_ptr<Planner> planner = known.lock();
    if (!planner) {
      planner = std::make_shared<Planner>();
      known = planner;
    }
    return planner;
  }

 private:
  Mutex mutex_;
  std::map<int, std::weak_ptr<Planner>> planners_ GUARDED_BY(mutex_);
};

}  // namespace

// The handle is for planning only and puts no work on its (the default) stream.
Planner::Planner() : handle_(nullptr), cache_(cache_of(plan_cache_path())) {
  const cudaDeviceProp properties = properties_of(current_device());
  device_name_ = properties.name;
  key_device_ = fmt::format("{};sm_{}{};cudnn-{}", device_name_, properties.major, properties.minor,
                            cudnnGetVersion());
}

std::string Planner::key_of(const ConvolutionProblem& problem, Precision precision) const {
  return plan_key(key_device_, problem, precision);
}

std::shared_ptr<Planner> current_planner() {
  static Planners planners;
  return planners.find_or_make(current_device());
}

}  // namespace dn::cuda
