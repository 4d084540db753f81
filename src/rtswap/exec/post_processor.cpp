// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/post_processor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "darknet/config/names_file.h"
#include "darknet/detect/top_classes.h"
#include "darknet/tensor/layout.h"

namespace rtswap {
namespace {

constexpr std::size_t kMaxObjects = 512;
constexpr int kTopClasses = 5;

ResultKind kind_of(const dn::Network& network, bool has_names) {
  if (dn::DetectionDecoder::can_decode(network)) return ResultKind::kObjects;
  const bool softmax = std::strcmp(network.layer(network.output_layer()).type(), "softmax") == 0;
  return softmax || has_names ? ResultKind::kClasses : ResultKind::kValues;
}

}  // namespace

PostProcessor::PostProcessor(const dn::Network& network, const TaskSpec& spec)
    : network_(network),
      kind_(kind_of(network, spec.names.has_value())),
      options_{.threshold = spec.thresh, .nms_threshold = spec.nms} {
  if (kind_ == ResultKind::kObjects) {
    decoder_.emplace(network);
    candidates_.emplace(decoder_->max_candidates(), decoder_->classes());
  }
  if (!spec.names) return;
  const int classes = kind_ == ResultKind::kObjects
                          ? decoder_->classes()
                          : static_cast<int>(network.layer(network.output_layer()).out().count());
  names_.emplace(dn::load_names_file(*spec.names, classes));
}

std::string PostProcessor::class_name(int index) const {
  return names_ ? names_->name(index) : std::to_string(index);
}

JobResult PostProcessor::make_result() const {
  JobResult result;
  switch (kind_) {
    case ResultKind::kObjects:
      result.objects.reserve(kMaxObjects);
      break;
    case ResultKind::kClasses:
      result.classes.reserve(kTopClasses);
      break;
    case ResultKind::kValues:
      result.values.resize(network_.layer(network_.output_layer()).out().count());
      break;
  }
  return result;
}

void PostProcessor::run(const dn::CompiledNetwork& compiled, dn::ImageSize picture,
                        JobResult& result) noexcept {
  if (kind_ == ResultKind::kObjects) return find_objects(compiled, picture, result);
  const std::span<const float> output = compiled.output(network_.output_layer());
  if (kind_ == ResultKind::kValues) return copy_values(output, result);
  dn::ClassScore best[kTopClasses];
  const int found = dn::top_classes(output, best);
  result.classes.assign(best, best + found);
}

void PostProcessor::find_objects(const dn::CompiledNetwork& compiled, dn::ImageSize picture,
                                 JobResult& result) noexcept {
  const dn::Shape& input = network_.input();
  const auto mapping =
      letterbox_ ? dn::InputMapping::letterbox(picture.width, picture.height, input.w, input.h)
                 : dn::InputMapping{};
  decoder_->decode(compiled, 0, options_, mapping, *candidates_);
  result.objects.clear();
  result.dropped_objects = 0;
  for (int i = 0; i < candidates_->size(); ++i) {
    const std::span<const float> probabilities = candidates_->probabilities(i);
    for (int c = 0; c < candidates_->classes(); ++c) {
      if (probabilities[c] <= options_.threshold || (names_ && names_->is_hidden(c))) continue;
      if (result.objects.size() < kMaxObjects) {
        result.objects.push_back({c, probabilities[c], candidates_->box(i)});
      } else {
        ++result.dropped_objects;
      }
    }
  }
}

void PostProcessor::copy_values(std::span<const float> output, JobResult& result) const noexcept {
  dn::channels_last_to_planar(network_.layer(network_.output_layer()).out(), output, result.values);
}

}  // namespace rtswap
