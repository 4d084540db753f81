// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/font.h"

#include <array>
#include <cstddef>

namespace dn {
namespace {

// One string a character, from ' ' to '~', one digit a row: a number below 32 whose five bits are
// the dots from left to right, written 0-9 and a-v.
constexpr std::array<const char*, 95> kGlyphs = {
    "00000000", "44444040", "aaa00000", "aavavaa0", "4fke5u40", "pp248jj0", "ciiclid0", "44400000",
    "24888420", "84222480", "0level00", "044v4400", "00000664", "000v0000", "00000cc0", "11248gg0",
    "ehjlphe0", "4ck444v0", "eh168gv0", "u11e11u0", "iiiv2220", "vggu11u0", "egguhhe0", "v1224440",
    "ehhehhe0", "ehhf11e0", "06606600", "06606640", "12484210", "00v0v000", "g84248g0", "eh164040",
    "ehnlnge0", "4ahhvhh0", "uhhuhhu0", "fgggggf0", "uhhhhhu0", "vgguggv0", "vgguggg0", "fggjhhf0",
    "hhhvhhh0", "v44444v0", "71111he0", "hikokih0", "ggggggv0", "hrllhhh0", "hppljjh0", "ehhhhhe0",
    "uhhuggg0", "ehhhlid0", "uhhukih0", "fgge11u0", "v4444440", "hhhhhhe0", "hhhhaa40", "hhhllrh0",
    "haa4aah0", "hha44440", "v1248gv0", "e88888e0", "gg842110", "e22222e0", "4ah00000", "0000000v",
    "84200000", "00e1fhf0", "gguhhhu0", "00fgggf0", "11fhhhf0", "00ehvgf0", "68u88880", "00fhhf1e",
    "gguhhhh0", "40c444e0", "206222ic", "ggikoki0", "c44444e0", "00qllll0", "00uhhhh0", "00ehhhe0",
    "00uhhugg", "00fhhf11", "00noggg0", "00fge1u0", "88u88860", "00hhhhf0", "00hhaa40", "00hllla0",
    "00ha4ah0", "00hhhf1e", "00v248v0", "34484430", "44444440", "o44244o0", "009m0000",
};

int digit_value(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

}  // namespace

bool glyph_dot(char character, int x, int y) {
  const char known = character >= ' ' && character <= '~' ? character : '?';
  const char* rows = kGlyphs[static_cast<std::size_t>(known - ' ')];
  return (digit_value(rows[y]) >> (kGlyphWidth - 1 - x) & 1) != 0;
}

}  // namespace dn
