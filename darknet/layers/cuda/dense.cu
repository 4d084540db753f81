// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// y = activation(normalise(W x) + bias) for up to eight vectors x at a time. The matrix is far
// larger than all else and is read once, so the aim is to keep the memory busy: 16-byte loads,
// several of them under way in each thread, warps that walk along rows.
//
// - A warp takes one or four rows. Four rows share what is read of the inputs; one row per warp is
//   for matrices with too few rows to fill the device otherwise.
// - A row is cut into slices of columns, up to eight. The warps of a block that share rows take
//   slices in turn and leave each slice's sum in shared memory, where the slices are added in
//   order. So how many warps share a row changes the speed and not the result.
// - Warps of a block that have different rows walk along the same columns: the inputs, which lie in
//   the second-level cache, come through the first-level one once per block. Weights pass it by.
#include "darknet/layers/cuda/dense.h"

#include <algorithm>
#include <cstring>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/ops/cuda/activation.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn::cuda {
namespace {

constexpr int kLanes = 32, kWarps = 8;
constexpr int kMostSlices = kWarps;
constexpr int kRowsAtOnce = 4;  // of a warp, where there are enough
constexpr int kMostImages = 8;  // whose sums fit into registers with four rows

template <typename T>
using Packed = Vector<T, kVectorLength<T>>;

// What a launch works on; rows that it does not have are computed as the last one and not written.
struct Task {
  const std::byte* matrix;
  std::size_t row_bytes;
  DenseArrays arrays;
  Activation activation;
  int rows, columns, images;
  int first;            // row of the matrix that the block begins with
  std::size_t outputs;  // from image to image in the output
  int slices, slice_vectors;
  int sharers;  // warps per row
};

// ---- kernels

// Past the first-level cache, and first to leave the second.
template <typename T>
__device__ inline Packed<T> load_once(const Packed<T>* from) {
#if defined(__CUDA_ARCH__)
  const uint4 bits = __ldcs(reinterpret_cast<const uint4*>(from));
  Packed<T> values;
  memcpy(&values, &bits, sizeof bits);
  return values;
#else
  return *from;
#endif
}

// The inputs of some images, one after the other, and how many of them there are. Where there are
// fewer than a kernel computes, it computes the last one again: a branch would keep the loads
// apart.
template <typename T>
struct Inputs {
  const T* first;
  int columns, count;
};

// Those of an image that meet the vector-th 16 bytes of a row. Images lie at odd addresses where
// the number of columns does not fill whole vectors.
template <bool kAligned, typename T, int N>
__device__ inline void load_inputs(const Inputs<T>& in, int image, int vector, float (&to)[N]) {
  const T* from = in.first + (min(image, in.count - 1) * in.columns + vector * N);
  if constexpr (kAligned) {
    load(from, to);
  } else {
#pragma unroll
    for (int n = 0; n < N; ++n) to[n] = vector * N + n < in.columns ? to_float(from[n]) : 0.f;
  }
}

// Whose loads are under way together; as many as fit into registers beside the sums.
template <int kRows, int kImages>
constexpr int kStepsAtOnce = kImages == 1 ? 4 : (kRows == 1 ? 2 : 1);

// Adds a lane's share of the vectors [from, to) of some rows, times those of the images, to the
// sums of the first row with each image, then those of the second.
template <bool kAligned, typename T, int kRows, int kSums>
__device__ inline void add_slice(const Packed<T>* const (&rows)[kRows], const Inputs<T>& in,
                                 int from, int to, float (&sums)[kSums]) {
  constexpr int kImages = kSums / kRows;
  constexpr int kLength = kVectorLength<T>;
  [[maybe_unused]] constexpr int kSteps = kStepsAtOnce<kRows, kImages>;  // g++ takes no hints
#pragma unroll kSteps
  for (int vector = from + static_cast<int>(threadIdx.x) % kLanes; vector < to; vector += kLanes) {
    Packed<T> weights[kRows];
#pragma unroll
    for (int r = 0; r < kRows; ++r) weights[r] = load_once<T>(rows[r] + vector);
#pragma unroll
    for (int i = 0; i < kImages; ++i) {
      float inputs[kLength];
      load_inputs<kAligned>(in, i, vector, inputs);
#pragma unroll
      for (int r = 0; r < kRows; ++r) {
#pragma unroll
        for (int n = 0; n < kLength; ++n) {
          float& sum = sums[r * kImages + i];
          sum = fmaf(to_float(weights[r].values[n]), inputs[n], sum);
        }
      }
    }
  }
}

// Sums each of N values over lanes that differ in the bits below 2 * kDistance. Pairs of lanes
// share the work: each takes over half of the values. Over a warp, a lane returns the sum of value
// lane / (kLanes / N).
template <int kDistance, int N>
__device__ inline float sum_over_lanes(const float (&values)[N], int lane) {
  if constexpr (kDistance == 0) {
    return values[0];
  } else if constexpr (N == 1) {
    const float sum[1] = {values[0] + __shfl_xor_sync(0xffffffffu, values[0], kDistance)};
    return sum_over_lanes<kDistance / 2>(sum, lane);
  } else {
    float sums[N / 2];
    const bool upper = (lane & kDistance) != 0;
#pragma unroll
    for (int i = 0; i < N / 2; ++i) {
      const float kept = upper ? values[N / 2 + i] : values[i];
      const float given = upper ? values[i] : values[N / 2 + i];
      sums[i] = kept + __shfl_xor_sync(0xffffffffu, given, kDistance);
    }
    return sum_over_lanes<kDistance / 2>(sums, lane);
  }
}

template <typename Out>
__device__ inline void finish(const Task& task, int row, int image, float sum, Out* out) {
  const DenseArrays& arrays = task.arrays;
  if (arrays.scales != nullptr) {
    constexpr auto kEpsilon = static_cast<float>(kDenseEpsilon);
    sum = (sum - arrays.means[row]) / sqrtf(arrays.variances[row] + kEpsilon) * arrays.scales[row];
  }
  sum = device::activate(task.activation, sum + arrays.biases[row]);
  out[image * task.outputs + task.first + row] = from_float<Out>(sum);
}

template <typename T, typename Out, int kRows, int kImages, bool kAligned>
__global__ void __launch_bounds__(kLanes* kWarps, 2)
    multiply(Task task, const T* __restrict__ in, Out* __restrict__ out) {
  __shared__ float partial[kMostSlices][kWarps * kRows][kImages];
  const int warp = threadIdx.x / kLanes, lane = threadIdx.x % kLanes;
  const int rows_of_block = kWarps / task.sharers * kRows;
  const int block_row = blockIdx.x * rows_of_block;
  const int warp_row = warp / task.sharers * kRows;  // in the block
  const int first_image = blockIdx.y * kImages;

  const Packed<T>* rows[kRows];
#pragma unroll
  for (int r = 0; r < kRows; ++r) {
    const std::size_t row = min(block_row + warp_row + r, task.rows - 1);
    rows[r] = reinterpret_cast<const Packed<T>*>(task.matrix + row * task.row_bytes);
  }
  const Inputs<T> inputs{in + static_cast<std::size_t>(first_image) * task.columns, task.columns,
                         min(task.images - first_image, kImages)};

  const int row_vectors = static_cast<int>(task.row_bytes / sizeof(Packed<T>));
  const bool has_rows = block_row + warp_row < task.rows;
  for (int slice = warp % task.sharers; has_rows && slice < task.slices; slice += task.sharers) {
    float sums[kRows * kImages] = {};
    const int from = slice * task.slice_vectors;
    add_slice<kAligned>(rows, inputs, from, min(from + task.slice_vectors, row_vectors), sums);
    constexpr int kLanesPerSum = kLanes / (kRows * kImages);
    const float sum = sum_over_lanes<kLanes / 2>(sums, lane);
    const int which = lane / kLanesPerSum;
    if (lane % kLanesPerSum == 0) {
      partial[slice][warp_row + which / kImages][which % kImages] = sum;
    }
  }
  __syncthreads();

  static_assert(kWarps * kRows * kImages <= kWarps * kLanes, "a thread finishes one value");
  const int row = static_cast<int>(threadIdx.x) % rows_of_block;
  const int image = static_cast<int>(threadIdx.x) / rows_of_block;
  if (image >= inputs.count || block_row + row >= task.rows) return;
  float sum = 0.f;
  for (int slice = 0; slice < task.slices; ++slice) sum += partial[slice][row][image];
  finish(task, block_row + row, first_image + image, sum, out);
}

// ---- launchers

// At least two steps of a warp per slice.
int slices_of(int row_vectors) {
  int slices = 1;
  while (slices < kMostSlices && row_vectors / (2 * slices) >= 2 * kLanes) slices *= 2;
  return slices;
}

int blocks_of(const Task& task, int rows_per_warp) {
  const int rows = kWarps / task.sharers * rows_per_warp;
  return (task.rows - 1) / rows + 1;
}

// Lets as few warps as possible share a row. Returns whether the blocks still fill a large device.
bool divide(Task& task, int rows_per_warp) {
  constexpr int kBlocksWanted = 200;  // three for two multiprocessors of the largest GPUs
  for (task.sharers = 1;; task.sharers *= 2) {
    const bool enough = blocks_of(task, rows_per_warp) >= kBlocksWanted;
    if (enough || task.sharers == task.slices) return enough;
  }
}

template <int kRows, int kImages, bool kAligned, typename T, typename Out>
void multiply_images(const Task& task, const T* in, Out* out, Stream& stream) noexcept {
  const dim3 blocks(blocks_of(task, kRows), (task.images - 1) / kImages + 1);
  launch(multiply<T, Out, kRows, kImages, kAligned>, {blocks, dim3(kLanes * kWarps)}, stream, task,
         in, out);
}

template <int kRows, bool kAligned, typename T, typename Out>
void multiply_rows(const Task& task, const T* in, Out* out, Stream& stream) noexcept {
  if (task.images == 1) {
    multiply_images<kRows, 1, kAligned>(task, in, out, stream);
  } else if (task.images <= kMostImages / 2) {
    multiply_images<kRows, kMostImages / 2, kAligned>(task, in, out, stream);
  } else {
    multiply_images<kRows, kMostImages, kAligned>(task, in, out, stream);
  }
}

template <typename T>
Bytes row_bytes(const DenseProblem& problem) {
  return align_up(Bytes(problem.columns() * sizeof(T)), Bytes(sizeof(Packed<T>)));
}

template <typename T>
void write_row(std::span<const float> weights, std::byte* to) {
  std::ranges::transform(weights, reinterpret_cast<T*>(to),
                         [](float weight) { return static_cast<T>(weight); });
}

}  // namespace

