// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/transfer/io_ring.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "darknet/base/error.h"
#include "darknet/device/fatal.h"

namespace rtswap {
namespace {

using dn::Bytes;

// Whose first version is 5.6, which can do all that is needed here.
constexpr std::uint32_t kNeeded =
    IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP | IORING_FEAT_RW_CUR_POS;

// Of both queues, which one mapping holds.
std::size_t queues_size(const io_uring_params& params) {
  return std::max(params.sq_off.array + params.sq_entries * sizeof(std::uint32_t),
                  params.cq_off.cqes + params.cq_entries * sizeof(io_uring_cqe));
}

std::uint32_t load(std::uint32_t* shared) noexcept {
  return std::atomic_ref(*shared).load(std::memory_order_acquire);
}

void store(std::uint32_t* shared, std::uint32_t value) noexcept {
  std::atomic_ref(*shared).store(value, std::memory_order_release);
}

// The number of requests taken. What stands in the way for a moment is tried again by the caller.
std::uint32_t enter(int fd, std::uint32_t submit, std::uint32_t await) noexcept {
  const std::uint32_t flags = await > 0 ? IORING_ENTER_GETEVENTS : 0;
  const long n = ::syscall(__NR_io_uring_enter, fd, submit, await, flags, nullptr, 0);
  if (n >= 0) return static_cast<std::uint32_t>(n);
  if (errno != EINTR && errno != EAGAIN && errno != EBUSY)
    dn::fatal("rtswap: io_uring_enter failed");
  return 0;
}

}  // namespace

IoRing::Shared::Shared(int fd, std::uint64_t what, std::size_t size) : size_(size) {
  void* const data = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd,
                            static_cast<off_t>(what));
  if (data == MAP_FAILED) throw dn::system_failure_errno("io_uring: mmap");
  data_ = static_cast<std::byte*>(data);
}

IoRing::Shared::~Shared() { ::munmap(data_, size_); }

IoRing::Setup IoRing::set_up(unsigned entries) {
  Setup setup{};
  setup.fd.reset(static_cast<int>(::syscall(__NR_io_uring_setup, entries, &setup.params)));
  if (!setup.fd) throw dn::system_failure_errno("io_uring_setup");
  if ((setup.params.features & kNeeded) != kNeeded)
    throw dn::system_failure("io_uring: this kernel is older than 5.6");
  return setup;
}

IoRing::IoRing(unsigned entries, std::span<std::byte> memory) : IoRing(set_up(entries), memory) {}

IoRing::IoRing(Setup setup, std::span<std::byte> memory)
    : params_(setup.params),
      fd_(std::move(setup.fd)),
      queues_(fd_.get(), IORING_OFF_SQ_RING, queues_size(params_)),
      requests_(fd_.get(), IORING_OFF_SQES, params_.sq_entries * sizeof(io_uring_sqe)) {
  register_memory(memory);
  auto* const order = queues_.at<std::uint32_t>(params_.sq_off.array);
  for (std::uint32_t i = 0; i < params_.sq_entries; ++i) order[i] = i;
}

// Here and now: the kernel closes a ring later, and until then the pages would count.
IoRing::~IoRing() {
  if (unregistered_.empty())
    ::syscall(__NR_io_uring_register, fd_.get(), IORING_UNREGISTER_BUFFERS, nullptr, 0);
}

// The pages count as locked memory, of which an ordinary user may have little.
void IoRing::register_memory(std::span<std::byte> memory) {
  const iovec block{memory.data(), memory.size()};
  if (::syscall(__NR_io_uring_register, fd_.get(), IORING_REGISTER_BUFFERS, &block, 1) == 0) return;
  unregistered_ = dn::system_failure_errno("io_uring_register").what();
}

void IoRing::queue_read(int fd, std::byte* to, Bytes offset, Bytes size,
                        std::uint64_t id) noexcept {
  io_uring_sqe& request = requests_.at<io_uring_sqe>(0)[queued_++ % params_.sq_entries];
  std::memset(&request, 0, sizeof request);
  request.opcode = unregistered_.empty() ? IORING_OP_READ_FIXED : IORING_OP_READ;
  request.fd = fd;
  request.off = offset.value;
  request.addr = reinterpret_cast<std::uint64_t>(to);
  request.len = static_cast<std::uint32_t>(size.value);
  request.user_data = id;
}

void IoRing::submit() noexcept {
  if (submitted_ == queued_) return;
  store(queues_.at<std::uint32_t>(params_.sq_off.tail), queued_);
  while (submitted_ != queued_) submitted_ += enter(fd_.get(), queued_ - submitted_, 0);
}

std::optional<IoRing::Completion> IoRing::poll() noexcept {
  if (polled_ == load(queues_.at<std::uint32_t>(params_.cq_off.tail))) return std::nullopt;
  const auto* const completions = queues_.at<io_uring_cqe>(params_.cq_off.cqes);
  const io_uring_cqe& next = completions[polled_ % params_.cq_entries];
  const Completion completion{next.user_data, next.res};
  store(queues_.at<std::uint32_t>(params_.cq_off.head), ++polled_);
  return completion;
}

void IoRing::wait() noexcept { enter(fd_.get(), 0, 1); }

}  // namespace rtswap
