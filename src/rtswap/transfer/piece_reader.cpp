// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/piece_reader.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "darknet/device/fatal.h"

namespace rtswap {

using dn::Bytes;

// Smaller requests cost a disk more than they gain.
Bytes part_size(Bytes piece, int requests) noexcept {
  constexpr Bytes kSmallest = dn::kKiB * 256;
  const Bytes share = Bytes(dn::chunks_for(piece, Bytes(static_cast<std::uint64_t>(requests))));
  return std::max(kSmallest, align_up(share, dn::kDirectAlignment));
}

void read_or_end_run(const ReadPart& part) noexcept {
  const int error = part.file->read(part.to, part.offset, part.size);
  if (error == 0) return;
  std::array<char, 128> buffer{};
  const char* const reason = error == dn::DirectFile::kTruncated
                                 ? "it has become shorter"
                                 : ::strerror_r(error, buffer.data(), buffer.size());
  std::array<char, 1024> line{};
  std::snprintf(line.data(), line.size(),
                "cannot read '%s' at byte %llu: %s; the run cannot go on without these weights",
                part.file->path().c_str(), static_cast<unsigned long long>(part.offset.value),
                reason);
  dn::end_run(line.data());
}

}  // namespace rtswap
