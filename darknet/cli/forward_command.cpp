// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/forward_command.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/parallel.h"
#include "darknet/cli/cfg_options.h"
#include "darknet/cli/device_options.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

constexpr std::string_view kUsage =
    "darknet forward CFG WEIGHTS -input FILE.bin [-frames N] [-wh W,H] [-mode fused|raw|binary] "
    "[-layers all|i,j,...] [-out DIR] [-threads N] [-reference] [-device auto|cpu|cuda:N] "
    "[-precision fp32|tf32|fp16]";

WeightsMode parse_mode(const std::string& text) {
  if (text == "fused") return WeightsMode::kFused;
  if (text == "raw") return WeightsMode::kRaw;
  if (text == "binary") return WeightsMode::kBinary;
  throw bad_input(fmt::format("-mode {}: it must be fused, raw or binary", text));
}

// Which layers to write: all that have an output, those listed, or, by default, the last.
std::vector<int> parse_layers(const std::string& text, const Network& network) {
  std::vector<int> layers;
  if (text == "all") {
    for (int i = 0; i < network.layer_count(); ++i) {
      if (network.layer(i).has_output()) layers.push_back(i);
    }
    return layers;
  }
  const char* at = text.data();
  const char* end = at + text.size();
  while (at != end) {
    int layer = -1;
    const auto [next, error] = std::from_chars(at, end, layer);
    const bool separated = next == end || (*next == ',' && next + 1 != end);
    if (error != std::errc() || !separated || layer < 0 || layer >= network.layer_count()) {
      throw bad_input(
          fmt::format("-layers {}: expected 'all' or numbers from 0 to {} with commas between",
                      text, network.layer_count() - 1));
    }
    if (!network.layer(layer).has_output()) {
      throw bad_input(fmt::format("-layers {}: layer {}, {}, has no output", text, layer,
                                  network.layer(layer).type()));
    }
    layers.push_back(layer);
    at = next == end ? end : next + 1;
  }
  return layers;
}

std::vector<float> read_input(const std::string& path, std::size_t frame_floats, int frames) {
  if (path.empty()) throw bad_input(fmt::format("-input is missing; usage: {}", kUsage));
  const std::vector<std::byte> bytes = read_binary_file(path);
  const std::size_t needed = frame_floats * sizeof(float) * static_cast<std::size_t>(frames);
  if (bytes.size() != needed) {
    throw bad_input(fmt::format("{}: it has {} bytes, but {} frame(s) of {} floats need {}", path,
                                bytes.size(), frames, frame_floats, needed));
  }
  std::vector<float> values(frame_floats * static_cast<std::size_t>(frames));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

void write_output(const std::string& directory, int frame, int layer, const Shape& shape,
                  std::span<const float> output) {
  std::vector<float> planar(output.size());
  channels_last_to_planar(shape, output, planar);
  write_file_atomically(join_path(directory, fmt::format("f{}.L{}.bin", frame, layer)),
                        planar.data(), planar.size() * sizeof(float));
}

void make_directory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error)
    throw system_failure(fmt::format("cannot make the directory '{}': {}", path, error.message()));
}

}  // namespace

int forward_command(std::span<const std::string> arguments) {
  Flags flags(arguments);
  const std::string input_path = flags.text("-input", "");
  const int frames = flags.integer("-frames", 1, 1);
  const NetworkOptions size = read_input_size(flags);
  CompileOptions compile;
  compile.kernels.mode = parse_mode(flags.text("-mode", "fused"));
  compile.kernels.reference = flags.is_set("-reference");
  const std::string layers = flags.text("-layers", "");
  const std::string out = flags.text("-out", ".");
  const int threads = flags.integer("-threads", 0, 0);
  const DeviceOptions device = read_device(flags);
  compile.kernels.precision = device.precision;
  const auto positional = flags.positional(2, 2, kUsage);

  set_compute_threads(threads);
  const Network network = Network::load(find_cfg(positional[0]), size);
  compile.kept_layers = parse_layers(layers, network);
  if (compile.kept_layers.empty()) compile.kept_layers = {network.output_layer()};
  const std::vector<float> input = read_input(input_path, network.input().count(), frames);
  ResidentNetwork resident(device.device, network,
                           load_weights(network, find_weights(positional[1])), compile);
  make_directory(out);
  for (int frame = 0; frame < frames; ++frame) {
    const std::size_t floats = network.input().count();
    planar_to_channels_last(
        network.input(), std::span(input).subspan(floats * static_cast<std::size_t>(frame), floats),
        resident.input());
    resident.run();
    for (const int layer : compile.kept_layers) {
      write_output(out, frame, layer, network.layer(layer).out(), resident.output(layer));
    }
  }
  return 0;
}

}  // namespace dn
