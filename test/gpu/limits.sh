#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# A task set of four networks on the GPU: with a memory limit every result is, bit by bit, the one
# without. In all three precisions.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.bash"

mkdir pictures
for seed in 1 2 3; do
  "$program" image draw "pictures/street$seed.jpg" -seed $seed || exit 1
done
quickstart=$root/examples/quickstart

# write_tasks PRECISION LINE...
write_tasks() {
  local precision=$1
  shift
  cat << YAML
device: cuda:0
group: 4MiB
jobs: 12
$(printf '%s\n' "$@")
tasks:
  - {name: objects, cfg: yolov4-tiny.cfg, weights: "random:1", input: pictures, thresh: 0.9, period: 60ms, precision: $precision}
  - {name: scene, cfg: resnet50.cfg, weights: "random:2", input: pictures, period: 80ms, precision: $precision}
  - {name: sign, cfg: tiny.cfg, weights: "random:3", input: pictures, period: 40ms, precision: $precision}
  - {name: landmarks, cfg: $quickstart/landmarks.cfg, weights: "random:4", input: pictures, period: 40ms, precision: $precision}
YAML
}

# What does not depend on the clock, in an order of its own.
without_times() {
  sed 's/"release":[^{[]*"bytes_swapped_in":[0-9]*/""/' "$1" | sort
}

# ran_through FILE OPTION...: late jobs are no matter here.
ran_through() {
  cases=$((cases + 1))
  run "$program" rtswap run --force "$@"
  if [ $status -gt 1 ]; then fail "$*: exit code $status: $(tail -n 3 "$scratch/err")"; fi
}

for precision in fp32 tf32 fp16; do
  write_tasks $precision > all.yaml
  ran_through all.yaml --results all.jsonl --summary all.json
  check "$precision: every job has a result" [ "$(wc -l < all.jsonl)" = 48 ]
  write_tasks $precision 'memory_limit: 1MiB' > none.yaml
  run "$program" rtswap run --force none.yaml
  smallest=$(sed -n 's/.*the smallest that works is \([0-9]*\) bytes.*/\1/p' "$scratch/err")
  check "$precision: the smallest limit is said" [ -n "$smallest" ]
  for more in 0 20000000; do
    write_tasks $precision "memory_limit: $((${smallest:-0} + more))B" > limited.yaml
    ran_through limited.yaml --results limited.jsonl
    check "$precision, $more over the smallest limit: something was swapped" \
      grep -q '"bytes_swapped_in":[1-9]' limited.jsonl
    check "$precision, $more over the smallest limit: the same results" \
      cmp <(without_times all.jsonl) <(without_times limited.jsonl)
  done
done
finish
