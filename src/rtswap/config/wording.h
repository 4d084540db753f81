// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

// How error messages list what is allowed and propose what was meant.
namespace rtswap {

// "a, b, c".
std::string listed(std::span<const std::string_view> words);

// How many single-letter insertions, deletions and replacements turn one word into the other
// (Levenshtein 1966).
std::size_t edit_distance(std::string_view a, std::string_view b);

// "; did you mean 'period'?" for a word that is close to one of the known, else "".
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace rtswap
