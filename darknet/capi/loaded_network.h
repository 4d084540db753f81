// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "darknet/detect/detection_decoder.h"
#include "darknet/detect/detection_list.h"
#include "darknet/device/device.h"
#include "darknet/net/network.h"
#include "darknet/net/resident_network.h"

namespace dn {

// A network with its weights on the chosen device (chosen_device.h), for a number of images per
// run, seen in Darknet's planar order. One thread at a time.
class LoadedNetwork {
 public:
  // Throws Error.
  LoadedNetwork(const std::string& cfg, const std::string& weights, int batch);
  LoadedNetwork(const LoadedNetwork&) = delete;
  LoadedNetwork& operator=(const LoadedNetwork&) = delete;

  const Shape& input() const { return network_.input(); }
  // From input().count() planar numbers to the planar output of the last layer, which is
  // overwritten by the next run.
  std::span<float> run(std::span<const float> planar);
  void reset_state() {
    device_->attach_thread();
    resident_.reset_state();
  }

  // What the last run found in an image of the batch, overlaps included; overwritten by the next
  // call. Throws Error where the network is no detector.
  const DetectionList& decode(int image, DetectOptions options, const InputMapping& mapping);

 private:
  Network network_;
  std::optional<DetectionDecoder> decoder_;  // of a detector
  std::shared_ptr<Device> device_;
  ResidentNetwork resident_;
  std::optional<DetectionList> list_;
  std::vector<float> output_;
};

}  // namespace dn
