// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "darknet/base/bytes.h"

// Whole files, read and written with errors a user understands. Every function throws Error:
// kBadInput when a file to be read is missing, is a directory or may not be read; kSystemFailure
// when one cannot be written.
namespace dn {

std::string read_text_file(const std::string& path);
std::vector<std::byte> read_binary_file(const std::string& path);
Bytes file_size(const std::string& path);

// Writes through a temporary file beside the target and renames it, so that a crash or a full disk
// leaves either the old file or the new one, never half of one. A link stays a link: what it points
// to is replaced. What is no regular file (a pipe, a device) is written to as it stands.
void write_file_atomically(const std::string& path, const void* data, std::size_t size);
void write_file_atomically(const std::string& path, std::string_view text);

// Throws unless a file could be written at `path`: to be called before the work whose result goes
// there.
void require_writable(const std::string& path);

bool file_exists(const std::string& path);
bool is_directory(const std::string& path);
bool is_regular_file(const std::string& path);

// "a/b" + "c" -> "a/b/c"; an absolute second part wins.
std::string join_path(const std::string& directory, const std::string& name);
std::string directory_of(const std::string& path);  // "." where there is none
std::string file_name_of(const std::string& path);  // the part behind the last '/'
std::string lower_extension(
    const std::string& path);  // "a/B.JPG" -> ".jpg"; "" where there is none
// ("a/b.jpg", ".txt") -> "a/b.txt"
std::string with_extension(const std::string& path, const std::string& extension);

}  // namespace dn
