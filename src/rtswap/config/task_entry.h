// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/config/search_path.h"
#include "rtswap/config/yaml_value.h"
#include "rtswap/model/policy_kind.h"
#include "rtswap/model/task.h"

namespace rtswap {

// Reads one entry of `tasks:`. The policy decides whether a deadline may be beyond the period and
// whether a priority is needed. Throws dn::bad_input with the place.
TaskSpec read_task(const YamlValue& entry, PolicyKind policy, const dn::SearchPath& search);

}  // namespace rtswap
