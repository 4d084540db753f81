#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap run --trace`, `validate` and `export` as their users call them.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"

classifier_cfg 32 32 3 > class.cfg
# write_tasks LINE...: two tasks with these lines for the set.
write_tasks() {
  cat << YAML
chunk: 4KiB
group: 8KiB
$(printf '%s\n' "$@")
tasks:
  - {name: slow, cfg: class.cfg, weights: "random:1", input: random, period: 20ms}
  - {name: fast, cfg: class.cfg, weights: "random:2", input: random, period: 10ms}
YAML
}
# On a busy machine a deadline may be missed, which is no violation without a promise.
traced_run() {
  cases=$((cases + 1))
  run "$program" rtswap run --force "$@"
  if [ $status -gt 1 ]; then fail "rtswap run $*: exit code $status: $(tail -n 1 "$scratch/err")"; fi
}

write_tasks 'jobs: 20' 'memory_limit: 1KiB' > small.yaml
run "$program" rtswap run small.yaml
limit=$(sed -n 's/.*the smallest that works is \([0-9]*\) bytes.*/\1/p' "$scratch/err")
write_tasks 'jobs: 20' "memory_limit: ${limit}B" > tasks.yaml

# ---- a run, its trace, its picture
traced_run tasks.yaml --results r.jsonl --trace t.trace --validate
check "it validates itself" grep -q '^valid: 40 jobs' "$scratch/err"
check "all results" [ "$(wc -l < r.jsonl)" = 40 ]
check "no part file" [ ! -e t.trace.part ]
accept "$program" rtswap validate t.trace
check "valid" grep -q '^valid: 40 jobs' "$scratch/out"
check "it streams" grep -qE ' [1-9][0-9]* loads' "$scratch/out"
accept "$program" rtswap export t.trace -o t.json
if command -v python3 > /dev/null; then
  check "JSON" python3 - << 'PYTHON'
import json
items = json.load(open('t.json'))['traceEvents']
tracks = {i['args']['name']: i['tid'] for i in items if i['ph'] == 'M'}
assert set(tracks) == {'device (cpu)', 'link', 'slow', 'fast'}, tracks
jobs = [i for i in items if i['ph'] == 'X' and i['name'].startswith('fast ')]
assert len([i for i in jobs if i['tid'] == tracks['fast']]) == 20, len(jobs)
PYTHON
fi
traced_run tasks.yaml --validate --quiet --results r.jsonl
check "quiet says nothing about what is right" [ -z "$(grep -v '^warning' "$scratch/err")" ]

# ---- cut short, damaged, no trace
size=$(wc -c < t.trace)
head -c $((size - 40)) t.trace > cut.trace
cases=$((cases + 1))
run "$program" rtswap validate cut.trace
if [ $status != 1 ]; then fail "a trace that was cut: exit code $status"; fi
check "where it was cut" grep -q "violation of 'complete': the trace was cut short after [0-9]* events" "$scratch/out"
accept "$program" rtswap export cut.trace -o cut.json
check "export says so" grep -q '^warning: cut.trace: the trace was cut short' "$scratch/err"
head -c 100 t.trace > header.trace
refuse 2 "cut short within its header" "$program" rtswap validate header.trace
refuse 2 "this is no trace" "$program" rtswap validate tasks.yaml
refuse 2 "this is no trace" "$program" rtswap export tasks.yaml -o no.json
refuse 2 "none.trace" "$program" rtswap validate none.trace

# ---- where a trace cannot be written
refuse 3 "none/t.trace" "$program" rtswap run tasks.yaml --force --quiet --trace none/t.trace
if [ -e /dev/full ]; then
  refuse 3 "No space left" "$program" rtswap run tasks.yaml --force --quiet --trace /dev/full
fi
refuse 3 "none/t.json" "$program" rtswap export t.trace -o none/t.json

# ---- a run that is ended is a whole trace
sed '/^jobs/d' tasks.yaml > endless.yaml
cases=$((cases + 1))
"$program" rtswap run --force endless.yaml --results endless.jsonl --trace endless.trace 2> "$scratch/err" &
pid=$!
for _ in $(seq 300); do
  if [ -s endless.jsonl ]; then break; fi
  sleep 0.1
done
kill -s INT $pid
wait $pid
accept "$program" rtswap validate endless.trace

finish
