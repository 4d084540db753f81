// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstring>
#include <deque>
#include <memory>
#include <random>
#include <vector>

#include "darknet/device/host/host_device.h"
#include "rtswap/exec/group_loader.h"
#include "rtswap/memory/budget.h"
#include "rtswap/memory/chunk_pool.h"
#include "rtswap/memory/va_range.h"

namespace rtswap::test {

// A group loader on real chunks, with random bytes as weights, and any link.
class LoaderStage {
 public:
  LoaderStage(SwapPlan plan_to_use, CopyLink& link, dn::Bytes piece = kMaxPiece,
              PieceObserver* observer = nullptr)
      : plan(std::move(plan_to_use)),
        pool_(device_.vmm(), budget_, plan.chunk, plan.chunk_count(), "test"),
        compute_(device_.make_stream(dn::StreamPriority::kNormal)),
        signals_(plan, device_),
        engine(link, {piece, signals_.loads.size(), observer}) {
    std::mt19937 random(1);
    std::vector<LoadableNetwork> networks;
    for (const NetworkPlan& network : plan.networks) {
      auto& image = images_.emplace_back(network.range.value);
      for (std::byte& b : image) b = static_cast<std::byte>(random());
      VaRange& range = ranges_.emplace_back(device_.vmm(), pool_, network.range, "test");
      for (const LayerGroup& group : network.groups) {
        for (std::size_t i = 0; i < group.chunks.size(); ++i)
          range.map(group.offset + plan.chunk * i, ChunkIndex{group.chunks[i]});
      }
      networks.push_back({&network, range.base(), image.data()});
    }
    loader =
        std::make_unique<GroupLoader>(networks, plan.chunk_count(), engine, signals_, *compute_);
  }

  // What a kernel of the group would read now is what the host store says.
  bool is_true(std::uint32_t network, int group) const {
    const LayerGroup& g = plan.networks[network].groups[static_cast<std::size_t>(group)];
    return g.size == dn::Bytes(0) ||
           std::memcmp(ranges_[network].base() + g.offset.value,
                       images_[network].data() + g.offset.value, g.size.value) == 0;
  }

 public:
  const SwapPlan plan;

 private:
  dn::HostDevice device_;
  Budget budget_;
  ChunkPool pool_;
  std::deque<VaRange> ranges_;
  std::vector<std::vector<std::byte>> images_;
  std::unique_ptr<dn::Stream> compute_;
  LoadSignals signals_;

 public:
  CopyEngine engine;
  std::unique_ptr<GroupLoader> loader;
};

}  // namespace rtswap::test
