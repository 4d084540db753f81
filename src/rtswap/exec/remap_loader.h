// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rtswap/exec/group_loader.h"
#include "rtswap/memory/chunk_pool.h"

namespace rtswap {

// Loads groups into whatever chunks of the streaming area are free: takes them from the groups that
// are needed last, unmaps them there and maps them beneath the group. A chunk is mapped at one
// address only, and nothing lies beneath a group that is not on the device.
//
// Mapping does not wait for the device, so a chunk leaves a group only when the host knows that
// whoever read it has run. Loads are issued as soon as that is known, without waiting for it; only
// wait_for() waits. (exec/README.md has the argument.)
class RemapLoader final : public GroupLoader {
 public:
  // As GroupLoader. The networks are mapped as the plan says until load_retained(); `pool` is the
  // plan's, its chunks are all free, and from here on it is the loader's alone.
  RemapLoader(const std::vector<LoadableNetwork>& networks, ChunkPool& pool, CopyEngine& engine,
              LoadSignals& signals, dn::Stream& compute);

  void load_ahead(std::uint32_t network, int launched) noexcept override;
  void begin_job(std::uint32_t network, int first) noexcept override;
  // Takes the streamed groups' chunks away first.
  void load_retained() override;

 private:
  void issue_prefetches(std::uint32_t network, int first, std::uint32_t running,
                        int launched) noexcept override;
  // Groups [first, end) of a network.
  struct GroupRange {
    std::uint32_t network;
    int first, end;
    bool has(GroupId id) const {
      return id.network == network && id.group >= first && id.group < end;
    }
  };
  // Groups whose chunks may not be taken. Neither may those of a load on its way, unless it can be
  // given up.
  struct Kept {
    std::array<GroupRange, 2> ranges;
    bool loads_too;
    bool has(GroupId id) const { return ranges[0].has(id) || ranges[1].has(id); }
  };

  void request_next(std::uint32_t network, int group) noexcept override;
  void see_what_ran(int launched) noexcept;
  Kept still_to_be_read(std::uint32_t network, int next) const noexcept;
  bool take_place(GroupId id, const Kept& kept) noexcept;
  std::size_t obtainable(const Kept& kept) noexcept;
  void take_chunks_for(GroupId id, const Kept& kept) noexcept;
  std::optional<std::size_t> needed_last(GroupId by, const Kept& kept) noexcept;
  void give_up_newest(const Kept& kept) noexcept;
  void evict(std::size_t placed) noexcept;
  void map(GroupId id) noexcept;
  dn::Bytes offset_of(GroupId id, std::size_t chunk) const noexcept;
  bool is_placed(GroupId id) const noexcept;
  std::size_t free_chunks() const noexcept { return pool_.capacity() - pool_.used(); }

  ChunkPool& pool_;
  std::vector<LoadableNetwork> networks_;
  std::vector<GroupId> placed_;  // streamed groups with chunks beneath them; capacity reserved
  int ran_ = 0;                  // groups of the running job that have run, as far as is known
};

}  // namespace rtswap
