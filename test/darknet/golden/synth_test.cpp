// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "darknet/base/file.h"
#include "darknet/config/cfg_file.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "test/support/golden_file.h"

// Darknet's own networks with drawn weights against the original Darknet: the output tensors, run
// as every command runs a network (layers fused, tensors in reused memory), and values of every
// layer. Large networks take long: they run only where DARKNET_ALL_GOLDENS is set.
namespace dn::test {
namespace {

using nlohmann::json;

const std::string kGoldens = "../shared/golden/synth";
const std::string kCfgs = "../shared/reference/cfg";

// What is run without DARKNET_ALL_GOLDENS; a build without oneDNN needs a second for 2 GFLOP.
struct Limits {
  double weight_bytes, bflops;
};

class SynthGoldens : public testing::TestWithParam<std::string> {
 protected:
  // Reads the case and its network; false where a file it needs is absent or it is too large.
  bool prepare(const Limits& limits);
  // One run of `frame`; its input drawn as the case says.
  void run(ResidentNetwork& resident, int frame) const;
  void expect_outputs(const ResidentNetwork& resident, int frame) const;
  void expect_records(const ResidentNetwork& resident) const;
  CompileOptions options(std::vector<int> kept) const {
    CompileOptions options{{}, std::move(kept)};
    options.kernels.mode = golden_mode(golden_);
    return options;
  }

