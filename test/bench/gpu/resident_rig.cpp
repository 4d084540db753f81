// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/resident_rig.h"

#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "test/bench/gpu/samples.h"

namespace bench_gpu {
namespace {

dn::CompileOptions options_for(const dn::Device& device, dn::Precision precision) {
  dn::CompileOptions options;
  options.device = device.kind();
  options.kernels.precision = precision;
  return options;
}

}  // namespace

ResidentRig::ResidentRig(std::shared_ptr<dn::Device> device, const dn::Network& network,
                         const dn::NetworkWeights& weights, dn::Precision precision)
    : device_(std::move(device)),
      stream_(device_->make_stream(dn::StreamPriority::kNormal)),
      compiled_(network, options_for(*device_, precision)),
      arena_(device_->allocate(compiled_.arena_bytes(), "activations")),
      workspace_(device_->allocate(compiled_.workspace_bytes(), "workspace")),
      io_(device_->allocate_pinned(compiled_.io_bytes(), "inputs and outputs")),
      state_(device_->allocate(compiled_.state_bytes(), "recurrent state")) {
  dn::NetworkMemory memory{arena_.data(), workspace_.data(), io_.data(), state_.data(), {},
                           stream_.get()};
  load_weights(weights, memory);
  compiled_.bind(memory);
  compiled_.reset_state();
  dn::planar_to_channels_last(network.input(), dn::random_input(1, 0, network.input().count()),
                              compiled_.input());
  with_copies_ = stream_->record_work([this] { compiled_.run(); });
  kernels_ = stream_->record_work([this] {
    for (int step = 0; step < static_cast<int>(compiled_.steps().size()); ++step)
      compiled_.run_step(step);
  });
  time_with_copies();  // the kernels alone have an input then
}

void ResidentRig::load_weights(const dn::NetworkWeights& weights, dn::NetworkMemory& memory) {
  const dn::Bytes align{64};
  dn::Bytes total;
  for (const dn::Step& step : compiled_.steps()) total += dn::align_up(step.weights, align);
  weights_ = device_->allocate(total, "weights");
  dn::AlignedBuffer<std::byte> packed(total.value);
  dn::Bytes offset;
  for (std::size_t i = 0; i < compiled_.steps().size(); ++i) {
    compiled_.pack(static_cast<int>(i), weights, packed.data() + offset.value);
    memory.step_weights.push_back(weights_.data() + offset.value);
    offset += dn::align_up(compiled_.steps()[i].weights, align);
  }
  stream_->copy(weights_.data(), packed.data(), total);
  stream_->synchronize();
}

double ResidentRig::time(dn::Recording& recording) noexcept {
  const auto begin = Clock::now();
  recording.launch();
  stream_->synchronize();
  return millis(Clock::now() - begin);
}

}  // namespace bench_gpu
