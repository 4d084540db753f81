// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/parallel.h"

#include <sched.h>

namespace dn {

int usable_cpus() {
  cpu_set_t set;
  return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

void set_compute_threads([[maybe_unused]] int threads) {
#ifdef _OPENMP
  omp_set_num_threads(threads > 0 ? threads : usable_cpus());
#endif
}

int compute_threads() {
#ifdef _OPENMP
  return omp_get_max_threads();
#else
  return 1;
#endif
}

void release_compute_threads() {
#ifdef _OPENMP
  omp_pause_resource(omp_pause_soft, omp_get_initial_device());
#endif
}

}  // namespace dn
