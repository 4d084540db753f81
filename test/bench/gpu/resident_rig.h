// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>

#include "darknet/net/compiled_network.h"

namespace bench_gpu {

// A network with all its memory on a device, to be timed: as dn::ResidentNetwork, but it also runs
// without the copies of input and outputs, which other frameworks' timings leave out. The input is
// a photograph where a user's would be: one, for a GPU that resizes it; else noise.
class ResidentRig {
 public:
  // `network` must outlive it. Throws dn::Error.
  ResidentRig(std::shared_ptr<dn::Device> device, const dn::Network& network,
              const dn::NetworkWeights& weights, dn::Precision precision);

  // Run, and return how many milliseconds it took until everything was done.
  double time_kernels() noexcept;
  double time_with_copies() noexcept;
  // The bytes that go to the device for the input of a run with copies.
  dn::Bytes bytes_sent() const;

  const dn::CompiledNetwork& compiled() const { return compiled_; }

 private:
  void load_weights(const dn::NetworkWeights& weights, dn::NetworkMemory& memory);
  bool sends_picture() const {
    return device_->has_own_memory() && compiled_.network().input().n == 1;
  }
  void make_input();

  std::shared_ptr<dn::Device> device_;
  std::unique_ptr<dn::Stream> stream_;
  dn::SideStream side_;
  dn::CompiledNetwork compiled_;
  dn::DeviceBlock weights_, arena_, workspace_, io_, state_;
  dn::ResizePlan resize_;
  dn::DeviceBlock picture_, staging_;
  std::unique_ptr<dn::Recording> kernels_, with_copies_;  // a picture is loaded before them
};

}  // namespace bench_gpu
