#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Whatever is wrong with what the user gives: one line that says what and where, the exit code, and
# nothing left behind.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"

small_cfg() { classifier_cfg 32 32 3; }
small_cfg > small.cfg
"$program" weights random small.cfg small.weights -seed 1 || exit 1
"$program" weights random tiny.cfg tiny.weights -seed 1 || exit 1
"$program" image draw street.jpg -wh 64,48 || exit 1
head -c 3000 /dev/urandom > garbage
: > empty
mkdir directory empty_directory
seq -f 'class %g' 10 > ten.names
printf 'classes=10\nnames=ten.names\n' > ten.data

# ---- the command line
refuse 2 "which command" "$program"
refuse 2 "unknown command 'drive'" "$program" drive
for command in detector classifier net weights forward speed image; do
  refuse 2 "usage: darknet $command" "$program" $command
done
refuse 2 "unknown flag '-colour'" "$program" net info small.cfg -colour
refuse 2 "'net look' is not known" "$program" net look small.cfg
refuse 2 "'weights cook' is not known" "$program" weights cook small.cfg
refuse 2 "'image erase' is not known" "$program" image erase x.jpg
refuse 2 "-wh" "$program" net info small.cfg -wh 32
refuse 2 "-wh" "$program" net info small.cfg -wh 0,32
refuse 2 "-wh" "$program" net info small.cfg -wh
refuse 2 "-seed x" "$program" weights random small.cfg out -seed x
refuse 2 "-gain" "$program" weights random small.cfg out -gain nan
refuse 2 "runs" "$program" speed small.cfg 0
refuse 2 "extension" "$program" image draw x.gif
refuse 2 "-wh" "$program" image draw x.jpg -wh 1000000,1000000
refuse 2 "darknet rtswap" "$program" rtswap
refuse 2 "walk" "$program" rtswap walk
refuse 2 "TASKS.yaml" "$program" rtswap run
refuse 2 "--fast" "$program" rtswap run t.yaml --fast

# ---- tasks files
refuse 2 "missing.yaml" "$program" rtswap run missing.yaml
refuse 2 "'directory'" "$program" rtswap run directory
refuse 2 "garbage:1:" "$program" rtswap run garbage
refuse 2 "empty: the file is empty" "$program" rtswap run empty

task='cfg: small.cfg, weights: "random:1", input: random, period: 40ms'

# refuse_set TEXT LINE: a good task, and this line for the set.
refuse_set() {
  printf '%s\ntasks:\n  - {name: a, %s}\n' "$2" "$task" > t.yaml
  refuse 2 "t.yaml:$1" "$program" rtswap run t.yaml
}
# refuse_tasks TEXT TASK...: these tasks.
refuse_tasks() {
  local text=$1
  shift
  { echo 'tasks:'; printf '  - {%s}\n' "$@"; } > t.yaml
  refuse 2 "$text" "$program" rtswap run t.yaml
}
refuse_set '1:15: memory_limit' 'memory_limit: 2GBB'
refuse_set '1:15: memory_limit' 'memory_limit: 2'
refuse_set '1:15: memory_limit' 'memory_limit: -2MiB'
refuse_set '1:15: memory_limit' 'memory_limit: 0B'
refuse_set '1:15: memory_limit' 'memory_limit: 99999999999999GiB'
refuse_set '1:15: memory_limit' 'memory_limit: [1MiB]'
refuse_set '1:1: ' 'memry_limit: 2MiB'
refuse_set '1:9: policy' 'policy: best'
refuse_set '1:10: on_miss' 'on_miss: cry'
refuse_set '1:11: duration' 'duration: 10'
refuse_set '1:11: duration' 'duration: 0s'
refuse_set '1:7: jobs' 'jobs: -1'
refuse_set '1:7: jobs' 'jobs: 0'
refuse_set '1:8: chunk' 'chunk: 5000B'
refuse_set '1:7: link' 'link: fast'
refuse_set '1:10: threads' 'threads: -1'
refuse_set '1:9: device' 'device: cuda'
refuse_set '3:57: not valid YAML' '"a: b'
refuse_set '3:3: not valid YAML' '{'
printf 'tasks: []\n' > t.yaml
refuse 2 't.yaml:1:8: tasks' "$program" rtswap run t.yaml
printf 'tasks: a\n' > t.yaml
refuse 2 't.yaml:1:8: tasks' "$program" rtswap run t.yaml
printf 'policy: edf\n' > t.yaml
refuse 2 't.yaml:1:1: ' "$program" rtswap run t.yaml
printf -- '- a\n- b\n' > t.yaml
refuse 2 't.yaml:1:1: ' "$program" rtswap run t.yaml

