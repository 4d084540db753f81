// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

// Arithmetic on rows of floats, the inner loops of the layers that move and combine tensors. `to`
// may be one of the operands, but must not overlap one in any other way. The results do not depend
// on the kind of processor. noexcept, no heap, no threads of their own.
namespace dn {

void maximum(const float* a, const float* b, float* to, std::size_t count) noexcept;
void maximum_of_four(const float* a, const float* b, const float* c, const float* d, float* to,
                     std::size_t count) noexcept;
void add(const float* a, const float* b, float* to, std::size_t count) noexcept;
void multiply(const float* a, const float* b, float* to, std::size_t count) noexcept;
void scale(const float* a, float factor, float* to, std::size_t count) noexcept;
// to = a + weights * b
void add_weighted(const float* a, const float* weights, const float* b, float* to,
                  std::size_t count) noexcept;

}  // namespace dn
