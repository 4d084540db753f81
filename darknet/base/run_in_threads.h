// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <functional>

namespace dn {

// Set-up work in independent pieces, for reading, hashing and page faults, which the team of
// compute threads (base/parallel.h) is not meant for. Calls task(0) ... task(count - 1), each once,
// from up to `threads` threads, the caller being one of them; returns when all are done. Where the
// system gives fewer threads, those there are do it all. After an exception no further task is
// begun, and the first one is rethrown.
void run_in_threads(std::size_t count, int threads, const std::function<void(std::size_t)>& task);

}  // namespace dn
