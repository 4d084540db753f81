// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <gtest/gtest.h>

#include <cmath>

#include "test/support/frames.h"
#include "test/support/layer_harness.h"

// What all recurrent layers promise: a state from frame to frame that reset_state() forgets, and
// fast kernels that agree with the plain loops.
namespace dn::test {
namespace {

struct Case {
  const char* name;
  const char* layer;
};

class Recurrent : public testing::TestWithParam<Case> {
 protected:
  Network network_ = network_from(GetParam().layer, 6, 5, 4);
};

TEST_P(Recurrent, KeepsStateUntilReset) {
  FrameRunner runner(network_, {});
  const auto first = runner.run_random(0);
  const auto second = runner.run_random(0);
  EXPECT_NE(first, second);
  runner.reset_state();
  EXPECT_EQ(runner.run_random(0), first);
  EXPECT_EQ(runner.run_random(0), second);
}

TEST_P(Recurrent, FastMatchesReferenceOverFrames) {
  KernelOptions plain;
  plain.reference = true;
  FrameRunner fast(network_, {}), reference(network_, {}, plain);
  for (int frame = 0; frame < 4; ++frame) {
    const auto got = fast.run_random(frame), want = reference.run_random(frame);
    for (std::size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-4f) << frame;
  }
}

TEST_P(Recurrent, RawNormalisationEqualsFolded) {
  KernelOptions raw_mode;
  raw_mode.mode = WeightsMode::kRaw;
  FrameRunner folded(network_, {}), raw(network_, {}, raw_mode);
  for (int frame = 0; frame < 3; ++frame) {
    const auto got = folded.run_random(frame), want = raw.run_random(frame);
    for (std::size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-4f) << frame;
  }
}

TEST_P(Recurrent, TwoInstancesDoNotShareState) {
  FrameRunner one(network_, {}), other(network_, {});
  const auto first = one.run_random(0);
  one.run_random(1);
  EXPECT_EQ(other.run_random(0), first);
}

INSTANTIATE_TEST_SUITE_P(
    Layers, Recurrent,
    testing::Values(Case{"rnn", "[rnn]\nhidden=9\noutput=7\nbatch_normalize=1\nshortcut=1\n"},
                    Case{"rnn_logistic",
                         "[rnn]\nhidden=9\noutput=7\nactivation=relu\nlogistic=2\n"},
                    Case{"gru", "[gru]\noutput=11\nbatch_normalize=1\n"},
                    Case{"lstm", "[lstm]\noutput=11\nbatch_normalize=1\n"},
                    Case{"crnn", "[crnn]\nhidden=8\noutput=5\npad=1\nbatch_normalize=1\n"},
                    Case{"crnn_groups",
                         "[crnn]\nhidden=8\noutput=6\nsize=1\ngroups=2\nshortcut=1\n"
                         "activation=leaky\n"},
                    Case{"conv_lstm", "[conv_lstm]\noutput=5\npad=1\nbatch_normalize=1\n"},
                    Case{"conv_lstm_peephole", "[conv_lstm]\noutput=5\npad=1\npeephole=1\n"}),
    [](const auto& info) { return std::string(info.param.name); });

float logistic(float x) { return 1 / (1 + std::exp(-x)); }

TEST(Rnn, AddsTwoActivatedTermsAndTheShortcut) {
  const Network network = network_from("[rnn]\nactivation=relu\nlogistic=1\nshortcut=1\n", 1, 1, 1);
  FrameRunner runner(network, {.5f, 2, .25f, 3, 0, 10});  // bias and weight: input, self, output
  float h = 0;
  for (const float x : {1.f, -2.f, 4.f}) {
    h = h + std::max(0.f, 2 * x + .5f) + logistic(3 * h + .25f);
    EXPECT_NEAR(runner.run({x})[0], 10 * h, 1e-3f);
  }
}

TEST(Gru, FollowsDarknetsFormula) {
  const Network network = network_from("[gru]\n", 1, 1, 1);
  // Bias and weight of Wz Wr Wh Uz Ur Uh.
  FrameRunner runner(network, {.1f, 1, .2f, -1, .3f, 2, 0, .5f, 0, -.5f, 0, 3});
  float h = 0;
  for (const float x : {1.f, -2.f, 4.f}) {
    const float z = logistic(x + .1f + .5f * h), r = logistic(-x + .2f - .5f * h);
    const float candidate = logistic(2 * x + .3f + 3 * r * h);
    h = z * h + (1 - z) * candidate;
    EXPECT_NEAR(runner.run({x})[0], h, 1e-6f);
  }
}

TEST(Lstm, FollowsTheFormula) {
  const Network network = network_from("[lstm]\n", 1, 1, 1);
  // Bias and weight of Wf Wi Wg Wo (state) and Uf Ui Ug Uo (input).
  FrameRunner runner(network, {.1f, 1, .2f, -1, .3f, 2, 0, .5f, 0, -.5f, 0, 3, .1f, 1, 0, -2});
  float h = 0, c = 0;
  for (const float x : {1.f, -2.f, 4.f}) {
    const float f = logistic(h + .1f - .5f * x), i = logistic(-h + .2f + 3 * x);
    const float g = std::tanh(2 * h + .3f + x + .1f), o = logistic(.5f * h - 2 * x);
    c = f * c + i * g;
    h = o * std::tanh(c);
    EXPECT_NEAR(runner.run({x})[0], h, 1e-6f);
  }
}

TEST(ConvLstm, PeepholesSeeTheCellAndTheStateIsConstrained) {
  const Network network =
      network_from("[conv_lstm]\nsize=1\npeephole=1\nstate_constrain=.5\n", 1, 1, 1);
  // Bias and weight of Vf Vi Vo, Wf Wi Wg Wo, Uf Ui Ug Uo.
  FrameRunner runner(
      network, {0, 1, 0, 2, 0, -3, .1f, 1, .2f, -1, .3f, 2, 0, .5f, 0, -.5f, 0, 3, .1f, 1, 0, -2});
  float h = 0, c = 0;
  bool constrained = false;
  for (const float x : {.1f, .2f, 1.f, 4.f, -.5f}) {
    const float f = logistic(c + h + .1f - .5f * x), i = logistic(2 * c - h + .2f + 3 * x);
    const float g = std::tanh(2 * h + .3f + x + .1f);
    const float unlimited = f * c + i * g;
    c = std::clamp(unlimited, -.5f, .5f);
    constrained = constrained || c != unlimited;
    h = logistic(-3 * c + .5f * h - 2 * x) * std::tanh(c);
    EXPECT_NEAR(runner.run({x})[0], h, 1e-6f);
  }
  EXPECT_TRUE(constrained);
}

TEST(RecurrentLayers, RefuseNonsense) {
  const auto build = [](const std::string& text) { return network_from(text, 8, 8, 4); };
  EXPECT_THROW(build("[rnn]\nhidden=0\n"), Error);
  EXPECT_THROW(build("[rnn]\nactivation=normalize_channels\n"), Error);
  EXPECT_THROW(build("[gru]\noutput=-1\n"), Error);
  EXPECT_THROW(build("[lstm]\noutput=2000000000\n"), Error);
  EXPECT_THROW(build("[crnn]\noutput=4\nsize=3\n"), Error);  // without pad the image shrinks
  EXPECT_THROW(build("[crnn]\noutput=4\npad=1\nstride=2\n"), Error);
  EXPECT_THROW(build("[crnn]\noutput=4\npad=1\nhidden=3\ngroups=2\n"), Error);
  EXPECT_THROW(build("[crnn]\noutput=4\npad=1\nxnor=1\n"), Error);
  EXPECT_THROW(build("[crnn]\noutput=4\npad=1\nhidden=2000000000\n"), Error);
  EXPECT_THROW(build("[crnn]\noutput=4\npad=1\nsize=2000000001\n"), Error);
  EXPECT_THROW(build("[conv_lstm]\npad=1\nbottleneck=1\n"), Error);
  EXPECT_THROW(build("[conv_lstm]\npad=1\nstate_constrain=0\n"), Error);
  EXPECT_THROW(build("[conv_lstm]\npad=1\nlstm_activation=relu\n"), Error);
}

TEST(RecurrentLayers, TableRows) {
  const auto row = [](const char* text) {
    return network_from(text, 4, 2, 3).layer(0).table_row();
  };
  EXPECT_EQ(row("[rnn]\noutput=5\n"), "RNN Layer: 24 inputs, 5 outputs");
  EXPECT_EQ(row("[gru]\noutput=5\n"), "GRU Layer: 24 inputs, 5 outputs");
  EXPECT_EQ(row("[lstm]\noutput=5\n"), "LSTM Layer: 24 inputs, 5 outputs");
  EXPECT_EQ(row("[crnn]\npad=1\noutput=5\n"), "CRNN Layer: 2 x 4 x 3 image, 5 filters");
  EXPECT_EQ(row("[conv_lstm]\npad=1\noutput=5\n"), "CONV_LSTM Layer: 2 x 4 x 3 image, 5 filters");
}

}  // namespace
}  // namespace dn::test
