// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/profile_table.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace rtswap {
namespace {

using dn::Bytes;

constexpr int kBarWidth = 16;

double millis(Nanos time) { return static_cast<double>(time.count()) / 1e6; }
double micros(Nanos time) { return static_cast<double>(time.count()) / 1e3; }

// All steps of a layer together. Percentiles of parts do not add up; their sums are what a reader
// may expect, at worst.
struct LayerRow {
  int layer = 0;
  std::string type;
  Bytes weights;
  Nanos median{0}, p99{0}, max{0}, busy_median{0}, busy_max{0};
};

std::vector<LayerRow> layer_rows(const Profile& profile) {
  std::vector<LayerRow> rows;
  for (const StepProfile& step : profile.steps) {
    if (rows.empty() || rows.back().layer != step.layer) rows.emplace_back();
    LayerRow& row = rows.back();
    row.layer = step.layer;
    row.type = step.type;
    row.weights += step.weights;
    row.median += step.times.alone.median;
    row.p99 += step.times.alone.p99;
    row.max += step.times.alone.max;
    row.busy_median += step.times.link_busy.median;
    row.busy_max += step.times.link_busy.max;
  }
  return rows;
}

// Writes into one text.
class Table {
 public:
  Table(const Profile& profile, BarStyle style) : profile_(profile), style_(style) {}

  std::string text() {
    header();
    layers();
    groupings();
    pieces("copy", profile_.link);
    files();
    mapping();
    verdict();
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
  }

  void header() {
    const NetworkIdentity& network = profile_.network;
    print("{}, {}, batch {}, {} runs\n", network.cfg, network.precision, network.batch,
          profile_.calls.launch.runs);
    print("{}\n", profile_.device.name);
    for (const ProfileFact& fact : profile_.device.facts)
      print("  {}: {}\n", fact.name, fact.value);
    print("weights {}, activations {}, workspace {}\n\n", human(network.weight_bytes),
          human(network.arena), human(network.workspace));
  }

  void layers() {
    const std::vector<LayerRow> rows = layer_rows(profile_);
    Nanos longest{1};
    Bytes largest{1};
    for (const LayerRow& row : rows) {
      longest = std::max(longest, row.median);
      largest = std::max(largest, row.weights);
    }
    print("{:>5} {:<14} {:>33} {:>22}  {:<{}} {:>10}\n", "", "", "alone, us", "link busy, us", "",
          kBarWidth, "");
    print("{:>5} {:<14} {:>10} {:>11} {:>10} {:>11} {:>10}  {:<{}} {:>10}  {}\n", "layer", "type",
          "median", "p99", "max", "median", "max", "time", kBarWidth, "weights", "bytes");
    for (const LayerRow& row : rows) {
      const double time = static_cast<double>(row.median.count()) / longest.count();
      const double bytes = static_cast<double>(row.weights.value) / largest.value;
      print("{:>5} {:<14} {:>10.1f} {:>11.1f} {:>10.1f} {:>11.1f} {:>10.1f}  {} {:>10}  {}\n",
            row.layer, row.type, micros(row.median), micros(row.p99), micros(row.max),
            micros(row.busy_median), micros(row.busy_max), padded(bar(time, kBarWidth, style_)),
            human(row.weights), bar(bytes, kBarWidth, style_));
    }
  }

  // To the width of a bar: fmt counts the characters of a text, which need not be bytes.
  static std::string padded(const std::string& bar) {
    return fmt::format("{:<{}}", bar, kBarWidth);
  }

  void groupings() {
    print("\n{:>10} {:>6} {:>12} {:>12} {:>12} {:>15} {:>12}\n", "group size", "groups", "largest",
          "longest ms", "all ms", "link busy, ms", "worst ms");
    for (const GroupingProfile& grouping : profile_.groupings) {
      Bytes largest;
      Nanos longest{0}, all{0}, busy{0}, worst{0};
      for (const GroupProfile& group : grouping.groups) {
        largest = std::max(largest, group.weights);
        longest = std::max(longest, group.times.alone.median);
        all += group.times.alone.median;
        busy += group.times.link_busy.median;
        worst += std::max(group.times.alone.max, group.times.link_busy.max);
      }
      print("{:>10} {:>6} {:>12} {:>12.3f} {:>12.3f} {:>15.3f} {:>12.3f}\n",
            grouping.target == Bytes(0) ? "whole" : human(grouping.target), grouping.groups.size(),
            human(largest), millis(longest), millis(all), millis(busy), millis(worst));
    }
    lost("interrupted beyond N %", profile_.interruptions);
  }

