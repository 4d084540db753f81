// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/imported_tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "darknet/base/file.h"
#include "darknet/base/json.h"
#include "darknet/base/quote.h"
#include "darknet/base/text.h"

namespace rtswap {
namespace {

using Out = std::back_insert_iterator<std::string>;

const ImportedModel* find_model(std::span<const ImportedModel> models, int type) {
  const auto found = std::ranges::find(models, type, &ImportedModel::model_type);
  return found == models.end() ? nullptr : &*found;
}

void require_different(std::span<const ImportedModel> models) {
  for (std::size_t i = 0; i < models.size(); ++i) {
    if (find_model(models.first(i), models[i].model_type) == nullptr) continue;
    throw dn::bad_input(
        fmt::format("-model {}: given twice; a model type is one network", models[i].model_type));
  }
}

void require_all(std::span<const RtSwapCfgTask> tasks, std::span<const ImportedModel> models) {
  std::set<int> missing;
  std::string listed;
  const RtSwapCfgTask* first = nullptr;
  for (const RtSwapCfgTask& task : tasks) {
    if (find_model(models, task.model_type) != nullptr || !missing.insert(task.model_type).second)
      continue;
    if (first == nullptr) first = &task;
    fmt::format_to(Out(listed), "{}{} (line {})", listed.empty() ? "" : ", ", task.model_type,
                   task.where.line);
  }
  if (first == nullptr) return;
  throw dn::bad_input(first->where,
                      fmt::format("which networks are the model types {}? RT-Swap's configuration "
                                  "has only their numbers; say for each, for example, -model "
                                  "{}=yolov3.cfg,yolov3.weights",
                                  listed, first->model_type));
}

// The cfg's name as far as it may be a task's, with a number where it is taken.
std::string task_name(const std::string& cfg, std::set<std::string>& taken) {
  constexpr std::size_t kLongest = 50;
  std::string stem = dn::file_name_of(dn::with_extension(cfg, "")).substr(0, kLongest);
  std::ranges::replace_if(
      stem,
      [](char c) {
        return !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
               c != '-' && c != '_' && c != '.';
      },
      '_');
  if (stem.empty() || stem.front() == '.') stem.insert(0, "task");
  std::string name = stem;
  for (int number = 2; !taken.insert(name).second; ++number)
    name = fmt::format("{}-{}", stem, number);
  return name;
}

std::string period_text(Nanos period) {
  constexpr Nanos kMillisecond = std::chrono::milliseconds(1);
  return period % kMillisecond == Nanos(0) ? fmt::format("{}ms", period / kMillisecond)
                                           : fmt::format("{}ns", period.count());
}

std::string swapped_text(const RtSwapCfgTask& task) {
  if (task.swapped_objects.empty()) return "nothing is swapped";
  std::string text = "swapped objects";
  if (task.swap_volume) fmt::format_to(Out(text), " (at most {} B)", task.swap_volume->value);
  text += ':';
  for (const std::uint32_t object : task.swapped_objects) fmt::format_to(Out(text), " {}", object);
  return text;
}

}  // namespace

ImportedModel parse_imported_model(std::string_view text) {
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::size_t comma = text.rfind(',');
  const auto type = dn::parse_number<int>(dn::trimmed(text.substr(0, equals)));
  if (type && *type >= 0 && comma != std::string_view::npos && comma > equals) {
    const std::string_view cfg = dn::trimmed(text.substr(equals + 1, comma - equals - 1));
    const std::string_view weights = dn::trimmed(text.substr(comma + 1));
    if (!cfg.empty() && !weights.empty()) return {*type, std::string(cfg), std::string(weights)};
  }
  throw dn::bad_input(fmt::format(
      "-model: {} is not TYPE=CFG,WEIGHTS; write for example 5=yolov3.cfg,yolov3.weights",
      dn::quote(text)));
}

std::string imported_tasks(std::span<const RtSwapCfgTask> tasks,
                           std::span<const ImportedModel> models,
                           std::optional<dn::Bytes> memory_limit) {
  require_different(models);
  require_all(tasks, models);
  std::string text = fmt::format(
      "# From {}, a configuration of RT-Swap. It swaps the objects that it lists for a task, as a\n"
      "# whole, for every job. Here the plan decides what stays on the device and what is "
      "streamed:\n# 'darknet rtswap plan' shows it. RT-Swap releases all tasks together.\n"
      "policy: edf\n",
      dn::quote(tasks.front().where.file));
  text += memory_limit ? fmt::format("memory_limit: {}B\n", memory_limit->value)
                       : "# RT-Swap's limit is in its program; write it here, such as\n"
                         "# memory_limit: 2GiB\n";
  text += "tasks:\n";
  std::set<std::string> names;
  for (const RtSwapCfgTask& task : tasks) {
    const ImportedModel& model = *find_model(models, task.model_type);
    fmt::format_to(Out(text),
                   "  # line {}, model type {}: {}\n"
                   "  - name: {}\n    cfg: {}\n    weights: {}\n    input: random\n"
                   "    period: {}\n",
                   task.where.line, task.model_type, swapped_text(task),
                   task_name(model.cfg, names), dn::json_string(model.cfg),
                   dn::json_string(model.weights), period_text(task.period));
  }
  return text;
}

}  // namespace rtswap
