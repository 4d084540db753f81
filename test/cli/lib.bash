# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# What the command-line tests share. Sourced with the path of the program; afterwards $program is
# absolute, the working directory is an empty scratch directory, and $failed counts.
set -u
program=$(realpath "${1:?the path of the program is missing}")
# shellcheck disable=SC2034  # for those who source this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/box" && cd "$scratch/box" || exit 1
failed=0
cases=0

fail() {
  echo "FAIL $1"
  failed=$((failed + 1))
}

finish() {
  echo "$cases cases, $failed failed"
  [ "$failed" = 0 ]
  exit
}

# Names and sizes of all that lies in the working directory.
listing() { find . -printf '%p %y %s\n' | sort; }

# names DIRECTORY: what lies in it, on one line.
names() { (cd "$1" && echo *); }

# run COMMAND...: runs it; its output is in $scratch/out and $scratch/err, its exit code in $status.
run() {
  timeout 60 "$@" > "$scratch/out" 2> "$scratch/err" < /dev/null
  status=$?
}

# refuse CODE TEXT COMMAND...: it must end with CODE, say exactly one line on stderr, with TEXT in
# it, and leave nothing behind.
refuse() {
  local code=$1 text=$2 before
  shift 2
  cases=$((cases + 1))
  before=$(listing)
  run "$@"
  local what="${*//$program/darknet}"
  if [ $status != "$code" ]; then fail "$what: exit code $status, expected $code: $(head -n 3 "$scratch/err")"; fi
  if [ "$(wc -l < "$scratch/err")" != 1 ]; then fail "$what: not one line: $(head -n 5 "$scratch/err")"; fi
  if ! grep -qF -e "$text" "$scratch/err"; then fail "$what: '$text' is not in: $(cat "$scratch/err")"; fi
  if [ "$(listing)" != "$before" ]; then fail "$what: left something behind"; fi
}

# accept COMMAND...: it must end with 0.
accept() {
  cases=$((cases + 1))
  run "$@"
  if [ $status != 0 ]; then fail "${*//$program/darknet}: exit code $status: $(tail -n 3 "$scratch/err")"; fi
}

# check WHAT COMMAND...: the command must succeed.
check() {
  local what=$1
  shift
  cases=$((cases + 1))
  if ! "$@" > "$scratch/check" 2>&1; then fail "$what: $(head -n 5 "$scratch/check")"; fi
}

# classifier_cfg WIDTH HEIGHT CHANNELS: a network of six layers whose result is ten classes.
classifier_cfg() {
  printf '[net]\nwidth=%s\nheight=%s\nchannels=%s\n' "$1" "$2" "$3"
  cat << 'CFG'
[convolutional]
batch_normalize=1
filters=16
size=3
pad=1
activation=leaky

[maxpool]
size=2
stride=2

[convolutional]
filters=64
size=3
pad=1
activation=leaky

[convolutional]
filters=10
size=1
activation=linear

[avgpool]

[softmax]
CFG
}
