// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>

#include "darknet/layers/layer_table.h"

namespace dn {
namespace {

// Keys of [net] that concern training, augmentation or a GPU.
void accept_training_keys(const CfgSection& net) {
  net.accept({"batch",
              "subdivisions",
              "time_steps",
              "sequential_subdivisions",
              "dynamic_minibatch",
              "max_crop",
              "min_crop",
              "inputs",
              "learning_rate",
              "learning_rate_min",
              "momentum",
              "decay",
              "adam",
              "B1",
              "B2",
              "eps",
              "policy",
              "burn_in",
              "power",
              "step",
              "steps",
              "scale",
              "scales",
              "seq_scales",
              "gamma",
              "max_batches",
              "sgdr_cycle",
              "sgdr_mult",
              "loss_scale",
              "try_fix_nan",
              "ema_alpha",
              "weights_reject_freq",
              "equidistant_point",
              "badlabels_rejection_percentage",
              "num_sigmas_reject_badlabels",
              "optimized_memory",
              "workspace_size_limit_MB",
              "use_cuda_graph"});
  net.accept({"angle",
              "aspect",
              "saturation",
              "exposure",
              "hue",
              "flip",
              "blur",
              "gaussian_noise",
              "mixup",
              "cutmix",
              "mosaic",
              "mosaic_bound",
              "label_smooth_eps",
              "resize_step",
              "track",
              "augment_speed",
              "adversarial_lr",
              "attention",
              "contrastive",
              "contrastive_jit_flip",
              "contrastive_color",
              "unsupervised",
              "max_chart_loss",
              "show_receptive_field"});
}

// Networks without a picture give `inputs`: a vector of that length.
Shape input_shape(const CfgSection& net, const NetworkOptions& options) {
  Shape shape{options.batch, net.integer_at_least("channels", 0, 0),
              net.integer_at_least("height", 0, 0), net.integer_at_least("width", 0, 0)};
  if (options.width > 0) shape.w = options.width;
  if (options.height > 0) shape.h = options.height;
  if (shape.c == 0 && shape.h == 0 && shape.w == 0) {
    shape.c = net.integer_at_least("inputs", 0, 0);
    shape.h = shape.w = 1;
  }
  constexpr int kLargestSide = 1 << 15;
  if (shape.c < 1 || shape.h < 1 || shape.w < 1) {
    throw bad_input(net.where(),
                    "[net] needs width=, height= and channels= (or inputs=), each at least 1");
  }
  if (shape.h > kLargestSide || shape.w > kLargestSide || shape.count() > (1u << 30)) {
    throw bad_input(net.where(), fmt::format("[net] an input of {} x {} x {} is too large", shape.w,
                                             shape.h, shape.c));
  }
  return shape;
}

void check_weights(const Layer& layer) {
  double floats = 0;
  for (const WeightSlot& slot : layer.weight_slots()) floats += static_cast<double>(slot.count);
  check_weight_count(layer.where(), layer.type(), floats);
}

}  // namespace

Network Network::load(const std::string& cfg_path, const NetworkOptions& options) {
  return build(load_cfg_file(cfg_path), options);
}

Network Network::build(const CfgFile& cfg, const NetworkOptions& options) {
  const CfgSection& net = cfg.sections.front();
  if (net.name() != "net" && net.name() != "network") {
    throw bad_input(net.where(),
                    fmt::format("the first section is [{}], it must be [net]", net.name()));
  }
  Network network;
  network.path_ = cfg.path;
  network.input_ = input_shape(net, options);
  network.letter_box_ = net.integer("letter_box", 0) != 0;
  accept_training_keys(net);
  net.warn_unused();
  Shape shape = network.input_;
  for (std::size_t i = 1; i < cfg.sections.size(); ++i) {
    const CfgSection& section = cfg.sections[i];
    const LayerContext context{section, static_cast<int>(i) - 1, shape, network.layers_,
                               network.input_};
    network.layers_.push_back(make_layer(context));
    section.warn_unused();
    check_weights(*network.layers_.back());
    shape = network.layers_.back()->out();
  }
  if (network.layers_.empty()) throw bad_input(cfg.path + ": no layers behind [net]");
  return network;
}

int Network::output_layer() const {
  int last = layer_count() - 1;
  while (last > 0 && !layers_[last]->has_output()) --last;
  return last;
}

std::vector<int> Network::result_layers() const {
  constexpr std::string_view kDetectors[] = {"yolo", "Gaussian_yolo", "region", "detection"};
  std::vector<int> found;
  for (const auto& layer : layers_) {
    if (std::ranges::find(kDetectors, std::string_view(layer->type())) != std::end(kDetectors)) {
      found.push_back(layer->index());
    }
  }
  if (found.empty()) found.push_back(output_layer());
  return found;
}

std::vector<WeightSlots> Network::weight_slots() const {
  std::vector<WeightSlots> slots;
  for (const auto& layer : layers_) slots.push_back(layer->weight_slots());
  return slots;
}

double Network::bflops() const {
  double total = 0;
  for (const auto& layer : layers_) total += layer->bflops();
  return total;
}

namespace {

// Whether Darknet's average of outputs counts a layer: it must see a picture and have an output of
// its own.
bool counts_for_average(const Layer& layer) {
  return layer.in().w > 1 && layer.in().h > 1 && layer.has_output() &&
         std::strcmp(layer.type(), "dropout") != 0;
}

}  // namespace

std::string layer_table(const Network& network) {
  std::string text = "   layer   filters  size/strd(dil)      input                output\n";
  std::size_t outputs = 0, counted = 0;
  for (int i = 0; i < network.layer_count(); ++i) {
    const Layer& layer = network.layer(i);
    text += fmt::format("{:4} {}\n", i, layer.table_row());
    if (!counts_for_average(layer)) continue;
    outputs += layer.out().count();
    ++counted;
  }
  text += fmt::format("Total BFLOPS {:5.3f} \n", network.bflops());
  text += fmt::format("avg_outputs = {} \n", counted == 0 ? 0 : outputs / counted);
  return text;
}

}  // namespace dn
