// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string>
#include <string_view>

#include "rtswap/model/stored_plan.h"

namespace rtswap {

// The file format: one JSON object with "format": "rtswap-plan", a version, and all of a
// StoredPlan; sizes in bytes. docs/usage.md describes it.
inline constexpr unsigned kPlanVersion = 2;

std::string plan_json(const StoredPlan& plan);

// `file` names it in errors. Strict: a missing or unknown field, a wrong type, another version,
// groups out of order and chunks that do not exist throw dn::Error (kBadInput), "FILE: place: what
// is wrong". Whether it fits a task set is plan/stored_plan_fit.h's to say.
StoredPlan parse_plan(std::string_view text, const std::string& file);
StoredPlan read_plan_file(const std::string& path);
void write_plan_file(const std::string& path, const StoredPlan& plan);

}  // namespace rtswap
