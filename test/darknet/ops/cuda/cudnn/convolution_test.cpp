// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/convolution.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/error.h"
#include "darknet/device/open_device.h"
#include "darknet/ops/cuda/cast.h"
#include "darknet/ops/cuda/cudnn/planner.h"
#include "test/support/spread.h"
#include "test/support/temp_dir.h"

// What make_convolver() chooses computes what the host's plain loop does: on a real GPU, with a
// plan cache of its own, so that everything is tried. Prints what was chosen. Takes minutes.
namespace dn::cuda {
namespace {

using enum Activation;
using test::spread;

// A problem's tensors on the host, in floats.
struct Numbers {
  explicit Numbers(const ConvolutionProblem& p)
      : in(random(p.in.count(), 1.f)),
        weights(random(p.out.c * p.filter_floats(), std::sqrt(3.f / p.filter_floats()))),
        bias(random(p.out.c, 1.f)),
        residual(random(p.residual ? p.out.count() : 0, 1.f)) {}

  static std::vector<float> random(std::size_t count, float reach) {
    static std::mt19937 generator(7);
    std::uniform_real_distribution<float> spread(-reach, reach);
    std::vector<float> values(count);
    for (float& each : values) each = spread(generator);
    return values;
  }

  std::vector<float> in, weights, bias, residual;
};

std::vector<float> compute_on_host(const ConvolutionProblem& problem, const Numbers& numbers) {
  const auto convolver = make_reference_convolver(problem);
  AlignedBuffer<std::byte> weights(convolver->weight_bytes().value);
  AlignedBuffer<std::byte> workspace(convolver->workspace().value);
  std::vector<float> out(problem.out.count());
  convolver->pack(numbers.weights, weights.data());
  convolver->bind({numbers.in.data(), weights.data(), numbers.bias.data(), numbers.residual.data(),
                   out.data(), workspace.data()});
  convolver->run();
  return out;
}

class CudaConvolution : public testing::TestWithParam<Precision> {
 protected:
  void SetUp() override {
    ::setenv("DARKNET_PLAN_CACHE", (dir_ / "plans").c_str(), 1);
    try {
      device_ = open_device("cuda:0");
    } catch (const Error& error) {
      GTEST_SKIP() << error.what();
    }
    stream_ = device_->make_stream(StreamPriority::kNormal);
  }
  void TearDown() override { ::unsetenv("DARKNET_PLAN_CACHE"); }

  Precision precision() const { return GetParam(); }
  ElementType element() const {
    return precision() == Precision::kFloat16 ? ElementType::kHalf : ElementType::kFloat;
  }

  DeviceBlock upload(const std::vector<float>& values, ElementType type) {
    DeviceBlock floats = device_->allocate(floats_to_bytes(values.size()), "test");
    stream_->copy(floats.data(), values.data(), floats.size());
    stream_->synchronize();
    if (type == ElementType::kFloat) return floats;
    DeviceBlock halves = device_->allocate(Bytes(values.size() * size_of(type)), "test");
    cast(floats.data(), ElementType::kFloat, halves.data(), type, values.size(), *stream_);
    stream_->synchronize();
    return halves;
  }

  std::vector<float> download(const DeviceBlock& block, std::size_t count) {
    DeviceBlock floats = device_->allocate(floats_to_bytes(count), "test");
    const std::byte* from = block.data();
    if (element() == ElementType::kHalf) {
      cast(from, element(), floats.data(), ElementType::kFloat, count, *stream_);
      from = floats.data();
    }
    std::vector<float> values(count);
    stream_->copy(values.data(), from, floats_to_bytes(count));
    stream_->synchronize();
    return values;
  }

  // As the engine runs it: recorded once, launched. The output with what is between its pixels.
  std::vector<float> compute(Convolver& convolver, const ConvolutionProblem& problem,
                             const Numbers& numbers) {
    std::vector<std::byte> packed(convolver.weight_bytes().value);
    convolver.pack(numbers.weights, packed.data());
    DeviceBlock weights = device_->allocate(convolver.weight_bytes(), "test");
    stream_->copy(weights.data(), packed.data(), weights.size());
    const DeviceBlock workspace = device_->allocate(convolver.workspace(), "test");
    const float nan = std::nanf("");
    const DeviceBlock in =
        upload(spread(numbers.in, problem.in.c, problem.in_stride(), nan), element());
    const DeviceBlock residual =
        upload(spread(numbers.residual, problem.out.c, problem.residual_stride(), nan), element());
    const DeviceBlock bias = upload(numbers.bias, ElementType::kFloat);
    const std::size_t out_count = problem.out.pixels() * problem.out_stride();
    const DeviceBlock out = upload(std::vector<float>(out_count, nan), element());
    convolver.bind({in.data(), weights.data(), reinterpret_cast<const float*>(bias.data()),
                    residual.data(), out.data(), workspace.data()},
                   *stream_);
    const auto recording = stream_->record_work([&] { convolver.run(); });
    recording->launch();
    return download(out, out_count);
  }

  void expect_near(const std::vector<float>& found, const std::vector<float>& expected,
                   const char* what) {
    // Numbers are about 1; TF32 and halves round each of them to 11 bits.
    const float allowed = precision() == Precision::kFloat32 ? 1e-4f : 2e-2f;
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (std::isnan(expected[i]) && std::isnan(found[i])) continue;  // between pixels
      ASSERT_NEAR(found[i], expected[i], allowed * (1 + std::abs(expected[i])))
          << what << ", output " << i;
    }
  }

