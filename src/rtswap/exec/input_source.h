// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/image/resizer.h"
#include "darknet/tensor/shape.h"
#include "rtswap/model/ids.h"
#include "rtswap/model/task.h"

namespace rtswap {

// What the jobs of one task look at. All pictures are decoded at set-up, so that a job only
// resizes: no file, no decoder and no heap in the run phase. Used by the task's own thread.
class InputSource {
 public:
  // Throws dn::Error for pictures that cannot be read or do not suit the network.
  InputSource(const InputSpec& spec, const dn::Shape& network_input, dn::Fit fit);

  // Fills the network's input (channels-last, as long as the network's input) for a job. noexcept,
  // no heap.
  void fill(JobIndex job, std::span<float> input) noexcept;

  // Of the picture a job looks at. For random input: the network's own size, and no picture.
  dn::ImageSize size(JobIndex job) const noexcept;
  const dn::PixelImage* picture(JobIndex job) const noexcept;
  const std::string& name(JobIndex job) const noexcept { return names_[index(job)]; }
  dn::Bytes memory() const;

 private:
  std::size_t index(JobIndex job) const noexcept { return job.value % names_.size(); }

  dn::ImageSize network_size_;
  std::vector<std::string> names_;
  std::vector<dn::PixelImage> pictures_;  // empty for random input
  std::vector<dn::Resizer> resizers_;     // one per picture
  std::vector<float> noise_;              // of random input
};

}  // namespace rtswap
