// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rtswap {

// Tells without reading a file whether it is still the one it was: size, inode, and when content
// and inode were changed last (ns since 1970). Nobody can set the time of the last inode change, so
// a file that was written to, replaced or given back an old date has another stamp. Plain numbers:
// it is kept in files.
struct FileStamp {
  std::uint64_t size = 0, inode = 0;
  std::int64_t modified = 0, changed = 0;

  constexpr bool operator==(const FileStamp&) const = default;
};

// nullopt: there is no such regular file.
std::optional<FileStamp> stamp_of(const std::string& path);

// A clock with coarse ticks may give two changes the same time. So a stamp means something only
// once the last change lies well behind: by 2 s, the coarsest tick of a file system.
bool is_settled(const FileStamp& stamp);

}  // namespace rtswap
