// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Convolution on tensor cores: halves, or floats as TF32, with sums in float.
//
// It is the implicit matrix product of plain_convolution.cu: sums[pixel][filter] = inputs[pixel][k]
// * weights[filter][k], k counting taps and, within a tap, channels. A block computes a tile of
// pixels x filters. It steps through k, 128 bytes of every row at a time; several steps are on
// their way into shared memory while one is multiplied. A row's eight 16-byte words are stored in an
// order that differs from row to row, so that neither storing nor reading meets in a bank.
//
// Where there are too few tiles for the processor, k is split among the blocks of a cluster: each
// leaves its sums in its shared memory, and finishes some of the tile's pixels from the sums of all,
// added in the blocks' order: the same result every time, and nothing goes through global memory.
#include "darknet/ops/cuda/tensor_convolution.h"

#include <algorithm>
#include <iterator>

#include "darknet/device/cuda/launch.cuh"
#include "darknet/ops/cuda/epilogue.cuh"
#include "darknet/ops/cuda/tensor_core/instructions.cuh"
#include "darknet/ops/cuda/vector.cuh"

namespace dn::cuda {
namespace {

using namespace tensor_core;

[[maybe_unused]] constexpr int kStepBytes = 128;  // of a row, in shared memory at a time
constexpr int kWordBytes = 16;  // copied at once
[[maybe_unused]] constexpr int kWords = kStepBytes / kWordBytes;  // of a row
[[maybe_unused]] constexpr int kOperandBytes = 32;  // of a row, multiplied at once
constexpr int kFilters = 4;  // of a pixel, finished by a thread at once
constexpr int kMostSplits = 8;  // of a portable cluster

// How a block is made up. Pixels and filters of the tile, and how many warps share each; `stages`
// steps are in shared memory or on their way. Large parts per warp read shared memory the least;
// small ones let more warps hide each other's waiting where a processor has but one block.
struct TileShape {
  int pixels, filters, pixel_warps, filter_warps, stages;

  constexpr int threads() const { return 32 * pixel_warps * filter_warps; }
  constexpr int stage_bytes() const { return (pixels + filters) * kStepBytes; }
  constexpr int sum_row() const { return filters + 4; }  // floats; spreads rows over the banks
  constexpr int shared_bytes() const {
    return std::max(stages * stage_bytes(), pixels * sum_row() * static_cast<int>(sizeof(float)));
  }
};

constexpr TileShape kTiles[] = {{256, 128, 4, 2, 3}, {256, 64, 4, 1, 3}, {128, 128, 2, 2, 3},
                                {128, 64, 2, 2, 4},  {64, 64, 2, 4, 6},  {64, 32, 4, 2, 6}};
constexpr int kTileCount = std::size(kTiles);

template <typename T>
struct TensorConvolution {
  Shape in, out;
  ConvolutionGeometry geometry;
  int pixels, products, steps;  // of the output, all images; of a sum; of 128 bytes
  int in_stride, out_stride, residual_stride;  // values from pixel to pixel
  const T* input;
  const T* weights;
  T* output;
  Epilogue<T> epilogue;
  bool in_vectors;  // whether four filters of a pixel can be moved at once
};

// ---- kernel

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800

// Where the 16-byte word of a row lies in a stage.
__device__ inline int word_offset(int row, int word) {
  return row * kStepBytes + ((word ^ (row & (kWords - 1))) * kWordBytes);
}

// Brings the tile's inputs and weights, step by step. A thread always brings the same word of a row,
// of every kRowStep-th row.
template <typename T, int kIndex>
class Loader {
 public:
  __device__ Loader(const TensorConvolution<T>& c, int first_pixel, int first_filter, int first_step)
      : c_(c) {
    const int thread = static_cast<int>(threadIdx.x);
    word_ = thread % kWords;
    row_ = thread / kWords;
    product_ = first_step * kStepNumbers + word_ * kWordNumbers;
    const int tap = product_ / c.in.c;
    channel_ = product_ - tap * c.in.c;
    tap_y_ = tap / c.geometry.size;
    tap_x_ = tap - tap_y_ * c.geometry.size;
#pragma unroll
    for (int i = 0; i < kPixelRows; ++i) set_window(i, first_pixel + row_ + i * kRowStep);
    first_filter_ = first_filter + row_;
  }

