#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: bench_gpu.sh [SECONDS [PART...]]
# Measures the GPU backend: what `make bench-gpu` does once everything is built. Parts: forward,
# streaming, host-time, swapping, first-result, peers (PyTorch, where python3 has it); all of them
# unless some are named. In OUT (in the environment, or build/bench_gpu):
#   bench.jsonl, peers.jsonl  every measurement, one per line; later runs add to them
#   results.json, table.txt   all of it against what the project wants
#   parts.log, summary.txt    what the parts said
# OPTIONS in the environment go to bench_gpu, such as "-smoke" to try whether everything runs.
# forward comes first: it tries the convolutions' plans, which the others then find in their cache.
# Exit code: how many parts failed.
set -u
cd "$(dirname "$0")/.." || exit 3
out=${OUT:-build/bench_gpu}
deadline=$((SECONDS + ${1:-1500}))
shift $(($# > 0))
if [ $# = 0 ]; then set -- forward host-time streaming swapping first-result peers; fi
mkdir -p "$out" || exit 3
# shellcheck source=scripts/run_parts.bash
source scripts/run_parts.bash
read -r -a options <<< "${OPTIONS:-}"

# measure NAME LIMIT: a part of bench_gpu, which ends by itself a little earlier.
measure() {
  local left=$((deadline - SECONDS))
  if [ "$left" -gt "$2" ]; then left=$2; fi
  part "$1" "$2" build/bench_gpu "$1" "$out/bench.jsonl" -seconds $((left > 20 ? left - 15 : 5)) "${options[@]}"
}

for name in "$@"; do
  case $name in
    forward) measure forward $(($# == 1 ? 1500 : 280)) ;;
    streaming) measure streaming 150 ;;
    host-time) measure host-time 90 ;;
    swapping) measure swapping 150 ;;
    first-result)
      part first-result 120 python3 test/bench/gpu/first_result.py darknet/darknet "$out/bench.jsonl" ;;
    peers)
      part peers 500 python3 test/bench/peers/pytorch_peer.py "$out/peers.jsonl" \
        --seconds $((deadline - SECONDS - 60)) ;;
    *) note "$name" "no such part" 0; parts_failed=$((parts_failed + 1)) ;;
  esac
done
python3 test/bench/gpu/table.py "$out/bench.jsonl" "$out/peers.jsonl" --json "$out/results.json" |
  tee "$out/table.txt"
exit $parts_failed
