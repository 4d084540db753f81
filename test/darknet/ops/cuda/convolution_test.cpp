// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/convolution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "darknet/device/open_device.h"
#include "darknet/ops/cuda/cast.h"
#include "darknet/weights/random_weights.h"

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

    const DeviceNumbers out(*device_, *stream_, precision, sums);
    const DeviceNumbers added(*device_, *stream_, precision, residual);
    const DeviceNumbers biases(*device_, *stream_, Precision::kFloat32, bias);
    cuda::finish_convolution(problem, precision,
                             has_bias ? reinterpret_cast<const float*>(biases.data()) : nullptr,
                             problem.residual ? added.data() : nullptr, out.data(), *stream_);
    const std::vector<float> got = out.read();
    const float tolerance = precision == Precision::kFloat16 ? 5e-3f : 1e-5f;
    for (std::size_t i = 0; i < count; ++i) ASSERT_NEAR(got[i], want[i], tolerance) << i;
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

}  // namespace
}  // namespace dn::test
