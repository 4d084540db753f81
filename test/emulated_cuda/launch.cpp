// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cstddef>

#include "test/emulated_cuda/block.h"
#include "test/emulated_cuda/include/cuda_runtime.h"
#include "test/emulated_cuda/state.h"
#include "test/emulated_cuda/stream.h"

namespace emulated_cuda {
namespace {

constexpr std::size_t kSharedPerBlock = 48 << 10;

bool is_possible(const dim3& grid, const dim3& block) {
  const auto within = [](const dim3& size, unsigned x, unsigned y, unsigned z) {
    return size.x > 0 && size.y > 0 && size.z > 0 && size.x <= x && size.y <= y && size.z <= z;
  };
  return within(grid, 0x7fffffff, 65535, 65535) && within(block, 1024, 1024, 64) &&
         block.x * block.y * block.z <= 1024;
}

class KernelWork final : public Work {
 public:
  KernelWork(KernelCall& call, dim3 grid, dim3 block)
      : memory_(std::malloc(call.size_of())), grid_(grid), block_(block) {
    if (memory_ == nullptr) throw std::bad_alloc();
    call.move_to(memory_);
  }
  ~KernelWork() override { std::free(memory_); }  // the arguments are plain bytes
  KernelWork(const KernelWork&) = delete;
  KernelWork& operator=(const KernelWork&) = delete;

  void run() override {
    cudaError_t error = cudaSuccess;
    if (ordered_to_fail("kernel", error)) return raise(error);
    ++live.kernel_launches;
    run_grid(*static_cast<const KernelCall*>(memory_), grid_, block_);
  }

 private:
  void* memory_;
  dim3 grid_, block_;
};

bool is_on_current_device(cudaStream_t handle) {
  const std::lock_guard lock(driver_mutex());
  const auto stream = find_stream(handle);
  return stream != nullptr && stream->device == current_device();
}

}  // namespace

cudaError_t launch(KernelCall& call, dim3 grid, dim3 block, size_t shared, cudaStream_t stream) {
  return api("cudaLaunchKernel", [&] {
    if (!is_possible(grid, block)) return cudaErrorInvalidConfiguration;
    if (shared > kSharedPerBlock) return cudaErrorInvalidValue;
    if (!is_on_current_device(stream)) return cudaErrorInvalidResourceHandle;
    return Submission(stream, make_by_malloc<KernelWork>(call, grid, block)).error();
  });
}

}  // namespace emulated_cuda
