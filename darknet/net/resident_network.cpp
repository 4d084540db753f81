// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/resident_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/error.h"
#include "darknet/device/host/host_device.h"
#include "darknet/image/resizer.h"

namespace dn {
namespace {

CompileOptions for_device(CompileOptions options, const Device& device) {
  options.device = device.kind();
  return options;
}

}  // namespace

ResidentNetwork::ResidentNetwork(const Network& network, const NetworkWeights& weights,
                                 CompileOptions options)
    : ResidentNetwork(std::make_shared<HostDevice>(), network, weights, std::move(options)) {}

ResidentNetwork::ResidentNetwork(std::shared_ptr<Device> device, const Network& network,
                                 const NetworkWeights& weights, CompileOptions options)
    : device_(std::move(device)),
      stream_(device_->make_stream(StreamPriority::kNormal)),
      side_(*device_),
      compiled_(network, for_device(std::move(options), *device_)),
      arena_(device_->allocate(compiled_.arena_bytes(), "activations")),
      workspace_(device_->allocate(compiled_.workspace_bytes(), "workspace")),
      io_(device_->allocate_pinned(compiled_.io_bytes(), "inputs and outputs")),
      state_(device_->allocate(compiled_.state_bytes(), "recurrent state")) {
  NetworkMemory memory{
      arena_.data(), workspace_.data(), io_.data(), state_.data(), {}, stream_.get(), &side_};
  load_weights(weights, memory);
  std::memset(io_.data(), 0, io_.size().value);
  compiled_.bind(memory);
  reset_state();
  recording_ = stream_->record_work([this] { compiled_.run(); });
}

// Packed by the host, step by step, into memory of its own: the device's may be out of its reach.
void ResidentNetwork::load_weights(const NetworkWeights& weights, NetworkMemory& memory) {
  constexpr Bytes kAlign{kAlignment};
  std::vector<Bytes> offsets;
  Bytes total, largest;
  for (const Step& step : compiled_.steps()) {
    offsets.push_back(total);
    total += align_up(step.weights, kAlign);
    largest = std::max(largest, step.weights);
  }
  weights_ = device_->allocate(total, "weights");
  const bool in_place = !device_->has_own_memory();
  AlignedBuffer<std::byte> packed(in_place ? 0 : largest.value);
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    std::byte* to = weights_.data() + offsets[i].value;
    memory.step_weights.push_back(to);
    compiled_.pack(static_cast<int>(i), weights, in_place ? to : packed.data());
    if (in_place) continue;
    stream_->copy(to, packed.data(), compiled_.steps()[i].weights);
    stream_->synchronize();
  }
}

void ResidentNetwork::run() noexcept {
  recording_->launch();
  stream_->synchronize();
}

void ResidentNetwork::set_picture(const PixelImage& picture, Fit fit) {
  const Shape& input = network().input();
  if (picture.channels() != input.c || input.n != 1) {
    throw bad_input(fmt::format("a picture of {} channels is no input of {} x {} channels",
                                picture.channels(), input.n, input.c));
  }
  if (device_->has_own_memory()) {
    stage(picture, plan_resize(picture.size(), {input.w, input.h}, input.c, fit));
    return;
  }
  Resizer resizer(picture.size(), {input.w, input.h}, input.c, fit);
  // Sizes are those the resizer was made for.
  static_cast<void>(resizer.run(picture, compiled_.input()));
}

void ResidentNetwork::stage(const PixelImage& picture, const ResizePlan& plan) {
  const Bytes size(plan.picture_bytes());
  if (picture_.staging.size() < size) {
    picture_.pinned = device_->allocate_pinned(size, "picture");
    picture_.staging = device_->allocate(size, "picture");
  }
  const int last_step = static_cast<int>(compiled_.steps().size()) - 1;
  if (!picture_.recording)
    picture_.recording =
        stream_->record_work([this, last_step] { compiled_.run_steps(0, last_step); });
  std::memcpy(picture_.pinned.data(), picture.data(), size.value);
  picture_.plan = plan;
}

void ResidentNetwork::run_picture() noexcept {
  if (!device_->has_own_memory()) return run();
  compiled_.load_picture(picture_.plan, picture_.pinned.data(), picture_.staging.data());
  picture_.recording->launch();
  stream_->synchronize();
}

void ResidentNetwork::load_input() noexcept {
  compiled_.load_input();
  stream_->synchronize();
}

void ResidentNetwork::run_step(int step) noexcept {
  compiled_.run_step(step);
  stream_->synchronize();
}

void ResidentNetwork::store_outputs() noexcept {
  compiled_.store_outputs();
  stream_->synchronize();
}

void ResidentNetwork::reset_state() noexcept {
  compiled_.reset_state();
  stream_->synchronize();
}

}  // namespace dn
