// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/bytes.h"

#include <fmt/format.h>

namespace dn {

std::string human(Bytes b) {
  if (b >= kGiB) return fmt::format("{:.2f} GiB", static_cast<double>(b.value) / kGiB.value);
  if (b >= kMiB) return fmt::format("{:.2f} MiB", static_cast<double>(b.value) / kMiB.value);
  if (b >= kKiB) return fmt::format("{:.1f} KiB", static_cast<double>(b.value) / kKiB.value);
  return fmt::format("{} B", b.value);
}

}  // namespace dn
