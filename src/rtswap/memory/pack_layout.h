// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/memory/file_stamp.h"

// How a pack file is laid out: the header, the description, the hash of every piece, padding to
// whole pages, then the pieces. All numbers in the byte order of the machine.
namespace rtswap {

// Raised with every change of the format.
inline constexpr std::uint32_t kPackVersion = 1;

struct PackHeader {
  std::uint64_t magic =
      0x6b636150'70777352;     // "RswpPack"; in the wrong byte order it is another one
  std::uint64_t checksum = 0;  // of all that lies between this and the data
  std::uint32_t version = kPackVersion;
  std::uint32_t description_size = 0;
  std::uint64_t piece_count = 0;
  std::uint64_t data_at = 0, data_size = 0;  // bytes
  std::uint64_t weights_hash = 0;            // dn::content_hash() of the .weights file
  FileStamp weights_stamp;                   // all 0: not known, compare the hash
};

// What is hashed, read and written at once: a step, or 4 MiB of one.
struct PackPiece {
  std::size_t step = 0;
  dn::Bytes from;  // in the step
  dn::Bytes size;
  dn::Bytes at;  // from the start of the data
};

// Where each step begins, from the start of the data: at a multiple of 64 bytes.
std::vector<dn::Bytes> step_positions(std::span<const dn::Bytes> steps);
// Cuts steps of these sizes into pieces.
std::vector<PackPiece> cut_into_pieces(std::span<const dn::Bytes> steps);

// The header for these pieces; stamp and hashes are still to be set.
PackHeader make_pack_header(const std::string& description, const std::vector<PackPiece>& pieces);

// Everything before the data, its checksum set.
std::vector<std::byte> encode_pack_head(PackHeader header, const std::string& description,
                                        const std::vector<std::uint64_t>& hashes);

// Throws dn::Error that says what is wrong with the head of a file, given what is wanted of it.
// Returns its header, and the pieces' hashes in `hashes`.
PackHeader decode_pack_head(std::span<const std::byte> head, const std::string& description,
                            const PackHeader& wanted, std::vector<std::uint64_t>& hashes);

}  // namespace rtswap
