// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

#include "rtswap/model/profile.h"

namespace rtswap {

// Why a profile should not be trusted, one reason per line; empty = it may be. Judged by noise_in()
// are the whole network and the largest copy, alone and busy, and the steps together: more than a
// quarter of the time in noisy ones. While the other is busy, only a change between the halves of
// the runs counts: a tail is what the two do to each other. Also, whether network or link stood
// still for 5 ms.
std::vector<std::string> noise_of(const Profile& profile);

}  // namespace rtswap
