// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/simulate/event_writer.h"

namespace rtswap {

// All groups of a plan under one number each, network after network, and which of them get into
// each other's way: the rules of exec/overlay_loader.h, worked out once.
class PlaceMap {
 public:
  // Throws dn::Error for a chunk that the plan does not have. The plan must outlive it.
  explicit PlaceMap(const SwapPlan& plan);

  int group_count() const { return static_cast<int>(groups_.size()); }
  int group_count(std::uint32_t network) const { return first_[network + 1] - first_[network]; }
  std::uint32_t network_count() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  std::uint32_t chunk_count() const { return chunk_count_; }
  int number(std::uint32_t network, int group) const { return first_[network] + group; }

  PlannedGroup planned(int number) const { return at(number).where; }
  std::span<const std::uint32_t> chunks(int number) const { return at(number).plan->chunks; }
  bool is_retained(int number) const { return at(number).plan->retained; }
  dn::Bytes size(int number) const { return at(number).plan->size; }
  // The last group before it, of its own network, that has a chunk of its place; -1 none.
  int frees_after(int number) const { return at(number).frees_after; }
  // The last group of `network` that reads a chunk of its place; -1 none.
  int last_reader(std::uint32_t network, int number) const {
    return last_reader_[network * groups_.size() + static_cast<std::size_t>(number)];
  }

 private:
  struct Entry {
    PlannedGroup where;
    const LayerGroup* plan;
    int frees_after;
  };

  void add(const NetworkPlan& plan, std::uint32_t network);
  const Entry& at(int number) const { return groups_[static_cast<std::size_t>(number)]; }

  std::uint32_t chunk_count_;
  std::vector<int> first_{0};                // [network], and the end
  std::vector<Entry> groups_;                // [number]
  std::vector<std::vector<int>> last_user_;  // [network][chunk], while it is made
  std::vector<int> last_reader_;             // [network * groups + number]
};

}  // namespace rtswap
