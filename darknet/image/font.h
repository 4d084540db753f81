// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

namespace dn {

// A bitmap font for labels: the printable ASCII characters, 5 x 8 dots each, the last row for the
// parts below the line.
constexpr int kGlyphWidth = 5;
constexpr int kGlyphHeight = 8;

// Whether the dot in column x and row y of a character is set. Characters that the font lacks look
// like '?'.
bool glyph_dot(char character, int x, int y);

}  // namespace dn
