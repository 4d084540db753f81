// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/model/time.h"

#include <fmt/format.h>

#include <cmath>

namespace rtswap {

std::string human(Nanos duration) {
  struct Unit {
    double nanos;
    const char* name;
  };
  constexpr Unit kUnits[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}};
  const double nanos = static_cast<double>(duration.count());
  for (const Unit& unit : kUnits) {
    // A value that three digits would round up to the next unit is printed in that unit.
    if (std::abs(nanos) >= 0.9995 * unit.nanos) {
      const double value = nanos / unit.nanos;
      // Only seconds get this far; three significant digits of them would be an exponent.
      if (std::abs(value) >= 999.5) return fmt::format("{:.0f} {}", value, unit.name);
      return fmt::format("{:.3g} {}", value, unit.name);
    }
  }
  return fmt::format("{} ns", duration.count());
}

}  // namespace rtswap
