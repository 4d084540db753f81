// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "darknet/device/device.h"
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

// What loads and the compute stream tell each other. Made for one plan, for one loader; must
// outlive the copy engine, which may still hold pointers to it when the loader is gone.
struct LoadSignals {
  LoadSignals(const SwapPlan& plan, dn::Device& device);

  // One per group of all networks, network after network: its load is there.
  struct Load {
    TransferTicket ticket;               // for the host
    std::unique_ptr<dn::Fence> arrived;  // for the compute stream
  };
  std::vector<Load> loads;
  // [group] of the running job: it has run.
  std::vector<std::unique_ptr<dn::Fence>> launched;
};

// Brings layer groups to their places. It knows which groups share chunks, asks the copy engine for
// what is missing, and keeps the chunk table true. Retained groups are always there.
//
// Used by ONE thread, the device thread, which also puts the kernels on the compute stream. It
// tells the loader after every group, so that each load waits, on the device, for the last group
// that reads its place, and each group for its load; on the host both have simply happened by then.
// Between two jobs the compute stream is empty. Run phase: noexcept, no heap.
class GroupLoader {
 public:
  // All of these must outlive the loader; `signals` were made for the same plan.
  GroupLoader(const std::vector<LoadableNetwork>& networks, std::uint32_t chunk_count,
              CopyEngine& engine, LoadSignals& signals, dn::Stream& compute);

  int group_count(std::uint32_t network) const { return static_cast<int>(groups_[network].size()); }

  // The job of `network` that runs now has launched its groups before `launched`. Issues the loads
  // of its next groups, in order, as far as their places are free; a place is free once the last
  // group of this job that used it has been launched.
  void load_ahead(std::uint32_t network, int launched) noexcept;
  // Loads what `network` needs first into places that the running job (or, with running ==
  // network's own last group launched, nobody) does not need any more. Called when the running job
  // has no load left. Never waits: a place that another load is still on its way to stays as it is.
  void prefetch(std::uint32_t network, std::uint32_t running, int launched) noexcept;
  // The same while nothing runs.
  void prefetch_idle(std::uint32_t network) noexcept;
  // Returns when what is put on the compute stream from now on finds the group there; how long the
  // caller had to wait for that.
  Nanos wait_for(std::uint32_t network, int group) noexcept;
  // The group of the running job was put on the compute stream.
  void mark_launched(int group) noexcept { compute_.record(*signals_.launched[to_size(group)]); }
  // Returns when the group of the running job has run, and everything before it.
  void wait_until_run(int group) noexcept { signals_.launched[to_size(group)]->wait(); }
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
  // `after`: the group of the running job that must have run before, -1 none.
  void request(std::uint32_t network, int group, TransferClass transfer_class, int after) noexcept;
  void make_way(std::uint32_t network, int group) noexcept;
  void settle() noexcept;
  void cancel(std::size_t pending) noexcept;
  void finish(std::size_t pending) noexcept;
  void forget(std::size_t pending) noexcept;
  static std::size_t to_size(int group) noexcept { return static_cast<std::size_t>(group); }
  // The last group of `network` that reads one of the chunks, -1 none.
  int last_reader(std::uint32_t network, const Group& of) const noexcept;
  bool is_loading(const Group& place) const noexcept;

  CopyEngine& engine_;
  LoadSignals& signals_;
  dn::Stream& compute_;
  Residency residency_;
  std::vector<std::vector<Group>> groups_;   // [network][group]
  std::vector<std::vector<int>> last_user_;  // [network][chunk]: the last group on it, -1 none
  std::vector<int> next_load_;               // [network]
  std::vector<Pending> pending_;             // loads on their way, oldest first; capacity reserved
  std::vector<dn::Bytes> loaded_;            // [network], since take_loaded()
};

}  // namespace rtswap
