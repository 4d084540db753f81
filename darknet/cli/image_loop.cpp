// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/image_loop.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>

#include "darknet/base/error.h"

namespace dn {

int for_each_image(const std::string& image,
                   const std::function<void(const std::string&)>& handle) {
  if (!image.empty()) {
    handle(image);
    return static_cast<int>(ExitCode::kOk);
  }
  int exit_code = static_cast<int>(ExitCode::kOk);
  while (true) {
    fmt::print("Enter Image Path: ");
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line)) return exit_code;
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (line.empty()) continue;
    try {
      handle(line);
    } catch (const Error& error) {
      fmt::print(stderr, "{}\n", error.what());
      exit_code = static_cast<int>(error.code());
    }
  }
}

}  // namespace dn
