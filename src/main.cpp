// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/cli/commands.h"
#include "rtswap/cli/rtswap_command.h"

// The one program: Darknet's commands, and `rtswap` with its own. Every error ends here, as one
// line.
namespace {

constexpr const char* kRtswapHelp =
    "run several networks as real-time tasks: rtswap run TASKS.yaml";

void print_help() {
  fmt::print("usage: darknet COMMAND ARGUMENTS\n\n");
  for (const dn::Command& command : dn::commands())
    fmt::print("  {:<12} {}\n", command.name, command.help);
  fmt::print("  {:<12} {}\n", "rtswap", kRtswapHelp);
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" ||
      arguments[0] == "help") {
    print_help();
    return arguments.empty() ? static_cast<int>(dn::ExitCode::kBadInput) : 0;
  }
  const auto rest = std::span(arguments).subspan(1);
  if (arguments[0] == "rtswap") return rtswap::rtswap_command(rest);
  return dn::find_command(arguments[0]).function(rest);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const dn::Error& e) {
    fmt::print(stderr, "{}\n", e.what());
    return static_cast<int>(e.code());
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "out of host memory\n");
  } catch (const std::exception& e) {
    fmt::print(stderr, "internal error: {}\n", e.what());
  }
  return static_cast<int>(dn::ExitCode::kSystemFailure);
}
