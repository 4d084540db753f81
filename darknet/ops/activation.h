// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Darknet's activation functions (formulas: activation.cpp).
namespace dn {

enum class Activation {
  kLinear,
  kLogistic,
  kLoggy,
  kRelu,
  kRelu6,
  kElu,
  kSelu,
  kGelu,
  kRelie,
  kRamp,
  kLeaky,
  kTanh,
  kPlse,
  kStair,
  kHardtan,
  kLhtan,
  kSwish,
  kMish,
  kHardMish,
  // Over the channels of one pixel instead of element by element:
  kNormalizeChannels,
  kNormalizeChannelsSoftmax,
  kNormalizeChannelsSoftmaxMaxval
};

// Darknet falls back to relu with a warning for a name it does not know; so does this, but the
// warning names the place.
Activation parse_activation(std::string_view name, const std::string& where);
const char* activation_name(Activation activation);
inline bool is_per_pixel(Activation a) { return a >= Activation::kNormalizeChannels; }

// In place over `pixels` * `channels` channels-last values; runs on the threads of the caller.
// noexcept, no heap.
void activate(Activation activation, float* values, std::size_t pixels,
              std::size_t channels) noexcept;

}  // namespace dn
