// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

namespace dn {

// Threads of a team that wait for work spin before they sleep; GNU's OpenMP lets them spin for
// milliseconds. That gains nothing, and where other processes or threads want the same cores the
// one that is waited for may not run meanwhile: each of a network's joins can then take a time
// slice of the system (docs/measurements.md). This limits the spinning to some ten microseconds.
//
// The library reads its setting once, before main(). So the program is started anew, in the same
// process, with the setting in its environment: call it first of all in main(). Returns without
// effect where the user has decided by GOMP_SPINCOUNT or OMP_WAIT_POLICY, after the new start, and
// if the program cannot be started again. Builds with OPENMP=0 need it as well: oneDNN has a team.
void limit_spinning(char** argv) noexcept;

}  // namespace dn
