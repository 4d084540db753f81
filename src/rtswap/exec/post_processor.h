// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <string>

#include "darknet/detect/class_names.h"
#include "darknet/detect/detection_decoder.h"
#include "darknet/image/pixel_image.h"
#include "darknet/net/compiled_network.h"
#include "rtswap/exec/job_result.h"
#include "rtswap/model/task.h"

namespace rtswap {

enum class ResultKind { kObjects, kClasses, kValues };

// Turns a network's output into a result: objects where it ends in detection layers, classes where
// it ends in a softmax or the task has names, else the plain numbers (landmarks, features). Used by
// the task's own thread.
class PostProcessor {
 public:
  // Throws dn::Error when the names do not fit the network. `network` must outlive this.
  PostProcessor(const dn::Network& network, const TaskSpec& spec);

  ResultKind kind() const { return kind_; }
  // Null without names.
  const dn::ClassNames* names() const { return names_ ? &*names_ : nullptr; }
  // The name of a class; its number where there are no names.
  std::string class_name(int index) const;
  // Pictures are fitted with their aspect kept: boxes have to be mapped back.
  void set_letterbox(bool letterbox) { letterbox_ = letterbox; }

  // An empty result with room for everything.
  JobResult make_result() const;
  // Fills all but the record. noexcept, no heap.
  void run(const dn::CompiledNetwork& compiled, dn::ImageSize picture, JobResult& result) noexcept;

 private:
  void find_objects(const dn::CompiledNetwork& compiled, dn::ImageSize picture,
                    JobResult& result) noexcept;
  void copy_values(std::span<const float> output, JobResult& result) const noexcept;

  const dn::Network& network_;
  ResultKind kind_;
  dn::DetectOptions options_;
  bool letterbox_ = false;
  std::optional<dn::ClassNames> names_;
  std::optional<dn::DetectionDecoder> decoder_;
  std::optional<dn::DetectionList> candidates_;
};

}  // namespace rtswap
