// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "rtswap/transfer/piece_reader.h"

namespace rtswap {

struct ChosenReader {
  std::unique_ptr<PieceReader> reader;
  std::string description;  // with the reason where io_uring cannot be used; follows "read by"
};

// What uses io_uring, or throws dn::Error.
using UringMaker =
    std::function<std::unique_ptr<PieceReader>(std::span<std::byte> memory, int requests)>;
std::unique_ptr<PieceReader> make_uring_reader(std::span<std::byte> memory, int requests);

// With so many requests at once by io_uring where the kernel allows it now, otherwise by as many
// threads. All that is read goes into `memory`, which outlives the reader. Throws dn::Error.
ChosenReader make_piece_reader(std::span<std::byte> memory, int requests,
                               const UringMaker& make_uring = make_uring_reader);

}  // namespace rtswap
