// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <cstdint>

#include "darknet/base/bytes.h"
#include "rtswap/transfer/transfer.h"

namespace rtswap {

// One piece as it was copied.
struct CopiedPiece {
  std::uint64_t tag = 0;  // of its transfer
  TransferClass transfer_class = TransferClass::kPrefetch;
  dn::Bytes offset;  // within its transfer
  dn::Bytes size;
  std::chrono::steady_clock::time_point begin;
  std::chrono::steady_clock::time_point end;
  std::chrono::steady_clock::time_point first_byte;  // came then, or earlier
};

// Sees every piece, for the trace and for tests. Called by the copy engine's thread after the copy
// and before the ticket settles: it must be quick, take no heap memory and call no engine function.
class PieceObserver {
 public:
  virtual ~PieceObserver() = default;
  virtual void on_piece(const CopiedPiece& piece) noexcept = 0;
};

}  // namespace rtswap
