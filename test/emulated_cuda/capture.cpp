// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/emulated_cuda/capture.h"

#include <algorithm>

#include "test/emulated_cuda/state.h"

namespace emulated_cuda {
namespace {

thread_local cudaStreamCaptureMode mode_of_thread = cudaStreamCaptureModeGlobal;

// The captures under way. Guarded by driver_mutex(), never destroyed.
std::vector<Capture*>& captures() {
  static std::vector<Capture*>& it = *new std::vector<Capture*>();
  return it;
}

void add(std::vector<std::size_t>& set, const std::vector<std::size_t>& more) {
  for (const std::size_t node : more) {
    if (std::find(set.begin(), set.end(), node) == set.end()) set.push_back(node);
  }
}

// Whether all that was captured comes before the end of the origin.
bool is_joined(const Capture& capture) {
  const auto& nodes = capture.graph->nodes;
  std::vector<bool> reached(nodes.size());
  for (const std::size_t node : capture.origin->last_nodes) reached[node] = true;
  for (std::size_t i = nodes.size(); i-- > 0;) {
    if (!reached[i]) return false;
    for (const std::size_t before : nodes[i]->before) reached[before] = true;
  }
  return true;
}

void end(Capture& capture) {
  for (Stream* stream : capture.streams) {
    stream->last_nodes.clear();
    if (stream != capture.origin) stream->capture.reset();
  }
  capture.ended = true;
  std::erase(captures(), &capture);
}

cudaError_t end_capture(Stream& stream, cudaGraph_t* graph) {
  const std::shared_ptr<Capture> capture = stream.capture;
  if (capture == nullptr) return cudaErrorIllegalState;
  if (capture->origin != &stream) return cudaErrorStreamCaptureUnmatched;
  if (capture->mode != cudaStreamCaptureModeRelaxed &&
      capture->thread != std::this_thread::get_id()) {
    return cudaErrorStreamCaptureWrongThread;
  }
  const bool joined = is_joined(*capture);
  end(*capture);
  stream.capture.reset();
  if (capture->invalid) return cudaErrorStreamCaptureInvalidated;
  if (!joined) return cudaErrorStreamCaptureUnjoined;
  *graph = publish(std::move(capture->graph));
  return cudaSuccess;
}

}  // namespace

cudaError_t add_node(Stream& stream, std::shared_ptr<Work> work) {
  Capture& capture = *stream.capture;
  if (capture.invalid) return cudaErrorStreamCaptureInvalidated;
  auto& nodes = capture.graph->nodes;
  nodes.push_back(
      std::make_unique<CUgraphNode_st>(CUgraphNode_st{std::move(work), stream.last_nodes}));
  stream.last_nodes = {nodes.size() - 1};
  return cudaSuccess;
}

cudaError_t join_capture(Stream& stream, const std::shared_ptr<Capture>& capture,
                         const std::vector<std::size_t>& nodes) {
  if (capture->invalid) return cudaErrorStreamCaptureInvalidated;
  if (stream.capture == nullptr) {
    stream.capture = capture;
    capture->streams.push_back(&stream);
  } else if (stream.capture != capture) {
    stream.capture->invalid = capture->invalid = true;
    return cudaErrorStreamCaptureMerge;
  }
  add(stream.last_nodes, nodes);
  return cudaSuccess;
}

void leave_capture(Stream& stream) {
  const std::shared_ptr<Capture> capture = stream.capture;
  capture->invalid = true;
  if (capture->origin == &stream) end(*capture);
  std::erase(capture->streams, &stream);
  stream.capture.reset();
}

bool breaks_capture() {
  if (mode_of_thread == cudaStreamCaptureModeRelaxed) return false;
  const std::lock_guard lock(driver_mutex());
  bool breaks = false;
  for (Capture* capture : captures()) {
    if (capture->mode == cudaStreamCaptureModeRelaxed) continue;
    const bool own = capture->thread == std::this_thread::get_id();
    const bool reaches_all = capture->mode == cudaStreamCaptureModeGlobal &&
                             mode_of_thread == cudaStreamCaptureModeGlobal;
    if (!own && !reaches_all) continue;
    capture->invalid = breaks = true;
  }
  return breaks;
}

}  // namespace emulated_cuda

using namespace emulated_cuda;

cudaError_t cudaStreamBeginCapture(cudaStream_t handle, cudaStreamCaptureMode mode) {
  return api("cudaStreamBeginCapture", [&] {
    const std::lock_guard lock(driver_mutex());
    const auto stream = find_stream(handle);
    if (stream == nullptr) return cudaErrorInvalidResourceHandle;
    if (stream->capture != nullptr) return cudaErrorIllegalState;
    stream->capture = std::make_shared<Capture>();
    stream->capture->origin = stream.get();
    stream->capture->mode = mode;
    stream->capture->thread = std::this_thread::get_id();
    stream->capture->streams = {stream.get()};
    captures().push_back(stream->capture.get());
    return cudaSuccess;
  });
}

cudaError_t cudaStreamEndCapture(cudaStream_t handle, cudaGraph_t* graph) {
  return api_release("cudaStreamEndCapture", [&] {
    if (graph == nullptr) return cudaErrorInvalidValue;
    *graph = nullptr;
    const std::lock_guard lock(driver_mutex());
    const auto stream = find_stream(handle);
    return stream == nullptr ? cudaErrorInvalidResourceHandle : end_capture(*stream, graph);
  });
}

cudaError_t cudaStreamIsCapturing(cudaStream_t handle, cudaStreamCaptureStatus* status) {
  return api("cudaStreamIsCapturing", [&] {
    const std::lock_guard lock(driver_mutex());
    const auto stream = find_stream(handle);
    if (stream == nullptr) return cudaErrorInvalidResourceHandle;
    if (status == nullptr) return cudaErrorInvalidValue;
    *status = stream->capture == nullptr ? cudaStreamCaptureStatusNone
              : stream->capture->invalid ? cudaStreamCaptureStatusInvalidated
                                         : cudaStreamCaptureStatusActive;
    return cudaSuccess;
  });
}

cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode* mode) {
  return api("cudaThreadExchangeStreamCaptureMode", [&] {
    if (mode == nullptr) return cudaErrorInvalidValue;
    std::swap(*mode, mode_of_thread);
    return cudaSuccess;
  });
}
