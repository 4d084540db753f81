// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "../cuda_runtime_api.h"

namespace emulated_cuda {

// A kernel with its arguments. Copied where it is launched, called once for each thread.
class KernelCall {
 public:
  virtual ~KernelCall() = default;
  virtual void call() const = 0;
  // Moves *this into memory for size_of() bytes, aligned for anything.
  virtual void move_to(void* memory) = 0;
  virtual size_t size_of() const = 0;
};

template <class... P>
class TypedKernelCall final : public KernelCall {
 public:
  TypedKernelCall(void (*kernel)(P...), void** arguments)
      : TypedKernelCall(kernel, arguments, std::index_sequence_for<P...>()) {}
  void call() const override { std::apply(kernel_, arguments_); }
  void move_to(void* memory) override { new (memory) TypedKernelCall(std::move(*this)); }
  size_t size_of() const override { return sizeof(*this); }

 private:
  template <size_t... I>
  TypedKernelCall(void (*kernel)(P...), [[maybe_unused]] void** arguments,
                  std::index_sequence<I...>)
      : kernel_(kernel), arguments_(*static_cast<const std::remove_cv_t<P>*>(arguments[I])...) {}

  void (*kernel_)(P...);
  std::tuple<std::remove_cv_t<P>...> arguments_;
};

cudaError_t launch(KernelCall& call, dim3 grid, dim3 block, size_t shared, cudaStream_t stream);
cudaError_t set_function_attribute(cudaFuncAttribute attribute, int value);
cudaError_t max_active_blocks(int* blocks, int threads, size_t shared);

}  // namespace emulated_cuda

// The arguments are copied by the kernel's own types, so the kernel itself must be passed.
template <class... P>
cudaError_t cudaLaunchKernel(void (*kernel)(P...), dim3 grid, dim3 block, void** arguments,
                             size_t shared = 0, cudaStream_t stream = nullptr) {
  static_assert((std::is_trivially_copyable_v<P> && ...), "a kernel's arguments are plain bytes");
  static_assert((sizeof(P) + ... + 0) <= 4096, "a kernel has at most 4096 bytes of arguments");
  if (kernel == nullptr || (sizeof...(P) > 0 && arguments == nullptr)) return cudaErrorInvalidValue;
  emulated_cuda::TypedKernelCall<P...> call(kernel, arguments);
  return emulated_cuda::launch(call, grid, block, shared, stream);
}
cudaError_t cudaLaunchKernel(const void* kernel, dim3 grid, dim3 block, void** arguments,
                             size_t shared = 0, cudaStream_t stream = nullptr) = delete;

template <class... P>
cudaError_t cudaFuncSetAttribute(void (*)(P...), cudaFuncAttribute attribute, int value) {
  return emulated_cuda::set_function_attribute(attribute, value);
}

template <class... P>
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, void (*)(P...), int threads,
                                                          size_t shared) {
  return emulated_cuda::max_active_blocks(blocks, threads, shared);
}
