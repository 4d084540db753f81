// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace dn {

// The hash of a large content: that of the hashes of its pieces, which several threads compute. The
// two functions agree: what is read from a file has the hash of the file.
std::uint64_t content_hash(std::span<const std::byte> content);
// Throws Error (kBadInput) when the file cannot be read.
std::uint64_t content_hash_of_file(const std::string& path);

// How many threads read or write a file at once: more than there are processors, because a disk
// likes to have several requests at hand.
int file_threads();

}  // namespace dn
