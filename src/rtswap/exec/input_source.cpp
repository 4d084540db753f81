// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/input_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/base/streaming_copy.h"
#include "darknet/image/list_images.h"
#include "darknet/image/load_image.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"

namespace rtswap {

InputSource::InputSource(const InputSpec& spec, const dn::Shape& network_input, dn::Fit fit,
                         dn::Device& device)
    : network_size_{network_input.w, network_input.h}, device_fetches_(device.has_own_memory()) {
  if (spec.kind == InputKind::kRandom) {
    noise_.resize(network_input.count());
    const auto planar = dn::random_input(spec.random_seed, 0, network_input.count());
    dn::planar_to_channels_last(network_input, planar, noise_);
    names_.push_back(fmt::format("random:{}", spec.random_seed));
    return;
  }
  if (network_input.c != 1 && network_input.c != 3) {
    throw dn::bad_input(fmt::format(
        "{}: the network has {} input channels, pictures give 1 or 3; use 'input: random'",
        spec.path, network_input.c));
  }
  names_ = dn::list_images(spec.path);
  for (const std::string& name : names_) pictures_.push_back(dn::load_image(name, network_input.c));
  if (!device.has_own_memory()) {
    for (const dn::PixelImage& picture : pictures_)
      resizers_.emplace_back(picture.size(), network_size_, network_input.c, fit);
    return;
  }
  for (const dn::PixelImage& picture : pictures_)
    plans_.push_back(dn::plan_resize(picture.size(), network_size_, network_input.c, fit));
  pinned_ = PinnedPictures(device, pictures_);
  pictures_ = {};
}

void InputSource::prepare(JobIndex job, std::span<float> input) noexcept {
  if (device_resizes()) {
    chosen_ = index(job);
  } else if (pictures_.empty()) {
    if (device_fetches_)
      dn::streaming_copy(noise_, input);
    else
      std::ranges::copy(noise_, input.begin());
  } else {
    // Sizes were fixed by the constructor, so this cannot fail.
    static_cast<void>(resizers_[index(job)].run(pictures_[index(job)], input));
  }
}

void InputSource::load_picture(dn::CompiledNetwork& compiled, std::byte* staging) const noexcept {
  compiled.load_picture(plans_[chosen_], pinned_.bytes(chosen_), staging);
}

dn::ImageSize InputSource::size(JobIndex job) const noexcept {
  if (device_resizes()) return pinned_.size(index(job));
  return pictures_.empty() ? network_size_ : pictures_[index(job)].size();
}

std::optional<dn::PixelImage> InputSource::picture(JobIndex job) const {
  if (device_resizes()) return pinned_.copy(index(job));
  if (pictures_.empty()) return std::nullopt;
  return pictures_[index(job)];
}

dn::Bytes InputSource::memory() const {
  dn::Bytes total = dn::floats_to_bytes(noise_.size()) + pinned_.memory();
  for (const dn::PixelImage& picture : pictures_) total += dn::Bytes(picture.byte_count());
  return total;
}

}  // namespace rtswap
