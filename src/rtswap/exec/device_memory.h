// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "darknet/device/device.h"
#include "darknet/device/side_stream.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/exec/host_memory.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/memory/budget.h"
#include "rtswap/memory/chunk_pool.h"
#include "rtswap/memory/va_range.h"
#include "rtswap/model/swap_plan.h"

namespace rtswap {

// All memory of a run, taken at set-up. From one budget: the chunk pool and the virtual ranges over
// it, the activation arena, the workspace, what recurrent layers keep, and, where the host's memory
// is the device's, inputs and outputs. Outside the budget, because it is the host's: the packed
// weights (HostMemory), and the inputs and outputs of a device with memory of its own. Nothing
// grows afterwards.
class DeviceMemory {
 public:
  // Takes the memory, fills it with the packed weights of `prepared`, and binds its compiled
  // networks to it, to `compute` and, for their outputs, to `side`. Throws dn::Error. All of these
  // must outlive this.
  DeviceMemory(dn::Device& device, dn::Stream& compute, dn::SideStream& side,
               std::optional<dn::Bytes> limit, PreparedSet& prepared, const SwapPlan& plan);

  // What a loader works on.
  std::vector<LoadableNetwork> networks();
  ChunkPool& pool() { return *pool_; }
  const Budget& budget() const { return *budget_; }
  std::byte* workspace() const { return workspace_.data(); }
  HostMemory& host() { return host_; }
  const HostMemory& host() const { return host_; }

 private:
  dn::DeviceBlock take(const std::string& what, dn::Bytes size);
  dn::DeviceBlock take_io(dn::Bytes size);
  void map_networks();
  void bind(PreparedTask& task, std::uint32_t level);

  PreparedSet& prepared_;
  const SwapPlan& plan_;
  dn::Device& device_;
  dn::Stream& compute_;
  dn::SideStream& side_;
  std::unique_ptr<Budget> budget_;
  std::vector<BudgetClaim> claims_;
  std::unique_ptr<ChunkPool> pool_;
  std::deque<VaRange> ranges_;  // per network
  HostMemory host_;
  std::vector<dn::DeviceBlock> arenas_;  // by preemption level
  dn::DeviceBlock workspace_;
  std::vector<dn::DeviceBlock> io_, state_;  // per task
};

}  // namespace rtswap
