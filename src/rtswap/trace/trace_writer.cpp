// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/trace/trace_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "rtswap/trace/header_json.h"
#include "rtswap/trace/trace_format.h"

static_assert(std::endian::native == std::endian::little, "trace files are little-endian");

namespace rtswap {
namespace {

bool is_special(const std::string& path) {
  return dn::file_exists(path) && !dn::is_regular_file(path);
}

// A link stays a link: what it points to is replaced.
std::string behind_links(const std::string& path) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

}  // namespace

TraceWriter::TraceWriter(const std::string& path, const TraceHeader& header) : path_(path) {
  dn::require_writable(path);
  target_ = behind_links(path);
  if (!is_special(path)) part_ = target_ + ".part";
  const std::string& opened = part_.empty() ? target_ : part_;
  fd_ = dn::UniqueFd(::open(opened.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd_) throw dn::system_failure_errno("cannot write the trace '" + path + "'");
  const std::string json = header_json(header);
  TracePrelude prelude;
  prelude.header_bytes = static_cast<std::uint32_t>(json.size());
  write(&prelude, sizeof prelude);
  write(json.data(), json.size());
  if (!failure_.empty()) throw dn::system_failure(failure_);
}

TraceWriter::~TraceWriter() {
  if (fd_ && !part_.empty()) ::unlink(part_.c_str());
}

void TraceWriter::append(std::span<const Event> events) {
  write(events.data(), events.size_bytes());
  events_ += events.size();
}

void TraceWriter::finish(std::uint64_t lost) {
  TraceFooter footer;
  footer.events = events_;
  footer.lost = lost;
  write(&footer, sizeof footer);
  if (!failure_.empty()) return;
  if (!part_.empty() && std::rename(part_.c_str(), target_.c_str()) != 0) return fail();
  fd_.reset(-1);
}

void TraceWriter::write(const void* data, std::size_t size) {
  const auto* from = static_cast<const std::byte*>(data);
  while (size > 0 && failure_.empty()) {
    const ssize_t n = ::write(fd_.get(), from, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail();
    from += n;
    size -= static_cast<std::size_t>(n);
  }
}

void TraceWriter::fail() {
  failure_ = fmt::format("cannot write the trace '{}': {}", path_, std::strerror(errno));
  if (!part_.empty()) ::unlink(part_.c_str());
  fd_.reset(-1);
}

}  // namespace rtswap
