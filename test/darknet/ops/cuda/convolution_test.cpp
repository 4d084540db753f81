// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/convolution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "darknet/base/aligned_buffer.h"
#include "darknet/device/open_device.h"
#include "darknet/ops/cuda/cast.h"
#include "darknet/weights/random_weights.h"
#include "test/support/spread.h"

namespace dn::test {
namespace {

// Numbers in the device's memory, floats or halves; the host gives and reads floats.
class DeviceNumbers {
 public:
  DeviceNumbers(Device& device, Stream& stream, Precision precision,
                const std::vector<float>& values)
      : half_(precision == Precision::kFloat16),
        count_(values.size()),
        stream_(stream),
        floats_(device.allocate(floats_to_bytes(count_), "test")),
        halves_(device.allocate(floats_to_bytes(count_), "test")) {
    stream_.copy(floats_.data(), values.data(), floats_to_bytes(count_));
    if (half_)
      cuda::cast(floats_.data(), ElementType::kFloat, halves_.data(), ElementType::kHalf, count_,
                 stream_);
    stream_.synchronize();
  }

  std::byte* data() const { return half_ ? halves_.data() : floats_.data(); }
  std::vector<float> read() const {
    if (half_)
      cuda::cast(halves_.data(), ElementType::kHalf, floats_.data(), ElementType::kFloat, count_,
                 stream_);
    std::vector<float> values(count_);
    stream_.copy(values.data(), floats_.data(), floats_to_bytes(count_));
    stream_.synchronize();
    return values;
  }

 private:
  bool half_;
  std::size_t count_;
  Stream& stream_;
  DeviceBlock floats_, halves_;
};

constexpr float kBetween = -9.f;  // between the pixels of slices

class CudaFinishConvolution : public testing::Test {
 protected:
  // The device's result against the host's, with and without a bias.
  void expect_as_host(const ConvolutionProblem& problem, Precision precision, bool has_bias) {
    const std::size_t count = problem.out.count();
    const std::vector<float> sums = random_input(1, 0, count), residual = random_input(2, 0, count);
    const std::vector<float> bias = random_input(3, 0, problem.out.c);
    std::vector<float> want = sums;
    for (std::size_t i = 0; has_bias && i < count; ++i) want[i] += bias[i % problem.out.c];
    finish_convolution(problem, residual.data(), want.data());

    const int channels = problem.out.c;
    want = spread(want, channels, problem.out_stride(), kBetween);
    const DeviceNumbers out(*device_, *stream_, precision,
                            spread(sums, channels, problem.out_stride(), kBetween));
    const DeviceNumbers added(*device_, *stream_, precision,
                              spread(residual, channels, problem.residual_stride(), kBetween));
    const DeviceNumbers biases(*device_, *stream_, Precision::kFloat32, bias);
    cuda::finish_convolution(problem, precision,
                             has_bias ? reinterpret_cast<const float*>(biases.data()) : nullptr,
                             problem.residual ? added.data() : nullptr, out.data(), *stream_);
    const std::vector<float> got = out.read();
    const float tolerance = precision == Precision::kFloat16 ? 5e-3f : 1e-5f;
    for (std::size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], tolerance) << i;
  }

