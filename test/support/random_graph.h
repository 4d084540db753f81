// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <random>
#include <string>

namespace dn::test {

// The input that random_graph() is made for.
constexpr int kGraphSide = 8, kGraphChannels = 4;

// The layers of a small cfg, without [net]: a random graph of the layers that read, alias,
// overwrite or join the outputs of others. Always valid; the same generator state gives the same
// text.
std::string random_graph(std::mt19937& random, int layers);

}  // namespace dn::test
