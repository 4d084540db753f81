// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "test/emulated_cuda/include/cuda_runtime.h"

namespace emulated_cuda {

// Runs all blocks of a kernel on the calling thread, one after the other.
//
// The threads of a block run on fibers. The first fiber runs one thread after the other to its end;
// when a thread has to wait for others, its fiber rests, and a further fiber goes on with the
// threads that have not started. So a kernel without barriers needs one fiber and no switch.
// A block in which no thread can go on is a deadlock, which ends the process with a line that says
// where the threads wait.
void run_grid(const KernelCall& call, const dim3& grid, const dim3& block);

}  // namespace emulated_cuda
