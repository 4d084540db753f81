// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>

#include "darknet/net/compiled_network.h"

namespace bench_gpu {

// A network with all its memory on a device, to be timed: as dn::ResidentNetwork, but it also runs
// without the copies of input and outputs, which other frameworks' timings leave out.
class ResidentRig {
 public:
  // `network` must outlive it. Throws dn::Error.
  ResidentRig(std::shared_ptr<dn::Device> device, const dn::Network& network,
              const dn::NetworkWeights& weights, dn::Precision precision);

  // Run, and return how many milliseconds it took until everything was done.
  double time_kernels() noexcept { return time(*kernels_); }
  double time_with_copies() noexcept { return time(*with_copies_); }

  const dn::CompiledNetwork& compiled() const { return compiled_; }

 private:
  void load_weights(const dn::NetworkWeights& weights, dn::NetworkMemory& memory);
  double time(dn::Recording& recording) noexcept;

  std::shared_ptr<dn::Device> device_;
  std::unique_ptr<dn::Stream> stream_;
  dn::CompiledNetwork compiled_;
  dn::DeviceBlock weights_, arena_, workspace_, io_, state_;
  std::unique_ptr<dn::Recording> kernels_, with_copies_;
};

}  // namespace bench_gpu
