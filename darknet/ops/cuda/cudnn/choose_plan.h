// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "darknet/ops/cuda/cudnn/fusion.h"
#include "darknet/ops/cuda/cudnn/plan.h"
#include "darknet/ops/cuda/cudnn/target.h"
#include "darknet/ops/plan_cache.h"

namespace dn::cuda {

// PlanChoice::kind where the plain kernel is chosen.
inline constexpr std::string_view kPlainKind = "plain";

struct Chosen {
  PlanChoice choice;
  std::string compiled;               // the plan's text where compiling it takes long, else empty
  bool cudnn_worked = false;          // one of its engines at least
  std::vector<std::string> attempts;  // a line for everything tried, for people
};

// Tries every fusion with the engines that cuDNN suggests for it, the tensor convolution in all its
// variants, and the plain convolver, on the calling thread's device, and gives the fastest that
// computes the same. Whatever cuDNN refuses is only an attempt more. Takes seconds. Throws Error
// where the device itself fails.
Chosen choose_plan(const ConvolutionProblem& problem, Precision precision, const Target& target);

}  // namespace dn::cuda
