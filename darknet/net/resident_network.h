// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <vector>

#include "darknet/base/aligned_buffer.h"
#include "darknet/net/compiled_network.h"

namespace dn {

// A compiled network with everything it needs in ordinary memory, weights included: what the plain
// Darknet commands run. Not thread-safe: one thread at a time.
class ResidentNetwork {
 public:
  // Packs `weights`, which are not needed afterwards. `network` must outlive this.
  ResidentNetwork(const Network& network, const NetworkWeights& weights,
                  CompileOptions options = {});

  const Network& network() const { return compiled_.network(); }
  const CompiledNetwork& compiled() const { return compiled_; }
  std::span<float> input() const { return compiled_.input(); }  // channels-last
  // Of a kept layer.
  std::span<const float> output(int layer) const { return compiled_.output(layer); }
  void run() noexcept { compiled_.run(); }
  void run_step(int step) noexcept { compiled_.run_step(step); }
  void reset_state() noexcept { compiled_.reset_state(); }

 private:
  CompiledNetwork compiled_;
  AlignedBuffer<std::byte> weights_, arena_, workspace_, io_;
};

}  // namespace dn
