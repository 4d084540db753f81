// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cuda.h>

#include <string>

#include "test/emulated_cuda/device_fixture.h"

namespace {

constexpr size_t kChunk = 4096;

template <class F>
F* driver_function(const char* name) {
  void* address = nullptr;
  cudaDriverEntryPointQueryResult status{};
  EXPECT_EQ(cudaGetDriverEntryPointByVersion(name, &address, 12000, cudaEnableDefault, &status),
            cudaSuccess);
  EXPECT_EQ(status, cudaDriverEntryPointSuccess);
  return reinterpret_cast<F*>(address);
}
#define DRIVER(name) driver_function<decltype(::name)>(#name)

class VmmTest : public DeviceTest {
 protected:
  void SetUp() override {
    DeviceTest::SetUp();
    emulated_cuda::Settings settings = emulated_cuda::settings();
    settings.granularity = kChunk;
    settings.memory = 4 * kChunk;
    emulated_cuda::set_settings(settings);
    ASSERT_EQ(reserve_(&range_, 4 * kChunk, 0, 0, 0), CUDA_SUCCESS);
  }
  void TearDown() override {
    EXPECT_EQ(address_free_(range_, 4 * kChunk), CUDA_SUCCESS);
    DeviceTest::TearDown();
  }
  static CUmemAllocationProp properties() {
    CUmemAllocationProp p{};
    p.type = CU_MEM_ALLOCATION_TYPE_PINNED;
    p.location = {CU_MEM_LOCATION_TYPE_DEVICE, 0};
    return p;
  }
  CUmemGenericAllocationHandle create(size_t size = kChunk) {
    CUmemGenericAllocationHandle handle = 0;
    const CUmemAllocationProp p = properties();
    EXPECT_EQ(create_(&handle, size, &p, 0), CUDA_SUCCESS);
    return handle;
  }
  CUresult open(CUdeviceptr address, size_t size = kChunk,
                CUmemAccess_flags flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE) {
    const CUmemAccessDesc access{{CU_MEM_LOCATION_TYPE_DEVICE, 0}, flags};
    return set_access_(address, size, &access, 1);
  }
  cudaError_t set(CUdeviceptr address, int value, size_t size) {
    return cudaMemset(reinterpret_cast<void*>(address), value, size);
  }
  static unsigned char at(CUdeviceptr address) {
    return *reinterpret_cast<unsigned char*>(address);
  }

