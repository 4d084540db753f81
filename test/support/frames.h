// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"

// What tests of recurrent layers share: the outputs of a network frame after frame.
namespace dn::test {

// A network of one layer with its weights, ready to be run.
class FrameRunner {
 public:
  // `values` are the weights in file order; empty = random ones.
  FrameRunner(const Network& network, const std::vector<float>& values,
              const KernelOptions& options = {})
      : resident_(network, fill(network, values), {options, {}}) {}

  // Planar input of a frame to planar output of the last layer.
  std::vector<float> run(const std::vector<float>& input) {
    const Network& network = resident_.network();
    planar_to_channels_last(network.input(), input, resident_.input());
    resident_.run();
    const int last = network.output_layer();
    std::vector<float> output(network.layer(last).out().count());
    channels_last_to_planar(network.layer(last).out(), resident_.output(last), output);
    return output;
  }
  std::vector<float> run_random(int frame) {
    return run(random_input(1, frame, resident_.network().input().count()));
  }
  void reset_state() { resident_.reset_state(); }

 private:
  static NetworkWeights fill(const Network& network, const std::vector<float>& values) {
    if (values.empty()) return random_weights(network.weight_slots(), {});
    NetworkWeights weights(network.weight_slots());
    std::size_t at = 0;
    for (int layer = 0; layer < weights.layer_count(); ++layer) {
      for (std::size_t slot = 0; slot < weights.slots(layer).size(); ++slot) {
        for (float& v : weights.array(layer, slot)) v = values.at(at++);
      }
    }
    return weights;
  }

  ResidentNetwork resident_;
};

}  // namespace dn::test
