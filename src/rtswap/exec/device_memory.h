// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "darknet/device/host/host_mapping.h"
#include "darknet/device/host/host_vmm.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/memory/budget.h"
#include "rtswap/memory/chunk_pool.h"
#include "rtswap/memory/host_store.h"
#include "rtswap/memory/va_range.h"
#include "rtswap/model/swap_plan.h"

namespace rtswap {

// All memory of a run on the host device, taken at set-up and claimed from one budget: the chunk
// pool and the virtual ranges over it, the activation arena, the workspace, inputs and outputs;
// and, outside the budget, the host store with the packed weights. Nothing grows afterwards.
class DeviceMemory {
 public:
  // Takes the memory, fills it with the packed weights of `prepared`, and binds its compiled
  // networks. Throws dn::Error. `prepared` and `plan` must outlive this.
  DeviceMemory(std::optional<dn::Bytes> limit, PreparedSet& prepared, const SwapPlan& plan);

  std::vector<LoadableNetwork> networks() const;
  const Budget& budget() const { return *budget_; }
  dn::Bytes host_store() const { return store_.footprint(); }
  // Whose packed weights were read from their pack file.
  int networks_from_cache() const { return networks_from_cache_; }

 private:
  dn::HostMapping take(const std::string& what, dn::Bytes size);
  void map_networks();
  void pack(std::uint32_t network, const dn::CompiledNetwork& compiled);
  void bind(PreparedTask& task, std::byte* io);

  PreparedSet& prepared_;
  const SwapPlan& plan_;
  dn::HostVmm vmm_;
  std::unique_ptr<Budget> budget_;
  std::vector<BudgetClaim> claims_;
  std::unique_ptr<ChunkPool> pool_;
  std::deque<VaRange> ranges_;  // per network
  HostStore store_;
  int networks_from_cache_ = 0;
  dn::HostMapping arena_, workspace_;
  std::vector<dn::HostMapping> io_;  // per task
};

}  // namespace rtswap
