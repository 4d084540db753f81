// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/chrome_json.h"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "darknet/base/json.h"
#include "rtswap/trace/resident_bytes.h"

namespace rtswap {
namespace {

constexpr int kProcess = 1;
constexpr int kDeviceTrack = 1, kLinkTrack = 2, kFirstTaskTrack = 3;

// Instants of the job of a task that is on its way.
struct OpenJob {
  std::optional<Nanos> release, ready, grant, turn, group, left;
};

class ChromeWriter {
 public:
  explicit ChromeWriter(const Trace& trace)
      : trace_(trace), resident_(trace.header), jobs_(trace.header.tasks.size()) {}

  std::string write() {
    name_track(kDeviceTrack, "device (" + trace_.header.device + ")");
    name_track(kLinkTrack, "link");
    for (std::size_t task = 0; task < trace_.header.tasks.size(); ++task)
      name_track(kFirstTaskTrack + static_cast<int>(task), trace_.header.tasks[task].name);
    for (const Event& event : trace_.events) put(event);
    return "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + text_ + "\n]}\n";
  }

 private:
  void put(const Event& event) {
    if (event.kind <= EventKind::kSkip) return put_of_job(event);
    if (event.kind == EventKind::kChunks) {
      if (resident_.apply(event)) {
        item("C", 0, event.at, "resident bytes");
        fmt::format_to(out(), ",\"args\":{{\"bytes\":{}}}}}", resident_.now().value);
      }
      return;
    }
    put_of_load(event);
  }

  void put_of_job(const Event& event) {
    OpenJob& job = jobs_[event.task][event.job];
    switch (event.kind) {
      case EventKind::kRelease:
        job.release = event.at;
        return flow("s", event, task_track(event));
      case EventKind::kReady:
        job.ready = event.at;
        return;
      case EventKind::kGrant:
        job.grant = job.turn = event.at;
        return flow("t", event, kDeviceTrack);
      case EventKind::kGroupBegin:
        job.group = event.at;
        return;
      case EventKind::kGroupEnd:
        return slice(kDeviceTrack, job.group, event.at, fmt::format("group {}", event.group));
      case EventKind::kPreempt:
        return slice(kDeviceTrack, job.turn, event.at, job_name(event) + ", preempted");
      case EventKind::kResume:
        job.turn = event.at;
        return;
      case EventKind::kDeviceEnd:
        job.left = event.at;
        return slice(kDeviceTrack, job.turn, event.at, job_name(event));
      case EventKind::kDone:
        return done(event, job);
      case EventKind::kStall:
        return slice(task_track(event), event.at, event.at + value_of(event),
                     event.detail == static_cast<std::uint8_t>(StallCause::kLoad) ? "stall: load"
                                                                                  : "stall: place");
      case EventKind::kAbort:
        return instant(kDeviceTrack, event.at, "abort");
      case EventKind::kMiss:
        jobs_[event.task].erase(event.job);
        return instant(task_track(event), event.at, "deadline missed");
      default:
        jobs_[event.task].erase(event.job);
        return instant(task_track(event), event.at, fmt::format("skips {}", event.value));
    }
  }

  void done(const Event& event, const OpenJob& job) {
    const int track = task_track(event);
    slice(track, job.release, event.at, job_name(event));
    slice(track, job.release, job.ready, "prepare");
    slice(track, job.ready, job.grant, "wait for the device");
    slice(track, job.grant, job.left, "device");
    slice(track, job.left, event.at, "finish");
    flow("f", event, track);
    jobs_[event.task].erase(event.job);
  }

  // Loads may be overtaken, so they need not be inside one another: as asynchronous slices.
  void put_of_load(const Event& event) {
    const bool begins = event.kind == EventKind::kLoadBegin;
    const std::pair key(event.network, event.group);
    if (event.kind == EventKind::kLoadQueued || begins == open_loads_.contains(key)) return;
    if (begins) {
      open_loads_.emplace(key, ++load_);
    }
    item(begins ? "b" : "e", kLinkTrack, event.at,
         fmt::format("{} group {}", trace_.header.networks[event.network], event.group));
    fmt::format_to(out(), ",\"cat\":\"load\",\"id\":{}", open_loads_.at(key));
    if (!begins) open_loads_.erase(key);
    fmt::format_to(
        out(), ",\"args\":{{\"class\":\"{}\"}}}}",
        event.detail == static_cast<std::uint8_t>(LoadClass::kRunning) ? "running" : "prefetch");
  }

  void slice(int track, std::optional<Nanos> begin, std::optional<Nanos> end,
             const std::string& name) {
    if (!begin || !end || *end < *begin) return;
    item("X", track, *begin, name);
    fmt::format_to(out(), ",\"dur\":{}}}", microseconds(*end - *begin));
  }

  void instant(int track, Nanos at, const std::string& name) {
    item("i", track, at, name);
    text_ += ",\"s\":\"t\"}";
  }

  void flow(const char* phase, const Event& event, int track) {
    item(phase, track, event.at, "job");
    fmt::format_to(out(), ",\"cat\":\"job\",\"id\":{}{}}}",
                   (std::uint64_t{event.task} << 32) + event.job,
                   *phase == 'f' ? ",\"bp\":\"e\"" : "");
  }

  void name_track(int track, const std::string& name) {
    item("M", track, Nanos(0), "thread_name");
    fmt::format_to(out(), ",\"args\":{{\"name\":{}}}}}", dn::json_string(name));
  }

  // Leaves the object open.
  void item(const char* phase, int track, Nanos at, const std::string& name) {
    fmt::format_to(out(), "{}{{\"ph\":\"{}\",\"pid\":{},\"tid\":{},\"ts\":{},\"name\":{}",
                   text_.empty() ? "" : ",\n", phase, kProcess, track, microseconds(at),
                   dn::json_string(name));
  }

  static std::string microseconds(Nanos t) {
    const char* sign = t < Nanos(0) ? "-" : "";
    const std::int64_t nanos = t < Nanos(0) ? -t.count() : t.count();
    return fmt::format("{}{}.{:03}", sign, nanos / 1000, nanos % 1000);
  }
  static Nanos value_of(const Event& event) {
    return Nanos(static_cast<std::int64_t>(event.value));
  }
  static int task_track(const Event& event) { return kFirstTaskTrack + event.task; }
  std::string job_name(const Event& event) const {
    return fmt::format("{} {}", trace_.header.tasks[event.task].name, event.job);
  }
  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }

  const Trace& trace_;
  ResidentBytes resident_;
  std::vector<std::map<std::uint32_t, OpenJob>> jobs_;  // by task, then job
  std::map<std::pair<std::uint16_t, std::uint16_t>, std::uint64_t> open_loads_;
  std::uint64_t load_ = 0;
  std::string text_;
};

}  // namespace

std::string chrome_json(const Trace& trace) { return ChromeWriter(trace).write(); }

}  // namespace rtswap
