// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/link.h"
#include "rtswap/model/profile.h"
#include "rtswap/model/tier.h"
#include "rtswap/model/timing.h"

namespace rtswap {

// What is put on top of a measured time to make it a bound. What was measured proves nothing about
// the next run; the margin is the user's distrust of it.
struct Margin {
  int percent = 20;  // at least 0

  Nanos on(Nanos time) const { return time + time * percent / 100; }
};

// What a link takes before the first of it has arrived (transfer/copy_link.h): so many of the
// largest pieces, or smaller ones of the same bytes, but no more than `slots`; and of prefetches so
// many pieces.
struct LinkDepth {
  int depth = 1, slots = 1;
};

// What a link with a file before it takes (transfer/file_link.h).
inline constexpr LinkDepth kFileDepth{2, 8};

// The time of loads on a link, from what was measured of single pieces. A transfer is cut into
// pieces; each takes latency + bytes / bandwidth. What single pieces take longer than that is late:
// the most of any stretch of kInterruptionWindow, as with groups. Where that is more than a
// hundredth of the stretch, it is not rare, but what the link is like beside others: then the bound
// has more than the margin on top, the least of the percentages measured with which the rest is
// rare.
//
// A load from a file: each piece is read, then copied, while the next one is read. That takes at
// most the slower of the two for each piece, and once the faster (docs/analysis.md).
class LinkCosts {
 public:
  // `imitated`: the link is slowed down to this (tasks file, `link`), where that is slower. `file`:
  // what reading was measured to take, where it was.
  LinkCosts(const LinkProfile& profile, std::optional<LinkSpec> imitated, Margin margin,
            LinkDepth depth, const std::optional<LinkProfile>& file = {});

  // Where it does not, reading takes no time: good enough to plan with, not to promise with.
  bool knows_files() const { return reading_.has_value(); }

  // Of so many bytes for the running job, queued behind nothing.
  BoundedTime load(dn::Bytes bytes, Tier tier = Tier::kHostMemory) const;
  // The same as a prefetch, in its smaller pieces, with pauses between any of them: each piece from
  // a file is read and copied anew.
  BoundedTime prefetch(dn::Bytes bytes, Tier tier = Tier::kHostMemory) const;
  // Until the link is free of prefetches that were sent, of transfers of at most `largest` bytes
  // each. `tier`: kFile where any of them may be from a file.
  BoundedTime window(dn::Bytes largest, Tier tier = Tier::kHostMemory) const;
  // The same of a running job's own loads.
  BoundedTime flight(dn::Bytes largest, Tier tier = Tier::kHostMemory) const;
  // What bounds of loads have on top, in percent, where that is more than the margin; else empty.
  std::optional<int> raised_percent(Tier tier = Tier::kHostMemory) const;
  // What loads take beyond their bounds in any kInterruptionWindow, all together.
  BoundedTime late_loads(Tier tier = Tier::kHostMemory) const;

 private:
  Nanos copying(dn::Bytes piece) const;
  Nanos reading(dn::Bytes piece) const;
  Nanos on_the_way(int pieces, dn::Bytes piece, dn::Bytes first, Tier tier) const;
  LinkDepth depth(Tier tier) const { return tier == Tier::kFile ? kFileDepth : depth_; }
  BoundedTime bounded_load(Nanos time, Tier tier) const;
  Margin on_loads(Tier tier) const;

  LinkFit fit_;
  std::optional<LinkFit> reading_;
  std::optional<LinkSpec> imitated_;
  LinkDepth depth_;
  Margin margin_;                // the user's
  Margin on_copies_, on_reads_;  // at least that
  BoundedTime late_copies_, late_reads_;
};

// The time of a network's groups, from its profile: of a group that was measured, its own; of
// another one, the sum of its steps. They were measured as a job runs them; what a job's launches
// and waits take beside that is in the dispatch.
//
// A group's bound is its median with the margin. What groups took longer than that is an
// interruption: the most of any stretch of kInterruptionWindow. Long runs of single groups are
// rare; the sum of all maxima says that every job has all of them.
class NetworkCosts {
 public:
  NetworkCosts(const Profile& profile, Margin margin);

  // What groups take beyond their bounds in any kInterruptionWindow, all together.
  BoundedTime interruptions() const { return interruptions_; }
  // Steps [first, last], while the link is busy.
  BoundedTime exec(int first_step, int last_step) const;
  int steps() const { return static_cast<int>(steps_.size()); }
  dn::Bytes weights(int step) const { return weights_[static_cast<std::size_t>(step)]; }
  bool operator==(const NetworkCosts&) const = default;

 private:
  BoundedTime interruptions_;
  std::vector<BoundedTime> steps_;
  std::vector<dn::Bytes> weights_;
  std::map<std::pair<int, int>, BoundedTime> groups_;  // by first and last step
};

// A measured time with the margin on its maximum.
BoundedTime bounded(const TimeStats& times, Margin margin);
// Something rare: it was seen in seconds, and is promised for as long as anybody runs, so what came
// once may come twice.
BoundedTime twice(Nanos rare, Margin margin);

}  // namespace rtswap
