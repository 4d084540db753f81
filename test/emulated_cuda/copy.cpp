// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <cstring>

#include "test/emulated_cuda/capture.h"
#include "test/emulated_cuda/memory.h"
#include "test/emulated_cuda/state.h"
#include "test/emulated_cuda/stream.h"

using namespace emulated_cuda;

namespace {

// `height` rows of `width` bytes; the pitch is from the start of one row to that of the next.
struct Copy {
  void* to;
  std::size_t to_pitch;
  const void* from;
  std::size_t from_pitch;
  std::size_t width, height;
  cudaMemcpyKind kind;

  std::size_t extent(std::size_t pitch) const {
    return height == 0 || width == 0 ? 0 : (height - 1) * pitch + width;
  }
  std::size_t to_extent() const { return extent(to_pitch); }
  std::size_t from_extent() const { return extent(from_pitch); }
  bool to_device() const {
    return kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  }
  bool from_device() const {
    return kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  }
};

bool is_usable(const void* address, std::size_t size, bool on_device, Access access) {
  return on_device ? is_device_memory(address, size, access) : is_host_memory(address, size);
}

// Whether both sides are where the kind says, or decides the kind. Nothing to copy is always right.
bool resolve(Copy& copy) {
  if (copy.kind < cudaMemcpyHostToHost || copy.kind > cudaMemcpyDefault) return false;
  if (copy.width > copy.to_pitch || copy.width > copy.from_pitch) return false;
  if (copy.to_extent() == 0) return true;
  if (copy.kind == cudaMemcpyDefault) {
    const int to = is_host_memory(copy.to, copy.to_extent()) ? 0 : 1;
    const int from = is_host_memory(copy.from, copy.from_extent()) ? 0 : 2;
    copy.kind = static_cast<cudaMemcpyKind>(to + from);
  }
  return is_usable(copy.to, copy.to_extent(), copy.to_device(), Access::kReadWrite) &&
         is_usable(copy.from, copy.from_extent(), copy.from_device(), Access::kRead);
}

void perform(const Copy& copy) {
  for (std::size_t row = 0; row < copy.height; ++row) {
    std::memmove(static_cast<std::byte*>(copy.to) + row * copy.to_pitch,
                 static_cast<const std::byte*>(copy.from) + row * copy.from_pitch, copy.width);
  }
}

class CopyWork final : public Work {
 public:
  explicit CopyWork(const Copy& copy) : copy_(copy) {}
  void run() override {
    // Looked at again: what was there at the call may have been unmapped since.
    Copy copy = copy_;
    if (copy.to_extent() == 0) return;
    if (!resolve(copy)) return raise(cudaErrorIllegalAddress);
    perform(copy);
  }

 private:
  Copy copy_;
};

// A copy from or to host memory that is not pinned is done when the call returns.
cudaError_t copy_async(Copy copy, cudaStream_t stream) {
  if (!resolve(copy)) return cudaErrorInvalidValue;
  Submission submission(stream, make_by_malloc<CopyWork>(copy));
  const bool pageable = (!copy.to_device() && !is_pinned(copy.to, copy.to_extent())) ||
                        (!copy.from_device() && !is_pinned(copy.from, copy.from_extent()));
  if (submission.error() == cudaSuccess && pageable) submission.wait();
  return submission.error();
}

class SetWork final : public Work {
 public:
  SetWork(void* address, int value, std::size_t size)
      : address_(address), value_(value), size_(size) {}
  void run() override {
    if (size_ == 0) return;
    if (!is_device_memory(address_, size_, Access::kReadWrite)) {
      return raise(cudaErrorIllegalAddress);
    }
    std::memset(address_, value_, size_);
  }

 private:
  void* address_;
  int value_;
  std::size_t size_;
};

bool can_set(const void* address, std::size_t size) {
  return size == 0 || is_device_memory(address, size, Access::kReadWrite);
}

}  // namespace

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t size, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  return api("cudaMemcpyAsync", [&] {
    return copy_async({to, size, from, size, size, 1, kind}, stream);
  });
}

cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch,
                              size_t width, size_t height, cudaMemcpyKind kind,
                              cudaStream_t stream) {
  return api("cudaMemcpy2DAsync", [&] {
    return copy_async({to, to_pitch, from, from_pitch, width, height, kind}, stream);
  });
}

cudaError_t cudaMemcpy(void* to, const void* from, size_t size, cudaMemcpyKind kind) {
  return api("cudaMemcpy", [&] {
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    Copy copy{to, size, from, size, size, 1, kind};
    if (!resolve(copy)) return cudaErrorInvalidValue;
    wait_for_blocking_streams();
    CopyWork(copy).run();
    return cudaSuccess;
  });
}

cudaError_t cudaMemset(void* address, int value, size_t size) {
  return api("cudaMemset", [&] {
    if (breaks_capture()) return cudaErrorStreamCaptureUnsupported;
    if (!can_set(address, size)) return cudaErrorInvalidValue;
    wait_for_blocking_streams();
    SetWork(address, value, size).run();
    return cudaSuccess;
  });
}

cudaError_t cudaMemsetAsync(void* address, int value, size_t size, cudaStream_t stream) {
  return api("cudaMemsetAsync", [&] {
    if (!can_set(address, size)) return cudaErrorInvalidValue;
    return Submission(stream, make_by_malloc<SetWork>(address, value, size)).error();
  });
}