  __device__ void load_step(std::uint32_t stage) {
    const int shift_y = tap_y_ * c_.geometry.dilation, shift_x = tap_x_ * c_.geometry.dilation;
    const bool is_product = tap_y_ < c_.geometry.size;
#pragma unroll
    for (int i = 0; i < kPixelRows; ++i) {
      const int y = y_[i] + shift_y, x = x_[i] + shift_x;
      const bool inside = is_product && y >= 0 && y < c_.in.h && x >= 0 && x < c_.in.w;
      const T* from = c_.input + (inside ? image_[i] + (y * c_.in.w + x) * c_.in_stride + channel_ : 0);
      copy_async(stage + word_offset(row_ + i * kRowStep, word_), from, inside);
    }
    stage += kTile.pixels * kStepBytes;
#pragma unroll
    for (int i = 0; i < kFilterRows; ++i) {
      const int filter = first_filter_ + i * kRowStep;
      const bool inside = is_product && filter < c_.out.c;
      const T* from =
          c_.weights + (inside ? static_cast<std::size_t>(filter) * c_.products + product_ : 0);
      copy_async(stage + word_offset(row_ + i * kRowStep, word_), from, inside);
    }
    advance();
  }

 private:
  static constexpr TileShape kTile = kTiles[kIndex];
  static constexpr int kStepNumbers = kStepBytes / sizeof(T);
  static constexpr int kWordNumbers = kWordBytes / sizeof(T);
  static constexpr int kRowStep = kTile.threads() / kWords;
  static constexpr int kPixelRows = kTile.pixels / kRowStep;
  static constexpr int kFilterRows = kTile.filters / kRowStep;

  __device__ void set_window(int i, int pixel) {
    constexpr int kNowhere = -(1 << 28);  // all taps lie outside
    const int origin = c_.geometry.padding * c_.geometry.dilation;
    const int row = pixel / c_.out.w;
    const int x = pixel - row * c_.out.w;
    const int image = row / c_.out.h;
    const int y = row - image * c_.out.h;
    image_[i] = image * c_.in.h * c_.in.w * c_.in_stride;
    y_[i] = pixel < c_.pixels ? y * c_.geometry.stride_y - origin : kNowhere;
    x_[i] = x * c_.geometry.stride_x - origin;
  }

  __device__ void advance() {
    product_ += kStepNumbers;
    channel_ += kStepNumbers;
    while (channel_ >= c_.in.c) {
      channel_ -= c_.in.c;
      if (++tap_x_ < c_.geometry.size) continue;
      tap_x_ = 0;
      ++tap_y_;
    }
  }

  const TensorConvolution<T>& c_;
  int word_, row_, product_, channel_, tap_y_, tap_x_, first_filter_;
  int image_[kPixelRows], y_[kPixelRows], x_[kPixelRows];
};

// The part of the tile that one warp multiplies.
template <typename T, int kIndex>
class WarpTile {
 public:
  __device__ WarpTile() {
    const int warp = static_cast<int>(threadIdx.x) / 32;
    first_pixel_ = warp / kTile.filter_warps * kPixels;
    first_filter_ = warp % kTile.filter_warps * kFilters;
  }

