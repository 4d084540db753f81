#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The outputs of the original's networks, on the GPU, through the command line: one-feature
# networks, the published ones with generated weights, and trained ones on photographs. Skipped
# where the reference data are absent.
set -u
program=$(realpath "${1:?the path of the program is missing}")
# shellcheck source=test/gpu/reference.bash
source "$(dirname "${BASH_SOURCE[0]}")/reference.bash"
data=$(find_reference golden/micro golden/real golden/synth reference/cfg tools/check_golden.py weights) || {
  echo "no reference data in ../shared, and none were carried"
  exit 77
}
failed=0

# check SET SECONDS OPTION...
check() {
  local set=$1 limit=$2 start=$SECONDS status
  shift 2
  echo "$set:"
  timeout "$limit" python3 "$data/tools/check_golden.py" "$program" "$data/golden" --sets "$set" --device cuda:0 "$@"
  status=$?
  if [ $status != 0 ]; then
    echo "FAIL $set: exit code $status after $((SECONDS - start)) s"
    failed=1
  fi
}

check micro 120
check real 60 --weights "$data/weights"
# Networks whose weights take up to 40 MB, because the time is limited; pack_carry.sh packs no others.
check synth 200 --cfg "$data/reference/cfg" --max-mb 40
exit $failed
