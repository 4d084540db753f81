// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "darknet/device/device.h"
#include "rtswap/exec/load_trace.h"
#include "rtswap/memory/residency.h"
#include "rtswap/memory/va_range.h"
#include "rtswap/model/swap_plan.h"
#include "rtswap/model/time.h"
#include "rtswap/transfer/copy_engine.h"

namespace rtswap {

// A network as the loader sees it: its plan, where it lives on the device, mapped as the plan says,
// and its truth in the host store.
struct LoadableNetwork {
  const NetworkPlan* plan = nullptr;
  VaRange* range = nullptr;
  const std::byte* host = nullptr;  // base of the packed image, laid out as the range
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

// Brings layer groups to the device: asks the copy engine for what is missing and keeps the chunk
// table true. Which chunks a streamed group comes to, and when they are free, is the placement's,
// that is, the subclass's. Retained groups are always there.
//
// Used by ONE thread, the device thread, which also puts the kernels on the compute stream. It
// tells the loader after every group, so that no load overwrites what is still to be read (how is
// the placement's), and each group waits, on the device, for its load.
// Between two jobs the compute stream is empty. Run phase: noexcept, no heap.
class GroupLoader {
 public:
  virtual ~GroupLoader() = default;
  GroupLoader(const GroupLoader&) = delete;
  GroupLoader& operator=(const GroupLoader&) = delete;

  int group_count(std::uint32_t network) const { return static_cast<int>(groups_[network].size()); }

  // The job of `network` that runs now has launched its groups before `launched`. Issues the loads
  // of its next groups, in order, as far as there are places for them.
  virtual void load_ahead(std::uint32_t network, int launched) noexcept = 0;
  // Loads what a job of `network` that goes on with its group `first` needs first, into places that
  // the running job (or, with running == network's own last group launched, nobody) does not need
  // any more. Called when the running job has no load left. Never waits: what another load is still
  // on its way to stays as it is.
  void prefetch(std::uint32_t network, int first, std::uint32_t running, int launched) noexcept {
    allow_prefetches();
    issue_prefetches(network, first, running, launched);
  }
  // The same while nothing runs.
  void prefetch_idle(std::uint32_t network) noexcept {
    prefetch(network, 0, network, group_count(network));
  }
  // Returns when what is put on the compute stream from now on finds the group there; how long the
  // caller had to wait for that.
  Nanos wait_for(std::uint32_t network, int group) noexcept;
  // The group of the running job was put on the compute stream.
  void mark_launched(int group) noexcept { compute_.record(*signals_.launched[to_size(group)]); }
  // Returns when the group of the running job has run, and everything before it.
  void wait_until_run(int group) noexcept { fence_of(group).wait(); }
  // A job of `network` begins with its group `first`, or goes on with it after it was preempted:
  // nothing of it is loaded ahead yet. Until the next prefetch() is asked for, none that was asked
  // for before takes the link from it.
  virtual void begin_job(std::uint32_t network, int first) noexcept;
  // Every load of the job that began last has been issued.
  bool all_issued(std::uint32_t network) const noexcept {
    return next_load_[network] == group_count(network);
  }
  // The running job of `network` loses the device before its last group: loads on their way for it
  // would only delay the next job's, so no more of them is sent. Prefetches, for a later job of the
  // network or for what comes next, are in nobody's way.
  void give_up(std::uint32_t network) noexcept;
  // Behind it, before any other load is asked for: returns when the link is free of them. All are
  // dropped before the first is waited for, so that is what was on the link when they were given
  // up.
  void wait_until_given_up(std::uint32_t network) noexcept;
  // Bytes of `network` brought in since the last call, prefetches included; a load that was given
  // up halfway does not count.
  dn::Bytes take_loaded(std::uint32_t network) noexcept;
  const Residency& residency() const noexcept { return residency_; }
  // Its load has been asked for and is not known to be complete.
  bool is_on_its_way(std::uint32_t network, int group) noexcept {
    return at(network, group).loading;
  }

  // Set-up, before the first load: tells `trace`, which must outlive the loader.
  void trace_to(LoadTrace& trace) noexcept { trace_ = &trace; }

  // Set-up, once, when everything is recorded: loads the retained groups, and waits for them.
  virtual void load_retained();

 protected:
  // All of these must outlive the loader; `signals` were made for the same plan.
  GroupLoader(const std::vector<LoadableNetwork>& networks, std::uint32_t chunk_count,
              CopyEngine& engine, LoadSignals& signals, dn::Stream& compute);

  struct Group {
    std::vector<ChunkIndex> chunks;  // beneath it, or where it was last
    Transfer transfer;
    bool retained = true;
    bool loading = false;
    bool is_prefetch = false;  // while loading: not the running job's
  };
  struct GroupId {
    std::uint32_t network;
    int group;
  };

  Group& at(std::uint32_t network, int group) noexcept { return groups_[network][to_size(group)]; }
  Group& at(GroupId id) noexcept { return at(id.network, id.group); }
  bool is_there(std::uint32_t network, int group) noexcept;
  // A group whose chunks are its own from here on, with no load on its way into them. `after`: what
  // the link waits for before the first byte, or null.
  void submit(std::uint32_t network, int group, TransferClass transfer_class,
              const dn::Fence* after) noexcept;
  // A load that is on its way becomes the running job's.
  void promote(Group& group) noexcept;
  // The group's content means nothing any more.
  void invalidate(GroupId id) noexcept;
  // Marks the loads that are complete.
  void settle() noexcept;
  // Gives up a load of pending_, unless it is complete by then. Waits for the pieces in flight.
  void cancel(std::size_t pending) noexcept;
  const dn::Fence& fence_of(int group) const noexcept { return *signals_.launched[to_size(group)]; }
  static std::size_t to_size(int group) noexcept { return static_cast<std::size_t>(group); }

  Residency residency_;
  std::vector<std::vector<Group>> groups_;  // [network][group]
  std::vector<int> next_load_;              // [network]
  std::vector<GroupId> pending_;            // loads on their way, oldest first; capacity reserved

 private:
  bool is_running_load(GroupId id, std::uint32_t network) noexcept {
    return id.network == network && !at(id).is_prefetch;
  }
  void allow_prefetches() noexcept;
  // See prefetch().
  virtual void issue_prefetches(std::uint32_t network, int first, std::uint32_t running,
                                int launched) noexcept = 0;
  // Submits the load of a group of the running job whose turn has come: those before it have been
  // launched.
  virtual void request_next(std::uint32_t network, int group) noexcept = 0;
  static ContentOwner owner(GroupId id) noexcept {
    return {id.network, static_cast<std::uint32_t>(id.group)};
  }
  void finish(std::size_t pending) noexcept;
  void forget(std::size_t pending) noexcept;

  CopyEngine& engine_;
  bool holds_prefetches_ = false;  // the engine does
  LoadSignals& signals_;
  dn::Stream& compute_;
  std::vector<dn::Bytes> loaded_;  // [network], since take_loaded()
  LoadTrace* trace_ = nullptr;
};

}  // namespace rtswap
