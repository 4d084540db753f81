// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/activation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "darknet/base/parallel.h"

namespace dn {
namespace {

struct Name {
  std::string_view name;
  Activation activation;
};

// The first name of an activation is the one that is printed.
constexpr Name kNames[] = {
    {"linear", Activation::kLinear},
    {"logistic", Activation::kLogistic},
    {"loggy", Activation::kLoggy},
    {"relu", Activation::kRelu},
    {"relu6", Activation::kRelu6},
    {"elu", Activation::kElu},
    {"selu", Activation::kSelu},
    {"gelu", Activation::kGelu},
    {"relie", Activation::kRelie},
    {"ramp", Activation::kRamp},
    {"leaky", Activation::kLeaky},
    {"revleaky", Activation::kLeaky},
    {"tanh", Activation::kTanh},
    {"plse", Activation::kPlse},
    {"stair", Activation::kStair},
    {"hardtan", Activation::kHardtan},
    {"lhtan", Activation::kLhtan},
    {"swish", Activation::kSwish},
    {"mish", Activation::kMish},
    {"hard_mish", Activation::kHardMish},
    {"normalize_channels", Activation::kNormalizeChannels},
    {"normalize_channels_softmax", Activation::kNormalizeChannelsSoftmax},
    {"normalize_channels_softmax_maxval", Activation::kNormalizeChannelsSoftmaxMaxval},
};

float logistic(float x) { return 1.f / (1.f + std::exp(-x)); }

float softplus(float x) {
  constexpr float kLinearFrom = 20.f;
  if (x > kLinearFrom) return x;
  if (x < -kLinearFrom) return std::exp(x);
  return std::log1p(std::exp(x));
}

float plse(float x) {
  if (x < -4.f) return .01f * (x + 4.f);
  if (x > 4.f) return .01f * (x - 4.f) + 1.f;
  return .125f * x + .5f;
}

float stair(float x) {
  const float n = std::floor(x);
  const bool even = std::fmod(n, 2.f) == 0.f;
  return even ? std::floor(x / 2.f) : (x - n) + std::floor(x / 2.f);
}

float lhtan(float x) {
  if (x < 0.f) return .001f * x;
  if (x > 1.f) return .001f * (x - 1.f) + 1.f;
  return x;
}

float hard_mish(float x) {
  if (x > 0.f) return x;
  return x > -2.f ? x * x / 2.f + x : 0.f;
}

float gelu(float x) { return .5f * x * (1.f + std::tanh(.797885f * x + .035677f * x * x * x)); }

template <typename Function>
void map(float* values, std::size_t pixels, std::size_t channels, Function function) {
  parallel_for(static_cast<std::ptrdiff_t>(pixels), pixels * channels * 8, [&](std::ptrdiff_t p) {
    float* row = values + p * channels;
    for (std::size_t i = 0; i < channels; ++i) row[i] = function(row[i]);
  });
}

// max(x,0) / (1e-4 + sum of max(x,0)), or the same with exp.
void normalize_pixel(Activation activation, float* row, std::size_t channels) {
  constexpr float kFloor = 1e-4f;
  const bool softmax = activation != Activation::kNormalizeChannels;
  float shift = 0.f;
  if (activation == Activation::kNormalizeChannelsSoftmaxMaxval) {
    shift = *std::max_element(row, row + channels);
  }
  float sum = kFloor;
  for (std::size_t i = 0; i < channels; ++i) {
    row[i] = softmax ? std::exp(row[i] - shift) : std::max(row[i], 0.f);
    sum += row[i];
  }
  for (std::size_t i = 0; i < channels; ++i) row[i] /= sum;
}

}  // namespace

Activation parse_activation(std::string_view name, const std::string& where) {
  const auto it = std::ranges::find(kNames, name, &Name::name);
  if (it != std::end(kNames)) return it->activation;
  fmt::print(stderr, "{}: unknown activation '{}', using relu\n", where, name);
  return Activation::kRelu;
}

const char* activation_name(Activation activation) {
  return std::ranges::find(kNames, activation, &Name::activation)->name.data();
}

void activate(Activation activation, float* v, std::size_t pixels, std::size_t channels) noexcept {
  using enum Activation;
  switch (activation) {
    case kLinear:
      return;
    case kLogistic:
      return map(v, pixels, channels, logistic);
    case kLoggy:
      return map(v, pixels, channels, [](float x) { return 2.f * logistic(x) - 1.f; });
    case kRelu:
      return map(v, pixels, channels, [](float x) { return std::max(x, 0.f); });
    case kRelu6:
      return map(v, pixels, channels, [](float x) { return std::clamp(x, 0.f, 6.f); });
    case kElu:
      return map(v, pixels, channels, [](float x) { return x >= 0.f ? x : std::expm1(x); });
    case kSelu:
      return map(v, pixels, channels, [](float x) {
        return x >= 0.f ? 1.0507f * x : 1.0507f * 1.6732f * std::expm1(x);
      });
    case kGelu:
      return map(v, pixels, channels, gelu);
    case kRelie:
      return map(v, pixels, channels, [](float x) { return x > 0.f ? x : .01f * x; });
    case kRamp:
      return map(v, pixels, channels, [](float x) { return std::max(x, 0.f) + .1f * x; });
    case kLeaky:
      return map(v, pixels, channels, [](float x) { return x > 0.f ? x : .1f * x; });
    case kTanh:
      return map(v, pixels, channels, [](float x) { return 2.f * logistic(2.f * x) - 1.f; });
    case kPlse:
      return map(v, pixels, channels, plse);
    case kStair:
      return map(v, pixels, channels, stair);
    case kHardtan:
      return map(v, pixels, channels, [](float x) { return std::clamp(x, -1.f, 1.f); });
    case kLhtan:
      return map(v, pixels, channels, lhtan);
    case kSwish:
      return map(v, pixels, channels, [](float x) { return x * logistic(x); });
    case kMish:
      return map(v, pixels, channels, [](float x) { return x * std::tanh(softplus(x)); });
    case kHardMish:
      return map(v, pixels, channels, hard_mish);
    case kNormalizeChannels:
    case kNormalizeChannelsSoftmax:
    case kNormalizeChannelsSoftmaxMaxval:
      parallel_for(
          static_cast<std::ptrdiff_t>(pixels), pixels * channels * 8,
          [=](std::ptrdiff_t p) { normalize_pixel(activation, v + p * channels, channels); });
  }
}

}  // namespace dn
