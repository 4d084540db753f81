// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <vector>

#include "rtswap/model/profile.h"
#include "rtswap/profile/progress.h"
#include "rtswap/profile/sampler.h"

namespace rtswap {

// The sizes of copies that are measured, smallest first: 64 KiB to the copy engine's largest piece.
std::vector<dn::Bytes> profiled_pieces();

// Times one call of `move` at a time, which moves so many bytes to their end; one entry per size.
std::vector<TimeStats> measure_pieces(const std::function<void(dn::Bytes)>& move,
                                      const std::vector<dn::Bytes>& sizes, int runs,
                                      ProfileProgress& progress);

// Fits latency + size / bandwidth to the medians, so that the relative errors of all sizes weigh
// the same; at least two sizes. bound_latency comes from the maxima.
LinkFit fit_link(const std::vector<dn::Bytes>& sizes, const std::vector<TimeStats>& times);
// The same line, lifted so that no median is above it: for what is no straight line, such as a disk
// whose threads have to wait for processors.
LinkFit fit_above(const std::vector<dn::Bytes>& sizes, const std::vector<TimeStats>& times);

// A piece that has arrived, and how long it was on its way.
struct MovedPiece {
  dn::Bytes size;
  Nanos took;
};

// Moves pieces of all sizes one behind the other for so long, and sees which take longer than the
// line says: LinkProfile::late, by a clock that goes only meanwhile.
// `move_next` begins a piece, and tells of those that have arrived, in order: of this one, or of
// some before it where several are on their way.
using Arrivals = std::function<void(const MovedPiece&)>;
std::vector<Interruptions> watch_pieces(
    const std::function<void(dn::Bytes, const Arrivals&)>& move_next,
    const std::vector<dn::Bytes>& sizes, const LinkFit& line, Nanos length,
    ProfileProgress& progress);

}  // namespace rtswap
