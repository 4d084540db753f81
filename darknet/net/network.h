// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "darknet/config/cfg_file.h"
#include "darknet/layers/layer.h"
#include "darknet/weights/weight_slot.h"

namespace dn {

struct NetworkOptions {
  int width = 0, height = 0;  // replace those of [net]; 0 = as the cfg says
  int batch = 1;              // images per run; the cfg's batch is for training
};

// A cfg read and checked: the layers with their geometry, no weights, no memory. Immutable; safe to
// read from any thread.
class Network {
 public:
  // Throws Error, naming file and line, for anything that is wrong with the cfg.
  static Network load(const std::string& cfg_path, const NetworkOptions& options = {});
  static Network build(const CfgFile& cfg, const NetworkOptions& options = {});

  const std::string& path() const { return path_; }
  const Shape& input() const { return input_; }
  bool letter_box() const { return letter_box_; }  // [net] letter_box
  int layer_count() const { return static_cast<int>(layers_.size()); }
  const Layer& layer(int index) const { return *layers_[index]; }
  // The last layer with an output that is not a mere alias of an earlier one (a [cost] at the end
  // does not count).
  int output_layer() const;
  // The detection layers ([yolo], [Gaussian_yolo], [region], [detection]) in order, or the output
  // layer where there are none.
  std::vector<int> result_layers() const;
  std::vector<WeightSlots> weight_slots() const;
  double bflops() const;

 private:
  std::string path_;
  Shape input_;
  bool letter_box_ = false;
  Layers layers_;
};

// Darknet's layer table, with its totals.
std::string layer_table(const Network& network);

}  // namespace dn
