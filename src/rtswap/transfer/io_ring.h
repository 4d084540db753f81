// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <linux/io_uring.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "darknet/base/bytes.h"
#include "darknet/base/unique_fd.h"

namespace rtswap {

// One io_uring of the kernel (io_uring(7)), as far as reading into one block of memory needs it: by
// the system calls themselves, which are three. Not more requests under way than `entries`, so no
// queue overflows. For one thread at a time; after construction noexcept and without heap.
class IoRing {
 public:
  struct Completion {
    std::uint64_t id;
    int result;  // bytes read, or -errno
  };

  // `entries` is a power of two. `memory` outlives the ring; the kernel keeps its pages at hand
  // where it allows that. Throws dn::Error (kSystemFailure) with the call that was refused: old
  // kernels, containers and administrators do that.
  IoRing(unsigned entries, std::span<std::byte> memory);
  // Nothing may be under way.
  ~IoRing();
  IoRing(const IoRing&) = delete;
  IoRing& operator=(const IoRing&) = delete;

  // Why the pages of the memory are looked up for each reading, or "": they are not.
  const std::string& unregistered() const { return unregistered_; }

  // Puts a request in the queue; submit() hands all of them to the kernel.
  void queue_read(int fd, std::byte* to, dn::Bytes offset, dn::Bytes size,
                  std::uint64_t id) noexcept;
  void submit() noexcept;
  // The next completion that is there.
  std::optional<Completion> poll() noexcept;
  // Sleeps until there is one; or returns early.
  void wait() noexcept;

 private:
  // Memory shared with the kernel.
  class Shared {
   public:
    Shared(int fd, std::uint64_t what, std::size_t size);
    ~Shared();
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    template <typename T>
    T* at(std::uint64_t offset) const {
      return reinterpret_cast<T*>(data_ + offset);
    }

   private:
    std::byte* data_;
    std::size_t size_;
  };
  struct Setup {
    io_uring_params params;
    dn::UniqueFd fd;
  };
  static Setup set_up(unsigned entries);
  explicit IoRing(Setup setup, std::span<std::byte> memory);
  void register_memory(std::span<std::byte> memory);

  const io_uring_params params_;
  const dn::UniqueFd fd_;
  const Shared queues_, requests_;
  std::string unregistered_;
  std::uint32_t queued_ = 0, submitted_ = 0, polled_ = 0;
};

}  // namespace rtswap
