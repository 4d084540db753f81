// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/compiled_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "darknet/device/open_device.h"
#include "darknet/weights/random_weights.h"

// Outputs of early layers leave the device while later layers compute.
namespace dn::test {
namespace {

// Two results: a first [yolo] in the middle, a second one at the end.
constexpr const char* kTwoHeads =
    "[net]\nwidth=32\nheight=32\nchannels=3\n"
    "[convolutional]\nfilters=8\nsize=3\nstride=2\npad=1\nactivation=leaky\n"
    "[convolutional]\nfilters=14\nsize=1\nactivation=linear\n"
    "[yolo]\nmask=0,1\nanchors=4,6, 8,9, 12,14, 16,20\nclasses=2\nnum=4\n"
    "[route]\nlayers=0\n"
    "[convolutional]\nfilters=8\nsize=3\nstride=2\npad=1\nactivation=leaky\n"
    "[convolutional]\nfilters=14\nsize=1\nactivation=linear\n"
    "[yolo]\nmask=2,3\nanchors=4,6, 8,9, 12,14, 16,20\nclasses=2\nnum=4\n";
constexpr int kFirstHead = 2, kSecondHead = 6;

// A compiled network in memory of the GPU, whose outputs are NaN until they are stored.
class Bound {
 public:
  Bound(Precision precision, bool with_side)
      : network_(Network::build(parse_cfg(kTwoHeads, "two_heads.cfg"))),
        side_(*device_),
        compiled_(network_, options(precision)),
        arena_(device_->allocate(compiled_.arena_bytes(), "activations")),
        workspace_(device_->allocate(compiled_.workspace_bytes(), "workspace")),
        io_(device_->allocate_pinned(compiled_.io_bytes(), "inputs and outputs")) {
    NetworkMemory memory{arena_.data(), workspace_.data(),           io_.data(), nullptr, {},
                         stream_.get(), with_side ? &side_ : nullptr};
    const NetworkWeights weights = random_weights(network_.weight_slots(), {5, 1, {}});
    for (int step = 0; step <= last_step(); ++step) {
      const Bytes size = compiled_.steps()[step].weights;
      std::vector<std::byte> packed(size.value);
      compiled_.pack(step, weights, packed.data());
      weights_.push_back(device_->allocate(size, "weights"));
      if (size > Bytes(0)) stream_->copy(weights_.back().data(), packed.data(), size);
      stream_->synchronize();
      memory.step_weights.push_back(weights_.back().data());
    }
    std::fill_n(reinterpret_cast<float*>(io_.data()), io_.size().value / sizeof(float),
                std::numeric_limits<float>::quiet_NaN());
    compiled_.bind(memory);
    std::ranges::copy(random_input(3, 0, network_.input().count()), compiled_.input().begin());
  }

  int last_step() const { return static_cast<int>(compiled_.steps().size()) - 1; }
  int last_step_of(int layer) const {
    const auto& steps = compiled_.steps();
    return static_cast<int>(std::ranges::find(steps, layer, &Step::layer) - steps.begin());
  }
  void load_input() { compiled_.load_input(); }
  void run_steps(int first, int last) {
    const auto recording = stream_->record_work([&] { compiled_.run_steps(first, last); });
    recording->launch();
    stream_->synchronize();
  }
  bool is_stored(int layer) const {
    return std::ranges::none_of(compiled_.output(layer), [](float v) { return v != v; });
  }
  std::vector<float> output(int layer) const {
    return {compiled_.output(layer).begin(), compiled_.output(layer).end()};
  }

 private:
  static CompileOptions options(Precision precision) {
    CompileOptions options;
    options.device = DeviceKind::kCuda;
    options.kernels.precision = precision;
    return options;
  }

  const std::unique_ptr<Device> device_ = open_device("cuda:0");
  const std::unique_ptr<Stream> stream_ = device_->make_stream(StreamPriority::kNormal);
  const Network network_;
  SideStream side_;
  CompiledNetwork compiled_;
  DeviceBlock arena_, workspace_, io_;
  std::vector<DeviceBlock> weights_;
};

class EarlyOutputs : public testing::TestWithParam<Precision> {};

TEST_P(EarlyOutputs, LeaveWithTheStepsThatMakeThem) {
  Bound network(GetParam(), true);
  const int made = network.last_step_of(kFirstHead);
  network.load_input();
  network.run_steps(0, made - 1);
  EXPECT_FALSE(network.is_stored(kFirstHead));
  network.run_steps(made, made);
  EXPECT_TRUE(network.is_stored(kFirstHead));
  EXPECT_FALSE(network.is_stored(kSecondHead));
  network.run_steps(made + 1, network.last_step());
  EXPECT_TRUE(network.is_stored(kSecondHead));
}

TEST_P(EarlyOutputs, LeaveAtTheEndWithoutASideStream) {
  Bound network(GetParam(), false);
  network.load_input();
  network.run_steps(0, network.last_step() - 1);
  EXPECT_FALSE(network.is_stored(kFirstHead));
  network.run_steps(network.last_step(), network.last_step());
  EXPECT_TRUE(network.is_stored(kFirstHead));
  EXPECT_TRUE(network.is_stored(kSecondHead));
}

TEST_P(EarlyOutputs, AreTheSameHoweverTheStepsAreGrouped) {
  Bound at_the_end(GetParam(), false);
  at_the_end.load_input();
  at_the_end.run_steps(0, at_the_end.last_step());
  Bound early(GetParam(), true);
  for (int first = 0; first <= early.last_step(); ++first) {
    early.load_input();
    if (first > 0) early.run_steps(0, first - 1);
    early.run_steps(first, early.last_step());
    for (const int head : {kFirstHead, kSecondHead})
      EXPECT_EQ(early.output(head), at_the_end.output(head)) << "cut before step " << first;
  }
}

INSTANTIATE_TEST_SUITE_P(All, EarlyOutputs,
                         testing::Values(Precision::kFloat32, Precision::kFloat16),
                         [](const auto& info) {
                           return info.param == Precision::kFloat16 ? "fp16" : "fp32";
                         });

}  // namespace
}  // namespace dn::test