refuse_tasks "t.yaml:3:5: the task name 'a' is used twice" "name: a, $task" "name: a, $task"
refuse_tasks "t.yaml:2:12: name" "name: a/b, $task"
refuse_tasks "t.yaml:2:5: tasks[0]" "$task"
refuse_tasks "colour" "name: a, colour: red, $task"
refuse_tasks "period" "name: a, cfg: small.cfg, weights: 'random:1', input: random"
for period in 0ms -5ms 40 40parsecs abc; do
  refuse_tasks "t.yaml:2:75: period" "name: a, cfg: small.cfg, weights: 'random:1', input: random, period: $period"
done
refuse_tasks "deadline" "name: a, $task, deadline: 41ms"
refuse_tasks "deadline" "name: a, $task, deadline: 0ms"
refuse_tasks "phase" "name: a, $task, phase: -1ms"
refuse_tasks "thresh" "name: a, $task, thresh: 2"
refuse_tasks "batch" "name: a, $task, batch: 2"
refuse_tasks "precision" "name: a, $task, precision: fp8"
refuse_tasks "no.cfg" "name: a, cfg: no.cfg, weights: 'random:1', input: random, period: 1s"
refuse_tasks "directory" "name: a, cfg: directory, weights: 'random:1', input: random, period: 1s"
refuse_tasks "no.weights" "name: a, cfg: small.cfg, weights: no.weights, input: random, period: 1s"
refuse_tasks "tiny.weights" "name: a, cfg: small.cfg, weights: tiny.weights, input: random, period: 1s"
refuse_tasks "random:x" "name: a, cfg: small.cfg, weights: 'random:x', input: random, period: 1s"
refuse_tasks "no.jpg" "name: a, cfg: small.cfg, weights: small.weights, input: no.jpg, period: 1s"
refuse_tasks "garbage" "name: a, cfg: small.cfg, weights: small.weights, input: garbage, period: 1s"
refuse_tasks "empty_directory" "name: a, cfg: small.cfg, weights: small.weights, input: empty_directory, period: 1s"
refuse_tasks "no.names" "name: a, $task, names: no.names"
printf 'one\ntwo\n' > two.names
refuse_tasks "two.names" "name: a, $task, names: two.names"
printf 'policy: fp\ntasks:\n  - {name: a, %s}\n' "$task" > t.yaml
refuse 2 "priority" "$program" rtswap run t.yaml
printf 'memory_limit: 10KB\ntasks:\n  - {name: a, %s}\n' "$task" > t.yaml
refuse 2 "t.yaml: memory_limit" "$program" rtswap run t.yaml

# A result that cannot be written is known before anything runs.
printf 'tasks:\n  - {name: a, %s}\n' "$task" > t.yaml
refuse 3 "'no/r'" "$program" rtswap run t.yaml --force --quiet --results no/r
refuse 3 "'directory'" "$program" rtswap run t.yaml --force --quiet --results directory
refuse 3 "'no/s'" "$program" rtswap run t.yaml --force --quiet --results r --summary no/s
refuse 3 "'directory'" "$program" rtswap run t.yaml --force --quiet --results r --summary directory
printf 'tasks:\n  - {name: a, %s, output: {images: garbage}}\n' "$task" > t.yaml
refuse 3 "'garbage'" "$program" rtswap run t.yaml --force --quiet

