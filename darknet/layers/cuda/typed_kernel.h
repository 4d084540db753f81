// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_fp16.h>

#include <memory>

#include "darknet/layers/kernel.h"

// CUDA kernels are templates over the numbers they read and write; these choose.
namespace dn::cuda {

// K<T>: activations of type T, in and out.
template <template <typename> typename K, typename L>
std::unique_ptr<Kernel> make_typed(const Layer& layer, const KernelOptions& options) {
  const auto& own = static_cast<const L&>(layer);
  if (options.precision == Precision::kFloat16) return std::make_unique<K<__half>>(own, options);
  return std::make_unique<K<float>>(own, options);
}

// K<In, Out>: for layers whose result may be wanted as floats (Backend::can_write_floats).
template <template <typename, typename> typename K, typename L>
std::unique_ptr<Kernel> make_typed_result(const Layer& layer, const KernelOptions& options) {
  const auto& own = static_cast<const L&>(layer);
  if (options.precision != Precision::kFloat16)
    return std::make_unique<K<float, float>>(own, options);
  if (options.float_output) return std::make_unique<K<__half, float>>(own, options);
  return std::make_unique<K<__half, __half>>(own, options);
}

}  // namespace dn::cuda
