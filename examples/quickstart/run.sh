#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Asks whether the four networks of tasks.yaml will meet every deadline, runs them for ten seconds, and
# checks what happened. What is missing is made first: weights in weights/, pictures in images/.
# Results go to out/. Exit code: that of `darknet rtswap run`, 0 when no deadline was missed and every
# rule was kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
darknet=$PWD/../../darknet/darknet
if ! [ -x "$darknet" ]; then
  echo "run.sh: the program is not built yet: run 'make' in the project first" >&2
  exit 2
fi

mkdir -p weights images out
seed=0
for network in yolov4-tiny resnet50 tiny landmarks; do
  seed=$((seed + 1))
  if ! [ -f "weights/$network.weights" ]; then
    echo "making weights/$network.weights"
    "$darknet" weights random "$network.cfg" "weights/$network.weights" -seed $seed
  fi
done
for seed in 1 2 3 4; do
  if ! [ -f "images/street$seed.jpg" ]; then
    echo "drawing images/street$seed.jpg"
    "$darknet" image draw "images/street$seed.jpg" -seed $seed
  fi
done

# What is promised is measured in a few seconds. Where the machine is too busy to promise anything,
# they run all the same.
promise=0
"$darknet" rtswap check tasks.yaml || promise=$?
if [ $promise -gt 1 ]; then exit $promise; fi

status=0
"$darknet" rtswap run tasks.yaml --force --trace out/run.trace \
  --results out/results.jsonl --summary out/summary.json || status=$?
if [ $status -gt 1 ]; then exit $status; fi
"$darknet" rtswap validate out/run.trace || status=$?

# bytes_of KEY: a number of the summary, in bytes.
bytes_of() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" out/summary.json; }
fixed=$(($(bytes_of activations) + $(bytes_of workspace) + $(bytes_of 'inputs and outputs')))
needed=$(($(bytes_of weights_needed) + fixed))
limit=$(bytes_of limit)
echo
echo "They need $((needed >> 20)) MiB and had $((limit >> 20)) MiB: $((limit * 100 / needed)) %."
echo "$(wc -l < out/results.jsonl) results are in examples/quickstart/out/results.jsonl, such as:"
for task in objects scene sign landmarks; do
  grep -m 1 "\"task\":\"$task\"" out/results.jsonl | cut -c 1-240
done
if [ $status = 0 ]; then
  echo "No deadline was missed, and the trace is valid."
else
  echo "Deadlines were missed, or a rule was not kept." >&2
fi
exit $status
