// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Outputs that lie inside of others against the same networks with routes that copy, bit for bit.
// On the emulated device alone: a real one may choose another convolution for a slice, and another
// order of sums with it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "darknet/device/open_device.h"
#include "darknet/net/compiled_network.h"
#include "darknet/net/resident_network.h"
#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"
#include "test/support/random_graph.h"

namespace dn::test {
namespace {

CompileOptions options_for(Precision precision, std::vector<int> kept, bool copy_routes,
                           WeightsMode mode = WeightsMode::kFused) {
  CompileOptions options;
  options.kernels.precision = precision;
  options.kernels.mode = mode;
  options.kept_layers = std::move(kept);
  options.device = DeviceKind::kCuda;
  options.copy_routes = copy_routes;
  return options;
}

// What routes copy in a run in fp32.
Bytes copied(const CompiledNetwork& compiled) {
  const Network& network = compiled.network();
  std::size_t values = 0;
  for (int i = 0; i < network.layer_count(); ++i) {
    const Layer& layer = network.layer(i);
    if (std::string(layer.type()) != "route" || layer.is_alias()) continue;
    for (std::size_t source = 0; source < layer.inputs().size(); ++source) {
      const Shape& from = network.layer(layer.inputs()[source]).out();
      const bool is_group = layer.inputs().size() == 1;
      if (!is_in_place(network, compiled.slices(), i, source))
        values += is_group ? layer.out().count() : from.count();
    }
  }
  return Bytes(values * sizeof(float));
}

class CudaSlices : public testing::Test {
 protected:
  std::vector<std::vector<float>> run(const Network& network, const NetworkWeights& weights,
                                      const CompileOptions& options) {
    ResidentNetwork resident(device_, network, weights, options);
    std::vector<std::vector<float>> outputs;
    for (const int frame : {0, 1}) {
      std::ranges::copy(random_input(3, frame, network.input().count()), resident.input().begin());
      resident.run();
      for (const int layer : options.kept_layers) {
        const auto output = resident.output(layer);
        outputs.emplace_back(output.begin(), output.end());
      }
    }
    return outputs;
  }

  void expect_same(const Network& network, const std::vector<int>& kept, const std::string& what,
                   WeightsMode mode = WeightsMode::kFused) {
    const NetworkWeights weights = random_weights(network.weight_slots(), {7, 1.0, {}});
    for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
      const auto want = run(network, weights, options_for(precision, kept, true, mode));
      const auto got = run(network, weights, options_for(precision, kept, false, mode));
      ASSERT_EQ(got.size(), want.size());
      for (std::size_t i = 0; i < want.size(); ++i) {
        ASSERT_EQ(got[i].size(), want[i].size());
        ASSERT_EQ(std::memcmp(got[i].data(), want[i].data(), want[i].size() * sizeof(float)), 0)
            << what << "\nkept layer " << kept[i % kept.size()];
      }
    }
  }

  static void expect_copied(const Network& network, Bytes expected) {
    const std::vector<int> kept = network.result_layers();
    const CompiledNetwork copying(network, options_for(Precision::kFloat32, kept, true));
    const CompiledNetwork placed(network, options_for(Precision::kFloat32, kept, false));
    std::printf("%s: %llu bytes copied, with slices %llu; arena %llu bytes, with slices %llu\n",
                network.path().c_str(), static_cast<unsigned long long>(copied(copying).value),
                static_cast<unsigned long long>(copied(placed).value),
                static_cast<unsigned long long>(copying.arena_bytes().value),
                static_cast<unsigned long long>(placed.arena_bytes().value));
    EXPECT_GT(copied(copying), copied(placed));
    EXPECT_EQ(copied(placed), expected);
  }

