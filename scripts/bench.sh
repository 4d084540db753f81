#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: bench.sh [opencv]
# Prints the machine and the build, then runs the benchmarks, or the comparison with OpenCV.
# FILTER in the environment narrows the benchmarks; FILTER=analysis_sets only tries many random sets
# against the schedulability tests, and against the simulator, SETS of them.
set -eu
cd "$(dirname "$0")/.."

first() { head -n 1 2> /dev/null || true; }
# arm64 kernels name no model.
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | first)
governor=$(cat /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor 2> /dev/null || echo unknown)
commit=$(git describe --always --dirty 2> /dev/null || echo unknown)
echo "machine:  ${model:-$(uname -m)}, $(nproc) cores usable, governor $governor, $(uname -sr)"
echo "memory:   $(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo)"
echo "load:     $(cut -d' ' -f1-3 /proc/loadavg) (1, 5, 15 minutes)"
echo "build:    $(cat build/shown), commit $commit"
echo "date:     $(date -u +%Y-%m-%dT%H:%MZ)"
echo

if [ "${1:-}" = opencv ]; then
  exec /usr/bin/python3 test/bench/opencv_compare.py darknet/darknet
fi
if ! [ -e build/bench ]; then
  echo "test/bench has no *_bench.cpp" >&2
  exit 1
fi
if [[ analysis_sets =~ ${FILTER:-.} ]]; then
  RTSWAP_ANALYSIS_SETS=${SETS:-300000} build/tests/analysis_sets --gtest_brief=1 \
    --gtest_filter='SchedulabilityProperty.*:LostByPreemption.*'
  RTSWAP_SIMULATED_SETS=${SETS:-100000} build/tests/analysis_sets --gtest_brief=1 \
    --gtest_filter='AcceptedSets.*'
  if [ "${FILTER:-}" = analysis_sets ]; then exit; fi
fi
exec build/bench --benchmark_filter="${FILTER:-.}" \
  --benchmark_counters_tabular=true
