// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "darknet/ops/cuda/cudnn/plan.h"

// What can be said of cuDNN without a GPU: it plans for one that is described to it. Kernels that
// it compiles itself need the driver and are left to convolution_test.cpp.
namespace dn::cuda {
namespace {

using enum Activation;

constexpr std::string_view kH200 = R"({
  "deviceName": "NVIDIA H200", "cudaDeviceId": 0, "pciDeviceId": 0, "deviceVer": 900,
  "driverVer": 13000, "multiProcessorCount": 132, "warpSize": 32, "maxThreadsPerBlock": 1024,
  "maxThreadsPerSM": 2048, "maxCtasPerSM": 32, "maxGridSize": [2147483647, 65535, 65535],
  "maxBlockSize": [1024, 1024, 64], "regsPerBlock": 65536, "maxRegistersPerSM": 65536,
  "maxSharedMemoryPerBlock": 49152, "maxSharedMemoryPerBlockOptin": 232448,
  "reservedSharedMemoryPerBlock": 1024, "l2CacheSize": 62914560, "smClockRateKHz": 1980000,
  "memClockRateKHz": 3201000, "totalGlobalMem": 150000000000, "isTccDriver": 0,
  "supportCoopLaunch": 1})";

constexpr std::array kPrecisions = {Precision::kFloat32, Precision::kTensorFloat32,
                                    Precision::kFloat16};

class CudnnPlanning : public testing::Test {
 protected:
  void SetUp() override {
    try {
      target_ = Target::described_by(kH200);
    } catch (const Refusal& refusal) {
      GTEST_SKIP() << refusal.what();
    }
  }
  const Target& target() const { return *target_; }

 private:
  std::optional<Target> target_;
};

ConvolutionProblem problem_of(int channels, int side, int filters, ConvolutionGeometry geometry,
                              Activation activation) {
  ConvolutionProblem problem;
  problem.in = {1, channels, side, side};
  problem.geometry = geometry;
  problem.out = {1, filters, geometry.out_side(side, geometry.stride_y),
                 geometry.out_side(side, geometry.stride_x)};
  problem.activation = activation;
  return problem;
}

std::vector<ConvolutionProblem> problems() {
  std::vector<ConvolutionProblem> list{problem_of(3, 64, 32, {3, 1, 1, 1, 1, 1}, kLeaky),
                                       problem_of(3, 64, 32, {7, 2, 2, 3, 1, 1}, kRelu),
                                       problem_of(64, 26, 128, {3, 2, 2, 1, 1, 1}, kMish),
                                       problem_of(64, 26, 64, {3, 1, 1, 1, 2, 1}, kSwish),
                                       problem_of(256, 13, 255, {1, 1, 1, 0, 1, 1}, kLinear),
                                       problem_of(64, 26, 64, {3, 1, 1, 1, 1, 4}, kLogistic),
                                       problem_of(64, 26, 64, {3, 1, 1, 1, 1, 64}, kRelu6),
                                       problem_of(5, 11, 7, {2, 1, 1, 1, 1, 1}, kElu)};
  list.push_back(problem_of(64, 26, 64, {3, 1, 1, 1, 1, 1}, kMish));
  list.back().residual = true;
  list.push_back(problem_of(64, 26, 256, {1, 1, 1, 0, 1, 1}, kLinear));
  list.back().residual = true;
  list.back().residual_activation = kRelu;
  // slices of wider tensors: densenet201's, and one of everything
  list.push_back(problem_of(160, 56, 128, {1, 1, 1, 0, 1, 1}, kLeaky));
  list.back().strides.in = 256;
  list.push_back(problem_of(128, 56, 32, {3, 1, 1, 1, 1, 1}, kLeaky));
  list.back().strides.out = 256;
  list.push_back(problem_of(64, 26, 64, {3, 1, 1, 1, 1, 1}, kMish));
  list.back().residual = true;
  list.back().strides = {128, 192, 128};
  return list;
}

TEST_F(CudnnPlanning, TakesTheGraphOfEveryFusion) {
  for (const ConvolutionProblem& problem : problems()) {
    for (const Precision precision : kPrecisions) {
      for (const Fusion fusion : kFusions) {
        if (!is_possible(problem, fusion)) continue;
        EXPECT_NO_THROW(Graph(problem, precision, fusion, target())) << fusion_name(fusion);
      }
    }
  }
}

TEST_F(CudnnPlanning, HasAnEngineForTheSumsOfEveryProblem) {
  for (const ConvolutionProblem& problem : problems()) {
    for (const Precision precision : kPrecisions) {
      const Graph graph(problem, precision, Fusion::kSums, target());
      auto found = worth_trying(suggest_engines(graph, precision, target(), Heuristics::kBest));
      EXPECT_FALSE(found.empty()) << problem.in.c << " channels";
      for (const Suggestion& each : found) EXPECT_TRUE(each.is_exact_enough);
    }
  }
}

