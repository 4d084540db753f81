// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/pack_layout.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "darknet/base/aligned_buffer.h"
#include "darknet/base/error.h"
#include "darknet/base/hash.h"

namespace rtswap {
namespace {

using dn::Bytes;

constexpr Bytes kPiece = dn::kMiB * 4;
constexpr Bytes kPage{4096};

static_assert(std::is_trivially_copyable_v<PackHeader> &&
                  std::has_unique_object_representations_v<PackHeader>,
              "it is written as it stands");

std::uint64_t checksum_of(std::span<const std::byte> head) {
  return dn::hash64(head.subspan(offsetof(PackHeader, checksum) + sizeof(PackHeader::checksum)));
}

}  // namespace

std::vector<Bytes> step_positions(std::span<const Bytes> steps) {
  std::vector<Bytes> positions;
  Bytes at;
  for (const Bytes size : steps) {
    positions.push_back(at);
    at += align_up(size, Bytes(dn::kAlignment));
  }
  return positions;
}

std::vector<PackPiece> cut_into_pieces(std::span<const Bytes> steps) {
  const std::vector<Bytes> positions = step_positions(steps);
  std::vector<PackPiece> pieces;
  for (std::size_t step = 0; step < steps.size(); ++step) {
    for (Bytes from; from < steps[step]; from += kPiece) {
      const Bytes size = std::min(kPiece, steps[step] - from);
      pieces.push_back({step, from, size, positions[step] + from});
    }
  }
  return pieces;
}

PackHeader make_pack_header(const std::string& description, const std::vector<PackPiece>& pieces) {
  PackHeader header;
  header.description_size = static_cast<std::uint32_t>(description.size());
  header.piece_count = pieces.size();
  const Bytes head(sizeof header + description.size() + pieces.size() * sizeof(std::uint64_t));
  header.data_at = align_up(head, kPage).value;
  if (!pieces.empty()) header.data_size = (pieces.back().at + pieces.back().size).value;
  return header;
}

std::vector<std::byte> encode_pack_head(PackHeader header, const std::string& description,
                                        const std::vector<std::uint64_t>& hashes) {
  std::vector<std::byte> head(header.data_at);
  std::byte* const hashes_at = head.data() + sizeof header + description.size();
  std::memcpy(head.data(), &header, sizeof header);
  std::ranges::copy(std::as_bytes(std::span(description)), head.data() + sizeof header);
  std::ranges::copy(std::as_bytes(std::span(hashes)), hashes_at);
  header.checksum = checksum_of(head);
  std::memcpy(head.data(), &header, sizeof header);
  return head;
}

PackHeader decode_pack_head(std::span<const std::byte> head, const std::string& description,
                            const PackHeader& wanted, std::vector<std::uint64_t>& hashes) {
  PackHeader header;
  std::memcpy(&header, head.data(), sizeof header);
  if (header.magic != wanted.magic) throw dn::bad_input("it is no pack file");
  if (header.version != wanted.version) throw dn::bad_input("it has another version");
  if (checksum_of(head) != header.checksum) throw dn::bad_input("its head is damaged");
  const auto text = head.subspan(sizeof header, description.size());
  if (header.description_size != description.size() || header.data_at != wanted.data_at ||
      header.data_size != wanted.data_size || header.piece_count != wanted.piece_count ||
      !std::ranges::equal(text, std::as_bytes(std::span(description)))) {
    throw dn::bad_input("it was made for something else");
  }
  hashes.resize(header.piece_count);
  const auto from =
      head.subspan(sizeof header + description.size(), hashes.size() * sizeof(std::uint64_t));
  std::ranges::copy(from, std::as_writable_bytes(std::span(hashes)).begin());
  return header;
}

}  // namespace rtswap
