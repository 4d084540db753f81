#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap plan`: the table with its map, the picture, the file and who follows it, with and without
# profiles.
. "$(dirname "$0")/lib.bash"

classifier_cfg 32 32 3 > a.cfg
classifier_cfg 16 16 3 > b.cfg
tasks() {  # tasks LIMIT [LINE OF THE SECOND TASK]
  printf 'device: cpu\nmemory_limit: %s\nchunk: 4KiB\njobs: 3\nthreads: 1\ntasks:\n' "$1"
  printf '  - {name: first, cfg: a.cfg, weights: "random:1", input: random, period: 1s}\n'
  printf '  - {name: second, cfg: b.cfg, weights: "random:1", input: random, period: 2s%s}\n' "${2:-}"
}
tasks 10MiB > roomy.yaml
plan=("$program" rtswap plan)
says() { grep -qF -e "$1" "$scratch/out"; }

accept "${plan[@]}" roomy.yaml
check 'everything fits' says ' 0 shared by what is streamed'
check 'the map' says '###'
check 'no times without a profile' bash -c "! grep -q 'warm ms' '$scratch/out'"

# The smallest limit that works is named, and works; more is used.
tasks 1KiB > tight.yaml
refuse 2 'tight.yaml: memory_limit 1.0 KiB is too small: the smallest that works is' \
  "${plan[@]}" tight.yaml
smallest=$(grep -oP 'works is \K[0-9]+' "$scratch/err")
tasks "${smallest}B" > tight.yaml
accept "${plan[@]}" tight.yaml -svg tight.svg -o tight.json
check 'something is streamed' says '='
check 'a picture' python3 -c '
import xml.dom.minidom
svg = xml.dom.minidom.parse("tight.svg")
assert len(svg.getElementsByTagName("title")) >= 4
'
check 'a plan' python3 -c '
import json
p = json.load(open("tight.json"))
assert (p["format"], p["version"]) == ("rtswap-plan", 2)
assert [n["name"] for n in p["networks"]] == ["a.cfg", "b.cfg"]
'

# What options say instead of the file is planned for, and nothing else changes.
cp "$scratch/out" from_file
accept "${plan[@]}" roomy.yaml -memory_limit "${smallest}B" -o option.json
check 'the limit of the command line' diff from_file "$scratch/out"
check 'the same plan' cmp tight.json option.json
refuse 2 "roomy.yaml: memory_limit" "${plan[@]}" roomy.yaml -memory_limit 1KiB
refuse 2 "-policy: fp needs a priority of every task; 'first' has none in roomy.yaml" \
  "${plan[@]}" roomy.yaml -policy fp

# A run follows it, and says what differs when it cannot.
accept "$program" rtswap run tight.yaml -force -plan tight.json -quiet -results r.jsonl
check 'all jobs ran' test "$(wc -l < r.jsonl)" = 6
run "$program" rtswap check roomy.yaml -runs 2 -plan tight.json
check 'more memory is no reason to refuse a plan' test "$status" -le 1

# `rtswap check` judges what its options say instead of the file.
run "$program" rtswap check roomy.yaml -runs 2 -memory_limit "${smallest}B" -policy fifo
check 'the limit and policy of the command line are judged' test "$status" -le 1
# A verdict of no names no policy: this machine may be busy.
check 'the policy is the one of the command line' bash -c "[ $status = 1 ] || grep -q fifo '$scratch/out'"
refuse 2 'roomy.yaml: memory_limit' \
  "$program" rtswap check roomy.yaml -runs 2 -memory_limit $((smallest - 1))B
refuse 2 "-policy: fp needs a priority of every task; 'first' has none in roomy.yaml" \
  "$program" rtswap check roomy.yaml -policy fp
refuse 2 "-preemption: 'always' is none of none, group" \
  "$program" rtswap check roomy.yaml -preemption always

tasks $((smallest - 1))B > tighter.yaml
refuse 2 'tight.json: the plan does not fit the tasks: it needs' \
  "$program" rtswap run tighter.yaml -force -plan tight.json
