// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "darknet/include/darknet.h"
#include "test/support/temp_dir.h"

// The C interface on a GPU.
namespace dn::test {
namespace {

constexpr const char* kCfg =
    "[net]\nwidth=6\nheight=4\nchannels=3\n"
    "[convolutional]\nbatch_normalize=1\nfilters=5\nsize=3\npad=1\nactivation=leaky\n";
constexpr std::size_t kOutputs = 5 * 4 * 6;

struct Free {
  void operator()(network* net) const { free_network_ptr(net); }
};
using Net = std::unique_ptr<network, Free>;

class CApiCuda : public testing::Test {
 protected:
  ~CApiCuda() override { cuda_set_device(0); }

  Net load_on(int device) const {
    cuda_set_device(device);
    return Net(load_network(dir_.write("net.cfg", kCfg).c_str(), "random:3", 1));
  }
  static std::vector<float> predict(network* net) {
    std::vector<float> input(3 * 4 * 6);
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<float>(i % 7) / 7.f;
    const float* output = network_predict(net, input.data());
    return {output, output + kOutputs};
  }

  TempDir dir_;
};

TEST_F(CApiCuda, TheGpuComputesWhatTheCpuDoes) {
  const Net gpu = load_on(0), cpu = load_on(-1);
  ASSERT_NE(gpu, nullptr);
  ASSERT_NE(cpu, nullptr);
  const std::vector<float> got = predict(gpu.get()), want = predict(cpu.get());
  for (std::size_t i = 0; i < kOutputs; ++i) EXPECT_NEAR(got[i], want[i], 1e-4f) << i;
}

TEST_F(CApiCuda, AnotherThreadMayRunIt) {
  const Net net = load_on(0);
  ASSERT_NE(net, nullptr);
  const std::vector<float> here = predict(net.get());
  std::vector<float> there;
  std::thread([&] { there = predict(net.get()); }).join();
  EXPECT_EQ(there, here);
}

TEST_F(CApiCuda, AGpuThatIsNotThereGivesNoNetwork) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(load_on(63), nullptr);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("cuda:63"), std::string::npos);
}

}  // namespace
}  // namespace dn::test
