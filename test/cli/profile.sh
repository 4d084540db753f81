#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap profile`: tables, files, options with one and two dashes, errors, Ctrl-C.
. "$(dirname "$0")/lib.bash"

classifier_cfg 32 32 3 > a.cfg
classifier_cfg 16 16 3 > b.cfg
profile=("$program" rtswap profile --device cpu -threads 1)
says() { grep -qF -e "$1" "$scratch/out"; }

accept "${profile[@]}" a.cfg -runs 2
check 'the layers are listed' says convolutional
check 'few runs are called noisy' says 'noisy: 2 runs are too few'
check 'nothing is written without -o' test "$(names .)" = 'a.cfg b.cfg'

accept "${profile[@]}" a.cfg --runs 2 --batch 2 -o a.json
check 'it is JSON of the format' python3 -c '
import json
p = json.load(open("a.json"))
assert (p["format"], p["version"]) == ("rtswap-profile", 4)
assert p["network"]["batch"] == 2 and p["network"]["weights"] == "random:1"
assert p["device"]["kind"] == "cpu" and p["calls"]["launch"]["runs"] == 2
assert sum(s["weight_bytes"] for s in p["steps"]) == p["network"]["weight_bytes"]
for g in p["groupings"]:
    assert g["groups"][0]["first_step"] == 0
    assert g["groups"][-1]["last_step"] == len(p["steps"]) - 1
'
accept "${profile[@]}" -weights random:3 a.cfg -runs 2
check 'what follows the weights is a network' says a.cfg
mkdir all
accept "${profile[@]}" a.cfg b.cfg -runs=1 --o all
check 'one file for each network' \
  test "$(names all)" = 'a.cpu.fp32.profile.json b.cpu.fp32.profile.json'
"$program" weights random a.cfg a.weights > "$scratch/out" 2>&1
accept "${profile[@]}" a.cfg -weights "$PWD/a.weights" -runs 1 -precision fp32
rm -r all a.json a.weights

refuse 2 'nowhere.cfg' "${profile[@]}" nowhere.cfg
refuse 2 'nowhere.weights' "${profile[@]}" a.cfg -weights nowhere.weights
refuse 2 '-runs 0: it must be' "${profile[@]}" a.cfg -runs 0
refuse 2 'runs' "${profile[@]}" a.cfg -runs many
refuse 2 '-batch 0: it must be' "${profile[@]}" a.cfg -batch 0
refuse 2 "precision 'int8'" "${profile[@]}" a.cfg -precision int8
refuse 2 'fp32' "${profile[@]}" a.cfg -precision fp16
refuse 2 "device 'tpu'" "$program" rtswap profile a.cfg -device tpu
refuse 2 'a directory that is there' "${profile[@]}" a.cfg b.cfg -runs 1 -o all
refuse 2 'would be a.cpu.fp32.profile.json' "${profile[@]}" a.cfg ./a.cfg -runs 1 -o .
refuse 2 '2 cfgs and 3 weights' "${profile[@]}" a.cfg b.cfg -weights random:1 -weights random:2 -weights random:3
refuse 3 'no/where' "${profile[@]}" a.cfg -runs 1 -o no/where.json
refuse 2 '--help' "$program" rtswap profile

# Ctrl-C while it measures: one line, exit code 3, no file.
cases=$((cases + 1))
before=$(listing)
timeout --preserve-status -s INT -k 30 3 "${profile[@]}" a.cfg -runs 100000 -o a.json \
  > "$scratch/out" 2> "$scratch/err"
status=$?
if [ $status != 3 ]; then fail "Ctrl-C: exit code $status: $(cat "$scratch/err")"; fi
if ! grep -q 'interrupted; no profile of a.cfg' "$scratch/err"; then fail "Ctrl-C: $(cat "$scratch/err")"; fi
if [ "$(listing)" != "$before" ]; then fail 'Ctrl-C: left something behind'; fi

# The other command takes one dash as well.
refuse 2 'nowhere.yaml' "$program" rtswap run nowhere.yaml -quiet -summary s.json
finish
