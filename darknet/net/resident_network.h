// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/image/pixel_image.h"
#include "darknet/image/resize_plan.h"
#include "darknet/net/compiled_network.h"

namespace dn {

// A compiled network with everything it needs on its device, weights included: what the plain
// Darknet commands run. Not thread-safe: one thread at a time.
class ResidentNetwork {
 public:
  // On the CPU. Packs `weights`, which are not needed afterwards. `network` must outlive this.
  ResidentNetwork(const Network& network, const NetworkWeights& weights,
                  CompileOptions options = {});
  // On `device`, whatever options.device says.
  ResidentNetwork(std::shared_ptr<Device> device, const Network& network,
                  const NetworkWeights& weights, CompileOptions options = {});

  const Network& network() const { return compiled_.network(); }
  const CompiledNetwork& compiled() const { return compiled_; }
  std::span<float> input() const { return compiled_.input(); }  // channels-last, for run()
  // Of a kept layer.
  std::span<const float> output(int layer) const { return compiled_.output(layer); }
  // Return when everything is done. One call of run() is load_input(), all steps, store_outputs().
  void run() noexcept;
  void load_input() noexcept;
  // For a network that takes one picture: gives it one, for the calls of run_picture() that follow.
  // The CPU resizes it now, into input(); a device with memory of its own gets its bytes and
  // resizes them as part of the run. The picture is not needed afterwards. Throws Error when the
  // channels differ or memory runs out.
  void set_picture(const PixelImage& picture, Fit fit);
  void run_picture() noexcept;
  void run_step(int step) noexcept;
  void store_outputs() noexcept;
  void reset_state() noexcept;

 private:
  // A picture on its way to a device with memory of its own.
  struct StagedPicture {
    ResizePlan plan;
    DeviceBlock pinned, staging;           // grow with the pictures
    std::unique_ptr<Recording> recording;  // of a run without the input
  };

  void load_weights(const NetworkWeights& weights, NetworkMemory& memory);
  void stage(const PixelImage& picture, const ResizePlan& plan);

  std::shared_ptr<Device> device_;
  std::unique_ptr<Stream> stream_;
  SideStream side_;
  CompiledNetwork compiled_;
  DeviceBlock weights_, arena_, workspace_, io_, state_;
  std::unique_ptr<Recording> recording_;  // of a whole run
  StagedPicture picture_;
};

}  // namespace dn
