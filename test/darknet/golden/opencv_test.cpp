// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "darknet/base/file.h"
#include "darknet/net/load_weights.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "test/support/golden_file.h"

// Trained networks against OpenCV's importer of Darknet networks: a second opinion, independent of
// the original Darknet.
namespace dn::test {
namespace {

using nlohmann::json;

const std::string kGoldens = "../shared/golden-opencv";
const std::string kWeights = "../shared/weights";

// One empty name where ../shared is absent, so that the test skips.
std::vector<std::string> models() {
  const std::string index = join_path(kGoldens, "index.json");
  if (!file_exists(index)) return {""};
  std::vector<std::string> names;
  const json models = load_golden(index);
  for (const auto& [name, model] : models.items()) names.push_back(name);
  return names;
}

// OpenCV was given this pattern, in planar order: value i is bits 16 to 30 of 1103515245*i + 12345
// (the step of the C standard's example of rand), as a part of 32767.
std::vector<float> pattern(std::size_t count) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t step = 1103515245ull * i + 12345;
    values[i] = static_cast<float>(static_cast<double>(step >> 16 & 0x7fff) / 32767);
  }
  return values;
}

// OpenCV, like the first Darknet, adds 1e-6 to a variance before it takes the root; this engine and
// AlexeyAB's Darknet add 1e-5. Takes the difference away.
void imitate_epsilon(NetworkWeights& weights) {
  constexpr float kMore = 1e-5f - 1e-6f;
  for (int layer = 0; layer < weights.layer_count(); ++layer) {
    for (std::size_t i = 0; i < weights.slots(layer).size(); ++i) {
      if (weights.slots(layer)[i].kind != WeightKind::kVariances) continue;
      for (float& variance : weights.array(layer, i)) variance -= kMore;
    }
  }
}

void expect_like(const json& record, const std::vector<float>& want,
                 const ResidentNetwork& resident) {
  const int layer = record.at("darknet_layer_index");
  std::vector<float> got(resident.output(layer).size());
  channels_last_to_planar(resident.network().layer(layer).out(), resident.output(layer), got);
  ASSERT_EQ(got.size(), want.size()) << "layer " << layer;
  const double tolerance = 1e-4 * record.at("absmax").get<double>();
  for (std::size_t i = 0; i < want.size(); ++i) {
    ASSERT_NEAR(got[i], want[i], tolerance) << "layer " << layer << ", element " << i;
  }
}

class OpencvGoldens : public testing::TestWithParam<std::string> {};

TEST_P(OpencvGoldens, Outputs) {
  if (GetParam().empty()) GTEST_SKIP() << kGoldens << " is absent";
  const json golden = load_golden(join_path(kGoldens, "index.json")).at(GetParam());
  const std::string cfg = join_path(join_path(kWeights, GetParam()), golden.at("cfg"));
  const std::string weights = cfg.substr(0, cfg.rfind('.')) + ".weights";
  if (!file_exists(weights)) GTEST_SKIP() << weights << " is absent";
  const Network network = Network::load(cfg);
  const json& shape = golden.at("input");
  ASSERT_EQ(network.input(), (Shape{shape[0], shape[1], shape[2], shape[3]}));

  CompileOptions options;
  for (const json& record : golden.at("outputs")) {
    options.kept_layers.push_back(record.at("darknet_layer_index"));
  }
  NetworkWeights values = load_weights(network, weights);
  imitate_epsilon(values);
  ResidentNetwork resident(network, values, options);
  planar_to_channels_last(network.input(), pattern(network.input().count()), resident.input());
  resident.run();
  for (const json& record : golden.at("outputs")) {
    const std::string file = join_path(join_path(kGoldens, GetParam()), record.at("file"));
    expect_like(record, read_floats(file), resident);
  }
}

INSTANTIATE_TEST_SUITE_P(Models, OpencvGoldens, testing::ValuesIn(models()),
                         [](const auto& info) { return golden_test_name(info.param); });

}  // namespace
}  // namespace dn::test
