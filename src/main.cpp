// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <system_error>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/base/spinning.h"
#include "darknet/cli/commands.h"
#include "darknet/cli/flags.h"
#include "rtswap/cli/rtswap_command.h"

// The one program: Darknet's commands, and `rtswap` with its own. Every error ends here, as one
// line.
namespace {

constexpr const char* kRtswapHelp =
    "run several networks as real-time tasks: rtswap run TASKS.yaml; measure them: rtswap profile "
    "CFG";

void print_help() {
  fmt::print("usage: darknet COMMAND ARGUMENTS\n\n");
  for (const dn::Command& command : dn::commands())
    fmt::print("  {:<12} {}\n", command.name, command.help);
  fmt::print("  {:<12} {}\n\n", "rtswap", kRtswapHelp);
  fmt::print(
      "'darknet COMMAND --help' shows all flags of a command.\n"
      "Exit codes: 0 done; 1 a deadline was missed; 2 bad input; 3 the system refused\n");
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) throw dn::bad_input("which command? 'darknet --help' lists them");
  if (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    print_help();
    return 0;
  }
  const auto rest = std::span(arguments).subspan(1);
  if (arguments[0] == "rtswap") return rtswap::rtswap_command(rest);
  return dn::find_command(arguments[0]).function(rest);
}

// A closed standard stream would let the next file get its number, and messages would end up in
// that file (or in the device's memory, which is one).
void open_standard_streams() {
  int fd = 0;
  do {
    fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  } while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0) ::close(fd);
}

// What was printed may still wait in a buffer: a full disk shows only here.
int with_flushed_output(int exit_code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  throw dn::system_failure_errno("cannot write to standard output");
}

// Errors go to stderr; that stderr cannot be written to is nothing anybody could be told.
void complain(const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); }

}  // namespace

int main(int argc, char** argv) {
  dn::limit_spinning(argv);
  try {
    open_standard_streams();
    return with_flushed_output(run({argv + 1, argv + argc}));
  } catch (const dn::HelpRequest& e) {
    std::printf("%s\n", e.what());
    return 0;
  } catch (const dn::Error& e) {
    complain(e.what());
    return static_cast<int>(e.code());
  } catch (const std::bad_alloc&) {
    complain("out of host memory");
  } catch (const std::system_error& e) {  // how fmt says that standard output cannot be written
    complain(e.what());
  } catch (const std::exception& e) {
    complain(fmt::format("internal error: {}", e.what()));
  }
  return static_cast<int>(dn::ExitCode::kSystemFailure);
}
