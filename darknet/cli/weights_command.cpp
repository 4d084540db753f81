// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/weights_command.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/text.h"
#include "darknet/cli/cfg_options.h"
#include "darknet/config/search_path.h"
#include "darknet/weights/random_weights.h"
#include "darknet/weights/weights_file.h"

namespace dn {
namespace {

constexpr std::string_view kInfoUsage = "darknet weights info FILE [CFG]";
constexpr std::string_view kRandomUsage =
    "darknet weights random CFG OUT [-seed S] [-gain G] [-cal FILE.json]";

const char* kind_name(WeightKind kind) {
  switch (kind) {
    case WeightKind::kBiases:
      return "biases";
    case WeightKind::kScales:
      return "scales";
    case WeightKind::kMeans:
      return "rolling means";
    case WeightKind::kVariances:
      return "rolling variances";
    case WeightKind::kWeights:
      return "weights";
  }
  return "?";
}

int info(Flags& flags) {
  const auto positional = flags.positional(1, 2, kInfoUsage);
  const std::string path = SearchPath(project_roots()).find_file(positional[0], {"weights"});
  const WeightsHeader header = read_weights_header(path);
  const Bytes size = file_size(path);
  fmt::print("{}: version {}.{}.{}, {} images seen, {} bytes, {} parameters\n", path, header.major,
             header.minor, header.revision, header.images_seen, size.value,
             (size - header.size).value / sizeof(float));
  if (positional.size() < 2) return 0;
  const Network network = Network::load(find_cfg(positional[1]));
  const NetworkWeights weights = read_weights_file(path, network.weight_slots());
  for (int layer = 0; layer < weights.layer_count(); ++layer) {
    for (std::size_t i = 0; i < weights.slots(layer).size(); ++i) {
      const WeightSlot& slot = weights.slots(layer)[i];
      double sum = 0, squares = 0;
      for (const float v : weights.array(layer, i)) {
        sum += v;
        squares += static_cast<double>(v) * v;
      }
      const double mean = sum / static_cast<double>(slot.count);
      const double variance = squares / static_cast<double>(slot.count) - mean * mean;
      fmt::print("{:4} {:<16} {:<18} {:>10}  mean {:>11.6f}  variance {:>11.6f}\n", layer,
                 network.layer(layer).type(), kind_name(slot.kind), slot.count, mean, variance);
    }
  }
  return 0;
}

std::uint64_t parse_seed(const std::string& text) {
  const auto seed = parse_number<std::uint64_t>(text);
  if (!seed)
    throw bad_input(fmt::format("-seed {}: a whole number from 0 to 2^64-1 is needed", text));
  return *seed;
}

double parse_gain(const std::string& text) {
  const auto gain = parse_number<double>(text);
  if (!gain || !std::isfinite(*gain)) {
    throw bad_input(fmt::format("-gain {}: a number is needed", text));
  }
  return *gain;
}

// The "cal" object of a golden's JSON: layer number -> scale.
std::map<int, double> read_calibration(const std::string& path) {
  std::map<int, double> calibration;
  if (path.empty()) return calibration;
  try {
    const auto json = nlohmann::json::parse(read_text_file(path));
    for (const auto& [key, scale] : json.at("cal").items()) {
      const auto layer = parse_number<int>(key);
      if (!layer) {
        throw bad_input(fmt::format("{}: the keys of \"cal\" must be layer numbers", path));
      }
      calibration[*layer] = scale.get<double>();
    }
  } catch (const nlohmann::json::exception& e) {
    throw bad_input(fmt::format("{}: not JSON with a \"cal\" object: {}", path, e.what()));
  }
  return calibration;
}

int random(Flags& flags) {
  GeneratorOptions options;
  options.seed = parse_seed(flags.text("-seed", "1"));
  options.gain = parse_gain(flags.text("-gain", "1"));
  options.calibration = read_calibration(flags.text("-cal", ""));
  const auto positional = flags.positional(2, 2, kRandomUsage);
  const Network network = Network::load(find_cfg(positional[0]));
  write_weights_file(positional[1], random_weights(network.weight_slots(), options));
  return 0;
}

}  // namespace

int weights_command(std::span<const std::string> arguments) {
  const std::string usage = fmt::format("{}, or {}", kInfoUsage, kRandomUsage);
  if (arguments.empty()) throw bad_input(fmt::format("usage: {}", usage));
  Flags flags(arguments.subspan(1));
  if (arguments[0] == "info") return info(flags);
  if (arguments[0] == "random") return random(flags);
  answer_help(arguments, usage);
  throw bad_input(fmt::format("'weights {}' is not known; usage: {}", arguments[0], usage));
}

}  // namespace dn
