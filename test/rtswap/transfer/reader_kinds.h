// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <array>
#include <memory>
#include <ostream>
#include <span>
#include <string>

#include "darknet/base/error.h"
#include "rtswap/transfer/file_readers.h"
#include "rtswap/transfer/uring_reader.h"

namespace rtswap::test {

// All that read pieces.
enum class ReaderKind { kThreads, kUring };
constexpr std::array kReaderKinds = {ReaderKind::kThreads, ReaderKind::kUring};

inline std::string name_of(ReaderKind kind) {
  return kind == ReaderKind::kThreads ? "Threads" : "Uring";
}
inline std::ostream& operator<<(std::ostream& out, ReaderKind kind) { return out << name_of(kind); }

inline std::unique_ptr<PieceReader> make_reader(ReaderKind kind, std::span<std::byte> memory) {
  if (kind == ReaderKind::kThreads) return std::make_unique<FileReaders>(4);
  return std::make_unique<UringReader>(memory, 4);
}

// Why this machine does not have it, or "".
inline std::string why_missing(ReaderKind kind) {
  std::array<std::byte, 4096> memory{};
  try {
    make_reader(kind, memory);
    return "";
  } catch (const dn::Error& refusal) {
    return refusal.what();
  }
}

}  // namespace rtswap::test
