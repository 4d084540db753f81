#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The tests of the CUDA layers under compute-sanitizer: memory accesses in all of them, races where
# threads share memory. Convolutions, which may be cuDNN's, take too long.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
tests=build/tests/gpu
if ! command -v compute-sanitizer > /dev/null; then
  echo "compute-sanitizer is not on PATH; it comes with the CUDA toolkit"
  exit 77
fi
if ! [ -x $tests ]; then
  echo "$tests is not built: make test-gpu builds it"
  exit 77
fi
failed=0

# sanitize TOOL FILTER
sanitize() {
  local log=build/tests/$1.log
  timeout 150 compute-sanitizer --tool "$1" --error-exitcode 9 --print-limit 5 \
    $tests --gtest_brief=1 --gtest_filter="$2" > "$log" 2>&1
  local status=$?
  echo "$1: exit code $status: $(grep -E 'ERROR SUMMARY|RACECHECK SUMMARY' "$log" | tail -n 1)"
  if [ $status != 0 ]; then
    grep -vE '^\[ +(OK|RUN)' "$log" | head -n 60
    failed=1
  fi
}

sanitize memcheck '*Cuda*-*Convolution*'
sanitize racecheck '*CudaAvgpool*:*CudaConnected*:*CudaGru*:*CudaLrn*:*CudaFinishConvolution*'
exit $failed