  void check(const ConvolutionProblem& problem) {
    const Numbers numbers(problem);
    const auto expected = spread(compute_on_host(problem, numbers), problem.out.c,
                                 problem.out_stride(), std::nanf(""));
    const std::string key = current_planner()->key_of(problem, precision());
    SCOPED_TRACE(key);
    {
      const auto chosen = make_convolver(problem, precision());
      const auto choice = PlanCache(dir_ / "plans").find(key);
      ASSERT_TRUE(choice);
      std::printf("%s: %s by engine %ld, %.1f us\n", key.c_str(), choice->kind.c_str(),
                  static_cast<long>(choice->engine.index), choice->microseconds);
      expect_near(compute(*chosen, problem, numbers), expected, "chosen now");
    }
    const auto remembered = make_convolver(problem, precision());  // from the file
    expect_near(compute(*remembered, problem, numbers), expected, "chosen before");
    const auto plain = make_plain_convolver(problem, precision());
    expect_near(compute(*plain, problem, numbers), expected, "our own");
  }

  const test::TempDir dir_;
  std::unique_ptr<Device> device_;
  std::unique_ptr<Stream> stream_;
};

ConvolutionProblem problem_of(Shape in, int filters, ConvolutionGeometry geometry,
                              Activation activation) {
  ConvolutionProblem problem;
  problem.in = in;
  problem.geometry = geometry;
  problem.out = {in.n, filters, geometry.out_side(in.h, geometry.stride_y),
                 geometry.out_side(in.w, geometry.stride_x)};
  problem.activation = activation;
  return problem;
}

ConvolutionProblem with_residual(ConvolutionProblem problem, Activation second) {
  problem.residual = true;
  problem.residual_activation = second;
  return problem;
}

TEST_P(CudaConvolution, FirstLayers) {
  check(problem_of({1, 3, 104, 104}, 32, {3, 1, 1, 1, 1, 1}, kLeaky));
  check(problem_of({1, 3, 64, 64}, 64, {7, 2, 2, 3, 1, 1}, kRelu));
  check(problem_of({2, 1, 28, 28}, 10, {5, 1, 1, 2, 1, 1}, kRelu));
}

TEST_P(CudaConvolution, OneByOne) {
  check(problem_of({1, 256, 13, 13}, 255, {1, 1, 1, 0, 1, 1}, kLinear));
  check(problem_of({1, 128, 26, 26}, 64, {1, 1, 1, 0, 1, 1}, kLeaky));
  check(problem_of({3, 5, 9, 7}, 7, {1, 1, 1, 0, 1, 1}, kLogistic));
}

TEST_P(CudaConvolution, Residuals) {
  const auto bottleneck = problem_of({1, 64, 28, 28}, 256, {1, 1, 1, 0, 1, 1}, kLinear);
  check(with_residual(bottleneck, kRelu));
  check(with_residual(problem_of({1, 64, 26, 26}, 64, {3, 1, 1, 1, 1, 1}, kLeaky), kLinear));
  check(with_residual(problem_of({1, 64, 26, 26}, 64, {3, 1, 1, 1, 1, 1}, kMish), kLinear));
  check(with_residual(problem_of({1, 16, 14, 14}, 32, {3, 1, 1, 1, 1, 1}, kSelu), kRelu));
}

TEST_P(CudaConvolution, StridesDilationsAndGroups) {
  check(problem_of({1, 32, 27, 30}, 64, {3, 2, 2, 1, 1, 1}, kLeaky));
  check(problem_of({1, 16, 27, 30}, 16, {3, 2, 1, 1, 1, 1}, kLinear));  // stride_y 1
  check(problem_of({1, 32, 26, 26}, 32, {3, 1, 1, 1, 2, 1}, kRelu));
  check(problem_of({1, 8, 13, 13}, 8, {2, 1, 1, 1, 1, 1}, kLinear));  // even size
  check(problem_of({1, 64, 26, 26}, 64, {3, 1, 1, 1, 1, 4}, kLeaky));
  check(problem_of({1, 32, 28, 28}, 32, {3, 1, 1, 1, 1, 32}, kRelu6));
}

// densenet201's, and one of everything.
TEST_P(CudaConvolution, Slices) {
  auto reads = problem_of({1, 160, 28, 28}, 128, {1, 1, 1, 0, 1, 1}, kLeaky);
  reads.strides.in = 256;
  check(reads);
  auto writes = problem_of({2, 128, 28, 28}, 32, {3, 1, 1, 1, 1, 1}, kLeaky);
  writes.strides.out = 256;
  check(writes);
  auto adds = with_residual(problem_of({1, 64, 26, 26}, 64, {3, 1, 1, 1, 1, 1}, kMish), kLinear);
  adds.strides = {128, 192, 96};
  check(adds);
}

TEST_P(CudaConvolution, WhatCudnnCannotPad) {
  check(problem_of({1, 8, 9, 9}, 8, {1, 1, 1, 3, 4, 1}, kRelu));
}

TEST_P(CudaConvolution, EveryActivation) {
  for (const Activation each : {kLoggy, kRelu, kRelu6, kElu, kSelu, kGelu, kRelie, kTanh, kHardtan,
                                kSwish, kMish, kHardMish, kNormalizeChannels}) {
    check(problem_of({1, 32, 12, 12}, 32, {3, 1, 1, 1, 1, 1}, each));
  }
}

std::string precision_name(const testing::TestParamInfo<Precision>& info) {
  constexpr std::array kNames = {"Float32", "TensorFloat32", "Float16"};
  return kNames[static_cast<std::size_t>(info.param)];
}
INSTANTIATE_TEST_SUITE_P(All, CudaConvolution,
                         testing::Values(Precision::kFloat32, Precision::kTensorFloat32,
                                         Precision::kFloat16),
                         precision_name);

}  // namespace
}  // namespace dn::cuda
