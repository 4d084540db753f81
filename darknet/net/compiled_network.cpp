// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/net/compiled_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "darknet/base/aligned_buffer.h"
#include "darknet/layers/fusion.h"
#include "darknet/net/arena_plan.h"

namespace dn {
namespace {

constexpr Bytes kAlign{kAlignment};

// Of our own part in packing() (folding, what follows what in a part): to be raised with every
// change of the bytes that a kernel packs.
constexpr int kPackingVersion = 1;

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
    : network_(network),
      options_(std::move(options)),
      backend_(backend_for(options_.device)),
      readers_(reader_counts(network)) {
  if (options_.kept_layers.empty()) options_.kept_layers = network.result_layers();
  fuse_shortcuts();
  choose_types();
  place_slices();
  make_kernels();
  assign_buffers();
  if (is_staged()) {
    transfer_input();
    transfer_outputs();
  }
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
  for (int i = 1; i < count; ++i) {
    const Layer& before = network_.layer(i - 1);
    const bool only_reader = readers_[i - 1] == 1 && !is_kept(i - 1) && absorbed_[i - 1] == 0;
    if (only_reader && can_fuse_shortcut(before, network_.layer(i), options_.kernels.mode)) {
      fused_into_[i - 1] = i;
      absorbed_[i] = 1;
    }
  }
}

// A result that nobody but the host reads is written as the host wants it, where the kernel can.
void CompiledNetwork::choose_types() {
  const ElementType usual = backend_.activations(options_.kernels.precision);
  types_.assign(network_.layer_count() + 1, usual);
  for (int i = 0; i < network_.layer_count(); ++i) {
    const Layer& layer = network_.layer(i);
    if (is_kept(i) && readers_[i] == 0 && !layer.is_alias() && backend_.can_write_floats(layer))
      types_[i + 1] = ElementType::kFloat;
  }
}

// A fused shortcut is written by the layer before it.
int CompiledNetwork::result(int layer) const {
  return fused_into_[layer] < 0 ? layer : fused_into_[layer];
}

void CompiledNetwork::place_slices() {
  if (options_.kernels.reference || options_.copy_routes) {
    slices_ = plan_without_slices(network_);
    return;
  }
  constexpr std::size_t kAddressAlignment = 16;  // of a slice: what kernels move at once
  SliceRules rules;
  for (int i = 0; i < network_.layer_count(); ++i) {
    const auto takes = [&](int layer) {
      return backend_.takes_slices(network_.layer(layer), options_.kernels.mode);
    };
    rules.takes_slices.push_back(takes(i) && (absorbed_[i] == 0 || takes(i - 1)));
    rules.is_kept.push_back(is_kept(i));
  }
  const ElementType usual = backend_.activations(options_.kernels.precision);
  rules.alignment = static_cast<int>(kAddressAlignment / size_of(usual));
  slices_ = plan_slices(network_, rules);
}

bool CompiledNetwork::has_kernel(int layer) const {
  return !network_.layer(layer).is_alias() && absorbed_[layer] == 0 &&
         !is_all_in_place(network_, slices_, layer);
}

void CompiledNetwork::make_kernels() {
  kernels_.resize(network_.layer_count());
  state_offsets_.resize(network_.layer_count());
  const ElementType usual = backend_.activations(options_.kernels.precision);
  for (int i = 0; i < network_.layer_count(); ++i) {
    if (!has_kernel(i)) continue;
    KernelOptions options = options_.kernels;
    options.fused_shortcut = fused_into_[i] < 0 ? nullptr : &network_.layer(fused_into_[i]);
    options.float_output = types_[i + 1] != usual;
    options.strides = {{}, stride_of(result(i))};
    for (const int source : sources(i)) options.strides.inputs.push_back(stride_of(source));
    kernels_[i] = backend_.make_kernel(network_.layer(i), options);
    const std::vector<Bytes> parts = kernels_[i]->parts();
    for (int part = 0; part < static_cast<int>(parts.size()); ++part)
      steps_.push_back({i, part, parts[part]});
    workspace_bytes_ = std::max(workspace_bytes_, align_up(kernels_[i]->workspace(), kAlign));
    state_offsets_[i] = state_bytes_;
    state_bytes_ += align_up(kernels_[i]->state(), kAlign);
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

int CompiledNetwork::new_buffer(Bytes size, int first, int last) {
  buffers_.push_back({align_up(size, kAlign), first, last, false, {}});
  return static_cast<int>(buffers_.size()) - 1;
}

// Decides which layers share a buffer (slices, layers in place) and how long each buffer lives:
// from the first that writes into it to the last that reads any of it. What the host gives and gets
// lies in memory of its own, or, where the host cannot see the device's memory, stays in the arena
// until it is copied.
void CompiledNetwork::assign_buffers() {
  const int count = network_.layer_count();
  std::vector<int> last_use(count + 1, -1);  // of each layer's value, entry 0 the input
  for (int i = 0; i < count; ++i) {
    for (const int source : sources(i)) last_use[source + 1] = i;
  }
  for (const int layer : options_.kept_layers) last_use[layer + 1] = count;
  buffer_of_whole_.assign(count + 1, -1);
  buffer_of_whole_[0] = new_buffer(bytes_of(-1), -1, last_use[0]);
  buffers_[0].io = !is_staged();
  for (int i = 0; i < count; ++i) {
    const int whole = slice_of(result(i)).whole;
    int& own = buffer_of_whole_[whole + 1];
    if (own < 0 && can_run_in_place(i, last_use)) own = buffer_of(network_.layer(i).inputs()[0]);
    if (own < 0) own = new_buffer(bytes_of(whole), i, i);
    Buffer& buffer = buffers_[own];
    if (is_kept(i) && !is_staged()) buffer.io = true;
    buffer.last = std::max({buffer.last, i, last_use[result(i) + 1]});
  }
}

bool CompiledNetwork::can_run_in_place(int layer, const std::vector<int>& last_use) const {
  if (!network_.layer(layer).may_run_in_place() || is_kept(layer)) return false;
  const int source = network_.layer(layer).inputs()[0];
  const Buffer& buffer = buffers_[buffer_of(source)];
  const bool dies_here = std::max(buffer.last, last_use[source + 1]) <= layer;
  const bool same_size =
      bytes_of(layer) == bytes_of(source) && shape_of(layer).count() == shape_of(source).count();
  return dies_here && !buffer.io && same_size && stride_of(layer) == 0 && stride_of(source) == 0;
}

void CompiledNetwork::transfer_input() {
  const bool converts = types_[0] != ElementType::kFloat;
  const int floats = converts ? new_buffer(Bytes(network_.input().bytes()), -1, -1) : buffer_of(-1);
  transferred_input_ = {buffer_of(-1), floats, io_bytes_, network_.input().count()};
  io_bytes_ += align_up(Bytes(network_.input().bytes()), kAlign);
}

// Layers without a kernel of their own are computed by one before them.
int CompiledNetwork::last_step_of(int layer) const {
  int last = -1;
  while (last < last_step() && steps_[last + 1].layer <= layer) ++last;
  return last;
}

void CompiledNetwork::transfer_outputs() {
  const int end = network_.layer_count();
  io_of_.resize(end);
  for (const int layer : options_.kept_layers) {
    const Shape& shape = network_.layer(layer).out();
    const int buffer = buffer_of(layer);
    const bool converts = types_[layer + 1] != ElementType::kFloat;
    const int floats = converts ? new_buffer(Bytes(shape.bytes()), end, end) : buffer;
    transferred_outputs_.push_back({buffer, floats, io_bytes_, shape.count(), last_step_of(layer)});
    io_of_[layer] = io_bytes_;
    io_bytes_ += align_up(Bytes(shape.bytes()), kAlign);
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

std::string CompiledNetwork::packing() const {
  const KernelOptions& options = options_.kernels;
  std::string text = fmt::format(
      "packing {}: device {}, precision {}, weights mode {}, reference {}\n", kPackingVersion,
      static_cast<int>(options_.device), static_cast<int>(options.precision),
      static_cast<int>(options.mode), options.reference);
  for (int i = 0, step = 0; i < network_.layer_count(); ++i) {
    if (!kernels_[i]) continue;
    fmt::format_to(std::back_inserter(text), "layer {}:", i);
    for (; step < static_cast<int>(steps_.size()) && steps_[step].layer == i; ++step) {
      fmt::format_to(std::back_inserter(text), " {}", steps_[step].weights.value);
    }
    text += " bytes " + kernels_[i]->packing() + '\n';
  }
  return text;
}

void CompiledNetwork::pack(int step, const NetworkWeights& weights, std::byte* packed) const {
  kernels_[steps_[step].layer]->pack(steps_[step].part, weights, packed);
}

const Shape& CompiledNetwork::shape_of(int layer) const {
  return layer < 0 ? network_.input() : network_.layer(layer).out();
}

Bytes CompiledNetwork::bytes_of(int layer) const {
  return Bytes(shape_of(layer).count() * size_of(types_[layer + 1]));
}

int CompiledNetwork::stride_of(int layer) const {
  const int channels = shape_of(slice_of(layer).whole).c;
  return channels == shape_of(layer).c ? 0 : channels;
}

std::byte* CompiledNetwork::address(const Buffer& buffer) const {
  return (buffer.io ? memory_.io : memory_.arena) + buffer.offset.value;
}

std::byte* CompiledNetwork::address_of(int layer) const {
  return address(buffers_[buffer_of(layer)]) +
         slice_of(layer).first_channel * size_of(types_[layer + 1]);
}

void CompiledNetwork::bind(const NetworkMemory& memory) {
  memory_ = memory;
  std::size_t step = 0;
  for (int i = 0; i < network_.layer_count(); ++i) {
    if (!kernels_[i]) continue;
    KernelMemory kernel;
    for (const int source : sources(i)) {
      kernel.inputs.push_back(address_of(source));
      kernel.input_shapes.push_back(shape_of(source));
    }
    kernel.output = address_of(result(i));
    kernel.workspace = memory.workspace;
    kernel.state = memory.state + state_offsets_[i].value;
    kernel.stream = memory.stream;
    for (; step < steps_.size() && steps_[step].layer == i; ++step) {
      kernel.part_weights.push_back(memory.step_weights[step]);
    }
    kernels_[i]->bind(kernel);
  }
  std::byte* input = is_staged() ? memory.io + transferred_input_->io.value : address_of(-1);
  input_ = {reinterpret_cast<float*>(input), network_.input().count()};
  outputs_.assign(network_.layer_count(), {});
  for (const int layer : options_.kept_layers) {
    const std::byte* output = is_staged() ? memory.io + io_of_[layer].value : address_of(layer);
    outputs_[layer] = {reinterpret_cast<const float*>(output), network_.layer(layer).out().count()};
  }
}

std::span<const float> CompiledNetwork::output(int layer) const { return outputs_[layer]; }

void CompiledNetwork::load_input() noexcept {
  if (!is_staged()) return;
  const Transferred& input = *transferred_input_;
  std::byte* floats = address(buffers_[input.floats]);
  memory_.stream->fetch(floats, memory_.io + input.io.value, floats_to_bytes(input.count));
  if (input.floats != input.buffer) {
    backend_.cast(floats, ElementType::kFloat, address(buffers_[input.buffer]), ElementType::kHalf,
                  input.count, *memory_.stream);
  }
}

void CompiledNetwork::load_picture(const ResizePlan& plan, const std::byte* picture,
                                   std::byte* staging) noexcept {
  memory_.stream->fetch(staging, picture, Bytes(plan.picture_bytes()));
  backend_.preprocess(plan, reinterpret_cast<const std::uint8_t*>(staging), address(buffers_[0]),
                      types_[0], *memory_.stream);
}

void CompiledNetwork::store(const Transferred& output, Stream& stream) noexcept {
  std::byte* floats = address(buffers_[output.floats]);
  if (output.floats != output.buffer) {
    backend_.cast(address(buffers_[output.buffer]), ElementType::kHalf, floats, ElementType::kFloat,
                  output.count, stream);
  }
  stream.copy(memory_.io + output.io.value, floats, floats_to_bytes(output.count));
}

void CompiledNetwork::store_outputs() noexcept {
  for (const Transferred& output : transferred_outputs_) store(output, *memory_.stream);
}

// Beside the last step there is nothing left to compute, and what is converted goes where layers
// have their activations.
bool CompiledNetwork::leaves_early(const Transferred& output) const {
  const bool others_follow = output.made_by >= 0 && output.made_by < last_step();
  return memory_.side != nullptr && others_follow && output.floats == output.buffer;
}

void CompiledNetwork::run_steps(int first, int last) noexcept {
  bool forked = false;
  for (int step = first; step <= last; ++step) {
    run_step(step);
    for (const Transferred& output : transferred_outputs_) {
      if (output.made_by != step || !leaves_early(output)) continue;
      store(output, memory_.side->fork(*memory_.stream));
      forked = true;
    }
  }
  if (last == last_step()) {
    for (const Transferred& output : transferred_outputs_) {
      if (!leaves_early(output)) store(output, *memory_.stream);
    }
  }
  if (forked) memory_.side->join(*memory_.stream);
}

void CompiledNetwork::run() noexcept {
  load_input();
  run_steps(0, last_step());
}

void CompiledNetwork::reset_state() noexcept {
  if (state_bytes_ > Bytes(0)) memory_.stream->clear(memory_.state, state_bytes_);
}

}  // namespace dn
