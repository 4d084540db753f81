// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Convolution on tensor cores: halves, or floats as TF32, with sums in float.
//
// It is the implicit matrix product of plain_convolution.cu: sums[pixel][filter] = inputs[pixel][k]
// * weights[filter][k], k counting taps and, within a tap, channels. A block computes a tile of
// pixels x filters. It steps through k, 128 bytes of every row at a time; several steps are on
// their way into shared memory while one is multiplied. A row's eight 16-byte words are stored in
// an order that differs from row to row, so that neither storing nor reading meets in a bank.
//
// Where there are too few tiles for the processor, k is split among the blocks of a cluster: each
// leaves its sums in its shared memory, and finishes some of the tile's pixels from the sums of
// all, added in the blocks' order: the same result every time, and nothing goes through global
// memory.
#include "darknet/device/cuda/launch.cuh"
#include "darknet/device/cuda/version.h"
#include "darknet/ops/cuda/filter_packing.h"
#include "darknet/ops/cuda/tensor_convolution.h"
#include "darknet/ops/cuda/tensor_core/finish_tile.cuh"
#include "darknet/ops/cuda/tensor_core/loader.cuh"
#include "darknet/ops/cuda/tensor_core/warp_tile.cuh"

namespace dn::cuda {
namespace tensor_core {

// ---- kernel

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800

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

// PTX is numbered like capabilities.
int compiled_capability() {
  cudaFuncAttributes attributes{};
  DN_CUDA_CHECK(cudaFuncGetAttributes(
      &attributes, reinterpret_cast<const void*>(convolve_on_tensor_cores<__half, 0, false>)));
  return attributes.ptxVersion;
}

namespace {

// ---- launchers

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
  std::string layout() const override { return std::string(kFilterLayout); }

  void pack(std::span<const float> weights, std::byte* packed) const override {
    pack_filters(problem_, weights, reinterpret_cast<T*>(packed));
  }

  void bind(const ConvolutionTensors& tensors, Stream& stream) override {
    residual_ = tensors.residual;
    stream_ = &stream;
    bound_ = {problem_.in,
              problem_.out,
              problem_.geometry,
              static_cast<int>(problem_.out.pixels()),
              static_cast<int>(problem_.filter_floats()),
              steps_of(problem_, kPrecision),
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
    unsigned count = 0;
    if (is_programmatic_) {
      attributes[count].id = cudaLaunchAttributeProgrammaticStreamSerialization;
      attributes[count++].val.programmaticStreamSerializationAllowed = 1;
    }
    if (splits_ > 1) {
      attributes[count].id = cudaLaunchAttributeClusterDimension;
      attributes[count++].val.clusterDim = {1, 1, static_cast<unsigned>(splits_)};
    }
    cudaLaunchConfig_t shape{};
    shape.gridDim = dim3(blocks_for(problem_.out.c, tile_.filters),
                         blocks_for(bound_.pixels, tile_.pixels), splits_);
    shape.blockDim = dim3(tile_.threads());
    shape.dynamicSmemBytes = tile_.shared_bytes();
    shape.stream = cuda_stream(*stream_);
    shape.attrs = attributes;
    shape.numAttrs = count;
    DN_CUDA_CHECK_NOEXCEPT(cudaLaunchKernelEx(&shape, kernel_, bound_));
    finish_pixels<T>(problem_, residual_, bound_.output, *stream_);
  }

 private:
  // Addresses of slices are multiples of 16 bytes.
  bool has_vectors() const {
    const auto fits = [](int count) { return count % kVector == 0; };
    return fits(problem_.out.c) && fits(problem_.out_stride()) && fits(problem_.residual_stride());
  }

  static constexpr Precision kPrecision =
      sizeof(T) == sizeof(float) ? Precision::kTensorFloat32 : Precision::kFloat16;

  ConvolutionProblem problem_;
  TileShape tile_;
  int splits_;
  bool is_programmatic_ =
      kRecordsOverlappingLaunches && current_processor().capability >= kClusterCapability;
  Kernel<T> kernel_;
  TensorConvolution<T> bound_{};
  const void* residual_ = nullptr;
  Stream* stream_ = nullptr;
};

}  // namespace
}  // namespace tensor_core

std::unique_ptr<Convolver> make_tensor_convolver(const ConvolutionProblem& problem,
                                                 Precision precision,
                                                 const TensorVariant& variant) {
  if (precision == Precision::kFloat16)
    return std::make_unique<tensor_core::TensorConvolver<__half>>(problem, variant);
  return std::make_unique<tensor_core::TensorConvolver<float>>(problem, variant);
}

}  // namespace dn::cuda
