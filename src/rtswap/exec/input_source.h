// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/device/device.h"
#include "darknet/image/resizer.h"
#include "darknet/net/compiled_network.h"
#include "darknet/tensor/shape.h"
#include "rtswap/exec/pinned_pictures.h"
#include "rtswap/model/ids.h"
#include "rtswap/model/task.h"

namespace rtswap {

// What the jobs of one task look at. All pictures are decoded at set-up: no file, no decoder and no
// heap in the run phase. On the CPU the task's thread resizes a job's picture into the network's
// input. A device with memory of its own resizes: the pictures lie pinned, the task's thread only
// chooses one, and the job begins by sending its bytes.
//
// The task's thread calls prepare(), the device thread load_picture(), for one job after the other.
class InputSource {
 public:
  // Throws dn::Error for pictures that cannot be read or do not suit the network. `device` must
  // outlive this.
  InputSource(const InputSpec& spec, const dn::Shape& network_input, dn::Fit fit,
              dn::Device& device);

  // Run phase: makes everything of a job's input ready that does not need the device. `input` is
  // the network's (channels-last), which is filled but for pictures that the device resizes; past
  // the caches where the device has to come for it.
  void prepare(JobIndex job, std::span<float> input) noexcept;

  // The device resizes: a job begins with load_picture() instead of CompiledNetwork::load_input().
  bool device_resizes() const noexcept { return !plans_.empty(); }
  // Run phase: puts the picture of the job prepared last on the network's stream. `staging` is of
  // the device and staging_bytes() long.
  void load_picture(dn::CompiledNetwork& compiled, std::byte* staging) const noexcept;
  // For the largest picture; nothing where the host resizes.
  dn::Bytes staging_bytes() const noexcept { return pinned_.largest(); }

  // Of the picture a job looks at. For random input: the network's own size, and no picture.
  dn::ImageSize size(JobIndex job) const noexcept;
  std::optional<dn::PixelImage> picture(JobIndex job) const;  // a copy; takes heap memory
  const std::string& name(JobIndex job) const noexcept { return names_[index(job)]; }
  dn::Bytes memory() const;

 private:
  std::size_t index(JobIndex job) const noexcept { return job.value % names_.size(); }

  dn::ImageSize network_size_;
  bool device_fetches_;  // the network's input, from host memory
  std::vector<std::string> names_;
  std::vector<float> noise_;  // of random input
  // Where the host resizes, and random input has none of either.
  std::vector<dn::PixelImage> pictures_;
  std::vector<dn::Resizer> resizers_;  // one per picture
  // Where the device does.
  PinnedPictures pinned_;
  std::vector<dn::ResizePlan> plans_;  // one per picture
  std::size_t chosen_ = 0;
};

}  // namespace rtswap
