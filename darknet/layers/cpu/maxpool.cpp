// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/maxpool.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/parallel.h"
#include "darknet/layers/blur.h"
#include "darknet/layers/cpu/kernels.h"
#include "darknet/ops/elementwise.h"

namespace dn {
namespace {

constexpr Bytes kAlign{kAlignment};

// Windows up to 2x2 are computed from their corners. Larger ones in two passes, rows first, which
// takes 2*size steps instead of size*size; each output row keeps the result of the first pass in a
// row of its own in the workspace.
// Packed weights, only with antialiasing: the blur's weights, then its biases (zero).
// Workspace: the rows of the first pass, the output before the blur, the blur's workspace.
class MaxpoolKernel : public Kernel {
 public:
  MaxpoolKernel(const MaxpoolLayer& layer, const KernelOptions& options);

  std::vector<Bytes> parts() const override { return {weights_}; }
  Bytes workspace() const override {
    return rows_size_ + pooled_size_ + (blur_ ? blur_->workspace() : Bytes(0));
  }
  std::string packing() const override { return blur_ ? blur_->layout() : ""; }
  void pack(int part, const NetworkWeights& weights, std::byte* packed) const override;
  void bind(const KernelMemory& memory) override;
  void run(int part) noexcept override;

 private:
  void pool_channels() noexcept;
  void pool_plainly() noexcept;
  void pool_small_windows() noexcept;
  void pool_in_two_passes() noexcept;
  const float* in_pixel(std::ptrdiff_t image, int y, int x) const {
    const Shape& in = layer_.in();
    return in_ + ((image * in.h + y) * in.w + x) * in.c;
  }
  float* out_row(std::ptrdiff_t row) const {
    const Shape& out = layer_.pooled();
    return pooled_ + row * out.w * out.c;
  }
  // Calls body(row, image, y) for all rows of all images; `steps` is the work per output value.
  template <typename Body>
  void for_rows(int steps, const Body& body) const {
    const Shape& out = layer_.pooled();
    parallel_for(
        static_cast<std::ptrdiff_t>(out.n) * out.h, out.count() * steps,
        [&](std::ptrdiff_t row) { body(row, row / out.h, static_cast<int>(row % out.h)); });
  }

