// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/layer_harness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "darknet/device/host/host_device.h"
#include "darknet/device/open_device.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"

namespace dn::test {
namespace {

std::vector<std::vector<float>> run_network(const Network& network, const NetworkWeights& weights,
                                            const std::vector<float>& input,
                                            const RunOptions& options) {
  CompileOptions compile{options.kernels, {}};
  for (int i = 0; options.keep_all && i < network.layer_count(); ++i) {
    if (network.layer(i).has_output()) compile.kept_layers.push_back(i);
  }
  if (!options.keep_all) compile.kept_layers = {network.output_layer()};
  const auto device = options.device ? options.device : std::make_shared<HostDevice>();
  ResidentNetwork resident(device, network, weights, compile);
  for (int frame = 0; frame < options.frames; ++frame) {
    const bool first = frame == 0;
    planar_to_channels_last(network.input(),
                            first ? input : random_input(options.seed, frame, input.size()),
                            resident.input());
    resident.run();
  }
  std::vector<std::vector<float>> outputs(network.layer_count());
  for (const int layer : compile.kept_layers) {
    const auto values = resident.output(layer);
    outputs[layer].resize(values.size());
    channels_last_to_planar(network.layer(layer).out(), values, outputs[layer]);
  }
  return outputs;
}

void expect_close(const std::vector<float>& got, const std::vector<float>& want, float tolerance,
                  const std::string& what) {
  ASSERT_EQ(got.size(), want.size()) << what;
  float scale = 1e-3f;
  for (const float v : want) scale = std::max(scale, std::fabs(v));
  for (std::size_t i = 0; i < got.size(); ++i) {
    ASSERT_LE(std::fabs(got[i] - want[i]), tolerance * scale)
        << what << ", element " << i << ": " << got[i] << " instead of " << want[i];
  }
}

}  // namespace

Network network_from(const std::string& layers, int width, int height, int channels, int batch) {
  const std::string net = "[net]\nwidth=" + std::to_string(width) +
                          "\nheight=" + std::to_string(height) +
                          "\nchannels=" + std::to_string(channels) + "\n";
  NetworkOptions options;
  options.batch = batch;
  return Network::build(parse_cfg(net + layers, "test.cfg"), options);
}

std::vector<std::vector<float>> run_once(const Network& network, const RunOptions& options) {
  const NetworkWeights weights = random_weights(network.weight_slots(), {options.seed, 1.0, {}});
  return run_network(network, weights, random_input(options.seed, 0, network.input().count()),
                     options);
}

std::vector<std::vector<float>> run_with(const Network& network, const std::vector<float>& values,
                                         const std::vector<float>& input,
                                         const RunOptions& options) {
  NetworkWeights weights(network.weight_slots());
  std::size_t at = 0;
  for (int layer = 0; layer < weights.layer_count(); ++layer) {
    for (std::size_t slot = 0; slot < weights.slots(layer).size(); ++slot) {
      for (float& v : weights.array(layer, slot)) v = at < values.size() ? values[at++] : 0.f;
    }
  }
  return run_network(network, weights, input, options);
}

void expect_fast_matches_reference(const std::string& layers, int width, int height, int channels,
                                   float tolerance) {
  const Network network = network_from(layers, width, height, channels);
  RunOptions reference;
  reference.kernels.reference = true;
  const auto want = run_once(network, reference);
  const auto got = run_once(network);
  for (int i = 0; i < network.layer_count(); ++i) {
    expect_close(got[i], want[i], tolerance,
                 "layer " + std::to_string(i) + " " + network.layer(i).type());
  }
  RunOptions fused;
  fused.keep_all = false;
  const int last = network.output_layer();
  expect_close(run_once(network, fused)[last], want[last], tolerance, "fused, last layer");
}

void expect_cuda_matches_cpu(const CudaCase& shape) {
  const Network network =
      network_from(shape.layers, shape.width, shape.height, shape.channels, shape.batch);
  RunOptions options;
  options.frames = 3;
  options.kernels.mode = shape.mode;
  options.kernels.reference = true;
  const auto want = run_once(network, options);
  options.kernels.reference = false;
  options.device = open_device("cuda:0");
  for (const Precision precision : {Precision::kFloat32, Precision::kFloat16}) {
    const bool half = precision == Precision::kFloat16;
    const float tolerance = half ? shape.half_tolerance : shape.tolerance;
    const std::string how = half ? "fp16" : "fp32";
    options.kernels.precision = precision;
    options.keep_all = true;
    const auto got = run_once(network, options);
    for (int i = 0; i < network.layer_count(); ++i) {
      expect_close(got[i], want[i], tolerance,
                   how + ", layer " + std::to_string(i) + " " + network.layer(i).type());
    }
    options.keep_all = false;
    const int last = network.output_layer();
    expect_close(run_once(network, options)[last], want[last], tolerance,
                 how + ", only the last output kept");
  }
}

void expect_cuda_matches_cpu(const std::string& layers, int width, int height, int channels,
                             float tolerance, float half_tolerance) {
  expect_cuda_matches_cpu(
      {layers, width, height, channels, 1, WeightsMode::kFused, tolerance, half_tolerance});
}

}  // namespace dn::test