template <typename T>
Dense<T>::Dense(const DenseProblem& problem)
    : packing_(problem, row_bytes<T>(problem), write_row<T>) {}

template <typename T>
template <typename Out>
void Dense<T>::run(const DenseBlock& block, int images, const T* in, Out* out,
                   Stream& stream) const noexcept {
  const DenseProblem& problem = packing_.problem();
  Task task{};
  task.matrix = block.packed;
  task.row_bytes = row_bytes<T>(problem).value;
  task.arrays = packing_.arrays(block);
  task.activation = problem.activation;
  task.rows = block.rows;
  task.columns = static_cast<int>(problem.columns());
  task.images = images;
  task.first = block.first;
  task.outputs = problem.rows();
  const int vectors = static_cast<int>(task.row_bytes / sizeof(Packed<T>));
  task.slices = slices_of(vectors);
  const int share = (vectors - 1) / task.slices + 1;
  task.slice_vectors = (share + kLanes - 1) / kLanes * kLanes;
  if (task.columns % kVectorLength<T> != 0) {
    divide(task, 1);
    multiply_rows<1, false>(task, in, out, stream);
  } else if (divide(task, kRowsAtOnce)) {
    multiply_rows<kRowsAtOnce, true>(task, in, out, stream);
  } else {
    divide(task, 1);
    multiply_rows<1, true>(task, in, out, stream);
  }
}

template class Dense<float>;
template class Dense<__half>;
template void Dense<float>::run(const DenseBlock&, int, const float*, float*,
                                Stream&) const noexcept;
template void Dense<__half>::run(const DenseBlock&, int, const __half*, float*,
                                 Stream&) const noexcept;
template void Dense<__half>::run(const DenseBlock&, int, const __half*, __half*,
                                 Stream&) const noexcept;

}  // namespace dn::cuda
