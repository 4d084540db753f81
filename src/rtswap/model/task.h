// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/base/error.h"
#include "rtswap/model/firm_spec.h"
#include "rtswap/model/named.h"
#include "rtswap/model/release_spec.h"
#include "rtswap/model/retain_rule.h"
#include "rtswap/model/time.h"

namespace rtswap {

// Where a network's weights come from: a .weights file, or the deterministic generator.
struct WeightsSpec {
  std::string path;                          // found and readable; empty when random_seed is set
  std::optional<std::uint64_t> random_seed;  // `weights: random:SEED`
};

enum class InputKind {
  kImage,      // one image file, given to every job
  kDirectory,  // the images of a directory, one per job, again from the start after the last
  kList,       // a text file that names one image per line, used like a directory
  kRandom,     // deterministic noise
};

// What the jobs of a task look at.
struct InputSpec {
  InputKind kind = InputKind::kRandom;
  std::string path;               // found; empty for kRandom
  std::uint64_t random_seed = 1;  // for kRandom
};

// How exactly a network is computed; the CPU knows fp32 only.
enum class Precision { kFp32, kTf32, kFp16 };

inline constexpr std::array<Named<Precision>, 3> kPrecisionNames = {{
    {"fp32", Precision::kFp32},
    {"tf32", Precision::kTf32},
    {"fp16", Precision::kFp16},
}};

// What becomes of a task's results.
struct OutputSpec {
  bool json = true;                             // one JSON line per job
  std::optional<std::string> images_directory;  // annotated images; none unless asked for
};

// One task as the user wrote it. File names are already searched for; numbers are checked:
// period > 0, deadline > 0, phase >= 0, and deadline <= period unless the policy is FIFO.
struct TaskSpec {
  std::string name{};  // unique in its set; letters, digits, '-', '_', '.': safe in file names
  std::string cfg{};
  WeightsSpec weights{};
  Precision precision = Precision::kFp32;
  std::optional<std::string> names{};  // one class name per line
  InputSpec input{};
  Nanos period{0};    // between releases; at least that, where they are not periodic
  Nanos deadline{0};  // relative to the release
  Nanos phase{0};     // of the first release, or of all arrivals, from the common start
  ReleaseSpec release{};
  std::optional<FirmSpec> firm{};  // absent: every job has to meet its deadline
  std::optional<int> priority{};   // the larger number is the more important task; always set under
                                   // policy fp, without meaning under the others
  // Runs when no other task has a job for the device, and gives way at its next layer group. Has a
  // deadline to compare with, but nothing is promised to it.
  bool best_effort = false;
  // What the planner may keep of its network on the device; at most one of the two.
  std::optional<RetainRule> retain{};
  std::optional<dn::Bytes> most_retained{};
  float thresh = 0.25F;
  float nms = 0.45F;  // 0 = no suppression
  bool letter_box = false;
  OutputSpec output{};
  dn::SourcePos where{};  // of the task in its file, for errors found later (cfg, weights)
};

}  // namespace rtswap
