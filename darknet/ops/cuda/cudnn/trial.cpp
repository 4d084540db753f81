// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/cuda/cudnn/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "darknet/device/cuda/check.h"
#include "darknet/ops/cuda/cast.h"

namespace dn::cuda {
namespace {

constexpr Bytes kMostWorkspace = kMiB * 64;

// Evenly spread over [-reach, reach); the same numbers on every machine.
std::vector<float> random_floats(std::size_t count, float reach, std::uint32_t state) {
  std::vector<float> values(count);
  for (float& value : values) {
    state = state * 1664525u + 1013904223u;
    value = reach * (static_cast<float>(state >> 8) / static_cast<float>(1 << 23) - 1.f);
  }
  return values;
}

// Between the pixels of a slice lies what nobody may read: an engine that does finds NaNs.
std::vector<float> random_tensor(std::size_t count, int channels, int stride, std::uint32_t state) {
  std::vector<float> values = random_floats(count, 1.f, state);
  for (std::size_t i = 0; i < count; ++i) {
    if (i % stride >= static_cast<std::size_t>(channels))
      values[i] = std::numeric_limits<float>::quiet_NaN();
  }
  return values;
}

// Such weights that outputs are about as large as inputs, whatever the number of products.
std::vector<float> random_weights(const ConvolutionProblem& problem) {
  const std::size_t products = problem.filter_floats();
  return random_floats(problem.out.c * products, std::sqrt(3.f / static_cast<float>(products)), 1);
}

// How far a right output may be from the plain convolver's, relative to 1 + its size. Strict floats
// differ in the order of sums only, and TF32's products (1e-3) must not pass for them.
double tolerance(Precision precision) { return precision == Precision::kFloat32 ? 1e-4 : 1e-2; }

std::size_t alignment_with(int stride) {
  return stride == 0 ? TrialMemory::kEngineAlignment : TrialMemory::kSliceAlignment;
}

// A CUDA failure that was answered must not show up in a later call.
void forget_failure() { static_cast<void>(cudaGetLastError()); }

class Stopwatch {
 public:
  Stopwatch() {
    DN_CUDA_CHECK(cudaEventCreate(&begin_));
    DN_CUDA_CHECK(cudaEventCreate(&end_));
  }
  ~Stopwatch() {
    for (const cudaEvent_t each : {begin_, end_}) {
      if (each != nullptr) DN_CUDA_CHECK_NOEXCEPT(cudaEventDestroy(each));
    }
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

  // Microseconds of one of `count` launches in a row.
  double time(Recording& work, int count, cudaStream_t stream) {
    DN_CUDA_CHECK(cudaEventRecord(begin_, stream));
    for (int i = 0; i < count; ++i) work.launch();
    DN_CUDA_CHECK(cudaEventRecord(end_, stream));
    DN_CUDA_CHECK(cudaEventSynchronize(end_));
    float milliseconds = 0;
    DN_CUDA_CHECK(cudaEventElapsedTime(&milliseconds, begin_, end_));
    return 1e3 * milliseconds / count;
  }

 private:
  cudaEvent_t begin_ = nullptr, end_ = nullptr;
};

}  // namespace

TrialMemory::TrialMemory(Bytes size, std::size_t alignment) : alignment_(alignment) {
  DN_CUDA_CHECK(cudaMalloc(&block_, size.value + alignment));
}

TrialMemory::~TrialMemory() { DN_CUDA_CHECK_NOEXCEPT(cudaFree(block_)); }

Trial::Trial(const ConvolutionProblem& problem, Precision precision)
    : problem_(problem),
      in_count_(problem.in.pixels() * problem.in_stride()),
      residual_count_(problem.residual ? problem.out.pixels() * problem.residual_stride() : 0),
      out_count_(problem.out.pixels() * problem.out_stride()),
      precision_(precision),
      weights_(random_weights(problem)),
      element_(precision == Precision::kFloat16 ? ElementType::kHalf : ElementType::kFloat),
      stream_(0),
      in_(floats_to_bytes(in_count_), alignment_with(problem.strides.in)),
      residual_(floats_to_bytes(residual_count_), alignment_with(problem.strides.residual)),
      out_(floats_to_bytes(out_count_), alignment_with(problem.strides.out)),
      bias_(floats_to_bytes(problem.out.c)),
      floats_(floats_to_bytes(std::max({in_count_, residual_count_, out_count_}))),
      plain_(make_plain_convolver(problem, precision)) {
  upload(random_tensor(in_count_, problem.in.c, problem.in_stride(), 2), in_);
  if (problem.residual) {
    upload(random_tensor(residual_count_, problem.out.c, problem.residual_stride(), 3), residual_);
  }
  const std::vector<float> bias = random_floats(problem.out.c, 1.f, 4);
  stream_.copy(bias_.data(), bias.data(), floats_to_bytes(bias.size()));
  bind(*plain_);
  run(*plain_);
  expected_ = read_output();
}

double Trial::measure(Convolver& convolver, double fastest) {
  bind(convolver);
  run(convolver);
  check_output();
  return time(convolver, fastest);
}

double Trial::measure_cudnn(CudnnConvolver& convolver, double fastest) {
  if (convolver.workspace() > kMostWorkspace) {
    throw Refusal(fmt::format("it wants a workspace of {}", human(convolver.workspace())));
  }
  bind(convolver);
  check_runs(convolver);
  check_can_be_captured(convolver);
  run(convolver);
  check_output();
  return time(convolver, fastest);
}

double Trial::measure_plain() {
  bind(*plain_);
  return time(*plain_, std::numeric_limits<double>::infinity());
}

void Trial::bind(Convolver& convolver) {
  if (convolver.layout() != layout_) pack(convolver);
  workspace_ = std::make_unique<TrialMemory>(convolver.workspace());
  convolver.bind({in_.data(), packed_->data(), reinterpret_cast<const float*>(bias_.data()),
                  problem_.residual ? residual_.data() : nullptr, out_.data(), workspace_->data()},
                 stream_);
}

void Trial::pack(const Convolver& convolver) {
  std::vector<std::byte> packed(convolver.weight_bytes().value);
  convolver.pack(weights_, packed.data());
  packed_ = std::make_unique<TrialMemory>(convolver.weight_bytes());
  stream_.copy(packed_->data(), packed.data(), Bytes(packed.size()));
  DN_CUDA_CHECK(cudaStreamSynchronize(stream_.handle()));
  layout_ = convolver.layout();
}

// What is not written stays a NaN.
void Trial::run(Convolver& convolver) {
  constexpr int kNan = 0xFF;
  const Bytes size = floats_to_bytes(out_count_);
  DN_CUDA_CHECK(cudaMemsetAsync(out_.data(), kNan, size.value, stream_.handle()));
  convolver.run();
  DN_CUDA_CHECK(cudaStreamSynchronize(stream_.handle()));
}

void Trial::check_runs(CudnnConvolver& convolver) {
  const cudnnStatus_t status = convolver.run_plan();
  if (status != CUDNN_STATUS_SUCCESS) forget_failure();
  check_cudnn(status, "run it");
  DN_CUDA_CHECK(cudaStreamSynchronize(stream_.handle()));
}

void Trial::check_can_be_captured(CudnnConvolver& convolver) {
  DN_CUDA_CHECK(cudaStreamBeginCapture(stream_.handle(), cudaStreamCaptureModeThreadLocal));
  const cudnnStatus_t status = convolver.run_plan();
  cudaGraph_t captured = nullptr;
  const cudaError_t ended = cudaStreamEndCapture(stream_.handle(), &captured);
  if (captured != nullptr) DN_CUDA_CHECK(cudaGraphDestroy(captured));
  if (ended != cudaSuccess || status != CUDNN_STATUS_SUCCESS) forget_failure();
  check_cudnn(status, "run it while a CUDA graph is captured");
  if (ended != cudaSuccess) {
    throw Refusal(
        fmt::format("it cannot be captured into a CUDA graph: {}", cudaGetErrorString(ended)));
  }
}

// Between the pixels of a slice lie channels of others: there the output must stay as it was.
void Trial::check_output() {
  const std::vector<float> found = read_output();
  const double allowed = tolerance(precision_);
  const auto out_stride = static_cast<std::size_t>(problem_.out_stride());
  for (std::size_t i = 0; i < expected_.size(); ++i) {
    const double error = std::abs(static_cast<double>(found[i]) - expected_[i]);
    const bool is_between = i % out_stride >= static_cast<std::size_t>(problem_.out.c);
    if (is_between && std::isnan(found[i])) continue;
    if (error <= allowed * (1 + std::abs(expected_[i]))) continue;  // never of a NaN
    throw Refusal(fmt::format("it computes {} where the plain convolution computes {} (output {})",
                              found[i], expected_[i], i));
  }
}

double Trial::time(Convolver& convolver, double fastest) {
  constexpr double kBatch = 200;  // microseconds
  constexpr int kMostLaunches = 8, kBatches = 5;
  // One after the other in one graph, as in a network: what kernels gain by starting while the one
  // before them ends counts. (With another kernel between, resnet152 came out 11 % slower,
  // docs/measurements.md.)
  constexpr int kRuns = 8;
  const auto recording = stream_.record_work([&] {
    for (int i = 0; i < kRuns; ++i) convolver.run();
  });
  Stopwatch stopwatch;
  stopwatch.time(*recording, 1, stream_.handle());  // the first is slower
  const double once = stopwatch.time(*recording, 1, stream_.handle()) / kRuns;
  if (once > 2 * fastest) return once;
  const int launches =
      std::clamp(static_cast<int>(kBatch / std::max(once * kRuns, 1.)), 1, kMostLaunches);
  std::array<double, kBatches> times{};
  for (double& each : times) each = stopwatch.time(*recording, launches, stream_.handle()) / kRuns;
  std::ranges::nth_element(times, times.begin() + kBatches / 2);
  return times[kBatches / 2];
}

void Trial::upload(const std::vector<float>& values, TrialMemory& to) {
  TrialMemory& first = element_ == ElementType::kHalf ? floats_ : to;
  stream_.copy(first.data(), values.data(), floats_to_bytes(values.size()));
  if (element_ == ElementType::kHalf) {
    cast(floats_.data(), ElementType::kFloat, to.data(), element_, values.size(), stream_);
  }
  DN_CUDA_CHECK(cudaStreamSynchronize(stream_.handle()));
}

std::vector<float> Trial::read_output() {
  std::vector<float> values(out_count_);
  const std::byte* from = out_.data();
  if (element_ == ElementType::kHalf) {
    cast(out_.data(), element_, floats_.data(), ElementType::kFloat, values.size(), stream_);
    from = floats_.data();
  }
  stream_.copy(values.data(), from, floats_to_bytes(values.size()));
  DN_CUDA_CHECK(cudaStreamSynchronize(stream_.handle()));
  return values;
}

}  // namespace dn::cuda
