// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <vector>

namespace dn {

// The images a path stands for, never none:
//   a directory: its .jpg, .jpeg, .png and .bmp files (extensions in any case), sorted by name,
//     without those of sub-directories;
//   a .txt or .list file: one path a line, blank lines skipped; a relative path is looked for from
//   the
//     working directory first, then from the directory of the list;
//   any other file: itself.
// Throws kBadInput when the path or one that a list names does not exist, or nothing is left.
std::vector<std::string> list_images(const std::string& path);

}  // namespace dn
