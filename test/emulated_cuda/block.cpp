// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/block.h"

#include <cstring>
#include <memory>
#include <vector>

#include "test/emulated_cuda/context.h"
#include "test/emulated_cuda/state.h"

namespace emulated_cuda {
namespace {

constexpr unsigned kLanes = 32;
constexpr unsigned kWarps = 1024 / kLanes;

class BlockRunner;

struct Fiber {
  explicit Fiber(BlockRunner& runner);
  Context context;
  unsigned thread = 0;  // within the block

  // What the thread waits with.
  Place place{};
  unsigned mask = 0;
  int source = 0;
  std::uint64_t value = 0;  // its own; after the exchange the one it gets
};

struct Warp {
  unsigned live = 0;     // lanes that have not returned
  unsigned waiting = 0;  // lanes that wait in an operation of the warp
  Fiber* lanes[kLanes];  // those that wait
};

// Runs blocks on one thread of the system, and keeps the fibers for the next block.
class BlockRunner {
 public:
  void run_block(const KernelCall& call, unsigned threads, bool backwards);
  void block_barrier(Place place);
  std::uint64_t warp_exchange(unsigned mask, std::uint64_t value, int source, Place place);
  unsigned thread() const { return current_->thread; }
  unsigned live_lanes() const { return warps_[thread() / kLanes].live; }
  void work_off();

 private:
  void set_up(const KernelCall& call, unsigned threads, bool backwards);
  Fiber* next_fiber();
  void start(unsigned thread);
  void finish_thread();
  void rest(Fiber& fiber);
  void release_barrier_if_full();
  void release_warp_if_full(Warp& warp);
  void exchange(Warp& warp, unsigned mask);
  [[noreturn]] void report_deadlock() const;

  const KernelCall* call_ = nullptr;
  unsigned threads_ = 0, started_ = 0, finished_ = 0;
  bool backwards_ = false;
  Warp warps_[kWarps];

  Context main_;
  Fiber* current_ = nullptr;
  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::vector<Fiber*> idle_;        // run no thread
  std::vector<Fiber*> at_barrier_;  // wait for the block
  std::vector<Fiber*> ready_;       // wait no longer, from next_ready_ on
  std::size_t next_ready_ = 0;
};

// The runner of a stream's thread; the functions that kernels call find it here.
thread_local BlockRunner* current_runner = nullptr;

BlockRunner& runner_of_kernel(const Place& place) {
  if (current_runner == nullptr) {
    die("%s:%u: called outside of a kernel", place.file, place.line);
  }
  return *current_runner;
}

void set_thread_index(unsigned thread) {
  threadIdx.x = thread % blockDim.x;
  threadIdx.y = thread / blockDim.x % blockDim.y;
  threadIdx.z = thread / blockDim.x / blockDim.y;
}

Fiber::Fiber(BlockRunner& runner)
    : context([](void* r) { static_cast<BlockRunner*>(r)->work_off(); }, &runner) {}

void BlockRunner::set_up(const KernelCall& call, unsigned threads, bool backwards) {
  call_ = &call;
  threads_ = threads;
  started_ = finished_ = 0;
  backwards_ = backwards;
  for (unsigned first = 0; first < threads; first += kLanes) {
    Warp& warp = warps_[first / kLanes];
    warp.live = threads - first >= kLanes ? ~0U : (1U << (threads - first)) - 1;
    warp.waiting = 0;
  }
}

void BlockRunner::run_block(const KernelCall& call, unsigned threads, bool backwards) {
  set_up(call, threads, backwards);
  while (finished_ < threads_) {
    current_ = next_fiber();
    main_.switch_to(current_->context);
  }
}

Fiber* BlockRunner::next_fiber() {
  if (next_ready_ < ready_.size()) return ready_[next_ready_++];
  ready_.clear();
  next_ready_ = 0;
  if (started_ == threads_) report_deadlock();
  if (idle_.empty()) {
    fibers_.push_back(std::make_unique<Fiber>(*this));
    return fibers_.back().get();
  }
  Fiber* const fiber = idle_.back();
  idle_.pop_back();
  return fiber;
}

// The life of a fiber: the threads that are left, then to be idle until it is needed again.
void BlockRunner::work_off() {
  Fiber& self = *current_;
  while (true) {
    while (started_ < threads_) {
      self.thread = backwards_ ? threads_ - 1 - started_ : started_;
      ++started_;
      set_thread_index(self.thread);
      call_->call();
      finish_thread();
    }
    idle_.push_back(&self);
    self.context.switch_to(main_);
  }
}

void BlockRunner::finish_thread() {
  ++finished_;
  Warp& warp = warps_[current_->thread / kLanes];
  warp.live &= ~(1U << current_->thread % kLanes);
  if (warp.waiting != 0) release_warp_if_full(warp);
  if (!at_barrier_.empty()) release_barrier_if_full();
}

void BlockRunner::rest(Fiber& fiber) {
  fiber.context.switch_to(main_);
  set_thread_index(fiber.thread);
}

void BlockRunner::block_barrier(Place place) {
  Fiber& self = *current_;
  self.place = place;
  if (!at_barrier_.empty()) {
    const Place& other = at_barrier_.front()->place;
    if (other.line != place.line || std::strcmp(other.file, place.file) != 0) {
      die("block (%u,%u,%u): thread %u waits at the __syncthreads of %s:%u, thread %u at that of "
          "%s:%u",
          blockIdx.x, blockIdx.y, blockIdx.z, at_barrier_.front()->thread, other.file, other.line,
          self.thread, place.file, place.line);
    }
  }
  at_barrier_.push_back(&self);
  release_barrier_if_full();
  rest(self);
}

void BlockRunner::release_barrier_if_full() {
  if (at_barrier_.size() != threads_ - finished_) return;
  ready_.insert(ready_.end(), at_barrier_.begin(), at_barrier_.end());
  at_barrier_.clear();
}

std::uint64_t BlockRunner::warp_exchange(unsigned mask, std::uint64_t value, int source,
                                         Place place) {
  Fiber& self = *current_;
  const unsigned lane = self.thread % kLanes;
  if ((mask >> lane & 1U) == 0) {
    die("%s:%u: lane %u is not in the mask 0x%08x that it gives", place.file, place.line, lane,
        mask);
  }
  self.place = place;
  self.mask = mask;
  self.source = source;
  self.value = value;
  Warp& warp = warps_[self.thread / kLanes];
  warp.lanes[lane] = &self;
  warp.waiting |= 1U << lane;
  release_warp_if_full(warp);
  rest(self);
  return self.value;
}

// Lets those lanes go on all of whose partners, as far as they have not returned, wait too.
void BlockRunner::release_warp_if_full(Warp& warp) {
  for (unsigned left = warp.waiting; left != 0;) {
    const Fiber& first = *warp.lanes[__builtin_ctz(left)];
    const unsigned group = first.mask & warp.live;
    if ((group & ~warp.waiting) == 0) exchange(warp, group);
    left &= ~first.mask;
  }
}

void BlockRunner::exchange(Warp& warp, unsigned group) {
  const Fiber& first = *warp.lanes[__builtin_ctz(group)];
  std::uint64_t given[kLanes] = {};
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((group >> lane & 1U) == 0) continue;
    Fiber& fiber = *warp.lanes[lane];
    if (fiber.mask != first.mask) {
      die("%s:%u: lanes of one warp wait for each other with masks 0x%08x and 0x%08x",
          fiber.place.file, fiber.place.line, first.mask, fiber.mask);
    }
    given[lane] = fiber.value;
  }
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((group >> lane & 1U) == 0) continue;
    Fiber& fiber = *warp.lanes[lane];
    if ((group >> fiber.source & 1U) != 0) fiber.value = given[fiber.source];
    ready_.push_back(&fiber);
  }
  warp.waiting &= ~group;
}

