// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/context.h"

#include <sys/mman.h>

#include <cstdint>

#include "test/emulated_cuda/state.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace emulated_cuda {
namespace {

constexpr std::size_t kGuard = 64 << 10;  // a multiple of every page size
// Taken by the system only as far as it is used.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStack = 512 << 10;
#else
constexpr std::size_t kStack = 128 << 10;
#endif

thread_local Context* running = nullptr;  // the one switched to last
thread_local Context* left = nullptr;     // the one it was switched from

}  // namespace

#ifndef EMULATED_CUDA_USES_UCONTEXT

// Saves the registers that a call must keep on the stack in use, then takes those of the other.
extern "C" void emulated_cuda_switch_stack(void** save, void* load);
asm(R"(
.text
.globl emulated_cuda_switch_stack
.hidden emulated_cuda_switch_stack
.type emulated_cuda_switch_stack, @function
emulated_cuda_switch_stack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size emulated_cuda_switch_stack, .-emulated_cuda_switch_stack
)");

// As if start() had been left by a switch before its first instruction.
void Context::prepare_stack() {
  auto* const top = static_cast<std::byte*>(mapping_) + kGuard + kStack;
  auto* const words = reinterpret_cast<std::uint64_t*>(top) - 8;
  for (int i = 0; i < 6; ++i) words[i] = 0;             // the registers
  words[6] = reinterpret_cast<std::uintptr_t>(&start);  // where ret goes
  words[7] = 0;                                         // start() returns to nowhere
  stack_pointer_ = words;
}

#else

void Context::prepare_stack() {
  ::getcontext(&state_);
  state_.uc_stack.ss_sp = static_cast<std::byte*>(mapping_) + kGuard;
  state_.uc_stack.ss_size = kStack;
  state_.uc_link = nullptr;
  ::makecontext(&state_, &start, 0);
}

#endif

Context::Context() {
#if defined(__SANITIZE_THREAD__)
  tsan_fiber_ = __tsan_get_current_fiber();
#endif
}

Context::Context(void (*entry)(void*), void* argument) : entry_(entry), argument_(argument) {
  mapping_ = ::mmap(nullptr, kGuard + kStack, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (mapping_ == MAP_FAILED || ::mprotect(mapping_, kGuard, PROT_NONE) != 0) {
    die("the system has no stack for a thread of a block");
  }
  stack_bottom_ = static_cast<std::byte*>(mapping_) + kGuard;
  stack_size_ = kStack;
  prepare_stack();
#if defined(__SANITIZE_THREAD__)
  tsan_fiber_ = __tsan_create_fiber(0);
#endif
}

Context::~Context() {
  if (mapping_ == nullptr) return;
#if defined(__SANITIZE_THREAD__)
  __tsan_destroy_fiber(tsan_fiber_);
#endif
#if defined(__SANITIZE_ADDRESS__)
  // A fiber never returns, so what its frames have poisoned would meet who gets this memory next.
  __asan_unpoison_memory_region(mapping_, kGuard + kStack);
#endif
  ::munmap(mapping_, kGuard + kStack);
}

void Context::start() {
  running->arrive();
  running->entry_(running->argument_);
  die("a thread of a block ran off its stack");
}

void Context::switch_to(Context& other) {
  left = this;
  running = &other;
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_start_switch_fiber(&fake_stack_, other.stack_bottom_, other.stack_size_);
#endif
#if defined(__SANITIZE_THREAD__)
  __tsan_switch_to_fiber(other.tsan_fiber_, 0);
#endif
#ifdef EMULATED_CUDA_USES_UCONTEXT
  ::swapcontext(&state_, &other.state_);
#else
  emulated_cuda_switch_stack(&stack_pointer_, other.stack_pointer_);
#endif
  arrive();
}

void Context::arrive() {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(fake_stack_, &left->stack_bottom_, &left->stack_size_);
#endif
}

}  // namespace emulated_cuda
