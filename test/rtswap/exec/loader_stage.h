// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <atomic>
#include <chrono>
#include <cstring>
#include <deque>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "darknet/device/host/host_device.h"
#include "rtswap/exec/make_group_loader.h"
#include "rtswap/memory/budget.h"
#include "rtswap/memory/chunk_pool.h"
#include "rtswap/memory/va_range.h"
#include "test/rtswap/exec/late_stream.h"

namespace rtswap::test {

struct StageOptions {
  Placement placement = Placement::kOverlay;
  dn::Bytes piece = kLargestPiece;
  PieceObserver* observer = nullptr;
};

// A group loader on real chunks, with random bytes as weights, any link, and kernels that run
// behind its back.
class LoaderStage {
 public:
  LoaderStage(SwapPlan plan_to_use, CopyLink& link, const StageOptions& options = {})
      : plan(std::move(plan_to_use)),
        pool(device_.vmm(), budget_, plan.chunk, plan.chunk_count(), "test"),
        signals_(plan, device_),
        engine(link, {options.piece, signals_.loads.size(), options.observer}) {
    for (auto& fence : signals_.launched) fence = std::make_unique<LateFence>();
    std::mt19937 random(1);
    std::vector<LoadableNetwork> networks;
    for (const NetworkPlan& network : plan.networks) {
      auto& image = images_.emplace_back(network.range.value);
      for (std::byte& b : image) b = static_cast<std::byte>(random());
      VaRange& range = ranges_.emplace_back(device_.vmm(), pool, network.range, "test");
      for (const LayerGroup& group : network.groups) {
        for (std::size_t i = 0; i < group.chunks.size(); ++i)
          range.map(group.offset + plan.chunk * i, ChunkIndex{group.chunks[i]});
      }
      networks.push_back({&network, &range, image.data()});
    }
    loader = make_group_loader(options.placement, networks, pool, engine, signals_, compute);
  }

  // What a kernel of the group would read now is what the host store says.
  bool is_true(std::uint32_t network, int group) const {
    const LayerGroup& g = plan.networks[network].groups[static_cast<std::size_t>(group)];
    return g.size == dn::Bytes(0) ||
           std::memcmp(ranges_[network].base() + g.offset.value,
                       images_[network].data() + g.offset.value, g.size.value) == 0;
  }

  // Whether all of the group, or none of it, has chunks beneath it.
  bool is_mapped(std::uint32_t network, int group) const { return mapped(network, group, true); }
  bool is_unmapped(std::uint32_t network, int group) const { return mapped(network, group, false); }

  // Launches the group, whose kernel notes whether it read the truth, and tells the loader.
  void launch(std::uint32_t network, int group, std::chrono::microseconds time = {}) {
    compute.put([this, network, group, time] {
      if (!is_true(network, group)) reads_are_true = false;
      if (time.count() == 0) return;
      std::this_thread::sleep_for(time);
      if (!is_true(network, group)) reads_are_true = false;
    });
    loader->mark_launched(group);
  }

 private:
  bool mapped(std::uint32_t network, int group, bool expected) const {
    const LayerGroup& g = plan.networks[network].groups[static_cast<std::size_t>(group)];
    for (std::size_t i = 0; i < g.chunks.size(); ++i) {
      if (ranges_[network].chunk_at(g.offset + plan.chunk * i).has_value() != expected)
        return false;
    }
    return true;
  }

 public:
  const SwapPlan plan;
  std::atomic<bool> reads_are_true{true};

 private:
  dn::HostDevice device_;
  Budget budget_;

 public:
  ChunkPool pool;

 private:
  std::deque<VaRange> ranges_;
  std::vector<std::vector<std::byte>> images_;
  LoadSignals signals_;

 public:
  LateStream compute;
  CopyEngine engine;
  std::unique_ptr<GroupLoader> loader;
};

}  // namespace rtswap::test
