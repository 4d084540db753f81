// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <functional>
#include <string>

namespace dn {

// Calls handle(path) for the image of the command line, or, where it is empty, for every line of
// the standard input, asking "Enter Image Path: " as Darknet does. Returns the exit code.
//   One image: an Error of handle() goes through.
//   Standard input: it is printed to stderr and the next line is read, so that one bad picture does
//   not end a batch; the exit code is that of the last error.
int for_each_image(const std::string& image, const std::function<void(const std::string&)>& handle);

}  // namespace dn