  __device__ void multiply_step(std::uint32_t stage) {
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const std::uint32_t weights = stage + kTile.pixels * kStepBytes;
#pragma unroll
    for (int part = 0; part < kStepBytes / kOperandBytes; ++part) {
      RowOperand inputs[kRowTiles];
      ColumnOperand filters[kColumnTiles];
#pragma unroll
      for (int i = 0; i < kRowTiles; ++i) {
        auto& [a, b, c, d] = inputs[i].words;
        const int row = first_pixel_ + 16 * i + lane % 16;
        load_matrices(stage + word_offset(row, 2 * part + lane / 16), a, b, c, d);
        round_words<T>(inputs[i].words);
      }
#pragma unroll
      for (int j = 0; j < kColumnTiles; j += 2) {
        auto& [a, b] = filters[j].words;
        auto& [c, d] = filters[j + 1].words;
        const int row = first_filter_ + 8 * j + lane / 16 * 8 + lane % 8;
        load_matrices(weights + word_offset(row, 2 * part + lane / 8 % 2), a, b, c, d);
        round_words<T>(filters[j].words);
        round_words<T>(filters[j + 1].words);
      }
#pragma unroll
      for (int i = 0; i < kRowTiles; ++i) {
#pragma unroll
        for (int j = 0; j < kColumnTiles; ++j)
          multiply_add<T>(inputs[i], filters[j], sums_[i][j]);
      }
    }
  }

  // As a matrix of floats, kTile.sum_row() apart.
  __device__ void store_sums(float* to) const {
    const int lane = static_cast<int>(threadIdx.x) % 32;
#pragma unroll
    for (int i = 0; i < kRowTiles; ++i) {
#pragma unroll
      for (int j = 0; j < kColumnTiles; ++j) {
        float* at = to + (first_pixel_ + 16 * i + lane / 4) * kTile.sum_row() + first_filter_ +
                    8 * j + lane % 4 * 2;
        const auto& values = sums_[i][j].values;
        *reinterpret_cast<float2*>(at) = make_float2(values[0], values[1]);
        at += 8 * kTile.sum_row();
        *reinterpret_cast<float2*>(at) = make_float2(values[2], values[3]);
      }
    }
  }

 private:
  static constexpr TileShape kTile = kTiles[kIndex];
  static constexpr int kPixels = kTile.pixels / kTile.pixel_warps;
  static constexpr int kFilters = kTile.filters / kTile.filter_warps;
  static constexpr int kRowTiles = kPixels / 16, kColumnTiles = kFilters / 8;
  static_assert(kPixels % 16 == 0 && kFilters % 16 == 0);