  std::shared_ptr<Device> device_ = open_device("cuda:0");
};

TEST_F(CudaSlices, RandomGraphsComputeTheSameBits) {
  int with_slices = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    const std::string layers = random_graph(random, 4 + static_cast<int>(random() % 14));
    const Network network = network_from(layers, kGraphSide, kGraphSide, kGraphChannels,
                                         1 + static_cast<int>(random() % 2));
    std::vector<int> kept;
    for (int i = 0; i < network.layer_count(); ++i) {
      if (random() % 5 == 0) kept.push_back(i);
    }
    if (kept.empty()) kept.push_back(network.output_layer());
    const CompiledNetwork compiled(network, options_for(Precision::kFloat32, kept, false));
    if (compiled.slices() != plan_without_slices(network)) ++with_slices;
    expect_same(network, kept, "seed " + std::to_string(seed) + "\n" + layers);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(with_slices, 30);
}

std::string conv(int filters, const std::string& more = "size=1\n") {
  return "[convolutional]\nactivation=leaky\nfilters=" + std::to_string(filters) + "\n" + more;
}
const std::string kThree = "size=3\npad=1\n";

TEST_F(CudaSlices, BlocksOfRealNetworksComputeTheSameBits) {
  // densenet201
  std::string dense = conv(16, kThree) + "[maxpool]\nsize=2\nstride=2\n";
  for (int i = 0; i < 3; ++i) dense += conv(24) + conv(8, kThree) + "[route]\nlayers=-1,-3\n";
  dense += conv(16) + "[maxpool]\nsize=2\nstride=2\n" + conv(24) + conv(8, kThree) +
           "[route]\nlayers=-1,-3\n" + conv(5) + "[avgpool]\n[softmax]\n";
  // yolov4: a stage with two ways and a shortcut, poolings of one tensor, an upsampled tensor
  const std::string upsampled = conv(16, kThree) + conv(16, "size=3\nstride=2\npad=1\n") + conv(8) +
                                "[route]\nlayers=-2\n" + conv(8) + conv(8) + conv(8, kThree) +
                                "[shortcut]\nfrom=-3\nactivation=linear\n" + conv(8) +
                                "[route]\nlayers=-1,2\n" + conv(16) +
                                "[maxpool]\nstride=1\nsize=5\n[route]\nlayers=-2\n"
                                "[maxpool]\nstride=1\nsize=9\n[route]\nlayers=-4\n"
                                "[maxpool]\nstride=1\nsize=13\n[route]\nlayers=-1,-3,-5,-6\n" +
                                conv(8) + "[upsample]\nstride=2\n[route]\nlayers=0\n" + conv(8) +
                                "[route]\nlayers=-1,-3\n" + conv(12, kThree);
  // yolov4-tiny: half of the channels go another way
  const std::string halves = conv(16) + "[route]\nlayers=-1\ngroups=2\ngroup_id=1\n" +
                             conv(8, kThree) + conv(8) + "[route]\nlayers=-1,-2\n" + conv(16) +
                             "[route]\nlayers=-6,-1\n[maxpool]\nsize=2\nstride=2\n" + conv(8);
  // a shortcut that another layer computes, in a slice and added from one
  const std::string sums =
      conv(16) + conv(16) + "[shortcut]\nfrom=0\nactivation=leaky\n" + conv(16) + conv(16) +
      "[shortcut]\nfrom=2\nactivation=mish\n" + "[route]\nlayers=5,2,0\n" + conv(8) +
      "[shortcut]\nfrom=0\nactivation=linear\n[route]\nlayers=-1,6\n" + conv(8);
  for (const std::string& layers : {dense, upsampled, halves, sums}) {
    const Network network = network_from(layers, 12, 12, 3, 2);
    const std::vector<int> kept{network.output_layer()};
    const CompiledNetwork compiled(network, options_for(Precision::kFloat16, kept, false));
    EXPECT_EQ(copied(compiled), Bytes(0)) << layers;
    expect_same(network, kept, layers);
  }
}

// Some take slices; those that go through their tensors more than once, among others, must not get
// any.
TEST_F(CudaSlices, EveryLayerComputesTheSameBits) {
  const std::string sum = conv(8) + "[shortcut]\nfrom=0\nactivation=";
  for (const std::string& layers :
       {conv(8),
        conv(8, "size=3\npad=1\nbatch_normalize=1\n"),
        conv(8, "size=3\npad=1\ngroups=8\n"),
        conv(8, "size=3\npad=1\nantialiasing=1\nstride=2\n"),
        conv(8, "size=3\npad=1\nxnor=1\nbin_output=1\n"),
        std::string("[convolutional]\nfilters=8\nsize=1\nactivation=normalize_channels\n"),
        std::string("[maxpool]\nsize=3\nstride=1\n"),
        std::string("[maxpool]\nsize=9\nstride=2\n"),
        std::string("[maxpool]\nsize=2\nstride=2\nantialiasing=1\n"),
        std::string("[maxpool]\nmaxpool_depth=1\nout_channels=4\n"),
        std::string("[local_avgpool]\nsize=3\nstride=1\n"),
        std::string("[upsample]\nstride=2\n"),
        std::string("[upsample]\nstride=-2\n"),
        sum + "leaky\n",
        sum + "normalize_channels\n",
        sum + "linear\nweights_type=per_feature\n",
        "[shortcut]\nfrom=0\nactivation=normalize_channels_softmax\n" + conv(8),
        std::string("[activation]\nactivation=mish\n"),
        std::string("[batchnorm]\n"),
        std::string("[reorg]\nstride=2\n"),
        std::string("[sam]\nfrom=0\n"),
        std::string("[softmax]\nspatial=1\n"),
        std::string("[normalization]\nsize=5\n")}) {
    // Layer 0 would lie in the first route, what `layers` give in the second.
    const std::string text = conv(8) + conv(8) + "[route]\nlayers=0,1\n[route]\nlayers=0\n" +
                             layers + conv(8) + "[route]\nlayers=-1,-2\n" + conv(8) +
                             "[route]\nlayers=-1,-3\n";
    for (const WeightsMode mode : {WeightsMode::kFused, WeightsMode::kRaw, WeightsMode::kBinary}) {
      const Network network = network_from(text, 8, 8, 4, 2);
      expect_same(network, {2, network.output_layer()}, text, mode);
      if (HasFatalFailure()) return;
    }
  }
}

TEST_F(CudaSlices, WhatRealNetworksStillCopy) {
  for (const char* cfg : {"cfg/densenet201.cfg", "cfg/yolov3.cfg", "cfg/yolov4.cfg"})
    expect_copied(Network::load(cfg), Bytes(0));
  // Two routes take the same layer.
  const Network tiny = Network::load("cfg/yolov4-tiny.cfg");
  expect_copied(tiny, Bytes(tiny.layer(23).out().bytes()));
}

}  // namespace
}  // namespace dn::test