  std::unique_ptr<Device> device_ = open_device("cuda:0");
  std::unique_ptr<Stream> stream_ = device_->make_stream(StreamPriority::kNormal);
};

// Channels that fill vectors of 16 bytes and channels that do not; activations over single values
// and over pixels.
TEST_F(CudaFinishConvolution, DoesWhatTheHostDoes) {
  constexpr Activation kKinds[] = {Activation::kLinear, Activation::kMish,
                                   Activation::kNormalizeChannelsSoftmax};
  for (const Precision precision :
       {Precision::kFloat32, Precision::kTensorFloat32, Precision::kFloat16}) {
    for (const int channels : {1, 3, 4, 8, 300}) {
      for (const Activation first : kKinds) {
        ConvolutionProblem problem;
        problem.out = {2, channels, 3, 5};
        problem.activation = first;
        expect_as_host(problem, precision, true);
        expect_as_host(problem, precision, false);
        problem.residual = true;
        for (const Activation second : kKinds) {
          problem.residual_activation = second;
          expect_as_host(problem, precision, true);
        }
      }
    }
  }
}

// Strides that leave whole vectors and that do not.
TEST_F(CudaFinishConvolution, LeavesWhatLiesBetweenThePixels) {
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    for (const int channels : {3, 8, 40}) {
      for (const int more : {1, 8, 56}) {
        ConvolutionProblem problem;
        problem.out = {2, channels, 3, 5};
        problem.activation = Activation::kMish;
        problem.strides.out = channels + more;
        expect_as_host(problem, precision, true);
        problem.residual = true;
        problem.residual_activation = Activation::kRelu;
        expect_as_host(problem, precision, true);
        problem.strides.residual = channels + 8;
        expect_as_host(problem, precision, false);
      }
    }
  }
}

class CudaPlainConvolver : public CudaFinishConvolution {
 protected:
  // The device's result, and what is between its pixels, against the host's without strides.
  void expect_as_host(const ConvolutionProblem& problem, Precision precision) {
    ConvolutionProblem packed = problem;
    packed.strides = {};
    const std::vector<float> in = random_input(1, 0, problem.in.count()),
                             weights = random_input(2, 0, problem.out.c * problem.filter_floats()),
                             bias = random_input(3, 0, problem.out.c),
                             residual = random_input(4, 0, problem.out.count());
    std::vector<float> want(problem.out.count());
    const auto host = make_reference_convolver(packed);
    AlignedBuffer<std::byte> host_weights(host->weight_bytes().value);
    host->pack(weights, host_weights.data());
    host->bind(
        {in.data(), host_weights.data(), bias.data(), residual.data(), want.data(), nullptr});
    host->run();
    want = spread(want, problem.out.c, problem.out_stride(), kBetween);

    const auto convolver = cuda::make_plain_convolver(problem, precision);
    std::vector<std::byte> image(convolver->weight_bytes().value);
    convolver->pack(weights, image.data());
    const DeviceBlock own_weights = device_->allocate(Bytes(image.size()), "test");
    stream_->copy(own_weights.data(), image.data(), Bytes(image.size()));
    const DeviceNumbers read(*device_, *stream_, precision,
                             spread(in, problem.in.c, problem.in_stride(), kBetween));
    const DeviceNumbers added(*device_, *stream_, precision,
                              spread(residual, problem.out.c, problem.residual_stride(), kBetween));
    const DeviceNumbers biases(*device_, *stream_, Precision::kFloat32, bias);
    const DeviceNumbers out(*device_, *stream_, precision,
                            std::vector<float>(want.size(), kBetween));
    convolver->bind({read.data(), own_weights.data(), reinterpret_cast<const float*>(biases.data()),
                     added.data(), out.data(), nullptr},
                    *stream_);
    convolver->run();
    const std::vector<float> got = out.read();
    const float tolerance = precision == Precision::kFloat16 ? 5e-2f : 1e-4f;
    for (std::size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], tolerance) << i;
  }
};

// Both of its kernels: with filters for tiles, and with few in a group.
TEST_F(CudaPlainConvolver, ReadsAddsAndWritesSlices) {
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    for (const int groups : {1, 8}) {
      ConvolutionProblem problem;
      problem.in = {2, 8, 7, 5};
      problem.geometry = {3, 2, 1, 1, 1, groups};
      problem.out = {2, 24, problem.geometry.out_side(7, 1), problem.geometry.out_side(5, 2)};
      problem.activation = Activation::kLeaky;
      problem.strides = {24, 0, 0};
      expect_as_host(problem, precision);
      problem.strides = {0, 0, 40};
      expect_as_host(problem, precision);
      problem.residual = true;
      problem.strides = {9, 56, 25};
      expect_as_host(problem, precision);
    }
  }
}

}  // namespace
}  // namespace dn::test
