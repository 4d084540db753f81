// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include <cstdint>

// The machine instructions of a matrix product on tensor cores, compute capability 8.0 and above.
// They are the same for halves and for floats that count as TF32, as long as one speaks of bytes: a
// step of an operand is 32 bytes of 16 rows (the first one) or 8 (the second).
namespace dn::cuda::tensor_core {

// The 16 x 32 bytes of the first operand that a warp shares among its lanes, and the 8 x 32 bytes
// of the second; the 16 x 8 sums.
struct RowOperand {
  std::uint32_t words[4];
};
struct ColumnOperand {
  std::uint32_t words[2];
};
struct Sums {
  float values[4];
};

__device__ inline std::uint32_t shared_address(const void* memory) {
  return static_cast<std::uint32_t>(__cvta_generic_to_shared(memory));
}

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800

// 16 bytes from global to shared memory without a way through registers, or 16 zero bytes.
__device__ inline void copy_async(std::uint32_t to, const void* from, bool is_there) {
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(to), "l"(from),
               "r"(is_there ? 16 : 0));
}
__device__ inline void end_copy_batch() { asm volatile("cp.async.commit_group;"); }
// Returns when of the thread's batches all but the youngest kLeft have arrived.
template <int kLeft>
__device__ inline void wait_for_copies() {
  asm volatile("cp.async.wait_group %0;" ::"n"(kLeft));
}

// Four 8 x 16-byte matrices; lane 8 i + r gives the address of row r of the i-th.
__device__ inline void load_matrices(std::uint32_t address, std::uint32_t& a, std::uint32_t& b,
                                     std::uint32_t& c, std::uint32_t& d) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(a), "=r"(b), "=r"(c), "=r"(d)
               : "r"(address));
}

// TF32 keeps 10 bits of a float's fraction, and the tensor cores cut the others off: so to nearest.
// CUDA's own NaN, all ones, would overflow into a number: the larger of both stays a NaN.
__device__ inline std::uint32_t rounded_to_tf32(std::uint32_t bits) {
  const auto number = static_cast<int>(bits);
  return static_cast<std::uint32_t>(__viaddmax_s32(number, 0x1000, number));
}

template <typename T, int N>
__device__ inline void round_words(std::uint32_t (&words)[N]) {
  if constexpr (sizeof(T) == sizeof(float)) {
#pragma unroll
    for (int i = 0; i < N; ++i) words[i] = rounded_to_tf32(words[i]);
  }
}

template <typename T>
__device__ void multiply_add(const RowOperand& a, const ColumnOperand& b, Sums& sums);

template <>
__device__ inline void multiply_add<__half>(const RowOperand& a, const ColumnOperand& b,
                                            Sums& sums) {
  float(&s)[4] = sums.values;
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "
      "{%8, %9}, {%0, %1, %2, %3};"
      : "+f"(s[0]), "+f"(s[1]), "+f"(s[2]), "+f"(s[3])
      : "r"(a.words[0]), "r"(a.words[1]), "r"(a.words[2]), "r"(a.words[3]), "r"(b.words[0]),
        "r"(b.words[1]));
}

template <>
__device__ inline void multiply_add<float>(const RowOperand& a, const ColumnOperand& b,
                                           Sums& sums) {
  float(&s)[4] = sums.values;
  asm volatile(
      "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, "
      "{%8, %9}, {%0, %1, %2, %3};"
      : "+f"(s[0]), "+f"(s[1]), "+f"(s[2]), "+f"(s[3])
      : "r"(a.words[0]), "r"(a.words[1]), "r"(a.words[2]), "r"(a.words[3]), "r"(b.words[0]),
        "r"(b.words[1]));
}

#endif

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 900

inline constexpr bool kHasClusters = true;

// All threads of all blocks of the cluster; what they wrote to shared memory is seen by all.
__device__ inline void synchronize_cluster() {
  __syncwarp();  // the barrier is for whole warps
  asm volatile("barrier.cluster.arrive.release.aligned;" ::: "memory");
  asm volatile("barrier.cluster.wait.acquire.aligned;" ::: "memory");
}

// Four floats at this place of the shared memory of the cluster's block `rank`.
__device__ inline float4 load_from_block(std::uint32_t address, unsigned rank) {
  std::uint32_t remote = 0;
  asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(remote) : "r"(address), "r"(rank));
  float4 v;
  asm volatile("ld.shared::cluster.v4.f32 {%0, %1, %2, %3}, [%4];"
               : "=f"(v.x), "=f"(v.y), "=f"(v.z), "=f"(v.w)
               : "r"(remote)
               : "memory");
  return v;
}

// A kernel that is launched programmatically may start while the one before it on the stream ends.
// Before it touches what that one may have written it waits until it is over.
__device__ inline void wait_for_kernel_before() {
  asm volatile("griddepcontrol.wait;" ::: "memory");
}
// Says that the next one may start as soon as all blocks of this one have said so.
__device__ inline void let_next_kernel_start() {
  asm volatile("griddepcontrol.launch_dependents;" ::: "memory");
}

#else

// Older processors launch one kernel after the other, and a block is a cluster by itself.
inline constexpr bool kHasClusters = false;
__device__ inline void synchronize_cluster() { __syncthreads(); }
__device__ inline float4 load_from_block(std::uint32_t address, unsigned /*rank*/) {
  return *static_cast<const float4*>(__cvta_shared_to_generic(address));
}
__device__ inline void wait_for_kernel_before() {}
__device__ inline void let_next_kernel_start() {}

#endif

}  // namespace dn::cuda::tensor_core