  json golden_;
  std::optional<Network> network_;
  std::string why_not_;
};

// A tree file that a section of the cfg names and nobody has, or "".
std::string absent_tree(const std::string& cfg_path) {
  for (const CfgSection& section : load_cfg_file(cfg_path).sections) {
    const std::string tree = section.text("tree", "");
    if (!tree.empty() && !file_exists(join_path(kCfgs, tree)) && !file_exists(tree)) return tree;
  }
  return "";
}

bool SynthGoldens::prepare(const Limits& limits) {
  if (GetParam().empty()) {
    why_not_ = kGoldens + " is absent";
    return false;
  }
  golden_ = load_golden(join_path(kGoldens, GetParam() + ".json"));
  const std::string cfg = join_path(kCfgs, golden_.at("cfg"));
  if (!file_exists(cfg)) {
    why_not_ = cfg + " is absent";
  } else if (const std::string tree = absent_tree(cfg); !tree.empty()) {
    why_not_ = tree + " is absent";
  }
  if (!why_not_.empty()) return false;
  NetworkOptions options;
  if (const json& wh = golden_.at("override_wh"); !wh.is_null()) {
    options.width = wh[0];
    options.height = wh[1];
  }
  network_ = Network::load(cfg, options);
  const bool large = golden_.at("weights_file_bytes") > limits.weight_bytes ||
                     network_->bflops() * golden_.at("frames").get<int>() > limits.bflops;
  if (large) why_not_ = "a large network: set DARKNET_ALL_GOLDENS to run it";
  return !large || std::getenv("DARKNET_ALL_GOLDENS") != nullptr;
}

void SynthGoldens::run(ResidentNetwork& resident, int frame) const {
  const Shape& shape = network_->input();
  std::vector<float> input = random_input(golden_.at("seed"), frame, shape.count());
  if (golden_.at("input_kind") == "onehot") {
    const auto hot = static_cast<std::size_t>(input[0] * static_cast<double>(input.size()));
    std::ranges::fill(input, 0.f);
    input[hot] = 1;
  }
  planar_to_channels_last(shape, input, resident.input());
  resident.run();
}

std::vector<float> planar_output(const ResidentNetwork& resident, int layer) {
  std::vector<float> planar(resident.output(layer).size());
  channels_last_to_planar(resident.network().layer(layer).out(), resident.output(layer), planar);
  return planar;
}

// What is stored of a large tensor: its beginning, its end, and places spread over it.
std::vector<float> sample(const std::vector<float>& all) {
  constexpr std::size_t kPart = 4096;
  std::vector<float> some(all.begin(), all.begin() + kPart);
  some.insert(some.end(), all.end() - kPart, all.end());
  for (std::size_t k = 0; k < kPart; ++k) {
    some.push_back(all[(2 * k + 1) * all.size() / (2 * kPart)]);
  }
  return some;
}

// Values above `scale` have that much more tolerance.
bool is_near(float got, float want, double scale, double tolerance) {
  return std::fabs(got - want) <= tolerance * std::max(1.0, std::fabs(want) / scale);
}

void SynthGoldens::expect_outputs(const ResidentNetwork& resident, int frame) const {
  for (const json& record : golden_.at("outputs")) {
    if (record.at("frame") != frame) continue;
    const int layer = record.at("layer");
    std::vector<float> got = planar_output(resident, layer);
    ASSERT_EQ(got.size(), record.at("n").get<std::size_t>()) << "layer " << layer;
    if (record.at("stored") != "full") got = sample(got);
    const std::vector<float> want = read_floats(join_path(kGoldens, record.at("file")));
    ASSERT_EQ(got.size(), want.size()) << "layer " << layer;
    const double scale = std::clamp(record.at("max_abs").get<double>(), .05, 1.0);
    const double noise = record.at("noise_max_abs_vs_strict_build");
    for (std::size_t i = 0; i < want.size(); ++i) {
      ASSERT_TRUE(is_near(got[i], want[i], scale, 1e-4 * scale + 20 * noise))
          << "frame " << frame << ", layer " << layer << ", stored element " << i << ": " << got[i]
          << " instead of " << want[i];
    }
  }
}

void SynthGoldens::expect_records(const ResidentNetwork& resident) const {
  int compared = 0;
  for (const json& record : golden_.at("layers")) {
    const int layer = record.at("i");
    if (!network_->layer(layer).has_output() || record.at("n") == 0) continue;
    const std::vector<float> got = planar_output(resident, layer);
    ASSERT_EQ(got.size(), record.at("n").get<std::size_t>()) << "layer " << layer;
    const double scale = std::max(1e-6, record.at("std").get<double>());
    const double tolerance = 2e-4 * scale + 20 * record.at("noise").get<double>();
    const auto compare = [&](std::size_t i, const json& want) {
      EXPECT_TRUE(is_near(got[i], want, scale, tolerance))
          << "layer " << layer << " (" << record.at("type") << "), element " << i << ": " << got[i]
          << " instead of " << want;
    };
    const json& first = record.at("first");
    const json& spread = record.at("spread");
    for (std::size_t i = 0; i < first.size(); ++i) compare(i, first[i]);
    for (std::size_t k = 0; k < spread.size(); ++k) {
      compare((2 * k + 1) * got.size() / (2 * spread.size()), spread[k]);
    }
    ASSERT_FALSE(HasFailure());  // what follows a wrong layer is wrong as well
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

TEST_P(SynthGoldens, Outputs) {
  if (!prepare({120e6, 3})) GTEST_SKIP() << why_not_;
  std::vector<int> kept;
  for (const json& record : golden_.at("outputs")) kept.push_back(record.at("layer"));
  ResidentNetwork resident(*network_, golden_weights(*network_, golden_), options(kept));
  for (int frame = 0; frame < golden_.at("frames") && !HasFatalFailure(); ++frame) {
    run(resident, frame);
    expect_outputs(resident, frame);
  }
}

TEST_P(SynthGoldens, EveryLayer) {
  if (!prepare({40e6, 1})) GTEST_SKIP() << why_not_;
  if (golden_mode(golden_) == WeightsMode::kBinary) {
    GTEST_SKIP() << "the original skips activations of which the next layer reads the sign alone";
  }
  std::vector<int> kept;
  for (int i = 0; i < network_->layer_count(); ++i) {
    if (network_->layer(i).has_output()) kept.push_back(i);
  }
  ResidentNetwork resident(*network_, golden_weights(*network_, golden_), options(kept));
  for (int frame = 0; frame < golden_.at("frames"); ++frame) run(resident, frame);
  expect_records(resident);  // those of the last frame
}

// One empty name where ../shared is absent, so that the tests skip.
std::vector<std::string> networks() {
  std::vector<std::string> names = golden_names(kGoldens);
  if (names.empty()) names.emplace_back();
  return names;
}

INSTANTIATE_TEST_SUITE_P(Networks, SynthGoldens, testing::ValuesIn(networks()),
                         [](const auto& info) { return golden_test_name(info.param); });

}  // namespace
}  // namespace dn::test
