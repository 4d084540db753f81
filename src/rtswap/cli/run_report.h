// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <optional>
#include <span>
#include <string>

#include "rtswap/exec/executor.h"

// What a run prints about itself; text for people, and the --summary file for programs.
namespace rtswap {

// Before the run: the limit and where every byte of it went, what is retained and what is streamed.
std::string memory_report(const Executor& executor);

// During the run: one line per task.
std::string live_table(const Executor& executor, Nanos elapsed);

// After the run.
std::string summary_text(const Executor& executor, Nanos elapsed);
// `response_bounds`: what was promised, by TaskId; empty where nothing was.
std::string summary_json(const Executor& executor, Nanos elapsed,
                         std::span<const std::optional<Nanos>> response_bounds);

// Of any task; of a firm one, more in a row of jobs than it allows.
bool too_many_missed(const Executor& executor);

}  // namespace rtswap
