// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/rtswap_cfg.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "darknet/base/quote.h"
#include "darknet/base/text.h"
#include "rtswap/config/units.h"
#include "rtswap/config/yaml_value.h"

namespace rtswap {
namespace {

constexpr std::string_view kForms =
    "MODEL,PERIOD,VOLUME,COUNT,OBJECT... or MODEL,PERIOD,COUNT,OBJECT... is needed";

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t comma = text.find(',');
    fields.push_back(dn::trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    text.remove_prefix(comma + 1);
  }
}

template <typename Number>
Number whole_number(std::string_view field, std::string_view what, const dn::SourcePos& where) {
  const auto number = dn::parse_number<Number>(field);
  if (!number || *number < 0) {
    throw dn::bad_input(
        where, fmt::format("{}: {} is no whole number; {}", what, dn::quote(field), kForms));
  }
  return *number;
}

Nanos read_period(std::string_view field, const dn::SourcePos& where) {
  Nanos period{0};
  try {
    period = parse_duration(std::string(field) + "ms");
  } catch (const dn::Error&) {
    // Said below, in this file's words: its periods have no unit.
  }
  if (period <= Nanos(0) || period > kLongestDuration) {
    throw dn::bad_input(where, fmt::format("period: {}; milliseconds are needed, more than 0 and "
                                           "at most 365 days",
                                           dn::quote(field)));
  }
  return period;
}

// How many fields there are before the objects, when the last of them counts these.
bool counts_objects(std::span<const std::string_view> fields, std::size_t head) {
  return fields.size() >= head &&
         dn::parse_number<std::size_t>(fields[head - 1]) == fields.size() - head;
}

RtSwapCfgTask read_line(std::string_view line, const dn::SourcePos& where) {
  constexpr std::size_t kDarknetHead = 3, kTorchHead = 4;
  const std::vector<std::string_view> fields = split(line);
  // A line that could be of both forms would have a volume of as many bytes as it has objects.
  const bool is_darknet = counts_objects(fields, kDarknetHead);
  if (!is_darknet && !counts_objects(fields, kTorchHead)) {
    throw dn::bad_input(where, fmt::format("{} has no count that fits its {} fields; {}",
                                           dn::quote(line), fields.size(), kForms));
  }
  RtSwapCfgTask task;
  task.where = where;
  task.model_type = whole_number<int>(fields[0], "model type", where);
  task.period = read_period(fields[1], where);
  if (!is_darknet)
    task.swap_volume = dn::Bytes(
        static_cast<std::uint64_t>(whole_number<std::int64_t>(fields[2], "swap volume", where)));
  for (std::size_t i = is_darknet ? kDarknetHead : kTorchHead; i < fields.size(); ++i)
    task.swapped_objects.push_back(whole_number<std::uint32_t>(fields[i], "object", where));
  return task;
}

void require_one_form(const RtSwapCfgTask& first, const RtSwapCfgTask& task) {
  if (first.swap_volume.has_value() == task.swap_volume.has_value()) return;
  throw dn::bad_input(task.where,
                      fmt::format("has {} swap volume, line {} {}; a file has lines of one form",
                                  task.swap_volume ? "a" : "no", first.where.line,
                                  first.swap_volume ? "has one" : "has none"));
}

}  // namespace

std::vector<RtSwapCfgTask> parse_rtswap_cfg(std::string_view text, const std::string& file) {
  std::vector<RtSwapCfgTask> tasks;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = dn::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    tasks.push_back(read_line(line, {file, number, 0}));
    require_one_form(tasks.front(), tasks.back());
  }
  if (tasks.empty()) throw dn::bad_input({file, 1, 0}, "there is no task; " + std::string(kForms));
  return tasks;
}

}  // namespace rtswap