TEST_F(CudnnPlanning, StrictFloatsLeaveOutTheTensorCores) {
  const ConvolutionProblem problem = problem_of(64, 52, 128, {3, 1, 1, 1, 1, 1}, kLeaky);
  const Graph graph(problem, Precision::kFloat32, Fusion::kSums, target());
  const auto count_exact = [&](Precision precision) {
    return std::ranges::count_if(suggest_engines(graph, precision, target(), Heuristics::kBest),
                                 &Suggestion::is_exact_enough);
  };
  EXPECT_GT(count_exact(Precision::kFloat32), 0);
  EXPECT_LT(count_exact(Precision::kFloat32), count_exact(Precision::kTensorFloat32));
}

// The pattern that cuDNN has ready kernels for, also in strict floats.
TEST_F(CudnnPlanning, AddsTheResidualFirstWithoutCompiling) {
  ConvolutionProblem problem = problem_of(64, 56, 256, {1, 1, 1, 0, 1, 1}, kLinear);
  problem.residual = true;
  problem.residual_activation = kRelu;
  const Graph graph(problem, Precision::kFloat32, Fusion::kResidualFirst, target());
  const auto found =
      worth_trying(suggest_engines(graph, Precision::kFloat32, target(), Heuristics::kBest));
  ASSERT_FALSE(found.empty());
  EXPECT_FALSE(found.front().is_compiled_late);
}

TEST_F(CudnnPlanning, APlanIsRestoredFromItsText) {
  const ConvolutionProblem problem = problem_of(64, 26, 128, {3, 1, 1, 1, 1, 1}, kLeaky);
  for (const Precision precision : kPrecisions) {
    const Graph graph(problem, precision, Fusion::kSums, target());
    const auto found = worth_trying(suggest_engines(graph, precision, target(), Heuristics::kBest));
    ASSERT_FALSE(found.empty());
    const Plan plan =
        Plan::compile(problem, precision, Fusion::kSums, found.front().engine, target());
    const std::string text = plan.text();
    ASSERT_FALSE(text.empty());
    const Plan restored = Plan::restore(problem, Fusion::kSums, text, target());
    EXPECT_EQ(restored.workspace(), plan.workspace());
    EXPECT_EQ(restored.text(), text);
    EXPECT_THROW(Plan::restore(problem, Fusion::kSums, text.substr(1), target()), Refusal);
  }
}

TEST_F(CudnnPlanning, BindsAlignedAddressesOnly) {
  const ConvolutionProblem problem = problem_of(64, 26, 128, {3, 1, 1, 1, 1, 1}, kLinear);
  const Graph graph(problem, Precision::kFloat32, Fusion::kEverything, target());
  const auto found =
      worth_trying(suggest_engines(graph, Precision::kFloat32, target(), Heuristics::kBest));
  ASSERT_FALSE(found.empty());
  const Plan plan = Plan::compile(problem, Precision::kFloat32, Fusion::kEverything,
                                  found.front().engine, target());
  alignas(64) std::array<std::byte, 128> memory{};
  const auto* floats = reinterpret_cast<const float*>(memory.data());
  ConvolutionTensors tensors{memory.data(), memory.data(), floats, nullptr, memory.data(), nullptr};
  EXPECT_NO_THROW(plan.bind(tensors));
  tensors.in = memory.data() + 4;
  EXPECT_THROW(plan.bind(tensors), Error);
  tensors.in = nullptr;
  EXPECT_THROW(plan.bind(tensors), Error);
}

TEST_F(CudnnPlanning, SaysWhatIsRefusedAndWhy) {
  const ConvolutionProblem problem = problem_of(64, 26, 128, {3, 1, 1, 1, 1, 1}, kLeaky);
  const Graph graph(problem, Precision::kFloat32, Fusion::kSums, target());
  try {
    ChosenEngine(graph, target(), {12345, {}});
    FAIL() << "there is no such engine";
  } catch (const Refusal& refusal) {
    EXPECT_NE(std::string(refusal.what()).find("engine: CUDNN_STATUS_"), std::string::npos)
        << refusal.what();
  }
  ConvolutionProblem wrong = problem;
  wrong.out.h += 5;  // more than its padding explains
  wrong.geometry.groups = 3;
  EXPECT_THROW(Graph(wrong, Precision::kFloat32, Fusion::kSums, target()), Refusal);
}

TEST(WorthTrying, KeepsTheOrderAndLeavesOutTheInexact) {
  const std::vector<Suggestion> all{
      {{1, {}}, false, false}, {{2, {}}, true, false}, {{3, {}}, true, false}};
  const auto found = worth_trying(all);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].engine.index, 2);
  EXPECT_EQ(found[1].engine.index, 3);
}

TEST(WorthTrying, TakesFewOfOneEngineAndFewToCompile) {
  std::vector<Suggestion> all;
  for (std::int64_t setting = 0; setting < 20; ++setting) {
    all.push_back({{7, {{1, setting}}}, true, false});
  }
  for (std::int64_t engine = 20; engine < 40; ++engine) all.push_back({{engine, {}}, true, true});
  for (std::int64_t engine = 40; engine < 60; ++engine) all.push_back({{engine, {}}, true, false});
  const auto found = worth_trying(all);
  EXPECT_EQ(found.size(), 8u);
  EXPECT_EQ(std::ranges::count_if(found, [](const auto& s) { return s.engine.index == 7; }), 3);
  EXPECT_EQ(std::ranges::count_if(found, &Suggestion::is_compiled_late), 2);
}

}  // namespace
}  // namespace dn::cuda
