// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <atomic>
#include <chrono>
#include <map>

#include "test/emulated_cuda/capture.h"
#include "test/emulated_cuda/state.h"
#include "test/emulated_cuda/stream.h"

namespace emulated_cuda {
namespace {

// One record of an event. Each record makes a new one, so who waits for the one before still does.
class Point {
 public:
  void reach() {
    time_ = std::chrono::steady_clock::now();
    reached_.store(1, std::memory_order_release);
    reached_.notify_all();
  }
  bool is_reached() const { return reached_.load(std::memory_order_acquire) != 0; }
  void wait() const { reached_.wait(0, std::memory_order_acquire); }
  std::chrono::steady_clock::time_point time() const { return time_; }

 private:
  std::atomic<int> reached_ = 0;
  std::chrono::steady_clock::time_point time_;
};

class RecordWork final : public Work {
 public:
  explicit RecordWork(std::shared_ptr<Point> point) : point_(std::move(point)) {}
  void run() override { point_->reach(); }
  bool runs_on_broken_device() const override { return true; }

 private:
  std::shared_ptr<Point> point_;
};

class WaitWork final : public Work {
 public:
  explicit WaitWork(std::shared_ptr<Point> point) : point_(std::move(point)) {}
  void run() override { point_->wait(); }
  bool runs_on_broken_device() const override { return true; }

 private:
  std::shared_ptr<Point> point_;
};

}  // namespace
}  // namespace emulated_cuda

// Guarded by driver_mutex(). Recorded in a stream it has a point, in a capture the nodes before it,
// never recorded neither.
struct CUevent_st {
  unsigned flags;
  std::shared_ptr<emulated_cuda::Point> point;
  std::shared_ptr<emulated_cuda::Capture> capture;
  std::vector<std::size_t> nodes;
};

namespace emulated_cuda {
namespace {

using Event = CUevent_st;
using Events = std::map<cudaEvent_t, std::unique_ptr<Event>>;
// The handles that are valid. Guarded by driver_mutex(), never destroyed.
Events& events() {
  static Events& it = *new Events();
  return it;
}

cudaError_t record(Event& event, Stream& stream) {
  if (stream.capture != nullptr) {
    if (stream.capture->invalid) return cudaErrorStreamCaptureInvalidated;
    event.capture = stream.capture;
    event.nodes = stream.last_nodes;
    event.point.reset();
    return cudaSuccess;
  }
  event.capture.reset();
  event.point = make_by_malloc<Point>();
  stream.push(make_by_malloc<RecordWork>(event.point));
  return cudaSuccess;
}

cudaError_t wait(Stream& stream, const Event& event) {
  if (event.capture != nullptr) {
    if (event.capture->ended) return cudaErrorCapturedEvent;
    return join_capture(stream, event.capture, event.nodes);
  }
  if (event.point == nullptr) return cudaSuccess;
  if (stream.capture != nullptr) {
    stream.capture->invalid = true;
    return cudaErrorStreamCaptureIsolation;
  }
  stream.push(make_by_malloc<WaitWork>(event.point));
  return cudaSuccess;
}

// The last record of an event, for a question or a wait by the host; nullptr when there is none.
cudaError_t find_point(cudaEvent_t event, std::shared_ptr<Point>& point) {
  const std::lock_guard lock(driver_mutex());
  if (!events().contains(event)) return cudaErrorInvalidResourceHandle;
  if (event->capture != nullptr) {
    event->capture->invalid = true;
    return cudaErrorCapturedEvent;
  }
  point = event->point;
  return cudaSuccess;
}

cudaError_t find_time(cudaEvent_t event, std::shared_ptr<Point>& point) {
  const cudaError_t error = find_point(event, point);
  if (error != cudaSuccess) return error;
  if ((event->flags & cudaEventDisableTiming) != 0) return cudaErrorInvalidResourceHandle;
  if (point == nullptr) return cudaErrorInvalidResourceHandle;
  return point->is_reached() ? cudaSuccess : cudaErrorNotReady;
}

// A record or a wait: both handles, then what to do with the two.
template <class Body>
cudaError_t with(cudaEvent_t event, cudaStream_t handle, Body body) {
  const std::lock_guard lock(driver_mutex());
  const auto stream = find_stream(handle);
  if (stream == nullptr || !events().contains(event)) return cudaErrorInvalidResourceHandle;
  return body(*stream, *event);
}

}  // namespace
}  // namespace emulated_cuda

using namespace emulated_cuda;

cudaError_t cudaEventCreate(cudaEvent_t* event) {
  return cudaEventCreateWithFlags(event, cudaEventDefault);
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags) {
  return api("cudaEventCreateWithFlags", [&] {
    constexpr unsigned kKnown = cudaEventBlockingSync | cudaEventDisableTiming;
    if (event == nullptr || (flags & ~kKnown) != 0) return cudaErrorInvalidValue;
    auto made = std::make_unique<Event>();
    made->flags = flags;
    *event = made.get();
    ++live.events;
    const std::lock_guard lock(driver_mutex());
    events().emplace(*event, std::move(made));
    return cudaSuccess;
  });
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return api_release("cudaEventDestroy", [&] {
    const std::lock_guard lock(driver_mutex());
    if (events().erase(event) == 0) return cudaErrorInvalidResourceHandle;
    --live.events;
    return cudaSuccess;
  });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return api("cudaEventRecord",
             [&] { return with(event, stream, [](Stream& s, Event& e) { return record(e, s); }); });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int flags) {
  return api("cudaStreamWaitEvent", [&] {
    if (flags != 0) return cudaErrorInvalidValue;
    return with(event, stream, [](Stream& s, Event& e) { return wait(s, e); });
  });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return api("cudaEventQuery", [&] {
    std::shared_ptr<Point> point;
    const cudaError_t error = find_point(event, point);
    if (error != cudaSuccess) return error;
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    return point == nullptr || point->is_reached() ? cudaSuccess : cudaErrorNotReady;
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return api("cudaEventSynchronize", [&] {
    std::shared_ptr<Point> point;
    const cudaError_t error = find_point(event, point);
    if (error != cudaSuccess) return error;
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    if (point != nullptr) point->wait();
    return cudaSuccess;
  });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return api("cudaEventElapsedTime", [&] {
    if (milliseconds == nullptr) return cudaErrorInvalidValue;
    std::shared_ptr<Point> from, to;
    cudaError_t error = find_time(start, from);
    if (error == cudaSuccess) error = find_time(end, to);
    if (error != cudaSuccess) return error;
    *milliseconds = std::chrono::duration<float, std::milli>(to->time() - from->time()).count();
    return cudaSuccess;
  });
}
