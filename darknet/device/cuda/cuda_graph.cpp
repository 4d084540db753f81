// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/device/cuda/cuda_graph.h"

#include "darknet/device/cuda/check.h"
#include "darknet/device/cuda/version.h"

namespace dn {
namespace {

std::size_t node_count(cudaGraph_t graph) {
  std::size_t count = 0;
  DN_CUDA_CHECK(cudaGraphGetNodes(graph, nullptr, &count));
  return count;
}

}  // namespace

// Thread-local capture: other threads may go on allocating and copying meanwhile.
CudaGraph::CudaGraph(cudaStream_t stream, const std::function<void()>& work) : stream_(stream) {
  DN_CUDA_CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
  work();
  cudaGraph_t captured = nullptr;
  DN_CUDA_CHECK(cudaStreamEndCapture(stream, &captured));
  if (node_count(captured) > 0) {
    DN_CUDA_CHECK(instantiate_graph(&graph_, captured));
    // The first launch would otherwise pay for it.
    DN_CUDA_CHECK(cudaGraphUpload(graph_, stream));
  }
  DN_CUDA_CHECK(cudaGraphDestroy(captured));
}

CudaGraph::~CudaGraph() {
  if (graph_ != nullptr) DN_CUDA_CHECK_NOEXCEPT(cudaGraphExecDestroy(graph_));
}

void CudaGraph::launch() noexcept {
  if (graph_ != nullptr) DN_CUDA_CHECK_NOEXCEPT(cudaGraphLaunch(graph_, stream_));
}

}  // namespace dn
