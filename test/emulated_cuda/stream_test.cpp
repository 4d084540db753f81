// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <atomic>
#include <cmath>
#include <vector>

#include "test/emulated_cuda/device_fixture.h"

namespace {

class StreamTest : public DeviceTest {
 protected:
  void SetUp() override {
    DeviceTest::SetUp();
    ASSERT_EQ(cudaStreamCreateWithPriority(&other_, cudaStreamNonBlocking, -5), cudaSuccess);
    ASSERT_EQ(cudaEventCreateWithFlags(&event_, cudaEventDisableTiming), cudaSuccess);
  }
  void TearDown() override {
    static_cast<void>(cudaEventDestroy(event_));
    static_cast<void>(cudaStreamDestroy(other_));
    DeviceTest::TearDown();
  }
  cudaStream_t other_ = nullptr;
  cudaEvent_t event_ = nullptr;
};

TEST_F(StreamTest, WorksBesideTheHostAndOtherStreams) {
  Gate gate;
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(stream_), cudaErrorNotReady);
  EXPECT_EQ(cudaStreamSynchronize(other_), cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(other_), cudaSuccess);
  gate.open();
  EXPECT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(cudaStreamQuery(stream_), cudaSuccess);
}

TEST_F(StreamTest, EventsOrderStreams) {
  PinnedArray<int> in(1), out(1);
  DeviceArray<int> between(1);
  in[0] = 42;
  Gate gate;
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(between.get(), &in[0], 4, cudaMemcpyHostToDevice, stream_),
            cudaSuccess);
  ASSERT_EQ(cudaEventRecord(event_, stream_), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(other_, event_), cudaSuccess);
  ASSERT_EQ(cudaMemcpyAsync(&out[0], between.get(), 4, cudaMemcpyDeviceToHost, other_),
            cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event_), cudaErrorNotReady);
  EXPECT_EQ(cudaStreamQuery(other_), cudaErrorNotReady);
  gate.open();
  EXPECT_EQ(cudaEventSynchronize(event_), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(other_), cudaSuccess);
  EXPECT_EQ(out[0], 42);
}

TEST_F(StreamTest, AWaitMeansTheRecordBeforeIt) {
  Gate gate;
  EXPECT_EQ(cudaEventQuery(event_), cudaSuccess);  // never recorded
  ASSERT_EQ(cudaStreamWaitEvent(other_, event_), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(event_, other_), cudaSuccess);
  ASSERT_EQ(cudaStreamWaitEvent(other_, event_), cudaSuccess);
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(event_, stream_), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(other_), cudaSuccess);
  EXPECT_EQ(cudaEventQuery(event_), cudaErrorNotReady);
  gate.open();
  EXPECT_EQ(wait(), cudaSuccess);
}

TEST_F(StreamTest, ElapsedTime) {
  cudaEvent_t start = nullptr, end = nullptr;
  ASSERT_EQ(cudaEventCreate(&start), cudaSuccess);
  ASSERT_EQ(cudaEventCreate(&end), cudaSuccess);
  float ms = -1;
  EXPECT_EQ(cudaEventElapsedTime(&ms, start, end), cudaErrorInvalidResourceHandle);
  Gate gate;
  ASSERT_EQ(cudaEventRecord(start, stream_), cudaSuccess);
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  ASSERT_EQ(cudaEventRecord(end, stream_), cudaSuccess);
  gate.wait_until_reached();
  EXPECT_EQ(cudaEventElapsedTime(&ms, start, end), cudaErrorNotReady);
  gate.open();
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&ms, start, end), cudaSuccess);
  EXPECT_GE(ms, 0.0F);
  ASSERT_EQ(cudaEventRecord(event_, stream_), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&ms, start, event_), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventDestroy(start), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(end), cudaSuccess);
  EXPECT_EQ(cudaEventDestroy(end), cudaErrorInvalidResourceHandle);
}

TEST_F(StreamTest, ThereIsNoDefaultStreamAndNoOldHandle) {
  cudaStream_t gone = nullptr;
  ASSERT_EQ(cudaStreamCreateWithFlags(&gone, cudaStreamDefault), cudaSuccess);
  ASSERT_EQ(cudaStreamDestroy(gone), cudaSuccess);
  for (cudaStream_t stream : {cudaStream_t{nullptr}, gone}) {
    EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorInvalidResourceHandle);
    EXPECT_EQ(cudaEventRecord(event_, stream), cudaErrorInvalidResourceHandle);
    EXPECT_EQ(cudaStreamDestroy(stream), cudaErrorInvalidResourceHandle);
  }
  EXPECT_EQ(cudaStreamCreateWithFlags(&gone, 77), cudaErrorInvalidValue);
}

TEST_F(StreamTest, DestroyFinishesTheWork) {
  DeviceArray<int> data(1000);
  cudaStream_t stream = nullptr;
  ASSERT_EQ(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), cudaSuccess);
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(cudaMemsetAsync(data.get(), i, 4000, stream), cudaSuccess);
  }
  ASSERT_EQ(cudaStreamDestroy(stream), cudaSuccess);
  EXPECT_EQ(data.get()[999], 99 * 0x01010101);
}

TEST_F(StreamTest, AHostFunctionMayNotCallCuda) {
  std::atomic<cudaError_t> seen = cudaSuccess;
  const auto call = [](void* result) {
    int device = 0;
    *static_cast<std::atomic<cudaError_t>*>(result) = cudaGetDevice(&device);
  };
  ASSERT_EQ(cudaLaunchHostFunc(stream_, call, &seen), cudaSuccess);
  ASSERT_EQ(wait(), cudaSuccess);
  EXPECT_EQ(seen, cudaErrorNotPermitted);
}

TEST_F(StreamTest, RandomDelaysShakeTheOrderOfStreams) {
  emulated_cuda::Settings settings = emulated_cuda::settings();
  settings.delay_us = 500;
  emulated_cuda::set_settings(settings);
  std::atomic<int> last = 0;
  const auto first = [](void* last) { *static_cast<std::atomic<int>*>(last) = 1; };
  const auto second = [](void* last) { *static_cast<std::atomic<int>*>(last) = 2; };
  int turned = 0;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(cudaLaunchHostFunc(stream_, first, &last), cudaSuccess);
    ASSERT_EQ(cudaLaunchHostFunc(other_, second, &last), cudaSuccess);
    ASSERT_EQ(cudaDeviceSynchronize(), cudaSuccess);
    turned += last == 1 ? 1 : 0;
  }
  EXPECT_GT(turned, 0);
  EXPECT_LT(turned, 100);
}

}  // namespace
