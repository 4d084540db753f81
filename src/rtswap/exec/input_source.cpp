// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/input_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/image/list_images.h"
#include "darknet/image/load_image.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"

namespace rtswap {

InputSource::InputSource(const InputSpec& spec, const dn::Shape& network_input, dn::Fit fit)
    : network_size_{network_input.w, network_input.h} {
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
  for (const std::string& name : names_) {
    pictures_.push_back(dn::load_image(name, network_input.c));
    resizers_.emplace_back(pictures_.back().size(), network_size_, network_input.c, fit);
  }
}

void InputSource::fill(JobIndex job, std::span<float> input) noexcept {
  if (pictures_.empty()) {
    std::ranges::copy(noise_, input.begin());
    return;
  }
  // Sizes were fixed by the constructor, so this cannot fail.
  static_cast<void>(resizers_[index(job)].run(pictures_[index(job)], input));
}

dn::ImageSize InputSource::size(JobIndex job) const noexcept {
  return pictures_.empty() ? network_size_ : pictures_[index(job)].size();
}

const dn::PixelImage* InputSource::picture(JobIndex job) const noexcept {
  return pictures_.empty() ? nullptr : &pictures_[index(job)];
}

dn::Bytes InputSource::memory() const {
  dn::Bytes total = dn::floats_to_bytes(noise_.size());
  for (const dn::PixelImage& picture : pictures_) total += dn::Bytes(picture.byte_count());
  return total;
}

}  // namespace rtswap
