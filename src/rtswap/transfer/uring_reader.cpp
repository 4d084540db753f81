// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/uring_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "darknet/device/fatal.h"

namespace rtswap {

using dn::Bytes;

UringReader::UringReader(std::span<std::byte> memory, int requests)
    : most_under_way_(std::clamp(requests, 1, kMostRequests)), ring_(kMostRequests, memory) {}

UringReader::~UringReader() {
  for (look(); !is_idle(); look()) ring_.wait();
}

std::string UringReader::description() const {
  std::string text = fmt::format("io_uring, {} requests at once", most_under_way_);
  if (!ring_.unregistered().empty())
    text += fmt::format(", into memory that is not registered ({})", ring_.unregistered());
  return text;
}

void UringReader::start(int reading, const dn::DirectFile& file, std::byte* to, Bytes offset,
                        Bytes size) noexcept {
  const Bytes part = part_size(size, most_under_way_);
  const std::uint64_t count = dn::chunks_for(size, part);
  if (queued_ - submitted_ + count > parts_.size()) dn::fatal("rtswap: too many readings at once");
  parts_left(reading) = static_cast<int>(count);
  for (Bytes at; at < size; at += part) {
    parts_[queued_++ % parts_.size()] = {reading, &file, to + at.value, offset + at,
                                         std::min(part, size - at)};
  }
  look();
}

bool UringReader::is_done(int reading) noexcept {
  if (parts_left(reading) != 0) look();
  return parts_left(reading) == 0;
}

void UringReader::wait(int reading) noexcept {
  while (!is_done(reading)) ring_.wait();
}

void UringReader::look() noexcept {
  for (auto completion = ring_.poll(); completion; completion = ring_.poll()) finish(*completion);
  submit();
}

// What was not read as expected is read once more by a call that knows all reasons.
void UringReader::finish(IoRing::Completion completion) noexcept {
  const ReadPart& part = requests_[completion.id];
  const Bytes expected = part.file->size_within(part.offset, part.size);
  const Bytes read(static_cast<std::uint64_t>(std::max(completion.result, 0)));
  if (completion.result >= 0 && read >= expected) {
    std::memset(part.to + read.value, 0, (part.size - read).value);
  } else {
    read_or_end_run(part);
  }
  --parts_left(part.reading);
  under_way_ &= ~(1U << completion.id);
}

void UringReader::submit() noexcept {
  for (; submitted_ < queued_ && std::popcount(under_way_) < most_under_way_; ++submitted_) {
    const int free = std::countr_one(under_way_);
    ReadPart& part = requests_[static_cast<std::size_t>(free)];
    part = parts_[submitted_ % parts_.size()];
    ring_.queue_read(part.file->descriptor(), part.to, part.offset, part.size,
                     static_cast<std::uint64_t>(free));
    under_way_ |= 1U << free;
  }
  ring_.submit();
}

}  // namespace rtswap
