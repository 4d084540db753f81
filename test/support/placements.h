// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "rtswap/model/placement.h"

namespace rtswap::test {

// For suites that every placement has to pass.
inline constexpr std::array kPlacements = {Placement::kOverlay, Placement::kRemap};
inline std::string placement_name(const testing::TestParamInfo<Placement>& info) {
  return std::string(name_of(kPlacementNames, info.param));
}

}  // namespace rtswap::test