void BlockRunner::report_deadlock() const {
  unsigned in_warps = 0;
  const Fiber* example = at_barrier_.empty() ? nullptr : at_barrier_.front();
  const Fiber* other = nullptr;
  for (unsigned w = 0; w * kLanes < threads_; ++w) {
    in_warps += static_cast<unsigned>(__builtin_popcount(warps_[w].waiting));
    if (warps_[w].waiting != 0) other = warps_[w].lanes[__builtin_ctz(warps_[w].waiting)];
  }
  if (example == nullptr) example = other;
  die("deadlock in block (%u,%u,%u): %u of its %u threads have returned, %zu wait at a "
      "__syncthreads that the others do not reach, %u in an operation of their warp; thread %u "
      "waits at %s:%u",
      blockIdx.x, blockIdx.y, blockIdx.z, finished_, threads_, at_barrier_.size(), in_warps,
      example->thread, example->place.file, example->place.line);
}

}  // namespace

void block_barrier(Place place) { runner_of_kernel(place).block_barrier(place); }

std::uint64_t warp_exchange(unsigned mask, std::uint64_t value, int source, Place place) {
  return runner_of_kernel(place).warp_exchange(mask, value, source, place);
}

int lane() { return static_cast<int>(runner_of_kernel({"lane or mask", 0}).thread() % kLanes); }

unsigned live_lanes() { return runner_of_kernel({"lane or mask", 0}).live_lanes(); }

void run_grid(const KernelCall& call, const dim3& grid, const dim3& block) {
  thread_local BlockRunner runner;
  current_runner = &runner;
  gridDim = grid;
  blockDim = block;
  const unsigned threads = block.x * block.y * block.z;
  // The order of threads is anybody's guess on a device, so tests that shake it run both.
  const bool backwards = settings().delay_us > 0 && random_number() % 2 == 0;
  for (blockIdx.z = 0; blockIdx.z < grid.z; ++blockIdx.z) {
    for (blockIdx.y = 0; blockIdx.y < grid.y; ++blockIdx.y) {
      for (blockIdx.x = 0; blockIdx.x < grid.x; ++blockIdx.x) {
        runner.run_block(call, threads, backwards);
      }
    }
  }
  current_runner = nullptr;
}

}  // namespace emulated_cuda