  int first_pixel_, first_filter_;
  Sums sums_[kRowTiles][kColumnTiles] = {};
};

// Bias, activation, residual and second activation over N neighbouring filters of a pixel.
template <typename T, int N>
__device__ void finish_and_store(const TensorConvolution<T>& c, float (&values)[N], int pixel,
                                 int filter) {
  const Epilogue<T>& epilogue = c.epilogue;
  T* output = c.output + static_cast<std::size_t>(pixel) * c.out_stride + filter;
  const unsigned added = static_cast<unsigned>(pixel) * c.residual_stride + filter;
  if (!c.in_vectors) {
    for (int i = 0; i < N && filter + i < c.out.c; ++i)
      output[i] = from_float<T>(finish(epilogue, values[i], filter + i, added + i));
    return;
  }
  if (epilogue.bias != nullptr) {
#pragma unroll
    for (int i = 0; i < N; ++i) values[i] += epilogue.bias[filter + i];
  }
  device::activate(epilogue.first, values);
  if (epilogue.residual != nullptr) {
    float terms[N];
    load(epilogue.residual + added, terms);
#pragma unroll
    for (int i = 0; i < N; ++i) values[i] += terms[i];
    device::activate(epilogue.second, values);
  }
  store(values, output);
}

// The sums of four filters, of all blocks that share the tile.
[[maybe_unused]] __device__ inline float4 add_sums_of_cluster(const float* at, unsigned blocks) {
  const std::uint32_t address = shared_address(at);
  float4 parts[kMostSplits];  // all are asked for before the first is needed
#pragma unroll
  for (unsigned rank = 0; rank < kMostSplits; ++rank) {
    if (rank < blocks) parts[rank] = load_from_block(address, rank);
  }
  float4 sum = parts[0];
#pragma unroll
  for (unsigned rank = 1; rank < kMostSplits; ++rank) {
    if (rank >= blocks) break;
    sum.x += parts[rank].x;
    sum.y += parts[rank].y;
    sum.z += parts[rank].z;
    sum.w += parts[rank].w;
  }
  return sum;
}

// The pixels of the tile that this block finishes: all, or its share.
template <typename T, int kIndex, bool kIsSplit>
__device__ void finish_tile(const TensorConvolution<T>& c, const float* sums, int first_pixel,
                            int first_filter) {
  constexpr TileShape kTile = kTiles[kIndex];
  constexpr int kN = kFilters;
  constexpr int kVectors = kTile.filters / kN;
  const int blocks = kIsSplit ? static_cast<int>(gridDim.z) : 1;
  const int rows = kTile.pixels / blocks;
  const int first_row = kIsSplit ? static_cast<int>(blockIdx.z) * rows : 0;
  for (int i = static_cast<int>(threadIdx.x); i < rows * kVectors; i += kTile.threads()) {
    const int row = first_row + i / kVectors, filter = i % kVectors * kN;
    if (first_pixel + row >= c.pixels || first_filter + filter >= c.out.c) continue;
    const float* at = sums + row * kTile.sum_row() + filter;
    float4 sum;
    if constexpr (kIsSplit) {
      sum = add_sums_of_cluster(at, static_cast<unsigned>(blocks));
    } else {
      sum = *reinterpret_cast<const float4*>(at);
    }
    float values[kN] = {sum.x, sum.y, sum.z, sum.w};
    finish_and_store(c, values, first_pixel + row, first_filter + filter);
  }
}

// Block: x = tile of filters, y = tile of pixels, z = share of the steps.
template <typename T, int kIndex, bool kIsSplit>
__device__ void convolve_tile(const TensorConvolution<T>& c) {
  constexpr TileShape kTile = kTiles[kIndex];
  extern __shared__ __align__(128) unsigned char memory[];
  const int first_filter = static_cast<int>(blockIdx.x) * kTile.filters;
  const int first_pixel = static_cast<int>(blockIdx.y) * kTile.pixels;
  const int share = static_cast<int>(blockIdx.z), shares = static_cast<int>(gridDim.z);
  const int first_step = share * c.steps / shares;
  const int steps = (share + 1) * c.steps / shares - first_step;
  const std::uint32_t stages = shared_address(memory);
  const auto stage = [&](int step) { return stages + step % kTile.stages * kTile.stage_bytes(); };

  Loader<T, kIndex> loader(c, first_pixel, first_filter, first_step);
  wait_for_kernel_before();
  let_next_kernel_start();
  // A batch for every step, also where there is none left, so that the count stays right.
#pragma unroll
  for (int step = 0; step < kTile.stages - 1; ++step) {
    if (step < steps) loader.load_step(stage(step));
    end_copy_batch();
  }
  WarpTile<T, kIndex> tile;
  for (int step = 0; step < steps; ++step) {
    wait_for_copies<kTile.stages - 2>();
    __syncthreads();  // this step is there for all, and all are done with the one before
    const int next = step + kTile.stages - 1;
    if (next < steps) loader.load_step(stage(next));
    end_copy_batch();
    tile.multiply_step(stage(step));
  }
  wait_for_copies<0>();
  __syncthreads();
  auto* sums = reinterpret_cast<float*>(memory);
  tile.store_sums(sums);
  if constexpr (kIsSplit) {
    synchronize_cluster();
    finish_tile<T, kIndex, true>(c, sums, first_pixel, first_filter);
    synchronize_cluster();  // the others may still read this block's sums
  } else {
    __syncthreads();
    finish_tile<T, kIndex, false>(c, sums, first_pixel, first_filter);
  }
}

#endif

// Empty where the processor lacks the instructions: tensor_variants() offers nothing there.
template <typename T, int kIndex, bool kIsSplit>
__global__ void __launch_bounds__(kTiles[kIndex].threads())
    convolve_on_tensor_cores(const __grid_constant__ TensorConvolution<T> c) {
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800
  if constexpr (!kIsSplit || kHasClusters) convolve_tile<T, kIndex, kIsSplit>(c);
#endif
}

// ---- launchers

int blocks_for(int items, int per_block) { return (items + per_block - 1) / per_block; }

template <typename T>
int steps_of(const ConvolutionProblem& problem) {
  const auto products = static_cast<int>(problem.filter_floats());
  return blocks_for(products, kStepBytes / static_cast<int>(sizeof(T)));
}

int tile_of(const TensorVariant& variant) {
  int tile = 0;
  while (kTiles[tile].pixels != variant.pixels || kTiles[tile].filters != variant.filters) ++tile;
  return tile;
}

template <typename T>
using Kernel = void (*)(TensorConvolution<T>);

template <typename T, int kIndex>
Kernel<T> kernel_of_tile(bool is_split) {
  return is_split ? convolve_on_tensor_cores<T, kIndex, true>
                  : convolve_on_tensor_cores<T, kIndex, false>;
}

template <typename T>
Kernel<T> kernel_of(const TensorVariant& variant) {
  constexpr Kernel<T> (*kMake[kTileCount])(bool) = {kernel_of_tile<T, 0>, kernel_of_tile<T, 1>,
                                                    kernel_of_tile<T, 2>, kernel_of_tile<T, 3>,
                                                    kernel_of_tile<T, 4>, kernel_of_tile<T, 5>};
  return kMake[tile_of(variant)](variant.splits > 1);
}

struct Processor {
  int capability, processors, shared_bytes;
};

Processor current_processor() {
  int device = 0, major = 0, minor = 0;
  Processor found{};
  DN_CUDA_CHECK(cudaGetDevice(&device));
  const auto ask = [&](cudaDeviceAttr what, int& answer) {
    DN_CUDA_CHECK(cudaDeviceGetAttribute(&answer, what, device));
  };
  ask(cudaDevAttrComputeCapabilityMajor, major);
  ask(cudaDevAttrComputeCapabilityMinor, minor);
  ask(cudaDevAttrMultiProcessorCount, found.processors);
  ask(cudaDevAttrMaxSharedMemoryPerBlockOptin, found.shared_bytes);
  found.capability = major * 10 + minor;
  return found;
}

template <typename T>
class TensorConvolver final : public Convolver {
 public:
  TensorConvolver(const ConvolutionProblem& problem, const TensorVariant& variant)
      : problem_(problem),
        tile_(kTiles[tile_of(variant)]),
        splits_(variant.splits),
        kernel_(kernel_of<T>(variant)) {
    DN_CUDA_CHECK(cudaFuncSetAttribute(reinterpret_cast<const void*>(kernel_),
                                       cudaFuncAttributeMaxDynamicSharedMemorySize,
                                       tile_.shared_bytes()));
  }

