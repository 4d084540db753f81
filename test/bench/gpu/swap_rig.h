// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rtswap/exec/device_memory.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/exec/job_runner.h"
#include "rtswap/exec/prepared_set.h"
#include "rtswap/transfer/copy_engine.h"
#include "test/bench/gpu/settings.h"

namespace bench_gpu {

struct SwapOptions {
  dn::Precision precision = dn::Precision::kFloat32;
  // Of the weights' bytes, how much the device has room for: 1 = everything is resident, 0 =
  // nothing but a streaming area of two groups.
  double share = 1;
  dn::Bytes group = dn::kMiB * 4;
  std::optional<int> group_count{};  // instead: groups of a size that makes about as many
  // Every network has the whole device to itself, and none finds anything of its own there when
  // another one has run: each job brings all its weights, without waiting for room. `share` must be
  // 1 and the networks must be the same.
  bool takes_turns = false;
};

// Networks whose jobs run one after the other as the executor's device thread runs them, without
// its task threads: what the device does for a job, from its grant to its last group. Weights are
// generated; network and task numbers are the same. One thread uses it, which opened the device.
class SwapRig {
 public:
  // Throws dn::Error.
  SwapRig(const Settings& settings, const std::vector<NetworkChoice>& choices,
          const SwapOptions& options);

  struct Job {
    double total_ms = 0;        // grant to the end of the last group
    double last_launch_ms = 0;  // grant to the last group's launch
    dn::Bytes swapped_in;
  };
  Job run(std::uint32_t network) noexcept;
  // Runs the groups from `first` on, which must be resident, without a loader; milliseconds.
  double time_groups_from(std::uint32_t network, std::size_t first) noexcept;

  const std::vector<rtswap::LayerGroup>& groups(std::uint32_t network) const {
    return plan_.networks[network].groups;
  }
  // The bits of all results of the last job.
  std::vector<std::uint32_t> outputs(std::uint32_t network) const;
  // Whether outputs() would be equal to `bits`; takes no heap memory.
  bool outputs_are(std::uint32_t network, std::span<const std::uint32_t> bits) const noexcept;
  dn::Bytes weights_on_device() const { return plan_.chunk * plan_.chunk_count(); }
  dn::Bytes weight_bytes() const;

 private:
  rtswap::PreparedSet prepare(const Settings& settings, const std::vector<NetworkChoice>& choices,
                              const SwapOptions& options);
  rtswap::SwapPlan plan(const Settings& settings, const SwapOptions& options);
  std::vector<rtswap::RunnableTask> runnable_tasks();
  std::unique_ptr<dn::Recording> record_group(std::uint32_t network, std::size_t group);

  std::shared_ptr<dn::Device> device_;
  std::unique_ptr<dn::Stream> compute_;
  dn::SideStream side_;
  rtswap::TaskSetSpec set_;
  rtswap::PreparedSet prepared_;
  rtswap::SwapPlan plan_;
  rtswap::DeviceMemory memory_;
  std::unique_ptr<rtswap::CopyLink> link_;
  rtswap::LoadSignals signals_;
  rtswap::CopyEngine engine_;
  std::unique_ptr<rtswap::GroupLoader> loader_;
  std::vector<std::vector<dn::Recording*>> recordings_;  // [network][group], the runner's
  std::vector<std::vector<int>> result_layers_;          // [network]
  rtswap::Instant last_launch_;
  rtswap::JobRunner runner_;
};

}  // namespace bench_gpu
