// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <optional>

#include "darknet/device/device.h"
#include "darknet/net/compiled_network.h"
#include "rtswap/memory/budget.h"
#include "rtswap/memory/chunk_pool.h"
#include "rtswap/memory/va_range.h"

namespace rtswap {

// A network with all its memory, laid out as the executor does it: the weights in a virtual range
// with chunks beneath, steps cut for streaming unless `cut` is false. All of it is resident;
// nothing is swapped. The input is deterministic noise. One thread at a time may use it.
class ProfiledNetwork {
 public:
  // Packs `weights`, which are not needed afterwards; `device` and `network` must outlive this.
  // Throws dn::Error where the memory is short or the device cannot compute the network.
  ProfiledNetwork(dn::Device& device, const dn::Network& network, const dn::NetworkWeights& weights,
                  dn::Precision precision, bool cut = true);

  const dn::CompiledNetwork& compiled() const { return compiled_; }
  dn::Stream& stream() { return *stream_; }
  // Steps [first, last], as the executor records a group: the first one takes the input along, the
  // last one brings the outputs back. This must outlive it.
  std::unique_ptr<dn::Recording> record(int first, int last);
  // All steps, without the way of the input to the device. This must outlive it.
  std::unique_ptr<dn::Recording> record_computing();

 private:
  void map_weights(dn::Bytes size);
  void pack(const dn::NetworkWeights& weights, const std::vector<dn::Bytes>& offsets);
  void bind(const std::vector<dn::Bytes>& offsets);
  void fill_input();

  dn::Device& device_;
  std::unique_ptr<dn::Stream> stream_;
  dn::SideStream side_;
  dn::CompiledNetwork compiled_;
  Budget budget_;  // unlimited
  std::optional<ChunkPool> chunks_;
  std::optional<VaRange> weights_;
  dn::DeviceBlock arena_, workspace_, io_, state_;
};

}  // namespace rtswap
