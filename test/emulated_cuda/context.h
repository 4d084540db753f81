// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#if !defined(__x86_64__) || defined(EMULATED_CUDA_UCONTEXT)
#include <ucontext.h>
#define EMULATED_CUDA_USES_UCONTEXT
#endif

namespace emulated_cuda {

// Something that runs on a stack of its own until it switches to another of the same thread.
// Sanitizers are told.
class Context {
 public:
  // What the calling thread runs already.
  Context();
  // What starts as entry(argument) at the first switch to it, and may never return. Destroyed while
  // another one runs.
  Context(void (*entry)(void*), void* argument);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // Called by what runs as *this; returns when somebody switches back.
  void switch_to(Context& other);

 private:
  static void start();  // the first thing on a new stack
  void prepare_stack();
  void arrive();

  void (*entry_)(void*) = nullptr;
  void* argument_ = nullptr;
  void* mapping_ = nullptr;             // the stack, above a page that nobody may touch
  const void* stack_bottom_ = nullptr;  // known of a thread's own stack once it was left
  std::size_t stack_size_ = 0;
  void* fake_stack_ = nullptr;  // AddressSanitizer's
  void* tsan_fiber_ = nullptr;  // ThreadSanitizer's
#ifdef EMULATED_CUDA_USES_UCONTEXT
  ucontext_t state_;
#else
  void* stack_pointer_ = nullptr;
#endif
};

}  // namespace emulated_cuda
