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

std::vector<Bytes> sizes_of(const PackFile::Steps& steps) {
  std::vector<Bytes> sizes;
  for (const std::span<std::byte> step : steps) sizes.emplace_back(step.size());
  return sizes;
}

std::span<std::byte> memory_of(const PackPiece& piece, const PackFile::Steps& steps) {
  return steps[piece.step].subspan(piece.from.value, piece.size.value);
}

}  // namespace

PackFile::PackFile(const std::string& weights_path, std::string description)
    : weights_path_(weights_path),
      description_(fmt::format("pack format {}\n", kPackVersion) + std::move(description)),
      path_(pack_path(weights_path, description_)),
      stamp_(stamp_of(weights_path)) {}

// A file whose head is as it should be; its data is still to be compared with the hashes.
struct PackFile::Whole {
  dn::RandomAccessFile file;
  Bytes data_at;
  std::vector<std::uint64_t> hashes;  // by piece
  std::uint64_t weights_hash = 0;
  bool same_stamp = false;

  void read(std::size_t piece, Bytes at, std::span<std::byte> to) const {
    file.read(to, data_at + at);
    if (dn::hash64(to) != hashes[piece]) throw dn::bad_input("its content is damaged");
  }
};

// Nothing where there is none for these weights. Throws dn::Error that says what is wrong.
std::optional<PackFile::Whole> PackFile::open_whole(const std::vector<PackPiece>& pieces) const {
  if (!stamp_ || !dn::is_regular_file(path_) || pieces.empty()) return std::nullopt;
  const PackHeader wanted = make_pack_header(description_, pieces);
  Whole whole{dn::RandomAccessFile(path_), Bytes(wanted.data_at), {}, 0, false};
  if (whole.file.size() < whole.data_at) throw dn::bad_input("it is truncated");
  std::vector<std::byte> head(wanted.data_at);
  whole.file.read(head, Bytes(0));
  const PackHeader header = decode_pack_head(head, description_, wanted, whole.hashes);
  if (whole.file.size() != Bytes(header.data_at + header.data_size))
    throw dn::bad_input("it is truncated");
  whole.weights_hash = header.weights_hash;
  whole.same_stamp = header.weights_stamp == *stamp_;
  if (!whole.same_stamp && !has_content(weights_path_, header.weights_hash)) return std::nullopt;
  return whole;
}

PackFile::LoadResult PackFile::load(const Steps& steps) const {
  const std::vector<PackPiece> pieces = cut_into_pieces(sizes_of(steps));
  try {
    const std::optional<Whole> whole = open_whole(pieces);
    if (!whole) return {};
    dn::run_in_threads(pieces.size(), dn::file_threads(), [&](std::size_t i) {
      whole->read(i, pieces[i].at, memory_of(pieces[i], steps));
    });
    if (!whole->same_stamp && is_settled(*stamp_))
      static_cast<void>(save(steps, whole->weights_hash));
    return {true, {}};
  } catch (const dn::Error& e) {
    for (const std::span<std::byte> step : steps) std::ranges::fill(step, std::byte{0});
    return {false, fmt::format("'{}' is not used: {}", path_, e.what())};
  }
}

PackFile::OpenResult PackFile::open(std::span<const Bytes> step_sizes) const {
  const std::vector<PackPiece> pieces = cut_into_pieces(step_sizes);
  try {
    std::optional<Whole> whole = open_whole(pieces);
    if (!whole) return {};
    dn::run_in_threads(pieces.size(), dn::file_threads(), [&](std::size_t i) {
      std::vector<std::byte> memory(pieces[i].size.value);
      whole->read(i, pieces[i].at, memory);
    });
    OpenResult result{std::move(whole->file), step_positions(step_sizes), {}};
    for (Bytes& at : result.steps_at) at += whole->data_at;
    return result;
  } catch (const dn::Error& e) {
    return {{}, {}, fmt::format("'{}' is not used: {}", path_, e.what())};
  }
}

std::string PackFile::save(const Steps& steps, std::uint64_t weights_hash) const {
  const std::vector<PackPiece> pieces = cut_into_pieces(sizes_of(steps));
  if (!stamp_ || pieces.empty()) return {};
  PackHeader header = make_pack_header(description_, pieces);
  header.weights_hash = weights_hash;
  if (is_settled(*stamp_) && stamp_of(weights_path_) == stamp_) header.weights_stamp = *stamp_;
  try {
    PartFile file(path_, Bytes(header.data_at + header.data_size));
    if (!file.is_open()) return {};
    std::vector<std::uint64_t> hashes(pieces.size());
    dn::run_in_threads(pieces.size(), dn::file_threads(), [&](std::size_t i) {
      const std::span<const std::byte> memory = memory_of(pieces[i], steps);
      hashes[i] = dn::hash64(memory);
      file.write(memory, Bytes(header.data_at) + pieces[i].at);
    });
    file.write(encode_pack_head(header, description_, hashes), Bytes(0));
    file.finish();
    return {};
  } catch (const dn::Error& e) {
    return fmt::format("the packed weights are not cached: {}", e.what());
  }
}

}  // namespace rtswap
