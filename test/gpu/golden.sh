#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The one-feature networks of the reference data, on the GPU, through the command line. The data is
# in carry/ (scripts/pack_carry.sh) or in ../shared; skipped where it is in neither.
set -u
program=$(realpath "${1:?the path of the program is missing}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
for data in carry/reference ../shared; do
  if [ -d "$data/golden/micro" ] && [ -f "$data/tools/check_golden.py" ]; then
    timeout 240 python3 "$data/tools/check_golden.py" "$program" "$data/golden" --sets micro --device cuda:0
    exit
  fi
done
echo "no reference data in carry/reference or ../shared"
exit 77
