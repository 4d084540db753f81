// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <cstdint>

// Which addresses are whose. Callable from any thread, also by streams.
namespace emulated_cuda {

enum class Access { kNone, kRead, kReadWrite };

// The budget of a device. take() is false when less is left.
bool take_bytes(int device, std::size_t size);
void give_back_bytes(int device, std::size_t size);

// Device memory with one owner and one access. change_access() covers whole regions.
void add_device_region(void* address, std::size_t size, Access access);
void remove_device_region(void* address);
void change_access(void* address, std::size_t size, Access access);
// Addresses of the device with or without memory beneath.
void add_reservation(void* address, std::size_t size);
void remove_reservation(void* address);

// True when the whole range is device memory that may be used so.
bool is_device_memory(const void* address, std::size_t size, Access access);
// True when no byte of the range is an address of a device.
bool is_host_memory(const void* address, std::size_t size);
// True when the whole range is one piece of pinned host memory.
bool is_pinned(const void* address, std::size_t size);

}  // namespace emulated_cuda
