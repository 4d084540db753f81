#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap simulate`: tables, what-if options, traces that validate, exit codes, errors.
. "$(dirname "$0")/lib.bash"

classifier_cfg 64 64 3 > a.cfg
classifier_cfg 32 32 3 > b.cfg
says() { grep -qF -e "$1" "$scratch/out"; }

tasks() {  # tasks PERIOD: of the first task
  cat << END
device: cpu
threads: 1
policy: edf
tasks:
  - {name: front, cfg: a.cfg, weights: "random:1", input: random, period: $1}
  - {name: rear, cfg: b.cfg, weights: "random:2", input: random, period: 7s, phase: 1s}
END
}
tasks 5s > slow.yaml
tasks 1us > fast.yaml
(cat slow.yaml && echo 'placement: remap') > remap.yaml
(cat slow.yaml && echo 'jobs: 3') > jobs.yaml
for net in a b; do accept "$program" rtswap profile $net.cfg -device cpu -threads 1 -runs 10 -o $net.json; done
simulate=("$program" rtswap simulate -profile a.json -profile b.json)

accept "${simulate[@]}" slow.yaml
check 'a set without an end is simulated for a minute' says 'front                 12      0'
check 'every task has its line' says 'rear                   9      0'
accept "${simulate[@]}" jobs.yaml -policy fifo --times medians
check 'the file says how many jobs' says 'front                  3      0'
check 'the policy is the one of the command line' says 'policy fifo'
accept "${simulate[@]}" slow.yaml -duration 8s
check 'the duration is the one of the command line' says 'front                  2      0'

accept "${simulate[@]}" slow.yaml -times drawn -seed 7
cp "$scratch/out" "$scratch/first"
accept "${simulate[@]}" slow.yaml -times drawn -seed 7
check 'a seed repeats' cmp -s "$scratch/out" "$scratch/first"

accept "${simulate[@]}" slow.yaml -memory_limit 648KiB -link 10MB/s -times drawn --trace run.trace
check 'what does not fit is swapped in' sh -c '! grep -q " 0 B over the link" "$0"' "$scratch/out"
accept "$program" rtswap validate run.trace
rm run.trace

accept "${simulate[@]}" slow.yaml -preemption group -memory_limit 700KiB --trace preemptible.trace
accept "$program" rtswap validate preemptible.trace
rm preemptible.trace

sed 's/period: 5s/&, release: {poisson: 1\/s}/' slow.yaml > sporadic.yaml
accept "${simulate[@]}" sporadic.yaml --trace sporadic.trace
check 'what was held back is said' says 'front: '
accept "$program" rtswap validate sporadic.trace
rm sporadic.trace

cases=$((cases + 1))
run "${simulate[@]}" fast.yaml -duration 1ms
if [ $status != 1 ]; then fail "a missed deadline: exit code $status"; fi

sed 's/period: 1us/&, firm: 1\/64/' fast.yaml > firm.yaml
accept "${simulate[@]}" firm.yaml -duration 10us
check 'what was lost is said' says 'front: firm 1/64: 10 of 10 jobs lost, never too many'

refuse 2 '-times: ' "${simulate[@]}" slow.yaml -times often
refuse 2 '-policy: ' "${simulate[@]}" slow.yaml -policy llf
refuse 2 "'front' has none" "${simulate[@]}" slow.yaml -policy fp
refuse 2 '-preemption: ' "${simulate[@]}" slow.yaml -preemption always
refuse 2 '-duration: ' "${simulate[@]}" slow.yaml -duration 5
refuse 2 '-duration: 0s' "${simulate[@]}" slow.yaml -duration 0s
refuse 2 '-link: ' "${simulate[@]}" slow.yaml -link fast
refuse 2 '-memory_limit: ' "${simulate[@]}" slow.yaml -memory_limit much
refuse 2 'memory_limit' "${simulate[@]}" slow.yaml -memory_limit 1KiB
refuse 2 'remap' "${simulate[@]}" remap.yaml
refuse 2 'no profile is for' "$program" rtswap simulate slow.yaml -profile a.json
refuse 2 'nowhere.yaml' "${simulate[@]}" nowhere.yaml
refuse 3 'no/where' "${simulate[@]}" slow.yaml --trace no/where.trace

finish
