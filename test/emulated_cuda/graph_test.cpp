// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <thread>
#include <vector>

#include "test/emulated_cuda/device_fixture.h"

namespace {

__global__ void add(int* data, int value) { data[threadIdx.x] += value; }
__global__ void multiply(int* data, int value) { data[threadIdx.x] *= value; }

class GraphTest : public DeviceTest {
 protected:
  cudaError_t begin(cudaStreamCaptureMode mode = cudaStreamCaptureModeThreadLocal) {
    return cudaStreamBeginCapture(stream_, mode);
  }
  // Ends the capture and makes it executable.
  cudaGraphExec_t end() {
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t exec = nullptr;
    EXPECT_EQ(cudaStreamEndCapture(stream_, &graph), cudaSuccess);
    EXPECT_EQ(cudaGraphGetNodes(graph, nullptr, &nodes_), cudaSuccess);
    EXPECT_EQ(cudaGraphInstantiate(&exec, graph, 0), cudaSuccess);
    EXPECT_EQ(cudaGraphDestroy(graph), cudaSuccess);
    return exec;
  }
  cudaError_t end_error() {
    cudaGraph_t graph = nullptr;
    const cudaError_t error = cudaStreamEndCapture(stream_, &graph);
    EXPECT_EQ(graph, nullptr);
    return error;
  }
  size_t nodes_ = 0;
};

TEST_F(GraphTest, RunsWhatWasCapturedAsOftenAsLaunched) {
  PinnedArray<int> in(4), out(4);
  DeviceArray<int> data(4);
  int calls = 0;
  ASSERT_EQ(begin(), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(data.get(), &in[0], 16, cudaMemcpyHostToDevice, stream_), cudaSuccess);
  ASSERT_EQ(launch(add, 1, 4, data.get(), 3), cudaSuccess);
  ASSERT_EQ(cudaMemsetAsync(data.get() + 3, 0, 4, stream_), cudaSuccess);
  ASSERT_EQ(cudaLaunchHostFunc(
                stream_, [](void* n) { ++*static_cast<int*>(n); }, &calls),
            cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(&out[0], data.get(), 16, cudaMemcpyDeviceToHost, stream_), cudaSuccess);
  cudaGraphExec_t const exec = end();
  EXPECT_EQ(nodes_, 5U);
  EXPECT_EQ(calls, 0);
  ASSERT_EQ(cudaGraphUpload(exec, stream_), cudaSuccess);
  for (int round = 1; round <= 3; ++round) {
    for (int i = 0; i < 4; ++i) in[i] = i * round;
    ASSERT_EQ(cudaGraphLaunch(exec, stream_), cudaSuccess);
    ASSERT_EQ(wait(), cudaSuccess);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(out[i], i * round + 3);
    EXPECT_EQ(out[3], 0);
  }
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess);
  EXPECT_EQ(cudaGraphLaunch(exec, stream_), cudaErrorInvalidValue);
}

class ForkTest : public GraphTest {
 protected:
  void SetUp() override {
    GraphTest::SetUp();
    ASSERT_EQ(cudaStreamCreateWithFlags(&other_, cudaStreamNonBlocking), cudaSuccess);
    ASSERT_EQ(cudaEventCreateWithFlags(&fork_, cudaEventDisableTiming), cudaSuccess);
    ASSERT_EQ(cudaEventCreateWithFlags(&join_, cudaEventDisableTiming), cudaSuccess);
  }
  void TearDown() override {
    static_cast<void>(cudaEventDestroy(fork_));
    static_cast<void>(cudaEventDestroy(join_));
    static_cast<void>(cudaStreamDestroy(other_));
    GraphTest::TearDown();
  }
  cudaError_t launch_other(void (*kernel)(int*, int), int* data, int value) {
    void* arguments[] = {&data, &value};
    return cudaLaunchKernel(kernel, 1, 1, arguments, 0, other_);
  }
  cudaStream_t other_ = nullptr;
  cudaEvent_t fork_ = nullptr, join_ = nullptr;
};

// (x + 2) on one stream, (y * 5) on the other, then x + 1: with random delays in random order.
TEST_F(ForkTest, ForkAndJoinKeepTheirOrder) {
  emulated_cuda::Settings settings = emulated_cuda::settings();
  settings.delay_us = 50;
  emulated_cuda::set_settings(settings);
  DeviceArray<int> x(1), y(1);
  x.get()[0] = y.get()[0] = 1;
  ASSERT_EQ(begin(), cudaSuccess);
  ASSERT_EQ(launch(add, 1, 1, y.get(), 1), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(fork_, stream_), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(other_, fork_), cudaSuccess);
  ASSERT_EQ(launch(add, 1, 1, x.get(), 2), cudaSuccess);
  ASSERT_EQ(launch_other(multiply, y.get(), 5), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(join_, other_), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(stream_, join_), cudaSuccess);
  ASSERT_EQ(launch(add, 1, 1, y.get(), 1), cudaSuccess);
  cudaStreamCaptureStatus status{};
  ASSERT_EQ(cudaStreamIsCapturing(other_, &status), cudaSuccess);
  EXPECT_EQ(status, cudaStreamCaptureStatusActive);
  cudaGraphExec_t const exec = end();
  ASSERT_EQ(cudaStreamIsCapturing(other_, &status), cudaSuccess);
  EXPECT_EQ(status, cudaStreamCaptureStatusNone);
  int expected_x = 1, expected_y = 1;
  for (int i = 0; i < 8; ++i) {
    ASSERT_EQ(cudaGraphLaunch(exec, i % 2 == 0 ? stream_ : other_), cudaSuccess);
    ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    expected_x += 2;
    expected_y = (expected_y + 1) * 5 + 1;
    EXPECT_EQ(x.get()[0], expected_x);
    EXPECT_EQ(y.get()[0], expected_y);
  }
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaSuccess);
}

