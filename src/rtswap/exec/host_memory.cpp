// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/host_memory.h"

#include <algorithm>
#include <span>
#include <utility>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "rtswap/exec/weights_packer.h"
#include "rtswap/transfer/make_piece_reader.h"

namespace rtswap {

using dn::Bytes;

namespace {

constexpr const char* kRing = "the file ring";

dn::HostMapping make_ring(const FileRing& shape) {
  if (shape.slots == 0) return {};
  dn::HostMapping ring(shape.size(), dn::Protection::kReadWrite, kRing);
  dn::advise_huge_pages(ring.data(), ring.size());  // fewer addresses in a disk's request
  dn::populate(ring.data(), ring.size(), kRing);
  return ring;
}

// A group is one region of the file because both have its steps one after the other, each at the
// next multiple of the same number.
void require_one_region(const LayerGroup& group, const NetworkPlan& plan,
                        const std::vector<Bytes>& steps_at) {
  const auto first = static_cast<std::size_t>(group.first_step);
  for (std::size_t step = first; step <= static_cast<std::size_t>(group.last_step); ++step) {
    if (plan.step_offsets[step] - group.offset != steps_at[step] - steps_at[first])
      throw dn::system_failure("internal error: a pack file is laid out unlike its plan");
  }
}

}  // namespace

HostMemory::HostMemory(dn::Device& device, const SwapPlan& plan)
    : device_(device), plan_(plan), shape_(file_ring(plan)), ring_(make_ring(shape_)) {}

void HostMemory::add(const PreparedNetwork& network, const dn::CompiledNetwork& compiled) {
  const NetworkPlan& plan = plan_.networks[images_.size()];
  if (plan.tier == Tier::kFile) {
    add_in_file(network, compiled, plan);
  } else {
    add_in_memory(network, compiled, plan);
  }
}

void HostMemory::add_in_memory(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                               const NetworkPlan& plan) {
  PackedImage& image = store_.add(network.name, plan.range);
  const WeightsSource source = fill_image(network, compiled, plan.step_offsets, image);
  if (source == WeightsSource::kPackFile) ++from_cache_;
  images_.push_back(image.bytes().data());
}

void HostMemory::add_in_file(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                             const NetworkPlan& plan) {
  FiledWeights weights = file_weights(network, compiled);
  if (weights.source == WeightsSource::kPackFile) ++from_cache_;
  const dn::DirectFile& file = files_.emplace_back(std::move(weights.file));
  const dn::HostMapping& addresses =
      addresses_.emplace_back(plan.range, dn::Protection::kNone, network.name);
  images_.push_back(addresses.data());
  for (const LayerGroup& group : plan.groups) {
    require_one_region(group, plan, weights.steps_at);
    sources_.push_back({addresses.data() + group.offset.value, group.size, &file,
                        weights.steps_at[static_cast<std::size_t>(group.first_step)]});
  }
}

// A driver may refuse to pin what cannot be written, so the images are sealed afterwards.
void HostMemory::seal() {
  for (std::size_t i = 0; i < store_.count(); ++i) {
    const PackedImage& image = store_.image(i);
    pinned_.push_back(device_.pin(image.bytes().data(), image.footprint(), image.network()));
  }
  if (shape_.slots > 0) pinned_.push_back(device_.pin(ring_.data(), ring_.size(), kRing));
  store_.seal();
}

std::unique_ptr<FileLink> HostMemory::file_link(CopyLink& inner) {
  if (shape_.slots == 0) return nullptr;
  const std::span<std::byte> ring(ring_.data(), ring_.size().value);
  ChosenReader chosen = make_piece_reader(ring, dn::file_threads());
  read_by_ = std::move(chosen.description);
  return std::make_unique<FileLink>(inner, sources_, shape_, ring, std::move(chosen.reader),
                                    device_.has_own_memory() ? &device_ : nullptr);
}

Bytes HostMemory::in_files() const {
  Bytes total;
  for (const dn::HostMapping& addresses : addresses_) total += addresses.size();
  return total;
}

std::string HostMemory::buffered_file() const {
  const auto buffered = std::ranges::find(files_, false, &dn::DirectFile::is_direct);
  return buffered == files_.end() ? "" : buffered->path();
}

}  // namespace rtswap
