// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/profiled_network.h"

#include <algorithm>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "rtswap/model/streamed_part.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kChunk = dn::kKiB * 256;  // the planner's own, where the device maps so little

dn::CompileOptions compile_options(const dn::Device& device, dn::Precision precision, bool cut) {
  dn::CompileOptions options;
  options.device = device.kind();
  options.kernels.precision = precision;
  if (cut) options.kernels.max_part = streamed_part(device.has_own_memory());
  return options;
}

}  // namespace

ProfiledNetwork::ProfiledNetwork(dn::Device& device, const dn::Network& network,
                                 const dn::NetworkWeights& weights, dn::Precision precision,
                                 bool cut)
    : device_(device),
      stream_(device.make_stream(dn::StreamPriority::kHigh)),
      side_(device),
      compiled_(network, compile_options(device, precision, cut)),
      arena_(device.allocate(compiled_.arena_bytes(), "activations")),
      workspace_(device.allocate(compiled_.workspace_bytes(), "workspace")),
      io_(device.allocate_pinned(compiled_.io_bytes(), "inputs and outputs")),
      state_(device.allocate(compiled_.state_bytes(), "recurrent state")) {
  std::vector<Bytes> offsets;
  Bytes total;
  for (const dn::Step& step : compiled_.steps()) {
    offsets.push_back(total);
    total += align_up(step.weights, Bytes(dn::kAlignment));
  }
  map_weights(total);
  pack(weights, offsets);
  bind(offsets);
  fill_input();
}

void ProfiledNetwork::map_weights(Bytes size) {
  const Bytes chunk = align_up(kChunk, device_.vmm().granularity());
  const auto count = static_cast<std::uint32_t>(chunks_for(size, chunk));
  chunks_.emplace(device_.vmm(), budget_, chunk, count, "weights");
  weights_.emplace(device_.vmm(), *chunks_, size, "weights");
  for (std::uint32_t i = 0; i < count; ++i) weights_->map(chunk * i, ChunkIndex{i});
}

// Packed by the host, step by step, into memory of its own where the device's is out of its reach.
void ProfiledNetwork::pack(const dn::NetworkWeights& weights, const std::vector<Bytes>& offsets) {
  const std::vector<dn::Step>& steps = compiled_.steps();
  const bool in_place = !device_.has_own_memory();
  Bytes largest;
  for (const dn::Step& step : steps) largest = std::max(largest, step.weights);
  dn::AlignedBuffer<std::byte> packed(in_place ? 0 : largest.value);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::byte* to = weights_->base() + offsets[i].value;
    compiled_.pack(static_cast<int>(i), weights, in_place ? to : packed.data());
    if (in_place || steps[i].weights == Bytes(0)) continue;
    stream_->copy(to, packed.data(), steps[i].weights);
    stream_->synchronize();
  }
}

void ProfiledNetwork::bind(const std::vector<Bytes>& offsets) {
  dn::NetworkMemory memory{
      arena_.data(), workspace_.data(), io_.data(), state_.data(), {}, stream_.get(), &side_};
  for (const Bytes offset : offsets) memory.step_weights.push_back(weights_->base() + offset.value);
  compiled_.bind(memory);
  compiled_.reset_state();
  stream_->synchronize();
}

void ProfiledNetwork::fill_input() {
  std::memset(io_.data(), 0, io_.size().value);
  const dn::Shape& shape = compiled_.network().input();
  dn::planar_to_channels_last(shape, dn::random_input(1, 0, shape.count()), compiled_.input());
}

std::unique_ptr<dn::Recording> ProfiledNetwork::record(int first, int last) {
  return stream_->record_work([this, first, last] {
    if (first == 0) compiled_.load_input();
    compiled_.run_steps(first, last);
  });
}

std::unique_ptr<dn::Recording> ProfiledNetwork::record_computing() {
  const int last = static_cast<int>(compiled_.steps().size()) - 1;
  return stream_->record_work([this, last] { compiled_.run_steps(0, last); });
}

}  // namespace rtswap
