// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "test/emulated_cuda/include/cuda_runtime_api.h"
#include "test/emulated_cuda/work.h"

// A node comes after those of `before`, which have smaller indices: the order of capture is one in
// which the nodes may run.
struct CUgraphNode_st {
  std::shared_ptr<emulated_cuda::Work> work;
  std::vector<std::size_t> before;
};

struct CUgraph_st {
  std::vector<std::unique_ptr<CUgraphNode_st>> nodes;
};

namespace emulated_cuda {

// Gives a captured graph to the program.
cudaGraph_t publish(std::unique_ptr<CUgraph_st> graph);

}  // namespace emulated_cuda
