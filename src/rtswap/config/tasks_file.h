// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

#include "darknet/config/search_path.h"
#include "rtswap/model/task_set.h"

namespace rtswap {

// Reads a tasks file; docs/tasks_yaml.md describes every key. Files it names are looked for along
// `search`, and beside the tasks file. Throws dn::bad_input, always one line:
// "file:line:column: key: what is wrong; what is allowed".
TaskSetSpec load_tasks_file(const std::string& path, const dn::SearchPath& search);

// The same for text in memory; `file` is its name.
TaskSetSpec parse_tasks(std::string_view text, const std::string& file,
                        const dn::SearchPath& search);

}  // namespace rtswap
