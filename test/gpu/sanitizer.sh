#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The tests of the CUDA layers and of the operations beneath them under compute-sanitizer: memory
# accesses in all of them, races where threads share memory.
#
# Left out:
# - whatever maps chunks (the Vmm's own tests, the executor, the profiler, the program's commands):
#   the tool does not follow a chunk that is mapped at several addresses or moved to another one,
#   and makes right copies into it fail. What a wrong swap-in would break, the executor's tests
#   compare bit by bit.
# - the trials of cuDNN's engines (CudaConvolution, CudnnPlanning), which find every plan anew. The
#   convolutional layers take theirs from the cache that the tests before have filled.
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
if [ -z "${DARKNET_PLAN_CACHE:-}" ] && [ -f build/cudnn_plans ]; then
  export DARKNET_PLAN_CACHE=$PWD/build/cudnn_plans
fi
failed=0

# sanitize NAME SECONDS TOOL FILTER. A call that the device refuses is no error: tests provoke that.
sanitize() {
  local log=build/tests/$1.log
  timeout "$2" compute-sanitizer --tool "$3" --error-exitcode 9 --print-limit 5 \
    --report-api-errors no $tests --gtest_brief=1 --gtest_filter="$4" > "$log" 2>&1
  local status=$?
  echo "$1: exit code $status: $(grep -E 'ERROR SUMMARY|RACECHECK SUMMARY' "$log" | tail -n 1)"
  if [ $status = 124 ]; then echo "$1: not done after $2 s"; fi
  if [ $status != 0 ]; then
    grep -vE '^\[ +(OK|RUN)' "$log" | head -n 60
    failed=1
  fi
}

not_layers='*Conformance*:*CudaExecutor*:*CudaProfiler*:CApiCuda*:CudaDetector*'
sanitize memcheck 100 memcheck "*Cuda*:PreprocessorTest*-$not_layers:*CudaConvolution*"
sanitize memcheck-convolutional 90 memcheck '*CudaConvolutional*:*CudaFusedShortcut*'
sanitize racecheck 60 racecheck \
  '*CudaAvgpool*:*CudaConnected*:*CudaGru*:*CudaLrn*:*CudaFinishConvolution*'
exit $failed
