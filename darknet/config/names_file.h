// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

namespace dn {

// One class name per line; white space around a name and blank lines at the end do not count.
// Throws Error unless there are at least `classes` names; only that many are returned.
std::vector<std::string> load_names_file(const std::string& path, int classes);

}  // namespace dn
