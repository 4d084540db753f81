// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "darknet/include/darknet.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "test/darknet/capi/one_line.h"
#include "test/support/temp_dir.h"

// Networks through the C interface: loaded, run, refused.
namespace dn::test {
namespace {

constexpr const char* kNet = "[net]\nbatch=64\nwidth=6\nheight=4\nchannels=3\n";
constexpr const char* kConvolution =
    "[convolutional]\nbatch_normalize=1\nfilters=5\nsize=3\npad=1\nactivation=leaky\n";

struct Free {
  void operator()(network* net) const { free_network_ptr(net); }
};
using Net = std::unique_ptr<network, Free>;

class CApiNetwork : public testing::Test {
 protected:
  std::string cfg(const std::string& layers) const { return dir_.write("net.cfg", kNet + layers); }

  Net load(const std::string& layers, int batch = 1) const {
    return Net(load_network_custom(cfg(layers).c_str(), "random:3", 0, batch));
  }

  TempDir dir_;
};

std::vector<float> ramp(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i * 7 % 31) / 31.f;
  return values;
}

// What the engine itself computes from one planar image.
std::vector<float> planar_output(const std::string& cfg_path, const std::vector<float>& input) {
  const Network network = Network::load(cfg_path);
  ResidentNetwork resident(network, load_weights(network, "random:3"));
  planar_to_channels_last(network.input(), input, resident.input());
  resident.run();
  const int last = network.output_layer();
  std::vector<float> planar(resident.output(last).size());
  channels_last_to_planar(network.layer(last).out(), resident.output(last), planar);
  return planar;
}

TEST_F(CApiNetwork, PredictTakesAndGivesPlanarOrder) {
  const Net net = load(kConvolution);
  ASSERT_NE(net, nullptr);
  EXPECT_EQ(network_width(net.get()), 6);
  EXPECT_EQ(network_height(net.get()), 4);
  std::vector<float> input = ramp(3 * 4 * 6);
  const std::vector<float> want = planar_output(dir_ / "net.cfg", input);
  const float* got = network_predict(net.get(), input.data());
  ASSERT_NE(got, nullptr);
  EXPECT_TRUE(std::equal(want.begin(), want.end(), got));
  input[0] += 1;
  const std::vector<float> before(got, got + want.size());
  got = network_predict_ptr(net.get(), input.data());
  ASSERT_NE(got, nullptr);
  EXPECT_FALSE(std::equal(before.begin(), before.end(), got));
}

TEST_F(CApiNetwork, LoadNetworkMeansBatchOne) {
  const Net net(load_network(cfg(kConvolution).c_str(), "random:3", 1));
  ASSERT_NE(net, nullptr);
  std::vector<float> input = ramp(2 * 3 * 4 * 6);
  expect_one_line({"2 images", "batch of 1"}, [&] {
    network_predict_batch(net.get(), image{6, 4, 3, input.data()}, 2, 6, 4, .5f, .5f, nullptr, 1,
                          0);
  });
}

TEST_F(CApiNetwork, ImagesAreFitted) {
  const Net net = load(kConvolution);
  image im = make_image(11, 9, 3);
  std::ranges::copy(ramp(11 * 9 * 3), im.data);
  for (const bool letter : {false, true}) {
    image fitted = letter ? letterbox_image(im, 6, 4) : resize_image(im, 6, 4);
    const float* direct = network_predict(net.get(), fitted.data);
    ASSERT_NE(direct, nullptr);
    const std::vector<float> want(direct, direct + 5 * 4 * 6);
    const float* got = letter ? network_predict_image_letterbox(net.get(), im)
                              : network_predict_image(net.get(), im);
    ASSERT_NE(got, nullptr);
    EXPECT_TRUE(std::equal(want.begin(), want.end(), got)) << letter;
    free_image(fitted);
  }
  free_image(im);
}

TEST_F(CApiNetwork, BatchesHoldImagesOneBehindTheOther) {
  const Net net = load(kConvolution, 2);
  ASSERT_NE(net, nullptr);
  std::vector<float> input = ramp(2 * 3 * 4 * 6);
  const std::vector<float> second(input.begin() + 72, input.end());
  const std::vector<float> want = planar_output(dir_ / "net.cfg", second);
  const float* got = network_predict(net.get(), input.data());
  ASSERT_NE(got, nullptr);
  for (std::size_t i = 0; i < want.size(); ++i) {
    ASSERT_NEAR(got[want.size() + i], want[i], 1e-5);
  }
  set_batch_network(net.get(), 1);
  got = network_predict(net.get(), const_cast<float*>(second.data()));
  ASSERT_NE(got, nullptr);
  EXPECT_TRUE(std::equal(want.begin(), want.end(), got));
  expect_one_line({"set_batch_network", "batch of 0"}, [&] { set_batch_network(net.get(), 0); });
  EXPECT_NE(network_predict(net.get(), input.data()), nullptr) << "it must be as it was";
}

TEST_F(CApiNetwork, ResetRnnForgets) {
  const Net net = load("[rnn]\noutput=4\nhidden=4\nactivation=tanh\n");
  ASSERT_NE(net, nullptr);
  std::vector<float> input = ramp(3 * 4 * 6);
  const auto run = [&] {
    const float* got = network_predict(net.get(), input.data());
    return std::vector<float>(got, got + 4);
  };
  const std::vector<float> first = run();
  EXPECT_NE(run(), first);
  reset_rnn(net.get());
  EXPECT_EQ(run(), first);
}

TEST_F(CApiNetwork, TwoThreadsWithANetworkEach) {
  cfg(kConvolution);
  std::vector<float> input = ramp(3 * 4 * 6);
  const std::vector<float> want = planar_output(dir_ / "net.cfg", input);
  std::atomic<int> right = 0;
  const auto work = [&] {
    for (int i = 0; i < 10; ++i) {
      const Net net(load_network((dir_ / "net.cfg").c_str(), "random:3", 0));
      std::vector<float> own = input;
      const float* got = net == nullptr ? nullptr : network_predict(net.get(), own.data());
      if (got != nullptr && std::equal(want.begin(), want.end(), got)) ++right;
    }
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
  EXPECT_EQ(right, 20);
}

TEST_F(CApiNetwork, WhatCannotBeLoaded) {
  const std::string good = cfg(kConvolution);
  const std::string bad = dir_.write("bad.cfg", std::string(kNet) + "[nonsense]\n");
  const std::string weights = dir_.write("short.weights", "too short");
  expect_one_line({"load_network:", "cannot find", "none.cfg"},
                  [&] { EXPECT_EQ(load_network("none.cfg", "random:1", 0), nullptr); });
  expect_one_line({"bad.cfg:6", "nonsense"},
                  [&] { EXPECT_EQ(load_network(bad.c_str(), "random:1", 0), nullptr); });
  expect_one_line({"short.weights"}, [&] {
    EXPECT_EQ(load_network_custom(good.c_str(), weights.c_str(), 0, 1), nullptr);
  });
  expect_one_line({"weights is NULL"},
                  [&] { EXPECT_EQ(load_network(good.c_str(), nullptr, 0), nullptr); });
  expect_one_line({"cfg is NULL"},
                  [&] { EXPECT_EQ(load_network(nullptr, "random:1", 0), nullptr); });
  expect_one_line({"batch of -1"}, [&] {
    EXPECT_EQ(load_network_custom(good.c_str(), "random:1", 0, -1), nullptr);
  });
}

TEST_F(CApiNetwork, MisuseIsOneLine) {
  const Net net = load(kConvolution);
  float value = 0;
  expect_one_line({"network_width", "net is NULL"}, [] { EXPECT_EQ(network_width(nullptr), 0); });
  expect_one_line({"net is NULL"}, [&] { EXPECT_EQ(network_predict(nullptr, &value), nullptr); });
  expect_one_line({"input is NULL"},
                  [&] { EXPECT_EQ(network_predict(net.get(), nullptr), nullptr); });
  expect_one_line({"no data"}, [&] {
    EXPECT_EQ(network_predict_image(net.get(), image{6, 4, 3, nullptr}), nullptr);
  });
  image grey = make_image(6, 4, 1);
  expect_one_line({"1 channels", "wants 3"},
                  [&] { EXPECT_EQ(network_predict_image_letterbox(net.get(), grey), nullptr); });
  free_image(grey);
  free_network_ptr(nullptr);
}

}  // namespace
}  // namespace dn::test