  Bytes weight_bytes() const override {
    return Bytes(problem_.filter_floats() * problem_.out.c * sizeof(T));
  }
  Bytes workspace() const override { return Bytes(0); }
  std::string layout() const override { return "filter, row, column, channel"; }

  void pack(std::span<const float> weights, std::byte* packed) const override {
    const int channels = problem_.in.c;
    const int taps = problem_.geometry.size * problem_.geometry.size;
    T* to = reinterpret_cast<T*>(packed);
    for (int filter = 0; filter < problem_.out.c; ++filter) {
      const float* from = weights.data() + static_cast<std::size_t>(filter) * channels * taps;
      for (int tap = 0; tap < taps; ++tap) {
        for (int channel = 0; channel < channels; ++channel)
          *to++ = from_float<T>(from[channel * taps + tap]);
      }
    }
  }

  void bind(const ConvolutionTensors& tensors, Stream& stream) override {
    residual_ = tensors.residual;
    stream_ = &stream;
    bound_ = {problem_.in,
              problem_.out,
              problem_.geometry,
              static_cast<int>(problem_.out.pixels()),
              static_cast<int>(problem_.filter_floats()),
              steps_of<T>(problem_),
              problem_.in_stride(),
              problem_.out_stride(),
              problem_.residual_stride(),
              static_cast<const T*>(tensors.in),
              reinterpret_cast<const T*>(tensors.weights),
              static_cast<T*>(tensors.out),
              {problem_, tensors.bias, tensors.residual},
              has_vectors()};
  }

