// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

#include "rtswap/model/profile.h"

// Profiles as JSON files; docs/profile.md has every field.
namespace rtswap {

// What the fields mean; a reader refuses any other.
inline constexpr int kProfileVersion = 4;

std::string profile_json(const Profile& profile);
// `file` is named in errors. Throws dn::Error (kBadInput), "FILE: steps[3].layer: what is wrong",
// for what is no JSON, of another version, has a field too many or too few or of the wrong type, or
// contradicts itself (groups with gaps, a median above the maximum).
Profile parse_profile(std::string_view text, const std::string& file);

// Whole or not at all. Throws dn::Error.
void write_profile_file(const std::string& path, const Profile& profile);
Profile read_profile_file(const std::string& path);

}  // namespace rtswap