TEST_F(ForkTest, AForkMustBeJoined) {
  DeviceArray<int> x(1);
  ASSERT_EQ(begin(), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(fork_, stream_), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(other_, fork_), cudaSuccess);
  ASSERT_EQ(launch_other(add, x.get(), 1), cudaSuccess);
  cudaGraph_t graph = nullptr;
  EXPECT_EQ(cudaStreamEndCapture(other_, &graph), cudaErrorStreamCaptureUnmatched);
  EXPECT_EQ(end_error(), cudaErrorStreamCaptureUnjoined);
  EXPECT_EQ(cudaStreamSynchronize(other_), cudaSuccess);
}

TEST_F(ForkTest, WorkOutsideOfTheCaptureCannotBeWaitedFor) {
  ASSERT_EQ(cudaEventRecord(fork_, other_), cudaSuccess);
  ASSERT_EQ(begin(), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(stream_, fork_), cudaErrorStreamCaptureIsolation);
  EXPECT_EQ(end_error(), cudaErrorStreamCaptureInvalidated);
}

TEST_F(ForkTest, TwoCapturesDoNotMerge) {
  ASSERT_EQ(begin(), cudaSuccess);
  ASSERT_EQ(cudaStreamBeginCapture(other_, cudaStreamCaptureModeRelaxed), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(fork_, other_), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(stream_, fork_), cudaErrorStreamCaptureMerge);
  EXPECT_EQ(end_error(), cudaErrorStreamCaptureInvalidated);
  cudaGraph_t graph = nullptr;
  EXPECT_EQ(cudaStreamEndCapture(other_, &graph), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(cudaEventQuery(fork_), cudaErrorCapturedEvent);
}

TEST_F(GraphTest, WhatACaptureForbidsSpoilsIt) {
  cudaEvent_t event = nullptr;
  ASSERT_EQ(cudaEventCreate(&event), cudaSuccess);
  void* memory = nullptr;
  const auto spoils = [&](auto call, cudaError_t expected) {
    ASSERT_EQ(begin(), cudaSuccess);
    EXPECT_EQ(call(), expected);
    EXPECT_EQ(end_error(), cudaErrorStreamCaptureInvalidated);
  };
  constexpr auto kUnsupported = cudaErrorStreamCaptureUnsupported;
  spoils([&] { return cudaMalloc(&memory, 10); }, kUnsupported);
  spoils([&] { return cudaMallocHost(&memory, 10); }, kUnsupported);
  spoils([&] { return cudaDeviceSynchronize(); }, kUnsupported);
  spoils([&] { return cudaStreamSynchronize(stream_); }, kUnsupported);
  spoils([&] { return cudaStreamQuery(stream_); }, kUnsupported);
  spoils([&] { return cudaEventQuery(event); }, kUnsupported);
  spoils([&] { return cudaEventRecord(event, stream_), cudaEventSynchronize(event); },
         cudaErrorCapturedEvent);
  EXPECT_EQ(cudaEventDestroy(event), cudaSuccess);
}

TEST_F(GraphTest, ModesSayWhoseCallsAreForbidden) {
  const auto exchange = [](cudaStreamCaptureMode mode) {
    EXPECT_EQ(cudaThreadExchangeStreamCaptureMode(&mode), cudaSuccess);
    return mode;
  };
  const auto allocates = [&](cudaStreamCaptureMode mode) {
    void* memory = nullptr;
    mode = exchange(mode);
    const cudaError_t error = cudaMalloc(&memory, 10);
    EXPECT_EQ(cudaFree(memory), error);
    exchange(mode);
    return error;
  };
  const auto another_thread = [&] {
    cudaError_t error = cudaSuccess;
    std::thread([&] { error = allocates(cudaStreamCaptureModeGlobal); }).join();
    return error;
  };
  ASSERT_EQ(begin(cudaStreamCaptureModeThreadLocal), cudaSuccess);
  EXPECT_EQ(another_thread(), cudaSuccess);
  EXPECT_EQ(allocates(cudaStreamCaptureModeRelaxed), cudaSuccess);
  EXPECT_EQ(cudaGraphExecDestroy(end()), cudaSuccess);
  ASSERT_EQ(begin(cudaStreamCaptureModeRelaxed), cudaSuccess);
  EXPECT_EQ(allocates(cudaStreamCaptureModeGlobal), cudaSuccess);
  EXPECT_EQ(cudaGraphExecDestroy(end()), cudaSuccess);
  ASSERT_EQ(begin(cudaStreamCaptureModeGlobal), cudaSuccess);
  EXPECT_EQ(another_thread(), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end_error(), cudaErrorStreamCaptureInvalidated);
}

TEST_F(GraphTest, MisuseOfCaptures) {
  EXPECT_EQ(end_error(), cudaErrorIllegalState);
  ASSERT_EQ(begin(), cudaSuccess);
  EXPECT_EQ(begin(), cudaErrorIllegalState);
  cudaGraph_t graph = nullptr;
  cudaError_t error = cudaSuccess;
  std::thread([&] { error = cudaStreamEndCapture(stream_, &graph); }).join();
  EXPECT_EQ(error, cudaErrorStreamCaptureWrongThread);
  EXPECT_EQ(cudaGraphExecDestroy(end()), cudaSuccess);
  EXPECT_EQ(nodes_, 0U);
  cudaGraphExec_t exec = nullptr;
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph), cudaErrorInvalidValue);
}

TEST_F(GraphTest, AStreamMayBeDestroyedWhileItCaptures) {
  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  ASSERT_EQ(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal), cudaSuccess);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

}  // namespace
