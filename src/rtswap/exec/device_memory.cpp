// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/device_memory.h"

#include <fmt/format.h>

#include <algorithm>

#include "rtswap/sched/preemption_levels.h"

namespace rtswap {

using dn::Bytes;

namespace {

// By preemption level.
std::vector<Bytes> arenas(const PreparedSet& prepared, const SwapPlan& plan) {
  std::vector<Bytes> tasks;
  for (const PreparedTask& task : prepared.tasks) tasks.push_back(task.compiled->arena_bytes());
  if (plan.levels.empty()) return {*std::ranges::max_element(tasks)};
  return level_arenas(plan.levels, tasks);
}

}  // namespace

DeviceMemory::DeviceMemory(dn::Device& device, dn::Stream& compute, dn::SideStream& side,
                           std::optional<Bytes> limit, PreparedSet& prepared, const SwapPlan& plan)
    : prepared_(prepared),
      plan_(plan),
      device_(device),
      compute_(compute),
      side_(side),
      budget_(limit ? std::make_unique<Budget>(*limit) : std::make_unique<Budget>()),
      host_(device, plan) {
  Bytes workspace;
  for (const PreparedTask& task : prepared.tasks)
    workspace = std::max(workspace, task.workspace_bytes());
  for (const Bytes arena : arenas(prepared, plan)) arenas_.push_back(take("activations", arena));
  workspace_ = take("workspace", workspace);
  pool_ = std::make_unique<ChunkPool>(device.vmm(), *budget_, plan.chunk, plan.chunk_count(),
                                      "weights");
  map_networks();
  std::vector<char> packed(prepared.networks.size(), 0);
  for (PreparedTask& task : prepared.tasks) {
    if (packed[task.network] == 0) host_.add(prepared.networks[task.network], *task.compiled);
    packed[task.network] = 1;
    io_.push_back(take_io(task.compiled->io_bytes()));
    state_.push_back(take("recurrent state", task.compiled->state_bytes()));
    bind(task, plan.level_of(io_.size() - 1));
  }
  host_.seal();
  budget_->freeze();
}

// Nothing is a valid size for a network without convolutions, say.
dn::DeviceBlock DeviceMemory::take(const std::string& what, Bytes size) {
  if (size == Bytes(0)) return {};
  claims_.push_back(budget_->claim(what, size));
  return device_.allocate(size, what);
}

dn::DeviceBlock DeviceMemory::take_io(Bytes size) {
  const std::string what = "inputs and outputs";
  return device_.has_own_memory() ? device_.allocate_pinned(size, what) : take(what, size);
}

void DeviceMemory::map_networks() {
  for (std::size_t n = 0; n < plan_.networks.size(); ++n) {
    const NetworkPlan& network = plan_.networks[n];
    VaRange& range =
        ranges_.emplace_back(device_.vmm(), *pool_, network.range, prepared_.networks[n].name);
    for (const LayerGroup& group : network.groups) {
      for (std::size_t i = 0; i < group.chunks.size(); ++i) {
        range.map(group.offset + plan_.chunk * i, ChunkIndex{group.chunks[i]});
      }
    }
  }
}

void DeviceMemory::bind(PreparedTask& task, std::uint32_t level) {
  dn::NetworkMemory memory;
  memory.arena = arenas_[level].data();
  memory.workspace = workspace_.data();
  memory.io = io_.back().data();
  memory.state = state_.back().data();
  memory.stream = &compute_;
  memory.side = &side_;
  for (const Bytes offset : plan_.networks[task.network].step_offsets) {
    memory.step_weights.push_back(ranges_[task.network].base() + offset.value);
  }
  task.compiled->bind(memory);
  task.compiled->reset_state();
}

std::vector<LoadableNetwork> DeviceMemory::networks() {
  std::vector<LoadableNetwork> networks;
  for (std::size_t n = 0; n < ranges_.size(); ++n) {
    networks.push_back({&plan_.networks[n], &ranges_[n], host_.image(n)});
  }
  return networks;
}

}  // namespace rtswap
