// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_link.h"

#include <algorithm>

#include "rtswap/model/link_pieces.h"

namespace rtswap {
namespace {

using dn::Bytes;

Bytes piece_of(LoadClass load_class) {
  return load_class == LoadClass::kRunning ? kLargestPiece : kPrefetchPiece;
}

// When so many bytes of a load are over, rounded down: pieces add up to the load's time exactly.
Nanos time_until(const SimulatedLoad& load, Bytes size, Bytes bytes) {
  const auto part = static_cast<__int128>(load.duration.count()) *
                    static_cast<__int128>(bytes.value) / static_cast<__int128>(size.value);
  return Nanos(static_cast<std::int64_t>(part));
}

}  // namespace

SimulatedLink::SimulatedLink(LinkShape shape, const PlaceMap& places,
                             const DeviceProgress& progress, const RareLoss& late,
                             const Instant& now, EventWriter& events)
    : shape_(shape),
      places_(places),
      progress_(progress),
      late_(late),
      now_(now),
      events_(events) {}

void SimulatedLink::submit(const SimulatedLoad& load) {
  const Bytes size = places_.size(load.group);
  loads_.push_back({load, size, {}, {}, {}, {}, false});
  events_.load(EventKind::kLoadQueued, places_.planned(load.group), load.load_class, size.value);
}

// To the end of the line: the job asks for its loads in the order in which it needs them.
void SimulatedLink::promote(int group) {
  const auto pending = find(group);
  if (pending == loads_.end()) return;
  pending->load.load_class = LoadClass::kRunning;
  std::rotate(pending, pending + 1, loads_.end());
}

bool SimulatedLink::cancel(int group) {
  const auto pending = find(group);
  if (pending == loads_.end()) return true;
  if (pending->sent != pending->arrived) {
    pending->is_cancelled = true;
    return false;
  }
  events_.load(EventKind::kLoadCancelled, places_.planned(group), pending->load.load_class);
  loads_.erase(pending);
  return true;
}

bool SimulatedLink::is_sent(int group) const {
  const auto pending = find(group);
  return pending == loads_.end() || pending->sent == pending->size;
}

bool SimulatedLink::is_prefetch(int group) const {
  const auto pending = find(group);
  return pending != loads_.end() && pending->load.load_class == LoadClass::kPrefetch;
}

SimulatedLink::Loads::iterator SimulatedLink::find(int group) {
  return std::ranges::find_if(loads_, [&](const Pending& p) { return p.load.group == group; });
}

SimulatedLink::Loads::const_iterator SimulatedLink::find(int group) const {
  return std::ranges::find_if(loads_, [&](const Pending& p) { return p.load.group == group; });
}

SimulatedLink::Pending* SimulatedLink::most_important() {
  Pending* best = nullptr;
  for (Pending& pending : loads_) {
    if (pending.left_to_send() == Bytes()) continue;
    if (pending.load.load_class == LoadClass::kRunning) return &pending;
    if (best == nullptr && !is_held_) best = &pending;
  }
  return best;
}

bool SimulatedLink::has_room_for(LoadClass load_class) const {
  if (flight_.empty()) return true;
  if (load_class == LoadClass::kPrefetch) return flight_.size() < shape_.depth;
  Bytes on_the_way;
  for (const Piece& piece : flight_) on_the_way += piece.size;
  return flight_.size() < shape_.slots &&
         on_the_way + kLargestPiece <= kLargestPiece * shape_.depth;
}

void SimulatedLink::send(Pending& pending) {
  const Bytes size = std::min(piece_of(pending.load.load_class), pending.left_to_send());
  const bool is_first = pending.sent == Bytes();
  const Nanos duration = time_until(pending.load, pending.size, pending.sent + size) -
                         time_until(pending.load, pending.size, pending.sent);
  pending.sent += size;
  flight_.push_back({pending.load.group, is_first, size, duration,
                     is_first ? pending.load.after : -1, pending.load.after_job});
}

bool SimulatedLink::start() {
  bool started = begin_front();
  while (true) {
    Pending* const pending = most_important();
    if (pending == nullptr || !has_room_for(pending->load.load_class)) break;
    send(*pending);
    begin_front();
    started = true;
  }
  return started;
}

bool SimulatedLink::begin_front() {
  if (flight_.empty() || arrives_ != Instant::max()) return false;
  Piece& piece = flight_.front();
  const bool waits =
      piece.after >= 0 && piece.after_job == progress_.job && progress_.ran <= piece.after;
  if (waits) return false;
  if (piece.is_first) {
    const auto pending = find(piece.group);
    const LoadClass load_class = pending->load.load_class;
    events_.load(EventKind::kLoadBegin, places_.planned(piece.group), load_class);
    if (load_class == LoadClass::kRunning) pending->late = late_.take();
    piece.duration += pending->late;
  }
  arrives_ = now_ + piece.duration;
  return true;
}

std::optional<SimulatedLink::Ended> SimulatedLink::receive() {
  const Piece piece = flight_.front();
  flight_.pop_front();
  arrives_ = Instant::max();
  bytes_ += piece.size;
  busy_ += piece.duration;
  const auto pending = find(piece.group);
  pending->arrived += piece.size;
  pending->spent += piece.duration;
  return settle(pending);
}

std::optional<SimulatedLink::Ended> SimulatedLink::settle(Loads::iterator pending) {
  const SimulatedLoad& load = pending->load;
  const bool is_done = pending->arrived == pending->size;
  const bool is_given_up = pending->is_cancelled && pending->sent == pending->arrived;
  if (!is_done && !is_given_up) return std::nullopt;
  const Ended ended{load.group, is_done};
  if (pending->late > Nanos(0)) late_.settle();
  if (is_done) {
    events_.load(EventKind::kLoadEnd, places_.planned(load.group), load.load_class,
                 static_cast<std::uint64_t>(pending->spent.count()));
  } else {
    events_.load(EventKind::kLoadCancelled, places_.planned(load.group), load.load_class);
  }
  loads_.erase(pending);
  return ended;
}

}  // namespace rtswap
