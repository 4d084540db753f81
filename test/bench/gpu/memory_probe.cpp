// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/memory_probe.h"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "darknet/base/error.h"

namespace bench_gpu {
namespace {

// Of /proc/self/statm, in pages: all addresses; what is in memory; what of that belongs to files
// or is shared.
enum StatmField { kSize, kResident, kShared, kFields };

std::array<std::int64_t, kFields> read_statm(int file) noexcept {
  std::array<std::int64_t, kFields> fields{};
  std::array<char, 256> text;
  const ssize_t length = ::pread(file, text.data(), text.size(), 0);
  const char* at = text.data();
  const char* const end = at + (length > 0 ? length : 0);
  for (std::int64_t& field : fields) {
    at = std::from_chars(at, end, field).ptr;
    if (at < end) ++at;
  }
  return fields;
}

}  // namespace

MemoryProbe::MemoryProbe(const dn::Device& device)
    : device_(device),
      statm_(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC)),
      page_(::sysconf(_SC_PAGESIZE)) {
  if (statm_ < 0 || read_statm(statm_)[kResident] == 0)
    throw dn::bad_input("/proc/self/statm: cannot be read; mount /proc to measure memory");
  now();
}

MemoryProbe::~MemoryProbe() { ::close(statm_); }

MemoryUse MemoryProbe::now() const noexcept {
  MemoryUse use;
  if (const auto usage = device_.usage())
    use.device = static_cast<std::int64_t>((usage->total - usage->free).value);
  const auto fields = read_statm(statm_);
  use.resident = fields[kResident] * page_;
  use.anonymous = (fields[kResident] - fields[kShared]) * page_;
  const auto heap = ::mallinfo2();
  use.heap = static_cast<std::int64_t>(heap.uordblks + heap.hblkhd);
  return use;
}

}  // namespace bench_gpu
