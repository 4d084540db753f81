// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "darknet/layers/layer_table.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "test/support/golden_file.h"
#include "test/support/micro_golden.h"

// Every one-feature network against the full outputs of the original Darknet: with the fast
// kernels, with the plain loops, and with only the last output kept, so that layers are fused and
// run in place.
namespace dn::test {
namespace {

enum class Way { kFast, kReference, kLastOnly };

class MicroGoldens : public testing::TestWithParam<std::string> {
 protected:
  void check(Way way) const;
};

// The first section this program does not know, or "".
std::string unknown_layer(const CfgFile& cfg) {
  for (std::size_t i = 1; i < cfg.sections.size(); ++i) {
    if (!is_known_layer(cfg.sections[i].name())) return cfg.sections[i].name();
  }
  return "";
}

void expect_like(const MicroSegment& want, const std::vector<float>& got) {
  ASSERT_EQ(got.size(), want.values.size()) << "layer " << want.layer;
  const double tolerance = 1e-4 * std::max(want.standard_deviation, 1e-6) + 20 * want.noise;
  for (std::size_t i = 0; i < got.size(); ++i) {
    ASSERT_LE(std::fabs(got[i] - want.values[i]), tolerance)
        << "frame " << want.frame << ", layer " << want.layer << ", element " << i << ": " << got[i]
        << " instead of " << want.values[i];
  }
}

std::vector<int> kept_layers(const Network& network, Way way) {
  if (way == Way::kLastOnly) return {network.output_layer()};
  std::vector<int> kept;
  for (int i = 0; i < network.layer_count(); ++i) {
    if (network.layer(i).has_output()) kept.push_back(i);
  }
  return kept;
}

void MicroGoldens::check(Way way) const {
  const MicroGolden golden = load_micro_golden(GetParam());
  const CfgFile cfg = load_cfg_file(golden.cfg_path);
  if (const std::string name = unknown_layer(cfg); !name.empty()) {
    GTEST_SKIP() << "[" << name << "] is not known";
  }
  const Network network = Network::build(cfg);
  const std::vector<int> kept = kept_layers(network, way);
  CompileOptions options{{}, kept};
  options.kernels.mode = golden_mode(golden.settings);
  options.kernels.reference = way == Way::kReference;
  ResidentNetwork resident(network, golden_weights(network, golden.settings), options);
  int compared = 0;
  for (const MicroSegment& segment : golden.segments) {
    if (segment.layer < 0) {
      ASSERT_EQ(segment.values.size(), network.input().count());
      planar_to_channels_last(network.input(), segment.values, resident.input());
      resident.run();
    } else if (std::ranges::find(kept, segment.layer) != kept.end()) {
      std::vector<float> planar(resident.output(segment.layer).size());
      channels_last_to_planar(network.layer(segment.layer).out(), resident.output(segment.layer),
                              planar);
      expect_like(segment, planar);
      if (HasFatalFailure()) return;
      ++compared;
    }
  }
  EXPECT_EQ(compared, golden.frames * static_cast<int>(kept.size()));
}

TEST_P(MicroGoldens, FastKernels) { check(Way::kFast); }
TEST_P(MicroGoldens, PlainLoops) { check(Way::kReference); }
TEST_P(MicroGoldens, OnlyLastOutputKept) { check(Way::kLastOnly); }

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(MicroGoldens);
INSTANTIATE_TEST_SUITE_P(All, MicroGoldens, testing::ValuesIn(golden_names(kMicroGoldens)),
                         [](const auto& info) { return info.param; });

TEST(MicroGoldenFolder, IsThere) {
  if (golden_names(kMicroGoldens).empty()) GTEST_SKIP() << kMicroGoldens << " is absent";
}

}  // namespace
}  // namespace dn::test