tasks 10MiB ', retain: all' > stays.yaml
refuse 2 'b.cfg is to be retained' "$program" rtswap run stays.yaml -force -plan tight.json
sed 's/b.cfg/a.cfg/' roomy.yaml > one.yaml
refuse 2 'it has 2 networks, they have 1' "$program" rtswap run one.yaml -force -plan tight.json
refuse 2 'it is not JSON' "$program" rtswap run roomy.yaml -force -plan roomy.yaml
refuse 2 'nowhere.json' "$program" rtswap run roomy.yaml -force -plan nowhere.json

# By profiles: times, and what the tasks say is kept.
accept "$program" rtswap profile a.cfg b.cfg --device cpu -threads 1 -runs 2 -o .
profiles=(-profile a.cpu.fp32.profile.json -profile b.cpu.fp32.profile.json)
accept "${plan[@]}" roomy.yaml "${profiles[@]}"
check 'times' says 'bound ms'
tasks 10MiB ', retain: none' > passes.yaml
accept "${plan[@]}" passes.yaml "${profiles[@]}"
check 'the second network passes through' bash -c "grep -P '^b.cfg .* 0 B ' '$scratch/out'"
refuse 2 'b.cfg' "${plan[@]}" roomy.yaml -profile a.cpu.fp32.profile.json

# `rtswap check` tries the precision for which there is a profile; profiles of a GPU are at hand.
profiles=()
for net in yolov3 resnet152 densenet201 vgg-16; do
  profiles+=(-profile "$root/examples/rt-swap/profiles/$net.cuda.tf32.profile.json")
done
check_rt_swap() {
  run "$program" rtswap check "$root/examples/rt-swap/tasks.yaml" "${profiles[@]}" "$@"
  check "check $*: not schedulable" test "$status" = 1
}
check_rt_swap -memory_limit 430MB -preemption none
check 'no profile in fp16, no advice' bash -c "! grep -q 'precision: ' '$scratch/out'"
profiles+=(-profile "$root/examples/rt-swap/profiles/vgg-16.cuda.fp16.profile.json")
check_rt_swap -memory_limit 430MB -preemption none
check 'fp16 would do' says '  precision: fp16 of vgg-16'
check 'preemption would do' says '  preemption: group'
# Where the user let a task retain too little: what is enough, and is.
retaining() { sed "s/\(name: vgg-16.*\)}/\1, $1}/" "$root/examples/rt-swap/tasks.yaml" > capped.yaml; }
retaining 'retain: none'
run "$program" rtswap check capped.yaml "${profiles[@]}" -preemption none
check 'nothing retained: not schedulable' test "$status" = 1
more=$(grep -oP '  task vgg-16: memory: \K[0-9]+' "$scratch/out")
retaining "memory: ${more}MiB"
accept "$program" rtswap check capped.yaml "${profiles[@]}" -preemption none
retaining "memory: $((more - 1))MiB"
run "$program" rtswap check capped.yaml "${profiles[@]}" -preemption none
check 'and no more than that' test "$status" = 1
# Preemption does as well: it costs memory for activations, and saves waiting for whole jobs.
accept "$program" rtswap check "$root/examples/rt-swap/tasks.yaml" "${profiles[@]}" -memory_limit 500MB -preemption group
plan_rt_swap=("${plan[@]}" "$root/examples/rt-swap/tasks.yaml" "${profiles[@]}" -memory_limit 500MB)
accept "${plan_rt_swap[@]}"
check 'who preempts whom' says 'possible, the highest first: vgg-16; '
accept "${plan_rt_swap[@]}" -preemption none
check 'nobody preempts' bash -c "! grep -q 'the highest first' '$scratch/out'"

refuse 2 'nowhere.yaml' "${plan[@]}" nowhere.yaml
refuse 3 'no/where' "${plan[@]}" roomy.yaml -svg no/where.svg
refuse 2 'margin' "${plan[@]}" roomy.yaml -margin -1
finish
