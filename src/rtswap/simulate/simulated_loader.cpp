// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/simulate/simulated_loader.h"

#include <algorithm>
#include <utility>

namespace rtswap {

SimulatedLoader::SimulatedLoader(const PlaceMap& places, SimulatedLink& link,
                                 const DeviceProgress& progress, DurationSource& durations,
                                 EventWriter& events)
    : places_(places),
      link_(link),
      progress_(progress),
      durations_(durations),
      chunks_(places, events),
      next_load_(places.network_count(), 0),
      loaded_(places.network_count()) {}

void SimulatedLoader::load_retained(EventWriter& events) {
  for (int number = 0; number < places_.group_count(); ++number) {
    if (!places_.is_retained(number)) continue;
    const PlannedGroup group = places_.planned(number);
    chunks_.begin_load(number);
    events.load(EventKind::kLoadQueued, group, LoadClass::kRunning, places_.size(number).value);
    events.load(EventKind::kLoadBegin, group, LoadClass::kRunning);
    events.load(EventKind::kLoadEnd, group, LoadClass::kRunning);
    chunks_.finish_load(number);
  }
}

bool SimulatedLoader::load_ahead(std::uint32_t network, std::span<const GroupTiming> groups,
                                 int launched) {
  int& next = next_load_[network];
  for (; next < places_.group_count(network); ++next) {
    const int number = places_.number(network, next);
    if (chunks_.is_there(number)) continue;
    const int frees_after = places_.frees_after(number);
    if (frees_after >= launched) return true;
    if (link_.is_pending(number)) {
      link_.promote(number);
      continue;
    }
    if (!make_way(number)) return false;
    request(number, LoadClass::kRunning, groups[static_cast<std::size_t>(next)], frees_after);
  }
  return true;
}

void SimulatedLoader::prefetch(std::uint32_t network, int first,
                               std::span<const GroupTiming> groups, std::uint32_t running,
                               int launched) {
  for (int group = first; group < places_.group_count(network); ++group) {
    const int number = places_.number(network, group);
    if (chunks_.is_there(number) || link_.is_pending(number)) continue;
    const int reader = places_.last_reader(running, number);
    if (places_.frees_after(number) >= first || reader >= launched) return;
    if (chunks_.loading_into(number) != SimulatedChunks::kNobody) return;
    request(number, LoadClass::kPrefetch, groups[static_cast<std::size_t>(group)], reader);
  }
}

void SimulatedLoader::request(int number, LoadClass load_class, const GroupTiming& timing,
                              int after) {
  chunks_.begin_load(number);
  pending_.push_back(number);
  link_.submit({number, load_class, durations_(timing.load), after, progress_.job});
}

// A wrong prefetch is given up where it is in the way.
bool SimulatedLoader::make_way(int number) {
  for (int other = chunks_.loading_into(number); other != SimulatedChunks::kNobody;
       other = chunks_.loading_into(number)) {
    if (!cancel(other)) return false;
  }
  return true;
}

bool SimulatedLoader::give_up(std::uint32_t network) {
  bool is_off = true;
  for (std::size_t i = pending_.size(); i-- > 0;) {
    const int number = pending_[i];
    if (places_.planned(number).network != network || link_.is_prefetch(number)) continue;
    if (!cancel(number)) is_off = false;
  }
  return is_off;
}

bool SimulatedLoader::cancel(int number) {
  if (!link_.cancel(number)) return false;
  chunks_.invalidate(number);
  std::erase(pending_, number);
  return true;
}

void SimulatedLoader::on_load_ended(SimulatedLink::Ended ended) {
  std::erase(pending_, ended.group);
  if (!ended.is_done) return chunks_.invalidate(ended.group);
  chunks_.finish_load(ended.group);
  loaded_[places_.planned(ended.group).network] += places_.size(ended.group);
}

dn::Bytes SimulatedLoader::take_loaded(std::uint32_t network) {
  return std::exchange(loaded_[network], dn::Bytes());
}

}  // namespace rtswap
