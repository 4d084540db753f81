// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <string_view>

namespace rtswap {

// The root of the one YAML document in the text. `file` is its name for errors: dn::bad_input with
// file:line:column, one line, for text that is not UTF-8, has control characters, is over 1 MiB, is
// not valid YAML, or holds no document or several.
YAML::Node parse_yaml(std::string_view text, const std::string& file);

}  // namespace rtswap
