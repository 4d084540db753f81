#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Prints the compiler to use: $CXX when set, else the first g++ of at least version 12, else nothing.
set -u

if [ -n "${CXX:-}" ]; then
  command -v "${CXX%% *}" > /dev/null && echo "$CXX"
  exit 0
fi
for candidate in g++ g++-15 g++-14 g++-13 g++-12; do
  command -v "$candidate" > /dev/null || continue
  version=$("$candidate" -dumpversion | cut -d. -f1)
  if [ "$version" -ge 12 ]; then
    echo "$candidate"
    exit 0
  fi
done
exit 0
