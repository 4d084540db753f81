// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Byte to float, resize and border in one pass. Each value of the input blends four bytes of the
// picture, so one thread computes one value from where it lies: nothing intermediate, no tables;
// the taps of a value are a few instructions. Consecutive threads write consecutive values of a
// row, and read neighbouring bytes.
//
// The order of the arithmetic is Resizer's: two blends along the rows, then one down the columns.
// Every operation is rounded by itself (__fmul_rn, __fadd_rn), as the host's compiler is told to do
// it: the compiler of the GPU would join products and sums, and round once where the host rounds
// twice.
#include "darknet/ops/cuda/preprocess.h"

#include <algorithm>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/image/byte_to_unit.h"
#include "darknet/ops/cuda/number.cuh"

namespace dn::cuda {
namespace {

// ---- kernels

__device__ ResizeTap tap_of(const ResizeAxis& axis, int i) {
  const int position = axis.position(i);
  return axis.tap(position, __fmul_rn(static_cast<float>(position), axis.scale));
}

__device__ float blend(float first, float second, float fraction) {
  return __fadd_rn(__fmul_rn(1.f - fraction, first), __fmul_rn(fraction, second));
}

// byte_to_unit().
__device__ float unit_of(std::uint8_t byte) {
  const auto value = static_cast<float>(byte);
  return __fadd_rn(__fmul_rn(value, kUnitHigh), __fmul_rn(value, kUnitLow));
}

// One channel of a pixel of the placement.
template <int kChannels>
__device__ float sample(const std::uint8_t* picture, const ResizePlan& plan, int x, int y,
                        int channel) {
  const ResizeTap column = tap_of(plan.columns, x);
  const ResizeTap row = tap_of(plan.rows, y);
  const std::size_t row_bytes = static_cast<std::size_t>(plan.source.width) * kChannels;
  const std::uint8_t* upper = picture + row.first * row_bytes + column.first * kChannels + channel;
  const std::uint8_t* lower = upper + plan.rows.next() * row_bytes;
  const int next = plan.columns.next() * kChannels;
  const float above = blend(unit_of(upper[0]), unit_of(upper[next]), column.fraction);
  const float below = blend(unit_of(lower[0]), unit_of(lower[next]), column.fraction);
  return blend(above, below, row.fraction);
}

// blockIdx.x goes along a row of the input, blockIdx.y down the rows, as far as a grid goes.
template <int kChannels, typename T>
__global__ void fill_input(const std::uint8_t* picture, T* input, ResizePlan plan) {
  const int row_values = plan.input.width * kChannels;
  const int at = static_cast<int>(thread_index());
  if (at >= row_values) return;
  const int x = at / kChannels - plan.placement.x;
  for (int row = blockIdx.y; row < plan.input.height; row += gridDim.y) {
    const int y = row - plan.placement.y;
    const bool covered = x >= 0 && x < plan.placement.width && y >= 0 && y < plan.placement.height;
    input[static_cast<std::size_t>(row) * row_values + at] = from_float<T>(
        covered ? sample<kChannels>(picture, plan, x, y, at % kChannels) : ResizePlan::kBorder);
  }
}

// ---- launchers

template <typename T>
void fill(const ResizePlan& plan, const std::uint8_t* picture, void* input, Stream& stream) {
  constexpr int kMostRows = 65535;  // of a grid
  const auto row_values = static_cast<std::size_t>(plan.input.width) * plan.channels;
  LaunchShape shape = one_thread_each(row_values);
  shape.grid.y = static_cast<unsigned>(std::min(plan.input.height, kMostRows));
  launch(plan.channels == 3 ? fill_input<3, T> : fill_input<1, T>, shape, stream, picture,
         static_cast<T*>(input), plan);
}

}  // namespace

void preprocess(const ResizePlan& plan, const std::uint8_t* picture, void* input, ElementType type,
                Stream& stream) noexcept {
  if (type == ElementType::kHalf)
    fill<__half>(plan, picture, input, stream);
  else
    fill<float>(plan, picture, input, stream);
}

}  // namespace dn::cuda
