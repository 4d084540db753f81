// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <vector>

#include "rtswap/exec/group_loader.h"

namespace rtswap {

// Loads groups into the places that the plan gave them: the chunks beneath a group are mapped once,
// and beneath groups of other networks, too. It knows which groups share chunks. A place is free
// once the last group of the running job that reads it has been launched; the load waits for that
// group on the device.
class OverlayLoader final : public GroupLoader {
 public:
  // As GroupLoader.
  OverlayLoader(const std::vector<LoadableNetwork>& networks, std::uint32_t chunk_count,
                CopyEngine& engine, LoadSignals& signals, dn::Stream& compute);

  void load_ahead(std::uint32_t network, int launched) noexcept override;

 private:
  void issue_prefetches(std::uint32_t network, int first, std::uint32_t running,
                        int launched) noexcept override;
  void request_next(std::uint32_t network, int group) noexcept override;
  // `after`: the group of the running job that must have run before, -1 none.
  void request(std::uint32_t network, int group, TransferClass transfer_class, int after) noexcept;
  void make_way(const Group& wanted) noexcept;
  // The last group of `network` that reads one of the chunks, -1 none.
  int last_reader(std::uint32_t network, const Group& of) const noexcept;
  bool is_loading(const Group& place) const noexcept;

  std::vector<std::vector<int>> last_user_;  // [network][chunk]: the last group on it, -1 none
  // [network][group]: the last group before it, of the same network, that shares a chunk with it.
  std::vector<std::vector<int>> frees_after_;
};

}  // namespace rtswap
