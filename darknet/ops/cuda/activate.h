// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#include "darknet/device/stream.h"
#include "darknet/ops/activation.h"

namespace dn::cuda {

// to = activation(from) over `pixels` * `channels` channels-last values; `to` may be `from`. T is
// float or __half. Run phase.
template <typename T>
void activate(Activation activation, const T* from, T* to, std::size_t pixels, std::size_t channels,
              Stream& stream) noexcept;

// For kernels that end with device::activate(): does what that leaves, the activations over whole
// pixels, in place; nothing for all others. Run phase.
template <typename T>
void finish_activation(Activation activation, T* values, std::size_t pixels, std::size_t channels,
                       Stream& stream) noexcept {
  if (is_per_pixel(activation)) activate(activation, values, values, pixels, channels, stream);
}

}  // namespace dn::cuda
