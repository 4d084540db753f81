// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/pack_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/hash.h"
#include "darknet/base/random_access_file.h"
#include "darknet/base/run_in_threads.h"
#include "rtswap/memory/pack_layout.h"
#include "rtswap/memory/part_file.h"

namespace rtswap {
namespace {

using dn::Bytes;

std::string pack_path(const std::string& weights, const std::string& description) {
  return fmt::format("{}.{:016x}.pack", weights, dn::hash64(description));
}

bool has_content(const std::string& path, std::uint64_t hash) {
  try {
    return dn::content_hash_of_file(path) == hash;
  } catch (const dn::Error&) {
    return false;  // whoever reads it to pack it reports that
  }
}

void read_pieces(const dn::RandomAccessFile& file, Bytes data_at,
                 const std::vector<PackPiece>& pieces, const std::vector<std::uint64_t>& hashes) {
  dn::run_in_threads(pieces.size(), dn::file_threads(), [&](std::size_t i) {
    file.read(pieces[i].memory, data_at + pieces[i].at);
    if (dn::hash64(pieces[i].memory) != hashes[i]) throw dn::bad_input("its content is damaged");
  });
}

}  // namespace

PackFile::PackFile(const std::string& weights_path, std::string description)
    : weights_path_(weights_path),
      description_(fmt::format("pack format {}\n", kPackVersion) + std::move(description)),
      path_(pack_path(weights_path, description_)),
      stamp_(stamp_of(weights_path)) {}

PackFile::LoadResult PackFile::load(const Steps& steps) const {
  if (!stamp_ || !dn::is_regular_file(path_)) return {};
  const std::vector<PackPiece> pieces = cut_into_pieces(steps);
  if (pieces.empty()) return {};
  const PackHeader wanted = make_pack_header(description_, pieces);
  std::vector<std::uint64_t> hashes;
  try {
    const dn::RandomAccessFile file(path_);
    if (file.size() < Bytes(wanted.data_at)) throw dn::bad_input("it is truncated");
    std::vector<std::byte> head(wanted.data_at);
    file.read(head, Bytes(0));
    const PackHeader header = decode_pack_head(head, description_, wanted, hashes);
    if (file.size() != Bytes(header.data_at + header.data_size)) {
      throw dn::bad_input("it is truncated");
    }
    const bool same_stamp = header.weights_stamp == *stamp_;
    if (!same_stamp && !has_content(weights_path_, header.weights_hash)) return {};
    read_pieces(file, Bytes(header.data_at), pieces, hashes);
    if (!same_stamp && is_settled(*stamp_)) static_cast<void>(save(steps, header.weights_hash));
    return {true, {}};
  } catch (const dn::Error& e) {
    for (const std::span<std::byte> step : steps) std::ranges::fill(step, std::byte{0});
    return {false, fmt::format("'{}' is not used: {}", path_, e.what())};
  }
}

std::string PackFile::save(const Steps& steps, std::uint64_t weights_hash) const {
  const std::vector<PackPiece> pieces = cut_into_pieces(steps);
  if (!stamp_ || pieces.empty()) return {};
  PackHeader header = make_pack_header(description_, pieces);
  header.weights_hash = weights_hash;
  if (is_settled(*stamp_) && stamp_of(weights_path_) == stamp_) header.weights_stamp = *stamp_;
  try {
    PartFile file(path_, Bytes(header.data_at + header.data_size));
    if (!file.is_open()) return {};
    std::vector<std::uint64_t> hashes(pieces.size());
    dn::run_in_threads(pieces.size(), dn::file_threads(), [&](std::size_t i) {
      hashes[i] = dn::hash64(pieces[i].memory);
      file.write(pieces[i].memory, Bytes(header.data_at) + pieces[i].at);
    });
    file.write(encode_pack_head(header, description_, hashes), Bytes(0));
    file.finish();
    return {};
  } catch (const dn::Error& e) {
    return fmt::format("the packed weights are not cached: {}", e.what());
  }
}

}  // namespace rtswap
