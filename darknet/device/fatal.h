// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string_view>

namespace dn {

// Ends the process with one line on stderr. For states only a bug of ours or a broken device can
// reach, in code that may not throw: destructors and the run phase. Callable from any thread.
[[noreturn]] void fatal(std::string_view what) noexcept;

}  // namespace dn
