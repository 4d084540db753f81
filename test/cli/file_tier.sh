#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `host_memory_limit`: packed weights that stay in files, what a run says of it, and how it ends when
# they go.
. "$(dirname "$0")/lib.bash"

cp "$root/cfg/tiny.cfg" .
accept "$program" weights random tiny.cfg a.weights
accept "$program" weights random tiny.cfg b.weights -seed 2
tasks() {  # tasks LINE [JOBS PERIOD]
  printf 'device: cpu\nmemory_limit: 8MiB\nchunk: 4KiB\njobs: %s\nthreads: 1\n%s\n' "${2:-3}" "$1"
  printf 'tasks:\n'
  for name in a b; do
    printf '  - {name: %s, cfg: tiny.cfg, weights: %s.weights, input: random, period: %s}\n' \
      $name $name "${3:-300ms}"
  done
}
results() {  # all but times
  python3 -c '
import json, sys
jobs = [json.loads(line) for line in open(sys.argv[1])]
times = ["start", "end", "response", "release", "missed", "stall", "bytes_swapped_in"]
for job in jobs:
    for name in times: del job[name]
print(sorted(json.dumps(job) for job in jobs))' "$1"
}

tasks 'host_memory_limit: 1KiB' > tight.yaml
refuse 2 'tight.yaml: host_memory_limit 1.0 KiB is too small: the smallest that works is' \
  "$program" rtswap plan tight.yaml
smallest=$(grep -oP 'works is \K[0-9]+' "$scratch/err")
tasks "host_memory_limit: ${smallest}B" > tight.yaml
accept "$program" rtswap plan tight.yaml
check 'the plan says where weights are' grep -q ' file$' "$scratch/out"
accept "$program" rtswap run tight.yaml --force --results tight.jsonl --validate
check 'the run says so' grep -q 'are read from files' "$scratch/err"
check 'and by what' grep -qE '^files are read by (io_uring, [4-8] requests|[4-8] threads; not by io_uring: .)' \
  "$scratch/err"
without_io_uring=$root/test/cli/support/without_io_uring.py
if "$without_io_uring" true; then
  accept "$without_io_uring" "$program" rtswap run tight.yaml --force --results threads.jsonl
  check 'threads where io_uring is refused' grep -q \
    '^files are read by [4-8] threads; not by io_uring: io_uring_setup: Operation not permitted$' \
    "$scratch/err"
  check 'results are the same' [ "$(results tight.jsonl)" = "$(results threads.jsonl)" ]
else
  echo "skipped: this system allows no seccomp filter, so io_uring is not refused"
fi
tasks '' > roomy.yaml
accept "$program" rtswap run roomy.yaml --force --results roomy.jsonl
check 'results are the same' [ "$(results tight.jsonl)" = "$(results roomy.jsonl)" ]

tasks "$(printf 'host_memory_limit: %sB\npack_cache: off' "$smallest")" > off.yaml
refuse 2 'pack_cache is off: tiny.cfg' "$program" rtswap plan off.yaml

# A disk that loses a file while jobs run: all groups are streamed, so it is read all the time.
tasks "host_memory_limit: ${smallest}B" 1000 10ms | sed 's/period: 10ms/&, retain: none/' > lost.yaml
lose() {  # lose [WRAPPER]
  { sleep 1; truncate -s 8192 a.weights.*.pack b.weights.*.pack; } &
  run "$@" "$program" rtswap run lost.yaml --force --quiet --results lost.jsonl
  wait
  check 'exit code 3' [ "$status" = 3 ]
  check 'one line says why' grep -q "^cannot read '.*pack' at byte .* become shorter" "$scratch/err"
}
lose
if "$without_io_uring" true; then lose "$without_io_uring"; fi

finish
