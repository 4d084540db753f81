#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: bench_runs.sh DIR SECONDS BASELINE_SECONDS [GPUS [PROFILE...]]
# Runs the task sets that `darknet rtswap bench sets -o DIR` wrote, each in a process of its own,
# GPUS (1) at once, one on each: first ours, if the promise still holds, then the baselines with
# --force. PROFILE: as `bench sets` got them (examples/rt-swap/profiles). In DIR/runs, for each run:
# NAME.yaml (what ran), NAME.json (its summary), NAME.log, NAME.exit (exit code), and for ours
# NAME.validate.log and NAME.validate.exit; the trace stays where it is not valid. Then
# bench_table.py DIR, whose exit code this has. What has an exit code in DIR/runs is not run again.
# In the environment: DARKNET (darknet/darknet), the program; MARGIN (20), as `bench sets` got it;
# START_SECONDS (120), for what a run does before its tasks start, or it is ended; LIMIT_SECONDS, in
# which all must be over: no run is begun that would take longer, a later call goes on with it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 3 ]; then echo "usage: bench_runs.sh DIR SECONDS BASELINE_SECONDS [GPUS [PROFILE...]]" >&2; exit 2; fi
sets=$1 ours_seconds=$2 baseline_seconds=$3 gpus=${4:-1}
shift $(($# < 4 ? $# : 4))
if [ $# = 0 ]; then set -- "$here/../examples/rt-swap/profiles"; fi
program=$(realpath "${DARKNET:-$here/../darknet/darknet}") || exit 2
runs=$sets/runs
start_seconds=${START_SECONDS:-120}
# A start that found the plans of its convolutions in the cache, and the check of the trace.
readonly usual_start=8

profiles=()
for path in "$@"; do
  if [ -d "$path" ]; then found=("$path"/*.json); else found=("$path"); fi
  for file in "${found[@]}"; do profiles+=(--profile "$file"); done
done
shopt -s nullglob
files=("$sets"/o???_??.yaml "$sets"/o???_??.*.yaml)
if [ ${#files[@]} = 0 ]; then echo "$sets: no sets; 'darknet rtswap bench sets' makes them" >&2; exit 2; fi
mkdir -p "$runs" || exit 3
read -ra cpus < <(python3 -c 'import os; print(*sorted(os.sched_getaffinity(0)))')

# share_of WORKER: its processors, so that runs do not disturb each other.
share_of() {
  local each=$((${#cpus[@]} / gpus)) IFS=,
  if [ "$each" = 0 ]; then echo "${cpus[*]}"; else echo "${cpus[*]:$(($1 * each)):$each}"; fi
}

# run_one GPU FILE
run_one() {
  local name seconds=$ours_seconds options to
  name=$(basename "$2" .yaml)
  to=$runs/$name
  if [ -f "$to.exit" ]; then return; fi
  options=("${profiles[@]}" --margin "${MARGIN:-20}" --trace "$to.trace")
  case $name in *.*) seconds=$baseline_seconds options=(--force) ;; esac
  if [ $((SECONDS + seconds + usual_start)) -gt "${LIMIT_SECONDS:-1000000}" ]; then return; fi
  rm -f "$to".{json,trace,validate.*}
  { cat "$2" && echo "duration: ${seconds}s"; } > "$to.yaml"
  CUDA_VISIBLE_DEVICES=$1 timeout -k 10 $((seconds + start_seconds)) taskset -c "$(share_of "$1")" \
    "$program" rtswap run "$to.yaml" "${options[@]}" --summary "$to.json" --results /dev/null \
    > "$to.log" 2>&1 < /dev/null
  local status=$?
  if [ -f "$to.trace" ]; then
    "$program" rtswap validate "$to.trace" > "$to.validate.log" 2>&1
    echo $? > "$to.validate.exit"
    if [ "$(< "$to.validate.exit")" = 0 ]; then rm "$to.trace"; fi
  fi
  echo $status > "$to.exit"
  echo "$name: exit code $status"
}

# Worker number $1 takes the next file until none is left.
worker() {
  local file
  while true; do
    flock 8  # One worker at a time reads from what all share.
    IFS= read -r file <&9 || file=
    flock -u 8
    if [ -z "$file" ]; then return; fi
    run_one "$1" "$file"
  done
}

printf '%s\n' "${files[@]}" > "$runs/list"
exec 9< "$runs/list"
for ((gpu = 0; gpu < gpus; ++gpu)); do
  worker $gpu 8> "$runs/lock" &
done
wait
rm "$runs/list" "$runs/lock"
"$here/bench_table.py" "$sets"
