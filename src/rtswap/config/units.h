// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <string_view>

#include "darknet/base/bytes.h"
#include "rtswap/model/link.h"
#include "rtswap/model/time.h"

// Quantities with units as users write them: "33ms", "2.5 GiB", "12GB/s". A number (digits, at most
// one decimal point) and a unit are both required; nothing else may follow. What is finer than a
// nanosecond or a byte is cut off. Anything else throws dn::bad_input in one line without a place
// (the caller knows it) that says what is allowed.
namespace rtswap {

// ns, us, ms, s, min.
Nanos parse_duration(std::string_view text);
// B, KB, MB, GB (powers of 1000), KiB, MiB, GiB (powers of 1024).
dn::Bytes parse_size(std::string_view text);
// A size per second: MB/s, GiB/s, ...
Bandwidth parse_bandwidth(std::string_view text);
// Events per time, "20/s": the time from one to the next. /ms, /s, /min; more than 0.
Nanos parse_mean_gap(std::string_view text);

}  // namespace rtswap
