#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# real_tasks.sh PROGRAM [SECONDS]: five trained networks on photographs, on the GPU, for SECONDS
# (12). With room for a third of their weights, and for inputs and outputs only what that third
# leaves, every result is, bit by bit, the one without a limit, and the process does not grow.
# Skipped where the reference data are absent.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=test/cli/lib.bash
source "$here/../cli/lib.bash"
# shellcheck source=test/gpu/reference.bash
source "$here/reference.bash"
seconds=${2:-12}
models=(weights/yolo-fastest-1.1-coco/yolo-fastest-1.1 weights/yolo-fastest-1.1-xl-coco/yolo-fastest-1.1-xl
  weights/face-landmark68/face-landmark68 weights/tiny-darknet-imagenet/tiny
  weights/mbv2-yolov3-nano-coco/MobileNetV2-YOLOv3-Nano-coco)
data=$(find_reference "${models[@]/%/.weights}" images/darknet images/faces) || {
  echo "no trained networks and photographs in ../shared, and none were carried"
  exit 77
}

# task NAME MODEL PICTURES PERIOD
task() {
  echo "  - {name: $1, cfg: $data/$2.cfg, weights: $data/$2.weights, input: $data/images/$3, period: $4}"
}

# write_tasks LINE...
write_tasks() {
  printf '%s\n' 'device: cuda:0' 'pack_cache: off' "duration: ${seconds}s" "$@" tasks:
  task objects "${models[0]}" darknet 50ms
  task more-objects "${models[1]}" darknet 100ms
  task landmarks "${models[2]}" faces 100ms
  task scene "${models[3]}" darknet 100ms
  task nano "${models[4]}" darknet 100ms
}

# resident PID: kilobytes of memory, a line a second, as long as the process lives.
resident() {
  while sleep 1 && grep -s VmRSS "/proc/$1/status" | grep -o '[0-9]*'; do :; done
}

# run_set NAME: late jobs are no matter here, but are told. Its memory goes to NAME.resident.
run_set() {
  local pid
  cases=$((cases + 1))
  "$program" rtswap run --force "$1.yaml" --results "$1.jsonl" --summary "$1.json" --quiet \
    > "$scratch/out" 2> "$scratch/err" < /dev/null &
  pid=$!
  resident $pid > "$1.resident" &
  wait $pid
  status=$?
  if [ $status -gt 1 ]; then
    fail "$1: exit code $status: $(tail -n 3 "$scratch/err")"
    finish
  fi
}

# number NAME KEY: of the run's summary, the first with this key.
number() { grep -o "\"$2\":[0-9]*" "$1.json" | head -n 1 | grep -o '[0-9]*$'; }

# total NAME KEY: of all tasks.
total() { grep -o "\"$2\":[0-9]*" "$1.json" | grep -o '[0-9]*$' | awk '{ sum += $1 } END { printf "%.0f", sum }'; }

# What does not depend on the clock, in an order of its own.
without_times() { sed 's/"release":[^{[]*"bytes_swapped_in":[0-9]*/""/' "$1" | sort; }

# growth NAME: what the process grew by at most in the last two thirds of the run, in kB. By then
# libraries have what they take when they are used for the first time.
growth() {
  awk -v samples="$seconds" '{ kb[NR] = $1 }
    END {
      first = NR - int(samples * 2 / 3)
      for (i = first; i <= NR; ++i) if (kb[i] - kb[first] > most) most = kb[i] - kb[first]
      print (first > 0 ? most + 0 : "unknown")
    }' "$1.resident"
}

write_tasks > all.yaml
run_set all
needed=$(number all weights_needed)
limit=$(($(number all activations) + $(number all workspace) + needed / 3))
write_tasks "memory_limit: ${limit}B" > limited.yaml
run_set limited
for name in all limited; do
  echo "$name: $(wc -l < $name.jsonl) results, $(total $name misses) late," \
    "$(number $name used) bytes of the device used, $(number $name weights_retained) of $needed bytes of weights retained," \
    "$(total $name bytes_swapped_in) swapped in, grew by $(growth $name) kB: $(tr '\n' ' ' < $name.resident)"
done
check "results" [ "$(wc -l < all.jsonl)" -gt 0 ]
check "the same results" cmp <(without_times all.jsonl) <(without_times limited.jsonl)
check "no more than $limit bytes" [ "$(number limited used)" -le "$limit" ]
check "not all weights have room" [ "$(number limited weights_retained)" -lt "$needed" ]
check "something was swapped" [ "$(total limited bytes_swapped_in)" -gt 0 ]
check "nothing is swapped without a limit" [ "$(total all bytes_swapped_in)" = 0 ]
# Pages of code are still touched for the first time; 140 bytes lost with every job would be more.
check "constant memory" [ "$(growth limited)" -le 64 ]
finish
