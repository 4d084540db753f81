// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

namespace dn {

// The sum of a[i] * b[i]. The order of summation depends on `count` alone, never on threads, on
// alignment or on what else is computed, so the same two vectors give the same bits in every run on
// one machine. Processors with and without fused multiply-add round differently.
// No alignment is required. noexcept, no heap.
float dot(const float* a, const float* b, std::size_t count) noexcept;

}  // namespace dn
