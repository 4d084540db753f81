// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/capi/loaded_network.h"

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/capi/chosen_device.h"
#include "darknet/net/load_weights.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

NetworkOptions with_batch(int batch) {
  if (batch < 1) {
    throw bad_input("a batch of " + std::to_string(batch) + " images, it must be at least 1");
  }
  NetworkOptions options;
  options.batch = batch;
  return options;
}

std::optional<DetectionDecoder> make_decoder(const Network& network) {
  if (!DetectionDecoder::can_decode(network)) return std::nullopt;
  return std::optional<DetectionDecoder>(std::in_place, network);
}

// The output to return, and those to find boxes in.
CompileOptions with_kept_layers(const Network& network) {
  CompileOptions options;
  options.kept_layers = network.result_layers();
  const int output = network.output_layer();
  if (std::ranges::find(options.kept_layers, output) == options.kept_layers.end()) {
    options.kept_layers.push_back(output);
  }
  return options;
}

}  // namespace

LoadedNetwork::LoadedNetwork(const std::string& cfg, const std::string& weights, int batch)
    : network_(Network::load(cfg, with_batch(batch))),
      decoder_(make_decoder(network_)),
      device_(open_chosen_device()),
      resident_(device_, network_, load_weights(network_, weights), with_kept_layers(network_)),
      output_(network_.layer(network_.output_layer()).out().count()) {
  if (decoder_) list_.emplace(decoder_->max_candidates(), decoder_->classes());
}

std::span<float> LoadedNetwork::run(std::span<const float> planar) {
  device_->attach_thread();
  planar_to_channels_last(input(), planar, resident_.input());
  resident_.run();
  const int last = network_.output_layer();
  channels_last_to_planar(network_.layer(last).out(), resident_.output(last), output_);
  return output_;
}

const DetectionList& LoadedNetwork::decode(int image, DetectOptions options,
                                           const InputMapping& mapping) {
  if (!decoder_) {
    throw bad_input(network_.path() + ": this network is no detector, there are no boxes to find");
  }
  options.nms_threshold = 0;
  decoder_->decode(resident_.compiled(), image, options, mapping, *list_);
  return *list_;
}

}  // namespace dn
