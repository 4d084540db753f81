// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "darknet/detect/box.h"

namespace dn {

struct ClassScore {
  int index = -1;  // -1: none
  float probability = 0;
};

// The candidates found in one image: a box, its objectness, and a probability for every class (0 =
// not this class). All memory is taken by the constructor, so a list made at set-up serves a
// real-time loop: everything else is noexcept and takes no heap memory. A list belongs to one
// thread at a time.
class DetectionList {
 public:
  // Room for `capacity` candidates with `classes` probabilities each.
  DetectionList(int capacity, int classes);

  int size() const { return size_; }
  int capacity() const { return static_cast<int>(boxes_.size()); }
  int classes() const { return classes_; }
  // How many candidates found no room since clear().
  int dropped() const { return dropped_; }
  void clear() noexcept { size_ = dropped_ = 0; }

  // The probabilities of a new candidate at the end of the list, all zero, to be filled by the
  // caller; empty (and counted as dropped) when the list is full.
  std::span<float> add(const Box& box, float objectness) noexcept;

  // Takes back the candidate added last.
  void drop_last() noexcept { --size_; }

  // i counts in list order: the order of add() until a suppression (nms.h) sorts.
  // Of a list that was never cleared, slot(i) is the number, from 0, of the add() that made it.
  int slot(int i) const { return slots_[i]; }
  const Box& box(int i) const { return boxes_[slots_[i]]; }
  float objectness(int i) const { return objectness_[slots_[i]]; }
  std::span<const float> probabilities(int i) const { return row(slots_[i]); }
  // The most probable class above `threshold`; where `hidden` is given, without classes whose entry
  // in it is true.
  ClassScore best_class(int i, float threshold, std::span<const char> hidden = {}) const noexcept;

 private:
  friend class Suppression;

  std::span<float> row(int slot) {
    return {probabilities_.data() + static_cast<std::size_t>(slot) * classes_,
            static_cast<std::size_t>(classes_)};
  }
  std::span<const float> row(int slot) const {
    return {probabilities_.data() + static_cast<std::size_t>(slot) * classes_,
            static_cast<std::size_t>(classes_)};
  }

  int classes_;
  int size_ = 0;
  int dropped_ = 0;
  std::vector<Box> boxes_;
  std::vector<float> objectness_, probabilities_;
  std::vector<int> slots_;             // list order -> place in the arrays above
  std::vector<int> scratch_, ranked_;  // for sorting
};

}  // namespace dn
