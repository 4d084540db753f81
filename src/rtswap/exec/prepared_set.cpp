// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/prepared_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/parallel.h"
#include "darknet/config/cfg_file.h"
#include "darknet/device/open_device.h"
#include "darknet/net/load_weights.h"
#include "rtswap/exec/engine_precision.h"
#include "rtswap/model/streamed_part.h"
#include "rtswap/sched/preemption_levels.h"

namespace rtswap {
namespace {

// Results a reporter may be behind before some are dropped.
constexpr std::size_t kResultSlots = 64;

std::string weights_name(const WeightsSpec& weights) {
  return weights.random_seed ? fmt::format("random:{}", *weights.random_seed) : weights.path;
}

std::string place_of(const TaskSpec& task) {
  return fmt::format("{}: task '{}'", task.where.str(), task.name);
}

PreparedNetwork load_network(const TaskSetSpec& set, const TaskSpec& task) {
  PreparedNetwork loaded;
  loaded.name = dn::file_name_of(task.cfg);
  loaded.place = place_of(task);
  loaded.cfg = dn::read_text_file(task.cfg);
  loaded.network =
      std::make_unique<dn::Network>(dn::Network::build(dn::parse_cfg(loaded.cfg, task.cfg)));
  loaded.weights = weights_name(task.weights);
  dn::check_weights(*loaded.network, loaded.weights);
  loaded.pack_cache = may_have_pack_file(set, task);
  return loaded;
}

std::string network_key(const TaskSpec& task) {
  return fmt::format("{}\n{}\n{}", task.cfg, weights_name(task.weights),
                     static_cast<int>(task.precision));
}

dn::Fit fit_of(const TaskSpec& task, const dn::Network& network, ResultKind kind) {
  if (task.letter_box || network.letter_box()) return dn::Fit::kLetterbox;
  return kind == ResultKind::kClasses ? dn::Fit::kCenterCrop : dn::Fit::kStretch;
}

PreparedTask prepare_task(const TaskSetSpec& set, const TaskSpec& spec, const dn::Network& network,
                          dn::Device& device) {
  PreparedTask task;
  dn::CompileOptions options;
  options.device = device.kind();
  options.kernels.precision = engine_precision(spec.precision);
  if (set.memory_limit) options.kernels.max_part = streamed_part(device.has_own_memory());
  task.compiled = std::make_unique<dn::CompiledNetwork>(network, options);
  task.post = std::make_unique<PostProcessor>(network, spec);
  const dn::Fit fit = fit_of(spec, network, task.post->kind());
  task.input = std::make_unique<InputSource>(spec.input, network.input(), fit, device);
  task.post->set_letterbox(fit == dn::Fit::kLetterbox);
  std::vector<JobResult> slots;
  for (std::size_t i = 0; i < kResultSlots; ++i) slots.push_back(task.post->make_result());
  task.results = std::make_unique<SpscRing<JobResult>>(std::move(slots));
  task.spare = task.post->make_result();
  return task;
}

std::shared_ptr<dn::Device> open_device_of(const TaskSetSpec& set) {
  try {
    return dn::open_device(set.device);
  } catch (const dn::Error& e) {
    throw dn::Error(e.code(), fmt::format("{}: {}", set.file, e.what()));
  }
}

}  // namespace

dn::Bytes PreparedTask::workspace_bytes() const {
  return std::max(compiled->workspace_bytes(), input ? input->staging_bytes() : dn::Bytes(0));
}

std::vector<std::uint32_t> networks_of_tasks(const TaskSetSpec& set) {
  std::map<std::string, std::uint32_t> known;
  std::vector<std::uint32_t> networks;
  for (const TaskSpec& task : set.tasks) {
    const auto next = static_cast<std::uint32_t>(known.size());
    networks.push_back(known.try_emplace(network_key(task), next).first->second);
  }
  return networks;
}

PreparedSet prepare(const TaskSetSpec& set) {
  dn::set_compute_threads(set.threads);
  PreparedSet prepared;
  prepared.device = open_device_of(set);
  const std::vector<std::uint32_t> networks = networks_of_tasks(set);
  for (std::size_t i = 0; i < set.tasks.size(); ++i) {
    const TaskSpec& spec = set.tasks[i];
    try {
      if (networks[i] == prepared.networks.size())
        prepared.networks.push_back(load_network(set, spec));
      PreparedTask task =
          prepare_task(set, spec, *prepared.networks[networks[i]].network, *prepared.device);
      task.network = networks[i];
      prepared.tasks.push_back(std::move(task));
    } catch (const dn::Error& e) {
      throw dn::Error(e.code(), place_of(spec) + ": " + e.what());
    }
  }
  return prepared;
}

bool may_have_pack_file(const TaskSetSpec& set, const TaskSpec& task) {
  return set.pack_cache && !task.weights.random_seed;
}

void add_retain_rules(const TaskSpec& spec, NetworkNeeds& network) {
  if (spec.most_retained)
    network.most_retained =
        std::min(network.most_retained.value_or(*spec.most_retained), *spec.most_retained);
  if (!spec.retain) return;
  if (network.retain && network.retain != spec.retain) {
    throw dn::bad_input(spec.where,
                        "retain: another task wants the opposite of the same network; tasks with "
                        "the same cfg and weights share their memory");
  }
  network.retain = spec.retain;
}

MemoryNeeds memory_needs(const TaskSetSpec& set, const PreparedSet& prepared) {
  MemoryNeeds needs;
  for (const PreparedNetwork& network : prepared.networks)
    needs.networks.push_back({network.name, {}, 0, {}, {}, network.pack_cache});
  for (std::size_t i = 0; i < prepared.tasks.size(); ++i) {
    const PreparedTask& task = prepared.tasks[i];
    NetworkNeeds& network = needs.networks[task.network];
    network.jobs_per_second += 1e9 / static_cast<double>(set.tasks[i].period.count());
    add_retain_rules(set.tasks[i], network);
    if (network.step_weights.empty()) {
      for (const dn::Step& step : task.compiled->steps())
        network.step_weights.push_back(step.weights);
    }
    needs.task_arenas.push_back(task.compiled->arena_bytes());
    needs.workspace = std::max(needs.workspace, task.workspace_bytes());
    needs.io += task.compiled->state_bytes();
    if (!prepared.device->has_own_memory()) needs.io += task.compiled->io_bytes();
  }
  needs.arena = arena_bytes(finest_levels(set), needs.task_arenas);
  return needs;
}

}  // namespace rtswap