  decltype(::cuMemAddressReserve)* reserve_ = DRIVER(cuMemAddressReserve);
  decltype(::cuMemAddressFree)* address_free_ = DRIVER(cuMemAddressFree);
  decltype(::cuMemCreate)* create_ = DRIVER(cuMemCreate);
  decltype(::cuMemRelease)* release_ = DRIVER(cuMemRelease);
  decltype(::cuMemMap)* map_ = DRIVER(cuMemMap);
  decltype(::cuMemUnmap)* unmap_ = DRIVER(cuMemUnmap);
  decltype(::cuMemSetAccess)* set_access_ = DRIVER(cuMemSetAccess);
  CUdeviceptr range_ = 0;
};

TEST_F(VmmTest, OneChunkAtTwoAddressesOutlivesItsHandle) {
  const auto handle = create();
  ASSERT_EQ(map_(range_, kChunk, 0, handle, 0), CUDA_SUCCESS);
  ASSERT_EQ(map_(range_ + kChunk, kChunk, 0, handle, 0), CUDA_SUCCESS);
  ASSERT_EQ(open(range_, 2 * kChunk), CUDA_SUCCESS);
  EXPECT_EQ(at(range_), 0xff);
  ASSERT_EQ(set(range_ + kChunk, 5, kChunk), cudaSuccess);
  EXPECT_EQ(at(range_ + kChunk - 1), 5);
  ASSERT_EQ(unmap_(range_ + kChunk, kChunk), CUDA_SUCCESS);
  ASSERT_EQ(release_(handle), CUDA_SUCCESS);
  EXPECT_EQ(emulated_cuda::counters().chunks, 1);
  EXPECT_EQ(at(range_), 5);
  ASSERT_EQ(unmap_(range_, kChunk), CUDA_SUCCESS);
  EXPECT_EQ(emulated_cuda::counters().chunks, 0);
  const auto again = create();  // the same piece of memory, as new
  ASSERT_EQ(map_(range_, kChunk, 0, again, 0), CUDA_SUCCESS);
  ASSERT_EQ(open(range_), CUDA_SUCCESS);
  EXPECT_EQ(at(range_), 0xff);
  ASSERT_EQ(unmap_(range_, kChunk), CUDA_SUCCESS);
  ASSERT_EQ(release_(again), CUDA_SUCCESS);
}

TEST_F(VmmTest, NothingIsUsedWithoutAccess) {
  const auto handle = create();
  EXPECT_EQ(set(range_, 1, 1), cudaErrorInvalidValue);
  ASSERT_EQ(map_(range_, kChunk, 0, handle, 0), CUDA_SUCCESS);
  EXPECT_EQ(set(range_, 1, 1), cudaErrorInvalidValue);
  EXPECT_DEATH(static_cast<void>(at(range_) == 1 ? fprintf(stderr, "1") : 0), "");
  ASSERT_EQ(open(range_, kChunk, CU_MEM_ACCESS_FLAGS_PROT_READ), CUDA_SUCCESS);
  EXPECT_EQ(at(range_), 0xff);
  EXPECT_EQ(set(range_, 1, 1), cudaErrorInvalidValue);
  ASSERT_EQ(open(range_), CUDA_SUCCESS);
  EXPECT_EQ(set(range_, 1, kChunk), cudaSuccess);
  EXPECT_EQ(set(range_, 1, kChunk + 1), cudaErrorInvalidValue);
  // Addresses of a reservation are never the host's.
  EXPECT_EQ(cudaMemcpy(reinterpret_cast<void*>(range_),
                       reinterpret_cast<void*>(range_ + 2 * kChunk), 1, cudaMemcpyHostToDevice),
            cudaErrorInvalidValue);
  ASSERT_EQ(unmap_(range_, kChunk), CUDA_SUCCESS);
  ASSERT_EQ(release_(handle), CUDA_SUCCESS);
}

TEST_F(VmmTest, ACopyMayCrossChunks) {
  const auto a = create(), b = create();
  ASSERT_EQ(map_(range_, kChunk, 0, b, 0), CUDA_SUCCESS);
  ASSERT_EQ(map_(range_ + kChunk, kChunk, 0, a, 0), CUDA_SUCCESS);
  ASSERT_EQ(open(range_, 2 * kChunk), CUDA_SUCCESS);
  EXPECT_EQ(set(range_ + kChunk - 1, 3, 2), cudaSuccess);
  EXPECT_EQ(at(range_ + kChunk), 3);
  ASSERT_EQ(unmap_(range_, 2 * kChunk), CUDA_SUCCESS);
  ASSERT_EQ(release_(a), CUDA_SUCCESS);
  ASSERT_EQ(release_(b), CUDA_SUCCESS);
}

TEST_F(VmmTest, ACopyIntoAChunkThatWasUnmappedMeanwhileBreaksTheDevice) {
  const auto handle = create();
  ASSERT_EQ(map_(range_, kChunk, 0, handle, 0), CUDA_SUCCESS);
  ASSERT_EQ(open(range_), CUDA_SUCCESS);
  Gate gate;
  ASSERT_EQ(cudaLaunchHostFunc(stream_, Gate::pass, &gate), cudaSuccess);
  ASSERT_EQ(cudaMemsetAsync(reinterpret_cast<void*>(range_), 0, kChunk, stream_), cudaSuccess);
  ASSERT_EQ(unmap_(range_, kChunk), CUDA_SUCCESS);
  ASSERT_EQ(release_(handle), CUDA_SUCCESS);
  gate.open();
  EXPECT_EQ(wait(), cudaErrorIllegalAddress);
  emulated_cuda::reset();
}

TEST_F(VmmTest, Misuse) {
  const auto handle = create();
  const CUmemAllocationProp p = properties();
  CUmemGenericAllocationHandle more = 0;
  CUdeviceptr address = 0;
  EXPECT_EQ(create_(&more, kChunk + 1, &p, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(create_(&more, 4 * kChunk, &p, 0), CUDA_ERROR_OUT_OF_MEMORY);
  EXPECT_EQ(reserve_(&address, kChunk / 2, 0, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(reserve_(&address, kChunk, 3, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(map_(range_, kChunk, kChunk, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(map_(range_, 2 * kChunk, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(map_(range_ + 1, kChunk, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(map_(range_ + 4 * kChunk, kChunk, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(map_(range_, kChunk, 0, handle + 1, 0), CUDA_ERROR_INVALID_VALUE);
  ASSERT_EQ(map_(range_, kChunk, 0, handle, 0), CUDA_SUCCESS);
  EXPECT_EQ(map_(range_, kChunk, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(open(range_, 2 * kChunk), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(address_free_(range_, 4 * kChunk), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(address_free_(range_, kChunk), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(unmap_(range_, 2 * kChunk), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(unmap_(range_, kChunk), CUDA_SUCCESS);
  EXPECT_EQ(unmap_(range_, kChunk), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(release_(handle), CUDA_SUCCESS);
  EXPECT_EQ(release_(handle), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(VmmTest, APartOfAChunkIsNotSupported) {
  const auto handle = create(2 * kChunk);
  EXPECT_EQ(map_(range_, kChunk, 0, handle, 0), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(map_(range_, kChunk, kChunk, handle, 0), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(map_(range_, kChunk / 2, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(map_(range_, 2 * kChunk, kChunk, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(release_(handle), CUDA_SUCCESS);
}

TEST_F(VmmTest, Alignment) {
  CUdeviceptr address = 0;
  ASSERT_EQ(reserve_(&address, kChunk, size_t{1} << 22, 0, 0), CUDA_SUCCESS);
  EXPECT_EQ(address % (1 << 22), 0U);
  EXPECT_EQ(address_free_(address, kChunk), CUDA_SUCCESS);
}

TEST_F(VmmTest, EntryPoints) {
  size_t granularity = 0;
  const CUmemAllocationProp p = properties();
  EXPECT_EQ(
      DRIVER(cuMemGetAllocationGranularity)(&granularity, &p, CU_MEM_ALLOC_GRANULARITY_MINIMUM),
      CUDA_SUCCESS);
  EXPECT_EQ(granularity, kChunk);
  const char* text = nullptr;
  EXPECT_EQ(DRIVER(cuGetErrorName)(CUDA_ERROR_OUT_OF_MEMORY, &text), CUDA_SUCCESS);
  EXPECT_EQ(text, std::string("CUDA_ERROR_OUT_OF_MEMORY"));
  EXPECT_EQ(DRIVER(cuGetErrorString)(CUDA_ERROR_OUT_OF_MEMORY, &text), CUDA_SUCCESS);
  EXPECT_EQ(text, std::string("out of memory"));
  void* address = &granularity;
  cudaDriverEntryPointQueryResult status{};
  EXPECT_EQ(cudaGetDriverEntryPoint("cuNothing", &address, 0, &status), cudaSuccess);
  EXPECT_EQ(status, cudaDriverEntryPointSymbolNotFound);
  EXPECT_EQ(address, nullptr);
  EXPECT_EQ(cudaGetDriverEntryPoint("cuNothing", &address, 0), cudaErrorSymbolNotFound);
  EXPECT_EQ(cudaGetDriverEntryPointByVersion("cuMemMap", &address, 9000, 0, &status), cudaSuccess);
  EXPECT_EQ(status, cudaDriverEntryPointVersionNotSufficent);
}

}  // namespace