  void run() noexcept override {
    cudaLaunchAttribute attributes[2]{};
    attributes[0].id = cudaLaunchAttributeProgrammaticStreamSerialization;
    attributes[0].val.programmaticStreamSerializationAllowed = 1;
    attributes[1].id = cudaLaunchAttributeClusterDimension;
    attributes[1].val.clusterDim = {1, 1, static_cast<unsigned>(splits_)};
    cudaLaunchConfig_t shape{};
    shape.gridDim = dim3(blocks_for(problem_.out.c, tile_.filters),
                         blocks_for(bound_.pixels, tile_.pixels), splits_);
    shape.blockDim = dim3(tile_.threads());
    shape.dynamicSmemBytes = tile_.shared_bytes();
    shape.stream = cuda_stream(*stream_);
    shape.attrs = attributes;
    shape.numAttrs = splits_ > 1 ? 2 : is_programmatic_ ? 1 : 0;
    DN_CUDA_CHECK_NOEXCEPT(cudaLaunchKernelEx(&shape, kernel_, bound_));
    finish_pixels<T>(problem_, residual_, bound_.output, *stream_);
  }

 private:
  // Addresses of slices are multiples of 16 bytes.
  bool has_vectors() const {
    const auto fits = [](int count) { return count % kFilters == 0; };
    return fits(problem_.out.c) && fits(problem_.out_stride()) && fits(problem_.residual_stride());
  }

  ConvolutionProblem problem_;
  TileShape tile_;
  int splits_;
  bool is_programmatic_ = current_processor().capability >= kClusterCapability;
  Kernel<T> kernel_;
  TensorConvolution<T> bound_{};
  const void* residual_ = nullptr;
  Stream* stream_ = nullptr;
};

bool computes(const ConvolutionProblem& problem, Precision precision) {
  if (precision == Precision::kFloat32 || problem.geometry.groups != 1) return false;
  const int size = precision == Precision::kFloat16 ? 2 : 4;
  const auto fills_words = [&](int count) { return count * size % kWordBytes == 0; };
  return fills_words(problem.in.c) && fills_words(problem.in_stride());
}

int blocks_of(const ConvolutionProblem& problem, const TileShape& tile) {
  return blocks_for(static_cast<int>(problem.out.pixels()), tile.pixels) *
         blocks_for(problem.out.c, tile.filters);
}

}  // namespace

std::string variant_name(const TensorVariant& variant) {
  std::string name = "tensor-";
  name += std::to_string(variant.pixels) + "x" + std::to_string(variant.filters);
  return name + "x" + std::to_string(variant.splits);
}

std::vector<TensorVariant> tensor_variants(const ConvolutionProblem& problem, Precision precision) {
  std::vector<TensorVariant> variants;
  if (!computes(problem, precision)) return variants;
  constexpr int kMostTilesOfPixels = 65535;  // the grid's second axis
  const Processor processor = current_processor();
  if (processor.capability < kFirstCapability) return variants;
  const int most_splits = processor.capability < kClusterCapability ? 1 : kMostSplits;
  const int steps = precision == Precision::kFloat16 ? steps_of<__half>(problem)
                                                     : steps_of<float>(problem);
  for (const TileShape& shape : kTiles) {
    if (shape.shared_bytes() > processor.shared_bytes) continue;
    if (blocks_for(static_cast<int>(problem.out.pixels()), shape.pixels) > kMostTilesOfPixels)
      continue;
    const int blocks = blocks_of(problem, shape);
    // Another split helps as long as there are processors without a block, and steps to share.
    for (int splits = 1; splits <= most_splits && splits <= steps; splits *= 2) {
      variants.push_back({shape.pixels, shape.filters, splits});
      if (blocks * splits > processor.processors) break;
    }
  }
  return variants;
}

std::unique_ptr<Convolver> make_tensor_convolver(const ConvolutionProblem& problem,
                                                 Precision precision,
                                                 const TensorVariant& variant) {
  if (precision == Precision::kFloat16)
    return std::make_unique<TensorConvolver<__half>>(problem, variant);
  return std::make_unique<TensorConvolver<float>>(problem, variant);
}

}  // namespace dn::cuda