# ---- cfg files
# refuse_cfg TEXT: the cfg on standard input.
refuse_cfg() {
  cat > bad.cfg
  refuse 2 "$1" "$program" net info bad.cfg
}
net=$'[net]\nwidth=32\nheight=32\nchannels=3'
refuse 2 "no.cfg" "$program" net info no.cfg
refuse 2 "'directory'" "$program" net info directory
refuse 2 "garbage" "$program" net info garbage
refuse 2 "empty" "$program" net info empty
refuse_cfg "bad.cfg:1" <<< $'[maxpool]\nsize=2'
refuse_cfg "bad.cfg" <<< "$net"
refuse_cfg "bad.cfg:5: " <<< "$net"$'\n[warp]\nsize=2'
refuse_cfg "bad.cfg:7" <<< "$net"$'\n[maxpool]\nsize=2\nstride=0'
refuse_cfg "bad.cfg:6" <<< "$net"$'\n[convolutional]\nfilters=-4\nsize=3'
refuse_cfg "bad.cfg:6" <<< "$net"$'\n[convolutional]\nfilters=x4\nsize=3'
refuse_cfg "bad.cfg:6" <<< "$net"$'\n[convolutional]\nfilters=2147483647000\nsize=3'
refuse_cfg "bad.cfg:7" <<< "$net"$'\n[convolutional]\nfilters=8\nsize=0'
refuse_cfg "bad.cfg:" <<< "$net"$'\n[convolutional]\nfilters=8\nsize=99'
refuse_cfg "bad.cfg:" <<< "$net"$'\n[convolutional]\nfilters=8\ngroups=3\nsize=3'
refuse_cfg "bad.cfg:" <<< "$net"$'\n[convolutional]\nfilters=2000000000\nsize=30001'
refuse_cfg "bad.cfg:6" <<< "$net"$'\n[route]\nlayers=1\n[maxpool]\nsize=2'
refuse_cfg "bad.cfg:6" <<< "$net"$'\n[route]\nlayers=-1'
refuse_cfg "bad.cfg:8" <<< "$net"$'\n[maxpool]\nsize=2\n[shortcut]\nfrom=5'
refuse_cfg "bad.cfg:2" <<< $'[net]\nwidth=-32\nheight=32\nchannels=3\n[maxpool]\nsize=2'
refuse_cfg "bad.cfg" <<< $'[net]\nwidth=99999999\nheight=99999999\nchannels=3\n[maxpool]\nsize=2'
refuse_cfg "bad.cfg:2" <<< $'[net]\nwidth 32'
refuse_cfg "bad.cfg:1" <<< $'width=32'

# ---- weights files
head -c 1000 small.weights > short.weights
{ cat small.weights; echo more; } > long.weights
head -c 7 small.weights > header.weights
for weights in tiny.weights short.weights long.weights header.weights garbage empty; do
  refuse 2 "$weights" "$program" weights info $weights small.cfg
done
refuse 2 "no.weights" "$program" weights info no.weights
refuse 2 "'directory'" "$program" weights info directory
refuse 2 "header.weights" "$program" weights info header.weights
refuse 3 "'no/w'" "$program" weights random small.cfg no/w
refuse 3 "'directory'" "$program" weights random small.cfg directory
refuse 2 "garbage" "$program" weights random small.cfg w -cal garbage
echo '{"cal": {"first": 1}}' > cal.json
refuse 2 "cal.json" "$program" weights random small.cfg w -cal cal.json
refuse 2 "no.json" "$program" weights random small.cfg w -cal no.json
refuse 3 "'no/x.jpg'" "$program" image draw no/x.jpg

# ---- images
head -c 400 street.jpg > cut.jpg
echo "this is no picture" > text.jpg
: > empty.jpg
printf 'BM\0\0\0\0\0\0\0\0\066\0\0\0\050\0\0\0\377\377\377\177\377\377\377\177\001\0\030\0' > huge.bmp
head -c 100 /dev/zero >> huge.bmp
# refuse_image NAME
refuse_image() {
  refuse_tasks "$1" "name: a, cfg: small.cfg, weights: small.weights, input: $1, period: 1s"
}
for image in cut.jpg text.jpg empty.jpg huge.bmp directory; do refuse_image $image; done
printf 'street.jpg\nno.jpg\n' > list.txt
refuse_tasks "no.jpg" "name: a, cfg: small.cfg, weights: small.weights, input: list.txt, period: 1s"
classifier_cfg 32 32 5 > five.cfg
refuse_tasks "channels" "name: a, cfg: five.cfg, weights: 'random:1', input: street.jpg, period: 1s"

# These two print the layer table first, as Darknet does: the error is the last line.
# refuse_last TEXT COMMAND...
refuse_last() {
  local text=$1 before
  shift
  cases=$((cases + 1))
  before=$(listing)
  run "$@"
  if [ $status != 2 ]; then fail "${*//$program/darknet}: exit code $status"; fi
  if ! tail -n 1 "$scratch/err" | grep -qF -e "$text"; then fail "${*//$program/darknet}: last line: $(tail -n 1 "$scratch/err")"; fi
  if [ "$(listing)" != "$before" ]; then fail "${*//$program/darknet}: left something behind"; fi
}
for image in cut.jpg text.jpg empty.jpg huge.bmp no.jpg directory; do
  refuse_last $image "$program" classifier predict ten.data small.cfg small.weights $image
done
refuse_last tiny.weights "$program" classifier predict ten.data small.cfg tiny.weights street.jpg
printf 'classes=10\nnames=two.names\n' > two.data
refuse_last two.names "$program" classifier predict two.data small.cfg small.weights street.jpg
refuse 2 no.data "$program" classifier predict no.data small.cfg small.weights street.jpg
refuse_last small.cfg "$program" detector test ten.data small.cfg small.weights street.jpg

finish
