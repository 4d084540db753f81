// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/admission_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace rtswap {
namespace {

using Out = std::back_insert_iterator<std::string>;

double milliseconds(Nanos t) { return static_cast<double>(t.count()) / 1e6; }

std::uint64_t mib(dn::Bytes size) { return size.value / dn::kMiB.value; }

struct Term {
  std::string name;
  Nanos time{0};
};

// What a bound is made of, in the order of a job's life.
std::array<Term, 9> terms_of(const TaskSetSpec& set, const TaskPromise& promise) {
  const std::string blocking =
      promise.blocker ? "waiting for " + set.tasks[promise.blocker->value].name : "waiting";
  return {{{"preparing", promise.before},
           {"interruptions", promise.lost},
           {blocking, promise.blocking},
           {"other tasks", promise.interference},
           {"dispatch", promise.device.dispatch},
           {"computing", promise.device.computing},
           {"loading", promise.device.loading},
           {"the host's work", promise.device.host},
           {"the result", promise.after}}};
}

std::string bound_of(const TaskPromise& promise) {
  return promise.response ? fmt::format("{:.2f}", milliseconds(*promise.response)) : "none";
}

std::string slack_of(const TaskPromise& promise) {
  return promise.response ? fmt::format("{:.2f}", milliseconds(promise.slack())) : "-";
}

}  // namespace

std::string admission_line(const TaskSetSpec& set, const PlannedSet& planned) {
  const Admission& admission = planned.admission;
  const std::string_view policy = name_of(kPolicyNames, set.policy);
  // Nothing is promised to best-effort tasks.
  const auto tight = std::ranges::min_element(admission.tasks, {}, [](const TaskPromise& task) {
    return task.best_effort ? Nanos::max() : task.slack();
  });
  const auto place = static_cast<std::size_t>(tight - admission.tasks.begin());
  const auto late = std::ranges::count_if(admission.tasks,
                                          [](const TaskPromise& task) { return !task.is_kept(); });
  std::string text;
  if (late == 0) {
    text = fmt::format("schedulable: {} meets every deadline, the closest (of {}) by {}", policy,
                       set.tasks[place].name, human(tight->slack()));
  } else if (admission.overloaded) {
    text = fmt::format("not schedulable: device and link would need {:.0f} % of the time",
                       admission.utilization * 100);
  } else {
    text = fmt::format("not schedulable: {} of {} tasks have no bound within their deadline", late,
                       admission.tasks.size());
  }
  std::string raised;
  if (admission.raised_percent) {
    raised = fmt::format("; loads with {} % on top, because the link is late too often beyond less",
                         *admission.raised_percent);
  }
  return fmt::format("{} (utilization {:.3f}; {}{})\n", text, admission.utilization, planned.source,
                     raised);
}

std::string admission_table(const TaskSetSpec& set, const Admission& admission) {
  std::string text = fmt::format(
      "{:<16} {:>9} {:>9} {:>9} | {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>8}  {}\n",
      "task, ms", "deadline", "bound", "slack", "prepare", "lost", "blocked", "others", "dispatch",
      "computing", "loading", "host", "result", "mostly");
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const TaskPromise& promise = admission.tasks[i];
    const auto terms = terms_of(set, promise);
    fmt::format_to(Out(text), "{:<16} {:>9.2f} {:>9} {:>9} |", set.tasks[i].name.substr(0, 16),
                   milliseconds(promise.deadline), bound_of(promise), slack_of(promise));
    for (std::size_t t = 0; t < terms.size(); ++t)
      fmt::format_to(Out(text), " {:>{}.2f}", milliseconds(terms[t].time), t == 5 ? 9 : 8);
    fmt::format_to(Out(text), "  {}{}\n", std::ranges::max_element(terms, {}, &Term::time)->name,
                   promise.is_kept() ? "" : "  LATE");
  }
  return text;
}

std::string advice_text(const TaskSetSpec& set, const Advice& advice) {
  std::string text = "Each of these alone would do:\n";
  const std::size_t nothing = text.size();
  if (advice.memory_limit)
    fmt::format_to(Out(text), "  memory_limit: {}MiB\n", mib(*advice.memory_limit));
  if (advice.host_memory_limit)
    fmt::format_to(Out(text), "  host_memory_limit: {}MiB\n", mib(*advice.host_memory_limit));
  if (advice.retained) {
    fmt::format_to(Out(text), "  task {}: memory: {}MiB\n",
                   set.tasks[advice.retained->task.value].name, mib(advice.retained->memory));
  }
  if (advice.slower_task) {
    fmt::format_to(Out(text), "  task {}: a period of {:.3f}ms, and its deadline longer alike\n",
                   set.tasks[advice.slower_task->task.value].name,
                   milliseconds(advice.slower_task->period));
  }
  if (advice.slower_percent)
    fmt::format_to(Out(text), "  all periods and deadlines longer by {} %\n",
                   *advice.slower_percent);
  if (advice.preemption) text += "  preemption: group\n";
  for (std::size_t i = 0; i < advice.in_fp16.size(); ++i)
    fmt::format_to(Out(text), "{}{}", i == 0 ? "  precision: fp16 of " : ", ",
                   set.tasks[advice.in_fp16[i].value].name);
  if (!advice.in_fp16.empty()) text += "\n";
  if (text.size() == nothing) return "Neither more memory nor longer periods would do.\n";
  return text;
}

}  // namespace rtswap
