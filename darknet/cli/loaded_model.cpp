// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/loaded_model.h"

#include <fmt/format.h>

#include <chrono>

#include "darknet/base/error.h"
#include "darknet/cli/cfg_options.h"
#include "darknet/config/search_path.h"
#include "darknet/net/load_weights.h"

namespace dn {
namespace {

Network load_network(const std::string& cfg) {
  Network network = Network::load(cfg);
  const Shape& input = network.input();
  if (input.c != 1 && input.c != 3) {
    throw bad_input(
        fmt::format("{}: the input has {} channels, a picture has 1 or 3", cfg, input.c));
  }
  fmt::print(stderr, "{}", layer_table(network));
  return network;
}

CompileOptions with_precision(Precision precision) {
  CompileOptions options;
  options.kernels.precision = precision;
  return options;
}

NetworkWeights load_weights_loudly(const Network& network, const std::string& weights) {
  NetworkWeights loaded = load_weights(network, weights);
  fmt::print(stderr, "Loading weights from {}... Done! Loaded {} layers from weights-file \n",
             weights, network.layer_count());
  return loaded;
}

}  // namespace

ModelFiles find_model_files(const std::string& data, const std::string& cfg,
                            const std::string& weights) {
  const SearchPath paths(project_roots());
  return {paths.find_file(data, {"cfg", "data"}), paths.find_file(cfg, {"cfg"}),
          find_weights(weights)};
}

LoadedModel::LoadedModel(const ModelFiles& files, const DeviceOptions& device)
    : data_(DataFile::load(files.data)),
      network_(load_network(files.cfg)),
      resident_(device.device, network_, load_weights_loudly(network_, files.weights),
                with_precision(device.precision)) {}

double LoadedModel::run(const PixelImage& image, Fit fit) {
  resident_.set_picture(image, fit);
  const auto start = std::chrono::steady_clock::now();
  resident_.run_picture();
  const auto end = std::chrono::steady_clock::now();
  return std::chrono::duration<double, std::milli>(end - start).count();
}

}  // namespace dn
