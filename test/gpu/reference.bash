# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Where the reference data are: ../shared, or what of it was carried here (scripts/pack_carry.sh).
# Sourced.

# find_reference FILE...: prints the absolute path of the folder that has all of them; status 77, as
# of a skipped test, where none has.
find_reference() {
  local root data file missing
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  for data in "$root/../shared" "$root/build/carried/shared"; do
    missing=
    for file in "$@"; do
      if ! [ -e "$data/$file" ]; then missing=$file; fi
    done
    if [ -z "$missing" ]; then realpath "$data"; return; fi
  done
  return 77
}
