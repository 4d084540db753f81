// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/trace_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "rtswap/trace/header_json.h"
#include "rtswap/trace/trace_format.h"

namespace rtswap {
namespace {

using FileBytes = std::span<const std::byte>;

template <typename T>
T copy_of(FileBytes bytes) {
  T value;
  std::memcpy(static_cast<void*>(&value), bytes.data(), sizeof value);
  return value;
}

TracePrelude read_prelude(FileBytes file, const std::string& path) {
  TracePrelude prelude;
  const std::size_t present = std::min(file.size(), prelude.magic.size());
  if (present == 0 || std::memcmp(file.data(), prelude.magic.data(), present) != 0)
    throw dn::bad_input(path + ": this is no trace; 'rtswap run --trace' writes one");
  if (file.size() < sizeof prelude)
    throw dn::bad_input(fmt::format("{}: the trace is cut short within its header", path));
  prelude = copy_of<TracePrelude>(file);
  if (prelude.version != TracePrelude::kVersion) {
    throw dn::bad_input(fmt::format("{}: a trace of version {}; this program reads version {}",
                                    path, prelude.version, TracePrelude::kVersion));
  }
  if (file.size() - sizeof prelude < prelude.header_bytes)
    throw dn::bad_input(fmt::format("{}: the trace is cut short within its header", path));
  return prelude;
}

bool is_of_task(EventKind kind) { return kind <= EventKind::kSkip; }
bool is_of_group(EventKind kind) {
  return kind >= EventKind::kLoadQueued || kind == EventKind::kGroupBegin ||
         kind == EventKind::kGroupEnd || kind == EventKind::kStall || kind == EventKind::kAbort ||
         kind == EventKind::kPreempt || kind == EventKind::kResume;
}

bool is_possible(const Event& event) {
  const bool value_is_time = event.kind != EventKind::kReady && event.kind != EventKind::kGrant &&
                             event.kind != EventKind::kResume;
  return event.at <= kLongestTraced && event.at >= -kLongestTraced &&
         (!value_is_time || std::cmp_less_equal(event.value, kLongestTraced.count()));
}

// Null: the event names nothing that is not in the header.
const char* what_is_wrong(const Event& event, const TraceHeader& header) {
  const SwapPlan& plan = header.plan;
  if (static_cast<std::size_t>(event.kind) >= kEventNames.size()) return "an unknown kind";
  if (is_of_task(event.kind) && event.task >= header.tasks.size()) return "an unknown task";
  if (is_of_group(event.kind)) {
    if (event.network >= plan.networks.size()) return "an unknown network";
    if (event.group >= plan.networks[event.network].groups.size()) return "an unknown group";
  }
  if (event.kind == EventKind::kChunks &&
      (event.chunk >= plan.chunk_count() || event.value > plan.chunk_count() - event.chunk))
    return "an unknown chunk";
  if (!is_possible(event)) return "an impossible instant or duration";
  return nullptr;
}

void read_events(FileBytes file, const std::string& path, Trace& trace) {
  std::size_t count = file.size() / sizeof(Event);
  trace.complete = false;
  if (count > 0 && file.size() % sizeof(Event) == 0) {
    const auto footer = copy_of<TraceFooter>(file.last(sizeof(TraceFooter)));
    TraceFooter expected;
    expected.events = count - 1;
    expected.lost = footer.lost;
    if (footer == expected) {
      trace.complete = true;
      trace.lost = footer.lost;
      --count;
    }
  }
  trace.events.resize(count);
  static_assert(std::is_trivially_copyable_v<Event>);
  if (count > 0)
    // cppcheck-suppress memsetClass  // a duration is a number: trivially copyable, see above
    std::memcpy(static_cast<void*>(trace.events.data()), file.data(), count * sizeof(Event));
  for (std::size_t i = 0; i < count; ++i) {
    if (const char* wrong = what_is_wrong(trace.events[i], trace.header))
      throw dn::bad_input(fmt::format("{}: event {} of the trace is damaged: {}", path, i, wrong));
  }
}

}  // namespace

Trace read_trace_file(const std::string& path) {
  const std::vector<std::byte> bytes = dn::read_binary_file(path);
  const FileBytes file(bytes);
  const TracePrelude prelude = read_prelude(file, path);
  const FileBytes json = file.subspan(sizeof prelude, prelude.header_bytes);
  Trace trace;
  trace.header = parse_header({reinterpret_cast<const char*>(json.data()), json.size()}, path);
  read_events(file.subspan(sizeof prelude + json.size()), path, trace);
  sort_events(trace.events);
  return trace;
}

void sort_events(std::vector<Event>& events) { std::ranges::stable_sort(events, {}, &Event::at); }

}  // namespace rtswap
