#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: format.sh [--check]
# Formats every C++ and CUDA file, or says which are not formatted.
set -u
cd "$(dirname "$0")/.." || exit 3
format() { scripts/cpp_files.sh | xargs -r -P "$(nproc)" -n 16 clang-format-14 "$@"; }
if [ "${1:-}" != --check ]; then
  format -i
elif ! complaints=$(format --dry-run -Werror 2>&1); then
  echo "$complaints" | sed -n 's/^\([^:]*\):[0-9]*:.*code should be clang-formatted.*/\1/p' | sort -u
  exit 1
fi
