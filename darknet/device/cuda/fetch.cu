// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// Pinned host memory read by a kernel. A GPU has one copy engine per direction, and a stream's copy
// waits until the engine has nothing left of the stream that it serves: behind weights that follow
// each other without a gap, the input of a job would arrive last. A kernel reads over the link
// beside the copy engine (docs/measurements.md compares).
#include "darknet/device/cuda/fetch.h"

#include <algorithm>
#include <cstdint>

#include "darknet/device/cuda/launch.cuh"

namespace dn {
namespace {

using Word = uint4;  // 16 bytes, what one thread moves at once

constexpr unsigned kThreads = 256;
constexpr unsigned kMostBlocks = 64;  // enough loads on their way for any link

__global__ void fetch_words(Word* to, const Word* from, std::size_t words) {
  const std::size_t step = static_cast<std::size_t>(gridDim.x) * blockDim.x;
  for (std::size_t i = thread_index(); i < words; i += step) to[i] = from[i];
}

__global__ void fetch_bytes(unsigned char* to, const unsigned char* from, std::size_t count) {
  const std::size_t step = static_cast<std::size_t>(gridDim.x) * blockDim.x;
  for (std::size_t i = thread_index(); i < count; i += step) to[i] = from[i];
}

template <typename T>
void run(void (*kernel)(T*, const T*, std::size_t), void* to, const void* from, std::size_t count,
         Stream& stream) noexcept {
  const auto blocks = static_cast<unsigned>((count + kThreads - 1) / kThreads);
  launch(kernel, {dim3(std::min(blocks, kMostBlocks)), dim3(kThreads)}, stream, static_cast<T*>(to),
         static_cast<const T*>(from), count);
}

bool is_aligned(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address) % sizeof(Word) == 0;
}

}  // namespace

void fetch_by_kernel(void* to, const void* pinned, Bytes size, Stream& stream) noexcept {
  const bool aligned = is_aligned(to) && is_aligned(pinned);
  const std::size_t words = aligned ? size.value / sizeof(Word) : 0;
  const std::size_t in_words = words * sizeof(Word);
  if (words > 0) run<Word>(fetch_words, to, pinned, words, stream);
  if (in_words == size.value) return;
  run<unsigned char>(fetch_bytes, static_cast<unsigned char*>(to) + in_words,
                     static_cast<const unsigned char*>(pinned) + in_words, size.value - in_words,
                     stream);
}

}  // namespace dn
