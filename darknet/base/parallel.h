// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>

#ifdef _OPENMP
#include <omp.h>
#endif

// Data-parallel loops of the CPU kernels. With OPENMP=1 they share one team of threads with oneDNN;
// without, they run in the caller. The team belongs to the calling thread, so one thread should do
// all the computing of a device.
namespace dn {

// Below this many elementary operations a loop is not worth waking other threads for.
constexpr std::size_t kParallelThreshold = 32 * 1024;

// Calls body(i) for i in [0, n). `work` is the rough number of elementary operations of the whole
// loop.
template <typename Body>
void parallel_for(std::ptrdiff_t n, std::size_t work, const Body& body) {
#ifdef _OPENMP
#pragma omp parallel for schedule(static) if (work >= kParallelThreshold)
#endif
  for (std::ptrdiff_t i = 0; i < n; ++i) body(i);
  (void)work;
}

// How many threads the calling thread's loops and oneDNN use; 0 = as many as the process may run
// on.
void set_compute_threads(int threads);
int compute_threads();
// How many processors the process may run on.
int usable_cpus();
// Ends the calling thread's team; its next loop starts a new one. To be called by a thread that has
// done its share of parallel work before another one takes over: an OpenMP library that sees more
// threads than processors lets all of them sleep instead of spin between loops, which costs a
// wake-up per loop.
void release_compute_threads();

}  // namespace dn