  const MaxpoolLayer& layer_;
  PoolingWindow window_;
  bool reference_, two_passes_;
  std::unique_ptr<Convolver> blur_;
  Bytes weights_, blur_biases_at_, rows_size_, pooled_size_;
  const float* in_ = nullptr;
  float* rows_ = nullptr;
  float* pooled_ = nullptr;
};

MaxpoolKernel::MaxpoolKernel(const MaxpoolLayer& layer, const KernelOptions& options)
    : layer_(layer),
      window_(layer.window()),
      reference_(options.reference),
      two_passes_(!reference_ && !layer.pools_channels() && window_.size > 2) {
  const Shape& pooled = layer.pooled();
  if (two_passes_) {
    const std::size_t row = static_cast<std::size_t>(layer.in().w) * pooled.c;
    rows_size_ = align_up(floats_to_bytes(row * pooled.n * pooled.h), kAlign);
  }
  if (!layer.blurs()) return;
  pooled_size_ = align_up(Bytes(pooled.bytes()), kAlign);
  const ConvolutionProblem problem{pooled, layer.out(), layer.blur()};
  blur_ = reference_ ? make_reference_convolver(problem) : make_convolver(problem);
  blur_biases_at_ = align_up(blur_->weight_bytes(), kAlign);
  weights_ = blur_biases_at_ + floats_to_bytes(pooled.c);
}

void MaxpoolKernel::pack(int /*part*/, const NetworkWeights& /*weights*/, std::byte* packed) const {
  if (!blur_) return;
  std::memset(packed, 0, weights_.value);
  blur_->pack(blur_weights(layer_.blur()), packed);
}

void MaxpoolKernel::bind(const KernelMemory& memory) {
  in_ = memory.input(0);
  rows_ = reinterpret_cast<float*>(memory.workspace);
  pooled_ = memory.out();
  if (!blur_) return;
  pooled_ = reinterpret_cast<float*>(memory.workspace + rows_size_.value);
  const std::byte* weights = memory.part_weights[0];
  blur_->bind({pooled_, weights, reinterpret_cast<const float*>(weights + blur_biases_at_.value),
               nullptr, memory.out(), memory.workspace + (rows_size_ + pooled_size_).value});
}

void MaxpoolKernel::run(int /*part*/) noexcept {
  if (layer_.pools_channels()) {
    pool_channels();
  } else if (reference_) {
    pool_plainly();
  } else if (two_passes_) {
    pool_in_two_passes();
  } else {
    pool_small_windows();
  }
  if (blur_) blur_->run();
}

void MaxpoolKernel::pool_channels() noexcept {
  const int in_channels = layer_.in().c, out_channels = layer_.out().c;
  parallel_for(static_cast<std::ptrdiff_t>(layer_.in().pixels()), layer_.in().count(),
               [&](std::ptrdiff_t pixel) {
                 const float* from = in_ + pixel * in_channels;
                 float* to = pooled_ + pixel * out_channels;
                 std::copy_n(from, out_channels, to);
                 for (int c = out_channels; c < in_channels; ++c) {
                   to[c % out_channels] = std::max(to[c % out_channels], from[c]);
                 }
               });
}

void MaxpoolKernel::pool_plainly() noexcept {
  const Shape& in = layer_.in();
  const Shape& out = layer_.pooled();
  for_rows(window_.size * window_.size, [&](std::ptrdiff_t row, std::ptrdiff_t image, int y) {
    const auto rows = window_.taps(y, window_.stride_y, in.h);
    for (int x = 0; x < out.w; ++x) {
      const auto columns = window_.taps(x, window_.stride_x, in.w);
      for (int c = 0; c < out.c; ++c) {
        float largest = in_pixel(image, rows.begin, columns.begin)[c];
        for (int iy = rows.begin; iy < rows.end; ++iy) {
          for (int ix = columns.begin; ix < columns.end; ++ix) {
            largest = std::max(largest, in_pixel(image, iy, ix)[c]);
          }
        }
        out_row(row)[x * out.c + c] = largest;
      }
    }
  });
}

void MaxpoolKernel::pool_small_windows() noexcept {
  const Shape& in = layer_.in();
  const Shape& out = layer_.pooled();
  for_rows(4, [&](std::ptrdiff_t row, std::ptrdiff_t image, int y) {
    const auto rows = window_.taps(y, window_.stride_y, in.h);
    const float* top = in_pixel(image, rows.begin, 0);
    const float* bottom = in_pixel(image, rows.end - 1, 0);
    float* to = out_row(row);
    for (int x = 0; x < out.w; ++x, to += out.c) {
      const auto columns = window_.taps(x, window_.stride_x, in.w);
      const std::ptrdiff_t left = static_cast<std::ptrdiff_t>(columns.begin) * in.c;
      const std::ptrdiff_t right = static_cast<std::ptrdiff_t>(columns.end - 1) * in.c;
      maximum_of_four(top + left, top + right, bottom + left, bottom + right, to, out.c);
    }
  });
}

// to = the largest of `vectors` vectors of `length` floats, one every `distance` floats.
void maximum_of_all(const float* from, int vectors, std::ptrdiff_t distance, std::size_t length,
                    float* to) {
  if (vectors == 1) {
    std::copy_n(from, length, to);
    return;
  }
  maximum(from, from + distance, to, length);
  for (int i = 2; i < vectors; ++i) maximum(to, from + i * distance, to, length);
}

void MaxpoolKernel::pool_in_two_passes() noexcept {
  const Shape& in = layer_.in();
  const Shape& out = layer_.pooled();
  const std::ptrdiff_t row_floats = static_cast<std::ptrdiff_t>(in.w) * in.c;
  for_rows(2 * window_.size, [&](std::ptrdiff_t row, std::ptrdiff_t image, int y) {
    const auto rows = window_.taps(y, window_.stride_y, in.h);
    float* columns_of = rows_ + row * row_floats;
    maximum_of_all(in_pixel(image, rows.begin, 0), rows.end - rows.begin, row_floats, row_floats,
                   columns_of);
    float* to = out_row(row);
    for (int x = 0; x < out.w; ++x, to += out.c) {
      const auto columns = window_.taps(x, window_.stride_x, in.w);
      maximum_of_all(columns_of + static_cast<std::ptrdiff_t>(columns.begin) * in.c,
                     columns.end - columns.begin, in.c, in.c, to);
    }
  });
}

}  // namespace

std::unique_ptr<Kernel> cpu::make_maxpool_kernel(const Layer& layer, const KernelOptions& options) {
  return std::make_unique<MaxpoolKernel>(static_cast<const MaxpoolLayer&>(layer), options);
}

}  // namespace dn
