// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string_view>

namespace dn {

// Ends the process with one line on stderr. For states only a bug of ours or a broken device can
// reach, in code that may not throw: destructors and the run phase. Callable from any thread.
[[noreturn]] void fatal(std::string_view what) noexcept;

// Ends the process with one line on stderr and exit code 3 (system failure). For what the machine
// does to us in the run phase and is no bug: a disk that cannot be read any more. Callable from any
// thread.
[[noreturn]] void end_run(std::string_view why) noexcept;

}  // namespace dn
