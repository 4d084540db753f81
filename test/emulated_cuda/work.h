// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

// One operation of a stream or a graph.
namespace emulated_cuda {

class Work {
 public:
  virtual ~Work() = default;
  virtual void run() = 0;
  // Work that others wait for is done also after a sticky error; all else is then left out.
  virtual bool runs_on_broken_device() const { return false; }
};

// Runs it where it is its turn: on a stream's thread.
void run_work(Work& work);

// A real driver does not take its memory from the program's operator new, which tests count. So
// what calls of the run phase allocate here comes from malloc.
template <class T>
struct MallocAllocator {
  using value_type = T;
  MallocAllocator() = default;
  template <class U>
  MallocAllocator(const MallocAllocator<U>&) {}
  T* allocate(std::size_t n) {
    void* const memory = std::malloc(n * sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }
  bool operator==(const MallocAllocator&) const = default;
};

template <class T, class... Arguments>
std::shared_ptr<T> make_by_malloc(Arguments&&... arguments) {
  return std::allocate_shared<T>(MallocAllocator<T>(), std::forward<Arguments>(arguments)...);
}

}  // namespace emulated_cuda
