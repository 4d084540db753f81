// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/quote.h"

#include <algorithm>
#include <cctype>

namespace dn {
namespace {

constexpr unsigned char kAscii = 0x80;

// How many bytes of well-formed UTF-8 beyond ASCII start here, 0 for none.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead >= 0xf0 && lead < 0xf5   ? 4
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  const std::string_view rest = text.substr(1, length - 1);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == kAscii; };
  return std::ranges::all_of(rest, continues) ? length : 0;
}

}  // namespace

std::string quote(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string result = "'";
  while (!text.empty()) {
    if (result.size() > kLongest) return result + "...'";
    const auto first = static_cast<unsigned char>(text[0]);
    std::size_t length = first < kAscii ? 0 : utf8_length(text);
    if (length == 0) {
      length = 1;
      result += first < kAscii && std::isprint(first) != 0 ? text[0] : '?';
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result + "'";
}

}  // namespace dn
