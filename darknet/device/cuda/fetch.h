// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/base/bytes.h"
#include "darknet/device/stream.h"

namespace dn {

// Stream::fetch() of a CUDA stream: one launch, and one more where the size is no multiple of 16
// bytes; slow where an address is none. Run phase.
void fetch_by_kernel(void* to, const void* pinned, Bytes size, Stream& stream) noexcept;

}  // namespace dn
