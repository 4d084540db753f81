// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/link.h"
#include "rtswap/model/time.h"

// What `rtswap profile` measures of one network on one device: plain data, written to and read from
// a file by config/profile_file.h. docs/profile.md says how each number comes about.
namespace rtswap {

// How long something took, run after run. Measured, not proven: the next run may take longer than
// `max`.
struct TimeStats {
  Nanos median{0}, p99{0}, max{0};
  std::uint32_t runs = 0;
  // How far the medians of the first and the second half of the runs lie apart, in thousandths of
  // the smaller one: a machine that changed meanwhile.
  std::uint32_t drift_permille = 0;

  bool operator==(const TimeStats&) const = default;
};

// One thing known about the device or the software that drives it; for people.
struct ProfileFact {
  std::string name, value;
  bool operator==(const ProfileFact&) const = default;
};

struct ProfiledDevice {
  std::string name;         // one line, as dn::Device::description() says
  std::string kind;         // cpu or cuda
  int compute_threads = 1;  // of the CPU, also where a GPU computes
  std::vector<ProfileFact> facts;

  bool operator==(const ProfiledDevice&) const = default;
};

// What tells whether a profile belongs to a network that is to be planned.
struct NetworkIdentity {
  std::string cfg;             // the path it was read from
  std::uint64_t cfg_hash = 0;  // of its text (dn::hash64)
  std::string weights;         // a path or random:SEED
  std::string precision;
  int batch = 1;
  std::uint64_t packing_hash = 0;  // of dn::CompiledNetwork::packing()
  dn::Bytes weight_bytes;          // packed, all steps
  dn::Bytes arena, workspace, io, state;

  bool operator==(const NetworkIdentity&) const = default;
};

// Times of one piece of computing: with nothing else going on, and while the link copies all the
// time.
struct ComputeTimes {
  TimeStats alone, link_busy;
  bool operator==(const ComputeTimes&) const = default;
};

// What single runs of something took beyond what is usual and so many percent more, added up over
// any stretch in which it went on for kInterruptionWindow: the most of all stretches. Something
// else, the system for one, had the processors, the device or the link meanwhile.
struct Interruptions {
  int percent = 0;
  Nanos lost{0};
  bool operator==(const Interruptions&) const = default;
};
inline constexpr Nanos kInterruptionWindow = std::chrono::milliseconds(100);
inline constexpr std::array<int, 6> kInterruptionPercents = {0, 5, 10, 20, 50, 100};

// By percentage, what was worse; `worst` may be empty still.
inline void take_worse(std::vector<Interruptions>& worst, const std::vector<Interruptions>& other) {
  worst.resize(std::max(worst.size(), other.size()));
  for (std::size_t i = 0; i < other.size(); ++i)
    worst[i] = {other[i].percent, std::max(worst[i].lost, other[i].lost)};
}

struct StepProfile {
  int layer = 0, part = 0;
  std::string type;   // of the layer
  dn::Bytes weights;  // packed
  ComputeTimes times;

  bool operator==(const StepProfile&) const = default;
};

struct GroupProfile {
  int first_step = 0, last_step = 0;  // both included
  dn::Bytes weights;
  ComputeTimes times;

  bool operator==(const GroupProfile&) const = default;
};

// One way to cut the network: all its groups, in order, without gaps.
struct GroupingProfile {
  dn::Bytes target;  // wanted size of a group; 0 = the whole network is one
  std::vector<GroupProfile> groups;

  bool operator==(const GroupingProfile&) const = default;
};

// One copy from the host to the device, alone and while the device computes.
struct PieceProfile {
  dn::Bytes size;
  TimeStats alone, device_busy;

  bool operator==(const PieceProfile&) const = default;
};

// A copy of B bytes takes about latency + B / bandwidth (fitted to the medians). No measured copy
// took longer than bound_latency + B / bandwidth.
struct LinkFit {
  Nanos latency{0};
  Nanos bound_latency{0};
  Bandwidth bandwidth;

  bool operator==(const LinkFit&) const = default;
};

struct LinkProfile {
  std::vector<PieceProfile> pieces;  // by size, smallest first
  LinkFit alone, device_busy;
  // Of pieces of all sizes, one behind the other, beyond the line of device_busy; one for each of
  // kInterruptionPercents.
  std::vector<Interruptions> late;

  bool operator==(const LinkProfile&) const = default;
};

// Reading pieces from a file into host memory, as the file tier does it.
struct FileProfile {
  std::string directory;   // where the file was
  bool is_direct = false;  // past the page cache; otherwise these are times of memory
  LinkProfile reads;

  bool operator==(const FileProfile&) const = default;
};

// What one chunk of virtual memory costs.
struct MappingProfile {
  dn::Bytes chunk;
  TimeStats create, map, unmap, destroy;

  bool operator==(const MappingProfile&) const = default;
};

// What the host pays to give the device work.
struct CallProfile {
  TimeStats launch;      // until the call that launches a recording of one small step returns
  TimeStats fence;       // record a fence on an idle stream and wait for it
  TimeStats round_trip;  // launch, record and wait

  bool operator==(const CallProfile&) const = default;
};

// What the threads around the device take. The phases of a job: preparing a picture of a usual
// camera's size (nothing where the device does it), and making the result of the outputs that the
// profile's runs left, with the default threshold.
struct HostProfile {
  TimeStats wake;      // from the instant a thread sleeps for until it runs
  TimeStats handover;  // from a thread's call until the waiting thread goes on
  TimeStats prepare, finish;

  bool operator==(const HostProfile&) const = default;
};

struct Profile {
  ProfiledDevice device;
  NetworkIdentity network;
  std::vector<StepProfile> steps;
  std::vector<GroupingProfile> groupings;
  // Of groups, beyond their medians, alone or beside a busy link; one for each of
  // kInterruptionPercents.
  std::vector<Interruptions> interruptions;
  LinkProfile link;
  std::vector<MappingProfile> mapping;
  CallProfile calls;
  HostProfile host;
  std::optional<FileProfile> file;  // absent: not measured
  std::vector<std::string> noise;   // why the numbers should not be trusted; empty = they may be

  bool operator==(const Profile&) const = default;
};

// The longest that a thread of the host was stopped, in what is measured often.
inline void take_longer_stop(TimeStats& longest, const TimeStats& other) {
  longest.max = std::max(longest.max, longest.median + (other.max - other.median));
}

// What is rare is the machine's, not a network's: of every profile of it, the worst.
inline void take_worse_losses(Profile& worst, const Profile& other) {
  take_worse(worst.interruptions, other.interruptions);
  take_worse(worst.link.late, other.link.late);
  take_longer_stop(worst.host.wake, other.host.wake);
  take_longer_stop(worst.host.handover, other.host.handover);
  take_longer_stop(worst.calls.round_trip, other.calls.round_trip);
}

// The sizes of groups that are tried; the whole network comes on top.
inline constexpr std::array<dn::Bytes, 5> kProfiledGroups = {dn::kMiB, dn::kMiB * 2, dn::kMiB * 4,
                                                             dn::kMiB * 8, dn::kMiB * 16};

}  // namespace rtswap
