// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/compiled_network.h"

#include <algorithm>

#include "darknet/base/aligned_buffer.h"
#include "darknet/net/arena_plan.h"

namespace dn {
namespace {

constexpr Bytes kAlign{kAlignment};

// How many layers read the output of each layer.
std::vector<int> reader_counts(const Network& network) {
  std::vector<int> readers(network.layer_count());
  for (int i = 0; i < network.layer_count(); ++i) {
    for (const int source : network.layer(i).inputs()) {
      if (source >= 0) ++readers[source];
    }
  }
  return readers;
}

}  // namespace

CompiledNetwork::CompiledNetwork(const Network& network, CompileOptions options)
    : network_(network), options_(std::move(options)) {
  if (options_.kept_layers.empty()) options_.kept_layers = network.result_layers();
  fuse_shortcuts();
  make_kernels();
  assign_buffers();
  place_buffers();
}

bool CompiledNetwork::is_kept(int layer) const {
  return std::ranges::find(options_.kept_layers, layer) != options_.kept_layers.end();
}

// A shortcut right behind the only layer that feeds it is computed in that layer's kernel: it saves
// a trip through memory.
void CompiledNetwork::fuse_shortcuts() {
  const int count = network_.layer_count();
  fused_into_.assign(count, -1);
  absorbed_.assign(count, 0);
  if (options_.kernels.reference) return;
  const std::vector<int> readers = reader_counts(network_);
  for (int i = 1; i < count; ++i) {
    const Layer& before = network_.layer(i - 1);
    const bool only_reader = readers[i - 1] == 1 && !is_kept(i - 1) && absorbed_[i - 1] == 0;
    if (only_reader && can_fuse_shortcut(before, network_.layer(i), options_.kernels.mode)) {
      fused_into_[i - 1] = i;
      absorbed_[i] = 1;
    }
  }
}

void CompiledNetwork::make_kernels() {
  kernels_.resize(network_.layer_count());
  for (int i = 0; i < network_.layer_count(); ++i) {
    if (network_.layer(i).is_alias() || absorbed_[i] != 0) continue;
    KernelOptions options = options_.kernels;
    options.fused_shortcut = fused_into_[i] < 0 ? nullptr : &network_.layer(fused_into_[i]);
    kernels_[i] = make_cpu_kernel(network_.layer(i), options);
    const std::vector<Bytes> parts = kernels_[i]->parts();
    for (int part = 0; part < static_cast<int>(parts.size()); ++part)
      steps_.push_back({i, part, parts[part]});
    workspace_bytes_ = std::max(workspace_bytes_, align_up(kernels_[i]->workspace(), kAlign));
  }
}

std::vector<int> CompiledNetwork::sources(int layer) const {
  std::vector<int> all = network_.layer(layer).inputs();
  if (const int shortcut = fused_into_[layer]; shortcut >= 0) {
    for (const int source : network_.layer(shortcut).inputs()) {
      if (source != layer) all.push_back(source);
    }
  }
  return all;
}

// Decides which layers share a buffer (aliases, layers in place, fused shortcuts) and how long each
// buffer lives.
void CompiledNetwork::assign_buffers() {
  const int count = network_.layer_count();
  std::vector<int> last_use(count + 1, -1);  // of each layer's value, entry 0 the input
  for (int i = 0; i < count; ++i) {
    for (const int source : sources(i)) last_use[source + 1] = i;
  }
  const auto new_buffer = [&](std::size_t bytes, int first, bool io) {
    buffers_.push_back({align_up(Bytes(bytes), kAlign), first, first, io, {}});
    return static_cast<int>(buffers_.size()) - 1;
  };
  buffer_of_.assign(count + 1, -1);
  buffer_of_[0] = new_buffer(network_.input().bytes(), 0, true);
  for (int i = 0; i < count; ++i) {
    const Layer& layer = network_.layer(i);
    const int source = layer.inputs().empty() ? -1 : layer.inputs().front();
    if (absorbed_[i] != 0) {
      buffer_of_[i + 1] = buffer_of_[i];  // written by the layer before
    } else if (layer.is_alias()) {
      buffer_of_[i + 1] = buffer_of_[source + 1];
      if (is_kept(i)) buffers_[buffer_of_[i + 1]].io = true;
    } else {
      const int candidate = buffer_of_[source + 1];
      const bool dies_here = std::max(buffers_[candidate].last, last_use[source + 1]) <= i;
      const bool in_place = layer.may_run_in_place() && dies_here && !buffers_[candidate].io &&
                            !is_kept(i) && layer.out().count() == shape_of(source).count();
      buffer_of_[i + 1] = in_place ? candidate : new_buffer(layer.out().bytes(), i, is_kept(i));
    }
    Buffer& buffer = buffers_[buffer_of_[i + 1]];
    if (is_kept(i)) buffer.io = true;
    buffer.last = std::max({buffer.last, i, last_use[i + 1]});
  }
}

void CompiledNetwork::place_buffers() {
  std::vector<BufferLifetime> lifetimes;
  std::vector<Buffer*> in_arena;
  for (Buffer& buffer : buffers_) {
    if (buffer.io) {
      buffer.offset = io_bytes_;
      io_bytes_ += buffer.size;
    } else {
      in_arena.push_back(&buffer);
      lifetimes.push_back({buffer.size, buffer.first, buffer.last});
    }
  }
  const ArenaPlan plan = plan_arena(lifetimes);
  for (std::size_t i = 0; i < in_arena.size(); ++i) in_arena[i]->offset = plan.offsets[i];
  arena_bytes_ = plan.size;
}

Bytes CompiledNetwork::weight_bytes() const {
  Bytes total;
  for (const Step& step : steps_) total += step.weights;
  return total;
}

void CompiledNetwork::pack(int step, const NetworkWeights& weights, std::byte* packed) const {
  kernels_[steps_[step].layer]->pack(steps_[step].part, weights, packed);
}

const Shape& CompiledNetwork::shape_of(int layer) const {
  return layer < 0 ? network_.input() : network_.layer(layer).out();
}

float* CompiledNetwork::address(int layer, const NetworkMemory& memory) const {
  const Buffer& buffer = buffers_[buffer_of_[layer + 1]];
  return reinterpret_cast<float*>((buffer.io ? memory.io : memory.arena) + buffer.offset.value);
}

void CompiledNetwork::bind(const NetworkMemory& memory) {
  std::size_t step = 0;
  for (int i = 0; i < network_.layer_count(); ++i) {
    if (!kernels_[i]) continue;
    KernelMemory kernel;
    for (const int source : sources(i)) {
      kernel.inputs.push_back(address(source, memory));
      kernel.input_shapes.push_back(shape_of(source));
    }
    kernel.output = address(i, memory);
    kernel.workspace = memory.workspace;
    for (; step < steps_.size() && steps_[step].layer == i; ++step) {
      kernel.part_weights.push_back(memory.step_weights[step]);
    }
    kernels_[i]->bind(kernel);
  }
  input_ = {address(-1, memory), network_.input().count()};
  outputs_.assign(network_.layer_count(), {});
  for (const int layer : options_.kept_layers) {
    outputs_[layer] = {address(layer, memory), network_.layer(layer).out().count()};
  }
}

std::span<const float> CompiledNetwork::output(int layer) const { return outputs_[layer]; }

void CompiledNetwork::run() noexcept {
  for (int step = 0; step < static_cast<int>(steps_.size()); ++step) run_step(step);
}

void CompiledNetwork::reset_state() noexcept {
  for (auto& kernel : kernels_) {
    if (kernel) kernel->reset_state();
  }
}

}  // namespace dn
