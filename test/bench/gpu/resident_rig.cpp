// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/resident_rig.h"

#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "darknet/image/synthetic_scene.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "test/bench/gpu/samples.h"

namespace bench_gpu {
namespace {

// As the photograph that Darknet's own examples look at.
constexpr dn::ImageSize kPicture{768, 576};

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
      side_(*device_),
      compiled_(network, options_for(*device_, precision)),
      arena_(device_->allocate(compiled_.arena_bytes(), "activations")),
      workspace_(device_->allocate(compiled_.workspace_bytes(), "workspace")),
      io_(device_->allocate_pinned(compiled_.io_bytes(), "inputs and outputs")),
      state_(device_->allocate(compiled_.state_bytes(), "recurrent state")) {
  dn::NetworkMemory memory{
      arena_.data(), workspace_.data(), io_.data(), state_.data(), {}, stream_.get(), &side_};
  load_weights(weights, memory);
  compiled_.bind(memory);
  compiled_.reset_state();
  const int last = static_cast<int>(compiled_.steps().size()) - 1;
  make_input();
  with_copies_ = stream_->record_work([this, last] {
    if (!sends_picture()) compiled_.load_input();
    compiled_.run_steps(0, last);
  });
  kernels_ = stream_->record_work([this, last] {
    for (int step = 0; step <= last; ++step) compiled_.run_step(step);
  });
  time_with_copies();  // the kernels alone have an input then
}

void ResidentRig::make_input() {
  const dn::Shape& input = compiled_.network().input();
  if (!sends_picture()) {
    dn::planar_to_channels_last(input, dn::random_input(1, 0, input.count()), compiled_.input());
    return;
  }
  const dn::PixelImage picture = dn::draw_scene(1, kPicture);
  resize_ = dn::plan_resize(kPicture, {input.w, input.h}, input.c, dn::Fit::kStretch);
  picture_ = device_->allocate_pinned(dn::Bytes(resize_.picture_bytes()), "picture");
  staging_ = device_->allocate(dn::Bytes(resize_.picture_bytes()), "picture");
  std::memcpy(picture_.data(), picture.data(), resize_.picture_bytes());
}

dn::Bytes ResidentRig::bytes_sent() const {
  return sends_picture() ? picture_.size() : dn::Bytes(compiled_.network().input().bytes());
}

double ResidentRig::time_with_copies() noexcept {
  const auto begin = Clock::now();
  if (sends_picture()) compiled_.load_picture(resize_, picture_.data(), staging_.data());
  with_copies_->launch();
  stream_->synchronize();
  return millis(Clock::now() - begin);
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

double ResidentRig::time_kernels() noexcept {
  const auto begin = Clock::now();
  kernels_->launch();
  stream_->synchronize();
  return millis(Clock::now() - begin);
}

}  // namespace bench_gpu
