// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/make_piece_reader.h"

#include <fmt/format.h>

#include "darknet/base/error.h"
#include "rtswap/transfer/file_readers.h"
#include "rtswap/transfer/uring_reader.h"

namespace rtswap {

std::unique_ptr<PieceReader> make_uring_reader(std::span<std::byte> memory, int requests) {
  return std::make_unique<UringReader>(memory, requests);
}

ChosenReader make_piece_reader(std::span<std::byte> memory, int requests,
                               const UringMaker& make_uring) {
  try {
    auto reader = make_uring(memory, requests);
    std::string description = reader->description();
    return {std::move(reader), std::move(description)};
  } catch (const dn::Error& refusal) {
    auto reader = std::make_unique<FileReaders>(requests);
    std::string description =
        fmt::format("{}; not by io_uring: {}", reader->description(), refusal.what());
    return {std::move(reader), std::move(description)};
  }
}

}  // namespace rtswap
