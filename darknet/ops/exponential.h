// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

// exp, the logistic function and softmax over contiguous values, several at a time: detection
// layers spend nearly all their time there. The relative error of exp is below 2e-7; the exponent
// is cut to [-87, 88], so the result neither overflows nor becomes zero; NaN stays NaN. `in` and
// `out` may be the same array. noexcept, no heap, runs in the caller.
namespace dn {

void exponential(const float* in, float* out, std::size_t count) noexcept;  // e^x
void logistic(const float* in, float* out, std::size_t count) noexcept;     // 1 / (1 + e^-x)
// Exponentials that add up to one; `count` is at least 1.
void softmax(const float* in, float* out, std::size_t count) noexcept;

}  // namespace dn
