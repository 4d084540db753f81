#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: device_session.sh [SECONDS [PART...]]
# One session on a machine with a GPU and no network: builds, tests, measures, within SECONDS (540).
# Parts: build, test, bench, peers in this order, or those that are named; also single parts of
# bench_gpu.sh, and single tests of test/gpu. docs/gpu_session.md says how it is used. In $OUT
# (build/session without): summary.txt, a line for each part; parts.log, what they said; bench/, what
# bench_gpu.sh writes; cudnn_plans. Exit code: how many parts failed.
set -u
cd "$(dirname "$0")/.." || exit 3
out=${OUT:-build/session}
deadline=$((SECONDS + ${1:-540}))
shift $(($# > 0))
if [ $# = 0 ]; then set -- build test bench peers; fi
mkdir -p "$out" || exit 3
# shellcheck source=scripts/run_parts.bash
source scripts/run_parts.bash
export PATH="$PATH:/usr/local/cuda/bin" PYTHONUNBUFFERED=1
# The convolutions' plans, which take long to find, come back, too, and may be carried the next time.
export DARKNET_PLAN_CACHE=$PWD/build/cudnn_plans
mkdir -p build
if ! [ -f build/cudnn_plans ] && [ -f carry/cudnn_plans ]; then cp carry/cudnn_plans build/; fi
build_options=(GPU=1 "GPU_ARCHS=${GPU_ARCHS:-90}" ONEDNN=0 "-j$(nproc)" --no-print-directory)

# What was carried is unpacked; of its packages, those that are missing here are used from where they
# lie, through the compiler's variables.
use_carried() {
  local missing packages=build/carried/packages package
  rm -rf build/carried
  if [ -f carry/carried.tar.gz ]; then
    mkdir build/carried
    tar -C build/carried -xzf carry/carried.tar.gz || echo "carry/carried.tar.gz cannot be unpacked"
  fi
  missing=$(scripts/deps.sh --missing build test)
  echo "missing here: ${missing:-nothing}"
  for package in $missing; do
    if ! [ -d "$packages/$package" ]; then echo "not carried: $package"; continue; fi
    local at=$PWD/$packages/$package
    export CPLUS_INCLUDE_PATH=$at/include${CPLUS_INCLUDE_PATH:+:$CPLUS_INCLUDE_PATH}
    if [ -d "$at/lib" ]; then
      export LIBRARY_PATH=$at/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
      export LD_LIBRARY_PATH=$at/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    fi
  done
}

# Every program by itself: one that does not build leaves the others. The program that cuDNN stands
# in the way of is built without.
build() {
  part build-program 300 make "${build_options[@]}" all || {
    build_options+=(CUDNN=0)
    part build-plain 240 make "${build_options[@]}" all
  }
  grep -E '^  (GPU|CUDNN) ' "$out/parts.log" | tail -n 2 | tee -a "$out/summary.txt"
  part build-bench 120 make "${build_options[@]}" bench-gpu-program
  rm -rf build/tests
  part build-tests 300 make "${build_options[@]}" gpu-test-program
}

# Seconds. The first time on a kind of GPU, the convolutions of a dozen networks are tried out in
# three precisions.
test_limit() { case $1 in real_models) echo 400 ;; *) echo 260 ;; esac; }

tests() {
  part tests 240 env SHELL_TESTS= scripts/run_tests.sh
  local file
  for file in test/gpu/*.sh; do gpu_test "$(basename "$file" .sh)"; done
}

# gpu_test NAME
gpu_test() { part "$1" "$(test_limit "$1")" bash "test/gpu/$1.sh" darknet/darknet; }

# bench PART...
bench() {
  local left=$((deadline - SECONDS - 5))
  # In a folder of its own: it has a summary, too.
  OUT=$out/bench scripts/bench_gpu.sh "$left" "$@"
  parts_failed=$((parts_failed + $?))
  sed 's/^/  /' "$out/bench/summary.txt" >> "$out/summary.txt"
  cat "$out/bench/parts.log" >> "$out/parts.log"
  rm -f "$out/bench/summary.txt" "$out/bench/parts.log" "$out/bench/part.log"
}

use_carried > "$out/carried.txt"
tee -a "$out/summary.txt" < "$out/carried.txt"
rm "$out/carried.txt"
part facts 60 scripts/gpu_facts.sh
for name in "$@"; do
  case $name in
    build) build ;;
    test) tests ;;
    bench) bench forward host-time streaming swapping first-result ;;
    forward | host-time | streaming | swapping | first-result | peers) bench "$name" ;;
    *)
      if [ -f "test/gpu/$name.sh" ]; then
        gpu_test "$name"
      else
        note "$name" "no such part" 0
        parts_failed=$((parts_failed + 1))
      fi
      ;;
  esac
done
if [ -f build/cudnn_plans ]; then cp build/cudnn_plans "$out/"; fi
echo "---- summary"
cat "$out/summary.txt"
exit $parts_failed
