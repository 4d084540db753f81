// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/link.h"
#include "rtswap/model/named.h"
#include "rtswap/model/placement.h"
#include "rtswap/model/policy_kind.h"
#include "rtswap/model/preemption.h"
#include "rtswap/model/task.h"
#include "rtswap/model/time.h"

namespace rtswap {

// What happens to a task one of whose jobs is late.
enum class OnMiss {
  kContinue,  // the late job completes, later jobs wait for it and none is left out
  kSkipNext,  // the late job completes, the releases it ran over are left out (sched/release.h)
  kAbort,     // the late job is given up at the next layer group and has no result
};

inline constexpr std::array<Named<OnMiss>, 3> kOnMissNames = {{
    {"continue", OnMiss::kContinue},
    {"skip_next", OnMiss::kSkipNext},
    {"abort", OnMiss::kAbort},
}};

inline constexpr std::array<Named<bool>, 2> kSwitchNames = {{
    {"on", true},
    {"off", false},
}};

// A whole tasks file: the tasks and what they share. Values that are absent are chosen by the
// executor where the comment says so.
struct TaskSetSpec {
  std::string file;                       // the tasks file, for messages
  std::string device = "auto";            // auto, cpu, or cuda:N
  std::optional<dn::Bytes> memory_limit;  // absent = no limit
  // Of packed weights in host memory; what is beyond stays in pack files. Absent = no limit.
  std::optional<dn::Bytes> host_memory_limit{};
  PolicyKind policy = PolicyKind::kEdf;
  Preemption preemption = Preemption::kNone;
  std::optional<dn::Bytes> chunk;  // a power of two, at least 4 KiB; absent = executor's choice
  std::optional<dn::Bytes> group;  // wanted size of a layer group; absent = executor's choice
  Placement placement = Placement::kOverlay;
  OnMiss on_miss = OnMiss::kContinue;
  // When the run ends: at most one of the two; none = when interrupted.
  std::optional<Nanos> duration;      // releases before this instant, from the common start
  std::optional<std::uint64_t> jobs;  // releases of every task
  std::optional<LinkSpec> link;       // absent = as fast as the machine copies
  int threads = 0;                    // compute threads; 0 = all the process may use
  bool pack_cache = true;             // keep packed weights in a file beside the .weights file
  std::vector<TaskSpec> tasks;        // never empty; TaskId is the index
};

}  // namespace rtswap
