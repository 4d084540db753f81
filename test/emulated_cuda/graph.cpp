// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/graph.h"

#include <map>
#include <mutex>
#include <set>

#include "test/emulated_cuda/state.h"
#include "test/emulated_cuda/stream.h"

namespace emulated_cuda {

// What an executable graph runs: shared with the launches that are under way.
class Program {
 public:
  explicit Program(const CUgraph_st& graph) {
    for (const auto& node : graph.nodes) nodes_.push_back(*node);
  }

  void run() {
    const std::lock_guard lock(running_);  // a graph never runs beside itself
    if (settings().delay_us > 0) {
      run_shuffled();
    } else {
      for (CUgraphNode_st& node : nodes_) run_work(*node.work);
    }
  }

 private:
  // In some order that the dependencies allow, so that a missing one shows.
  void run_shuffled() {
    std::vector<bool> done(nodes_.size());
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      std::vector<std::size_t> ready;
      for (std::size_t i = 0; i < nodes_.size(); ++i) {
        bool is_ready = !done[i];
        for (const std::size_t before : nodes_[i].before) is_ready = is_ready && done[before];
        if (is_ready) ready.push_back(i);
      }
      const std::size_t chosen = ready[random_number() % ready.size()];
      run_work(*nodes_[chosen].work);
      done[chosen] = true;
    }
  }

  std::vector<CUgraphNode_st> nodes_;
  std::mutex running_;
};

}  // namespace emulated_cuda

struct CUgraphExec_st {
  std::shared_ptr<emulated_cuda::Program> program;
};

namespace emulated_cuda {
namespace {

// The handles that are valid. Guarded by driver_mutex(), never destroyed.
struct Handles {
  std::map<cudaGraph_t, std::unique_ptr<CUgraph_st>> graphs;
  std::map<cudaGraphExec_t, std::unique_ptr<CUgraphExec_st>> execs;
};
Handles& handles() {
  static Handles& it = *new Handles();
  return it;
}

class GraphWork final : public Work {
 public:
  explicit GraphWork(std::shared_ptr<Program> program) : program_(std::move(program)) {}
  void run() override { program_->run(); }

 private:
  std::shared_ptr<Program> program_;
};

std::shared_ptr<Program> find_program(cudaGraphExec_t exec) {
  const std::lock_guard lock(driver_mutex());
  const auto found = handles().execs.find(exec);
  return found == handles().execs.end() ? nullptr : found->second->program;
}

bool is_capturing(cudaStream_t handle) {
  const std::lock_guard lock(driver_mutex());
  const auto stream = find_stream(handle);
  return stream != nullptr && stream->capture != nullptr;
}

}  // namespace

cudaGraph_t publish(std::unique_ptr<CUgraph_st> graph) {
  cudaGraph_t const handle = graph.get();
  handles().graphs.emplace(handle, std::move(graph));
  ++live.graphs;
  return handle;
}

}  // namespace emulated_cuda

using namespace emulated_cuda;

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long) {
  return api("cudaGraphInstantiate", [&] {
    const std::lock_guard lock(driver_mutex());
    if (exec == nullptr || !handles().graphs.contains(graph)) return cudaErrorInvalidValue;
    auto made = std::make_unique<CUgraphExec_st>();
    made->program = std::make_shared<Program>(*graph);
    *exec = made.get();
    handles().execs.emplace(*exec, std::move(made));
    ++live.graph_execs;
    return cudaSuccess;
  });
}

cudaError_t cudaGraphUpload(cudaGraphExec_t exec, cudaStream_t stream) {
  return api("cudaGraphUpload", [&] {
    if (find_program(exec) == nullptr) return cudaErrorInvalidValue;
    const std::lock_guard lock(driver_mutex());
    return find_stream(stream) == nullptr ? cudaErrorInvalidResourceHandle : cudaSuccess;
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  return api("cudaGraphLaunch", [&] {
    std::shared_ptr<Program> program = find_program(exec);
    if (program == nullptr) return cudaErrorInvalidValue;
    if (is_capturing(stream)) return cudaErrorNotSupported;  // graphs within graphs
    return Submission(stream, make_by_malloc<GraphWork>(std::move(program))).error();
  });
}

cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count) {
  return api("cudaGraphGetNodes", [&] {
    const std::lock_guard lock(driver_mutex());
    if (count == nullptr || !handles().graphs.contains(graph)) return cudaErrorInvalidValue;
    const std::size_t existing = graph->nodes.size();
    if (nodes == nullptr) {
      *count = existing;
      return cudaSuccess;
    }
    for (std::size_t i = 0; i < *count; ++i) {
      nodes[i] = i < existing ? graph->nodes[i].get() : nullptr;
    }
    if (*count > existing) *count = existing;
    return cudaSuccess;
  });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return api_release("cudaGraphDestroy", [&] {
    const std::lock_guard lock(driver_mutex());
    if (handles().graphs.erase(graph) == 0) return cudaErrorInvalidValue;
    --live.graphs;
    return cudaSuccess;
  });
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  return api_release("cudaGraphExecDestroy", [&] {
    const std::lock_guard lock(driver_mutex());
    if (handles().execs.erase(exec) == 0) return cudaErrorInvalidValue;
    --live.graph_execs;
    return cudaSuccess;
  });
}
