// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/layers/kernel.h"
#include "darknet/net/network.h"

// What layer tests share: a network from a cfg text, deterministic weights and input, and all
// outputs.
namespace dn::test {

// "[net]\nwidth=..\nheight=..\nchannels=..\n" followed by `layers`.
Network network_from(const std::string& layers, int width, int height, int channels, int batch = 1);

struct RunOptions {
  KernelOptions kernels;
  std::uint64_t seed = 1;
  // false: only the last output is kept, so that layers may be fused and run in place.
  bool keep_all = true;
  std::shared_ptr<Device> device{};  // null: the CPU
  // Frames of different input one after the other; the outputs are those of the last.
  int frames = 1;
};

// Runs one frame of random input and returns the kept outputs in Darknet's planar order, one entry
// per layer (empty where a layer was not kept).
std::vector<std::vector<float>> run_once(const Network& network, const RunOptions& options = {});

// Runs with given planar input and all-zero or given weights (values in file order over all
// layers).
std::vector<std::vector<float>> run_with(const Network& network, const std::vector<float>& weights,
                                         const std::vector<float>& input,
                                         const RunOptions& options = {});

// Fails the test unless the fast kernels agree with the plain loops on every layer, and keeping
// only the last output (fused, in place) gives the same last output.
void expect_fast_matches_reference(const std::string& layers, int width, int height, int channels,
                                   float tolerance = 1e-4f);

// Fails the test unless the first CUDA device computes what the CPU's plain loops do, on every
// layer and with only the last output kept, in fp32 within `tolerance` and in fp16 within
// `half_tolerance` of the layer's largest value. Recurrent layers see three frames.
void expect_cuda_matches_cpu(const std::string& layers, int width, int height, int channels,
                             float tolerance = 1e-4f, float half_tolerance = 1e-2f);
// The same with a batch, and weights applied in some other mode.
struct CudaCase {
  std::string layers;
  int width = 1, height = 1, channels = 1, batch = 1;
  WeightsMode mode = WeightsMode::kFused;
  float tolerance = 1e-4f, half_tolerance = 1e-2f;
};
void expect_cuda_matches_cpu(const CudaCase& shape);

}  // namespace dn::test
