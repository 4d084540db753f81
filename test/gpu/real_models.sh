#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Trained networks on photographs: the GPU finds, in all three precisions, what the CPU finds.
# All networks of the reference data that take pictures are tasks of one set. Their boxes are
# compared before overlapping ones are dropped, because a rounding decides which of two nearly
# equal ones stays. Skipped where the data are absent.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=test/cli/lib.bash
source "$here/../cli/lib.bash"
# shellcheck source=test/gpu/reference.bash
source "$here/reference.bash"
data=$(find_reference weights images/darknet/dog.jpg images/faces/sample1.jpg) || {
  echo "no trained networks and photographs in ../shared, and none were carried"
  exit 77
}
photographs=("$data"/images/darknet/*.jpg)

# write_tasks PRECISION DEVICE: one task for each network.
write_tasks() {
  local precision=$1 folder name pictures
  echo "device: $2"
  echo "jobs: ${#photographs[@]}"
  echo "pack_cache: off"
  echo "tasks:"
  for folder in "$data"/weights/*/; do
    name=$(basename "$folder")
    case $name in
      charrnn-* | cifar-*) continue ;;  # no pictures; none but for pictures of its own
      *face*) pictures=$data/images/faces ;;
      *) pictures=$data/images/darknet ;;
    esac
    cat << YAML
  - name: $name
    cfg: $(echo "$folder"*.cfg)
    weights: $(echo "$folder"*.weights)
    input: $pictures
    period: 200ms
    nms: 0
    precision: $precision
YAML
  done
}

# results NAME PRECISION DEVICE: into NAME.jsonl. Late jobs are no matter here; that convolutions
# are tried out for the first time takes long.
results() {
  write_tasks "$2" "$3" > "$1.yaml"
  cases=$((cases + 1))
  timeout 300 "$program" rtswap run --force "$1.yaml" --results "$1.jsonl" --quiet \
    > "$scratch/out" 2> "$scratch/err" < /dev/null
  status=$?
  if [ $status -gt 1 ]; then fail "$1: exit code $status: $(tail -n 3 "$scratch/err")"; fi
}

# same EXPECTED ACTUAL OPTION...
same() {
  cases=$((cases + 1))
  echo "$2 against $1:"
  python3 "$here/compare_results.py" "$@" || fail "$2 is not $1"
}

# detect PRECISION DEVICE NAME: the same by `detector test`, which has its own options for both.
detect() {
  local folder=$data/weights/yolo-fastest-1.1-coco
  printf '%s\n' "${photographs[@]}" > list.txt
  cases=$((cases + 1))
  timeout 120 "$program" detector test coco.data "$folder/yolo-fastest-1.1.cfg" \
    "$folder/yolo-fastest-1.1.weights" -precision "$1" -device "$2" -dont_show -out "$3" \
    < list.txt > "$scratch/out" 2> "$scratch/err" || fail "$3: $(tail -n 3 "$scratch/err")"
}

results cpu fp32 cpu
seq -f 'class %g' 80 > coco.names
printf 'classes=80\nnames=coco.names\n' > coco.data
detect fp32 cpu detector-cpu.json
for precision in fp32 tf32 fp16; do
  case $precision in
    fp32) bounds=(--score 0.001 --overlap 0.999 --value 0.0001) ;;  # the order of additions differs
    *) bounds=() ;;
  esac
  results gpu-$precision $precision cuda:0
  same cpu.jsonl gpu-$precision.jsonl "${bounds[@]}"
  if [ $precision != fp32 ]; then same gpu-fp32.jsonl gpu-$precision.jsonl "${bounds[@]}"; fi
  detect $precision cuda:0 detector-$precision.json
  same detector-cpu.json detector-$precision.json "${bounds[@]}"
done
check "fp16 is another precision" [ "$(cksum < detector-fp16.json)" != "$(cksum < detector-fp32.json)" ]
finish
