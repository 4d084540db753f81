// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/content_hash.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "darknet/base/bytes.h"
#include "darknet/base/hash.h"
#include "darknet/base/parallel.h"
#include "darknet/base/random_access_file.h"
#include "darknet/base/run_in_threads.h"

namespace dn {
namespace {

constexpr Bytes kPiece = kMiB * 4;

// piece_hash(from, size) -> the hash of a part of the content; called by several threads.
std::uint64_t hash_pieces(Bytes size,
                          const std::function<std::uint64_t(Bytes, Bytes)>& piece_hash) {
  std::vector<std::uint64_t> hashes(chunks_for(size, kPiece));
  run_in_threads(hashes.size(), file_threads(), [&](std::size_t i) {
    const Bytes from = kPiece * i;
    hashes[i] = piece_hash(from, std::min(kPiece, size - from));
  });
  return hash64(std::as_bytes(std::span(hashes)));
}

}  // namespace

int file_threads() { return std::clamp(usable_cpus(), 4, 8); }

std::uint64_t content_hash(std::span<const std::byte> content) {
  return hash_pieces(Bytes(content.size()), [&](Bytes from, Bytes size) {
    return hash64(content.subspan(from.value, size.value));
  });
}

std::uint64_t content_hash_of_file(const std::string& path) {
  const RandomAccessFile file(path);
  return hash_pieces(file.size(), [&](Bytes from, Bytes size) {
    std::vector<std::byte> piece(size.value);
    file.read(piece, from);
    return hash64(piece);
  });
}

}  // namespace dn
