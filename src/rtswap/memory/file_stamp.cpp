// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/memory/file_stamp.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

namespace rtswap {
namespace {

std::int64_t nanoseconds(const timespec& t) {
  return static_cast<std::int64_t>(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

}  // namespace

std::optional<FileStamp> stamp_of(const std::string& path) {
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0 || !S_ISREG(st.st_mode)) return {};
  return FileStamp{static_cast<std::uint64_t>(st.st_size), st.st_ino, nanoseconds(st.st_mtim),
                   nanoseconds(st.st_ctim)};
}

bool is_settled(const FileStamp& stamp) {
  constexpr std::chrono::nanoseconds kTick = std::chrono::seconds(2);
  const std::chrono::nanoseconds now = std::chrono::system_clock::now().time_since_epoch();
  return std::max(stamp.modified, stamp.changed) < (now - kTick).count();
}

}  // namespace rtswap
