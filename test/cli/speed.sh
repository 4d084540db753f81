#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `speed`: its figures, its table of layers, and how the program's threads wait.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
classifier_cfg 32 32 3 > net.cfg

accept "$program" speed net.cfg 5 -threads 1
check "the median and the threads" grep -Eq 'median [0-9]+\.[0-9]+ p99 .* CPU, 1 thread$' "$scratch/out"

accept "$program" speed net.cfg 5 -layers
check "one row per layer, a title and the total" test "$(wc -l < "$scratch/out")" = 8
check "a layer's rate" grep -Eq '^ +[0-9.]+ +[0-9.]+ +[0-9.]+ +0 conv' "$scratch/out"
check "slowest first" sh -c 'sed "1d;\$d" "$1" | sort -C -rn -k1,1' sh "$scratch/out"

refuse 2 "at least 1" "$program" speed net.cfg 0
refuse 2 "runs" "$program" speed net.cfg many

# environment_has PID TEXT: whether the program has it, at last after its new start.
environment_has() {
  for _ in $(seq 50); do
    tr '\0' '\n' < "/proc/$1/environ" | grep -qx "$2" && return
    sleep .1
  done
  return 1
}

# waits_with TEXT COMMAND...: the program, while it computes, has TEXT in its environment.
waits_with() {
  local text=$1 pid
  shift
  "$@" "$program" speed net.cfg 100000000 > "$scratch/out" 2>&1 &
  pid=$!
  check "$text in the environment" environment_has $pid "$text"
  kill $pid
  wait $pid 2> "$scratch/err"
}
waits_with 'GOMP_SPINCOUNT=[0-9]*' env -u GOMP_SPINCOUNT -u OMP_WAIT_POLICY
waits_with 'GOMP_SPINCOUNT=77' env GOMP_SPINCOUNT=77

finish
