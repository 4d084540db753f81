// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "test/emulated_cuda/graph.h"
#include "test/emulated_cuda/stream.h"

namespace emulated_cuda {

// The recording of a graph, shared by the streams that take part and the events that were recorded
// in it. Everything here is guarded by driver_mutex().
struct Capture {
  Stream* origin = nullptr;
  cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;
  std::thread::id thread;
  bool invalid = false;  // a forbidden call has spoilt it
  bool ended = false;
  std::unique_ptr<CUgraph_st> graph = std::make_unique<CUgraph_st>();
  std::vector<Stream*> streams;
};

// ---- under driver_mutex()
cudaError_t add_node(Stream& stream, std::shared_ptr<Work> work);
// The stream's next node comes after these nodes of the capture, too.
cudaError_t join_capture(Stream& stream, const std::shared_ptr<Capture>& capture,
                         const std::vector<std::size_t>& nodes);
// A stream that goes away spoils the capture that it takes part in.
void leave_capture(Stream& stream);

// ---- takes driver_mutex()
// True, and then the captures are spoilt, when a call of the calling thread that may not happen
// during a capture (an allocation, say) meets one: its own or, by the modes, somebody else's.
bool breaks_capture();

}  // namespace emulated_cuda
