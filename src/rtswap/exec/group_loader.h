// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rtswap/memory/residency.h"
#include "rtswap/memory/va_range.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/time.h"
#include "rtswap/transfer/copy_engine.h"

namespace rtswap {

// A network as the loader sees it: its plan, where it lives on the device, and its truth in the
// host store.
struct LoadableNetwork {
  const NetworkPlan* plan = nullptr;
  std::byte* device = nullptr;      // base of the virtual range
  const std::byte* host = nullptr;  // base of the packed image, laid out alike
};

// Brings layer groups to their places. It knows which groups share chunks, asks the copy engine for
// what is missing, and keeps the chunk table true. Retained groups are always there.
//
// Used by ONE thread, the device thread, which also runs the kernels: so "the group before was
// executed" is simply the order of its calls, and no load is ever issued into a place that is still
// to be read. Run phase: noexcept, no heap.
class GroupLoader {
 public:
  // All of these must outlive the loader. `tickets`, one per group of all networks, must outlive
  // the engine as well: it may still be copying a prefetch when the loader goes.
  GroupLoader(const std::vector<LoadableNetwork>& networks, std::uint32_t chunk_count,
              CopyEngine& engine, std::span<TransferTicket> tickets);

  int group_count(std::uint32_t network) const { return static_cast<int>(groups_[network].size()); }

  // The job of `network` that runs now has executed its groups before `executed`. Issues the loads
  // of its next groups, in order, as far as their places are free; a place is free once the last
  // group of this job that used it has run.
  void load_ahead(std::uint32_t network, int executed) noexcept;
  // Loads what `network` needs first into places that the running job (or, with running ==
  // network's own last group executed, nobody) does not need any more. Called when the running job
  // has no load left. Never waits: a place that another load is still on its way to stays as it is.
  void prefetch(std::uint32_t network, std::uint32_t running, int executed) noexcept;
  // The same while nothing runs.
  void prefetch_idle(std::uint32_t network) noexcept;
  // Returns when the group is there; how long that took.
  Nanos wait_for(std::uint32_t network, int group) noexcept;
  // A new job of `network` begins: nothing of it is loaded ahead yet.
  void begin_job(std::uint32_t network) noexcept { next_load_[network] = 0; }
  // Every load of the job that began last has been issued.
  bool all_issued(std::uint32_t network) const noexcept {
    return next_load_[network] == group_count(network);
  }
  // The running job of `network` ends before its last group: loads on their way for it would only
  // delay the next job's, so they are cancelled. Waits for the piece in flight at most.
  void give_up(std::uint32_t network) noexcept;
  // Bytes of `network` brought in since the last call, prefetches included; a load that was given
  // up halfway does not count.
  dn::Bytes take_loaded(std::uint32_t network) noexcept;
  const Residency& residency() const noexcept { return residency_; }

  // Set-up: loads the retained groups, and waits for them.
  void load_retained();

 private:
  struct Group {
    std::vector<ChunkIndex> chunks;
    Transfer transfer;
    bool retained = true;
    bool loading = false;
    // The last group before this one, of the same network, that shares a chunk with it.
    int frees_after = -1;
  };
  struct Pending {
    std::uint32_t network;
    int group;
  };

  Group& at(std::uint32_t network, int group) noexcept {
    return groups_[network][static_cast<std::size_t>(group)];
  }
  static ContentOwner owner(std::uint32_t network, int group) noexcept {
    return {network, static_cast<std::uint32_t>(group)};
  }
  bool is_there(std::uint32_t network, int group) noexcept;
  void request(std::uint32_t network, int group, TransferClass transfer_class) noexcept;
  void make_way(std::uint32_t network, int group) noexcept;
  void settle() noexcept;
  void cancel(std::size_t pending) noexcept;
  void finish(std::size_t pending) noexcept;
  void forget(std::size_t pending) noexcept;
  bool is_needed(std::uint32_t network, int executed, const Group& by) const noexcept;
  bool is_loading(const Group& place) const noexcept;

  CopyEngine& engine_;
  Residency residency_;
  std::vector<std::vector<Group>> groups_;   // [network][group]
  std::vector<std::vector<int>> last_user_;  // [network][chunk]: the last group on it, -1 none
  std::vector<int> next_load_;               // [network]
  std::vector<Pending> pending_;             // loads on their way, oldest first; capacity reserved
  std::vector<dn::Bytes> loaded_;            // [network], since take_loaded()
};

}  // namespace rtswap