  void pieces(std::string_view what, const LinkProfile& link) {
    print("\n{:>10} {:>12} {:>10} {:>10} {:>10} {:>20} {:>10}\n", what, "median us", "p99", "max",
          "GB/s", "device busy, us", "max");
    for (const PieceProfile& piece : link.pieces) {
      const double nanos = static_cast<double>(std::max(piece.alone.median, Nanos(1)).count());
      print("{:>10} {:>12.1f} {:>10.1f} {:>10.1f} {:>10.2f} {:>20.1f} {:>10.1f}\n",
            human(piece.size), micros(piece.alone.median), micros(piece.alone.p99),
            micros(piece.alone.max), static_cast<double>(piece.size.value) / nanos,
            micros(piece.device_busy.median), micros(piece.device_busy.max));
    }
    fit("alone", link.alone);
    fit("device busy", link.device_busy);
    lost("late by more than N %", link.late);
  }

  // "at most 12 us in 100 ms": beyond what is usual and some percent of it.
  void lost(std::string_view what, const std::vector<Interruptions>& beyond) {
    print("{}, at most in {}:", what, human(kInterruptionWindow));
    for (const Interruptions& one : beyond) print(" {} % {}", one.percent, human(one.lost));
    print("\n");
  }

  void files() {
    if (!profile_.file) return;
    pieces("file", profile_.file->reads);
    print("read from {}, {} the page cache\n", profile_.file->directory,
          profile_.file->is_direct ? "past" : "through");
  }

  void fit(std::string_view what, const LinkFit& fit) {
    print("{}: {} + bytes at {:.2f} GB/s; the slowest took {} + that\n", what, human(fit.latency),
          static_cast<double>(fit.bandwidth.bytes_per_second) / 1e9, human(fit.bound_latency));
  }

  void mapping() {
    print("\n{:>10} {:>12} {:>12} {:>12} {:>12}   medians, us\n", "chunk", "create", "map", "unmap",
          "destroy");
    for (const MappingProfile& row : profile_.mapping) {
      print("{:>10} {:>12.1f} {:>12.1f} {:>12.1f} {:>12.1f}\n", human(row.chunk),
            micros(row.create.median), micros(row.map.median), micros(row.unmap.median),
            micros(row.destroy.median));
    }
    const CallProfile& calls = profile_.calls;
    print("launch {}, fence {}, both {} (medians)\n", human(calls.launch.median),
          human(calls.fence.median), human(calls.round_trip.median));
    const HostProfile& host = profile_.host;
    print("host: wake {} (max {}), handover {} ({}), prepare {} ({}), finish {} ({})\n\n",
          human(host.wake.median), human(host.wake.max), human(host.handover.median),
          human(host.handover.max), human(host.prepare.median), human(host.prepare.max),
          human(host.finish.median), human(host.finish.max));
  }

  void verdict() {
    if (profile_.noise.empty()) {
      print("steady: the numbers agree with each other\n");
      return;
    }
    for (const std::string& reason : profile_.noise) print("noisy: {}\n", reason);
    print(
        "noisy: do not plan with these numbers. Stop other programs, fix the clocks, keep the "
        "machine cool, use more -runs, and profile again\n");
  }

  const Profile& profile_;
  BarStyle style_;
  std::string text_;
};

}  // namespace

BarStyle bar_style_of_stdout() {
  if (::isatty(STDOUT_FILENO) == 0) return BarStyle::kAscii;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;  // the first that is set decides
    const std::string_view locale = value;
    const bool is_utf8 = locale.ends_with("UTF-8") || locale.ends_with("utf8");
    return is_utf8 ? BarStyle::kBlocks : BarStyle::kAscii;
  }
  return BarStyle::kAscii;
}

std::string bar(double share, int width, BarStyle style) {
  if (share <= 0) return {};
  const double length = std::min(share, 1.0) * width;
  if (style == BarStyle::kAscii)
    return std::string(static_cast<std::size_t>(std::max(std::lround(length), 1L)), '#');
  static constexpr std::string_view kEighths[] = {"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
  const long eighths = std::max(std::lround(length * 8), 1L);
  std::string text;
  for (long i = 0; i < eighths / 8; ++i) text += kEighths[7];
  if (eighths % 8 != 0) text += kEighths[eighths % 8 - 1];
  return text;
}

std::string profile_table(const Profile& profile, BarStyle style) {
  return Table(profile, style).text();
}

}  // namespace rtswap
