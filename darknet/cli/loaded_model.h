// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "darknet/cli/device_options.h"
#include "darknet/config/data_file.h"
#include "darknet/image/pixel_image.h"
#include "darknet/image/resize_plan.h"
#include "darknet/net/network.h"
#include "darknet/net/resident_network.h"

namespace dn {

// The files of DATA CFG WEIGHTS, looked for as given, then in the project; weights may be
// "random:SEED".
struct ModelFiles {
  std::string data, cfg, weights;
};
ModelFiles find_model_files(const std::string& data, const std::string& cfg,
                            const std::string& weights);

// A network with its weights, ready for pictures. Prints Darknet's layer table to stderr while it
// loads. Uses as many threads as the caller has set before (set_compute_threads). Set-up throws
// Error; not thread-safe.
class LoadedModel {
 public:
  // Throws Error for a network whose input is not a picture with 1 or 3 channels.
  LoadedModel(const ModelFiles& files, const DeviceOptions& device);

  const DataFile& data() const { return data_; }
  const Network& network() const { return network_; }
  const CompiledNetwork& compiled() const { return resident_.compiled(); }

  // Fits the image into the input, runs the network, and returns the milliseconds of the run alone:
  // without resizing on the CPU; on a GPU, which resizes, with it.
  double run(const PixelImage& image, Fit fit);

 private:
  DataFile data_;
  Network network_;
  ResidentNetwork resident_;
};

}  // namespace dn
