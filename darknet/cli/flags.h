// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dn {

// The user asked for --help: what() is the command's usage. main() prints it; the exit code is 0.
class HelpRequest : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws HelpRequest where -h or --help is among the arguments.
void answer_help(std::span<const std::string> arguments, std::string_view usage);

// Darknet's command line: single-dash flags anywhere between the positional arguments. Ask for
// every flag the command knows, then for the positional arguments: what still looks like a flag
// then is an error. All functions throw Error (bad input) with one clear line.
class Flags {
 public:
  // White space at the end of an argument is dropped, as Darknet does.
  explicit Flags(std::span<const std::string> arguments);

  // Each removes the flag (and its value); where it is given twice the last one counts.
  bool is_set(std::string_view flag);
  std::string text(std::string_view flag, std::string_view fallback);
  float real(std::string_view flag, float fallback, float smallest, float largest);
  int integer(std::string_view flag, int fallback, int smallest);

  // What is left, between `fewest` and `most` arguments; `usage` is shown otherwise, and for
  // --help.
  std::vector<std::string> positional(std::size_t fewest, std::size_t most, std::string_view usage);

 private:
  bool take_value(std::string_view flag, std::string& value);

  std::vector<std::string> arguments_;
};

}  // namespace dn
