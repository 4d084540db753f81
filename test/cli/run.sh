#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap run` as its users call it: exit codes, results, limits, the end of a run.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"

classifier_cfg 32 32 3 > class.cfg
sed '/^\[avgpool\]/,$d' <(classifier_cfg 32 32 3) > values.cfg
"$program" image draw street.jpg -seed 3 -wh 64,48 || exit 1

# write_tasks LINE...: class and values, 20 jobs each, with these lines for the set.
write_tasks() {
  cat << YAML
chunk: 4KiB
group: 8KiB
$(printf '%s\n' "$@")
tasks:
  - {name: class, cfg: class.cfg, weights: "random:1", input: street.jpg, period: 20ms, deadline: 20ms}
  - {name: values, cfg: values.cfg, weights: "random:2", input: random, period: 10ms}
YAML
}
# without_times FILE: what does not depend on the clock, in an order of its own.
without_times() {
  sed 's/"release":[^{[]*"bytes_swapped_in":[0-9]*/""/' "$1" | sort
}
# On a busy machine a deadline may be missed: both exit codes mean that the run went through.
ran_through() {
  cases=$((cases + 1))
  run "$program" rtswap run --force "$@"
  if [ $status -gt 1 ]; then fail "rtswap run $*: exit code $status: $(tail -n 1 "$scratch/err")"; fi
}

# ---- results and summary
write_tasks 'jobs: 20' > all.yaml
ran_through all.yaml --results all.jsonl --summary all.json
check "the device is named" grep -Eq "^device: .+" "$scratch/err"
check "a line per job" [ "$(wc -l < all.jsonl)" = 40 ]
check "classes" grep -q '"task":"class","job":19,"input":"[^"]*street.jpg",.*"classes":\[{"class_id":' all.jsonl
check "values" grep -q '"task":"values","job":19,"input":"random:1",.*"values":\[' all.jsonl
check "a summary on stderr" grep -q '^values  *20 ' "$scratch/err"
if command -v python3 > /dev/null; then
  check "JSON" python3 - << 'PYTHON'
import json
lines = [json.loads(line) for line in open('all.jsonl')]
assert sorted((l['task'], l['job']) for l in lines) == [(t, j) for t in ('class', 'values') for j in range(20)]
period = {'class': 20_000_000, 'values': 10_000_000}
deadline = period
for l in lines:
    assert l['release'] == l['job'] * period[l['task']], l
    assert l['release'] <= l['start'] <= l['end'], l
    assert l['response'] == l['end'] - l['release'], l
    assert l['missed'] == (l['response'] > deadline[l['task']]), l
    if l['task'] == 'class':
        assert len(l['classes']) == 5 and abs(sum(c['probability'] for c in l['classes'])) <= 1.001, l
    else:
        assert len(l['values']) == 16 * 16 * 10, l
summary = json.load(open('all.json'))
tasks = {t['name']: t for t in summary['tasks']}
for name, t in tasks.items():
    own = [l for l in lines if l['task'] == name]
    assert t['jobs'] == len(own) == 20
    assert t['misses'] == sum(l['missed'] for l in own)
    assert t['period'] == period[name] and t['deadline'] == deadline[name]
    assert t['response']['max'] == max(l['response'] for l in own)
    assert t['response']['min'] == min(l['response'] for l in own)
memory = summary['memory']
assert memory['limit'] is None
assert memory['used'] == sum(v for k, v in memory.items() if k not in ('limit', 'used'))
PYTHON
fi

# ---- standard output
ran_through all.yaml --quiet
check "results on standard output" [ "$(grep -c '^{.*}$' "$scratch/out")" = 40 ]
check "quiet but for warnings" [ "$(grep -vc '^warning: ' "$scratch/err")" = 0 ]
ran_through all.yaml --results -
check "results on standard output when asked" [ "$(wc -l < "$scratch/out")" = 40 ]

# ---- limits: refused with the smallest that works; that works, a byte less does not
write_tasks 'jobs: 20' 'memory_limit: 10KB' > small.yaml
refuse 2 "small.yaml: memory_limit" "$program" rtswap run small.yaml
smallest=$(sed -n 's/.*the smallest that works is \([0-9]*\) bytes.*/\1/p' "$scratch/err")
check "the smallest limit is said" [ -n "$smallest" ]
write_tasks 'jobs: 20' "memory_limit: ${smallest:-0}B" > smallest.yaml
ran_through smallest.yaml --results smallest.jsonl --summary smallest.json
write_tasks 'jobs: 20' "memory_limit: $((${smallest:-1} - 1))B" > below.yaml
refuse 2 "memory_limit" "$program" rtswap run below.yaml
used=$(sed -n 's/.*"used":\([0-9]*\).*/\1/p' smallest.json)
check "the limit is kept" [ "$used" -le "$smallest" ]
check "something was swapped" grep -q '"bytes_swapped_in":[1-9]' smallest.jsonl
without_times all.jsonl > all.plain
without_times smallest.jsonl > smallest.plain
check "times were taken out" [ "$(grep -c release all.plain)" = 0 ]
check "results equal with and without a limit" cmp all.plain smallest.plain
write_tasks 'jobs: 20' "memory_limit: $((smallest + 30000))B" 'policy: fifo' 'link: {bandwidth: 1GB/s, latency: 10us}' > middle.yaml
ran_through middle.yaml --results middle.jsonl
check "results equal with a slow link" cmp all.plain <(without_times middle.jsonl)

# ---- what the command line says instead of the file
ran_through all.yaml -memory_limit "${smallest}B" -link 1GB/s --results said.jsonl --summary said.json
check "the limit of the command line" grep -q "\"limit\":$smallest,.*\"used\":$used\b" said.json
check "results equal with a limit of the command line" cmp all.plain <(without_times said.jsonl)
for preemption in 'none [0,0]' 'group [0,1]'; do
  ran_through all.yaml -preemption "${preemption% *}" --trace said.trace --results said.jsonl
  check "levels with preemption $preemption" grep -qaF "\"task_levels\":${preemption#* }" said.trace
done
ran_through all.yaml -policy fifo -duration 100ms --results said.jsonl
check "the duration of the command line" [ "$(wc -l < said.jsonl)" = 15 ]
check "the policy of the command line" grep -q 'policy fifo$' "$scratch/err"
refuse 2 '-memory_limit: ' "$program" rtswap run all.yaml -memory_limit much

# ---- the cache of packed weights: the same results, nothing left half-done, no word without need
"$program" weights random class.cfg class.weights -seed 1 || exit 1
sed 's/random:1/class.weights/' all.yaml > cached.yaml
{ echo 'pack_cache: off'; cat cached.yaml; } > uncached.yaml
ran_through uncached.yaml --results uncached.jsonl
check "no cache when off" [ "$(names . | grep -c '\.pack')" = 0 ]
ran_through cached.yaml --results first.jsonl
packs() { find . -name 'class.weights*.pack*'; }
check "one pack file" [ "$(packs | wc -l)" = 1 ]
ran_through cached.yaml --results second.jsonl
check "read from the cache" grep -q '1 of 2 networks from the cache' "$scratch/err"
for results in uncached first second; do
  check "cache: $results" cmp all.plain <(without_times $results.jsonl)
done
truncate -s -1 "$(packs)"
ran_through cached.yaml --results third.jsonl --quiet
check "a damaged pack file: one warning" [ "$(grep -c '^warning: .*pack.* truncated$' "$scratch/err")" = 1 ]
check "cache: damaged" cmp all.plain <(without_times third.jsonl)
mkdir small
if unshare -rm mount -t tmpfs -o size=64k none small 2> /dev/null; then
  # The weights take 41 KiB of the 64 KiB; the file system goes with the command.
  export program
  # shellcheck disable=SC2016  # for the inner shell
  unshare -rm bash -c 'mount -t tmpfs -o size=64k none small && cp class.weights small/ &&
    sed s,class.weights,small/class.weights, cached.yaml > small/cached.yaml &&
    timeout 60 "$program" rtswap run --force small/cached.yaml --quiet --results fourth.jsonl
    ls small > left' 2> "$scratch/err"
  check "a full disk: one warning" [ "$(grep -c '^warning: .* not cached: .*No space left' "$scratch/err")" = 1 ]
  check "a full disk: nothing left" [ "$(xargs < left)" = "cached.yaml class.weights" ]
  check "cache: a full disk" cmp all.plain <(without_times fourth.jsonl)
fi
rm class.weights
refuse 2 "class.weights" "$program" rtswap run cached.yaml

# ---- exit codes
write_tasks 'jobs: 3' | sed 's/deadline: 20ms/deadline: 1us/' > late.yaml
cases=$((cases + 1))
run "$program" rtswap run --force late.yaml --summary late.json
if [ $status != 1 ]; then fail "a missed deadline: exit code $status"; fi
check "misses are counted" grep -q '"name":"class".*"jobs":3,"misses":3' late.json
cases=$((cases + 1))
run "$program" rtswap run --force all.yaml --quiet --results /dev/full
if [ $status != 3 ]; then fail "a full disk: exit code $status"; fi
check "a full disk: one line, but for warnings" \
  [ "$(grep -v '^warning: ' "$scratch/err")" = "cannot write results to '/dev/full': No space left on device" ]
check "/dev/full is still a device" [ -c /dev/full ]
write_tasks 'duration: 300ms' > duration.yaml
ran_through duration.yaml --results duration.jsonl
check "releases within the duration" [ "$(wc -l < duration.jsonl)" = 45 ]

# ---- Ctrl-C, and a termination, end a run without an end in order
write_tasks | sed 's/: [0-9]*ms/: 100ms/g' > endless.yaml
for signal in INT TERM; do
  cases=$((cases + 1))
  rm -f endless.jsonl endless.json
  "$program" rtswap run --force endless.yaml --results endless.jsonl --summary endless.json 2> "$scratch/err" &
  pid=$!
  for _ in $(seq 300); do
    if [ -s endless.jsonl ]; then break; fi
    sleep 0.1
  done
  kill -s $signal $pid
  wait $pid
  status=$?
  if [ $status -gt 1 ]; then fail "SIG$signal: exit code $status"; fi
  check "SIG$signal: a summary" grep -q '^ran for ' "$scratch/err"
  check "SIG$signal: a summary file" grep -q '"name":"values"' endless.json
  check "SIG$signal: only whole lines" [ "$(grep -vc '^{.*}$' endless.jsonl)" = 0 ]
done

# ---- releases that are not periodic
seq 0 3 | sed 's/$/ms/' > burst.txt
write_tasks 'jobs: 4' | sed 's/period: 20ms/&, release: {trace: burst.txt}/; s/period: 10ms/&, release: {poisson: 1000\/s, seed: 3}/' > burst.yaml
ran_through burst.yaml --results burst.jsonl --summary burst.json --trace burst.trace
# The jobs arrive at 0, 1, 2 and 3 ms, and may be released at 0, 20, 40 and 60.
check "a burst is held back" [ "$(grep '"task":"class"' burst.jsonl | sed 's/.*"release":\([0-9]*\),.*/\1/' | xargs)" = "0 20000000 40000000 60000000" ]
check "it is counted" grep -q '"name":"class".*"held_back":3,"longest_hold":57000000' burst.json
check "it is said" grep -q '^class: 3 of 4 jobs arrived less than 20 ms after .* for 57 ms at most$' "$scratch/err"
accept "$program" rtswap validate burst.trace
sed 's/period: 20ms, //' burst.yaml > aperiodic.yaml
refuse 2 "has no period" "$program" rtswap run aperiodic.yaml

# ---- firm tasks: what is lost is counted against their windows
for firm in 1/64 1/1; do
  write_tasks 'jobs: 12' | sed "s|deadline: 20ms|deadline: 1us, firm: $firm|; /name: values/d" > firm.yaml
  cases=$((cases + 1))
  run "$program" rtswap run --force firm.yaml --summary firm.json --trace firm.trace
  wanted=0
  if [ $firm = 1/1 ]; then wanted=1; fi
  if [ $status != $wanted ]; then fail "firm $firm: exit code $status, expected $wanted"; fi
  check "firm $firm: all are missed" grep -q '"jobs":12,"misses":12' firm.json
  check "firm $firm: said" grep -q "^class: firm $firm: 12 of 12 jobs lost, " "$scratch/err"
  cases=$((cases + 1))
  run "$program" rtswap validate firm.trace
  if [ $status != $wanted ]; then fail "firm $firm: validate: exit code $status, expected $wanted"; fi
done
check "no job may be lost: none is given up" grep -q '"misses":12,"aborted":0,.*"broken_windows":12' firm.json

# ---- a reader that goes away
cases=$((cases + 1))
timeout 60 "$program" rtswap run --force endless.yaml 2> "$scratch/err" | head -n 1 > "$scratch/out"
status=${PIPESTATUS[0]}
if [ "$status" != 3 ]; then fail "standard output closed early: exit code $status"; fi
check "one whole line was read" grep -q '^{.*}$' "$scratch/out"
check "standard output closed early: the reason" grep -q "standard output.*Broken pipe" "$scratch/err"
cases=$((cases + 1))
timeout 60 "$program" rtswap run --force all.yaml --results closed.jsonl 2>&- >&-
status=$?
if [ $status -gt 1 ]; then fail "without standard streams: exit code $status"; fi
check "results without standard streams" cmp all.plain <(without_times closed.jsonl)

# ---- from elsewhere; pictures
mkdir away
(cd away && timeout 60 "$program" rtswap run --force ../all.yaml --results here.jsonl 2> /dev/null)
check "from another directory" cmp all.plain <(sed 's#"input":"\.\./#"input":"#' <(without_times away/here.jsonl))
sed 's/period: 20ms/&, output: {images: pictures, json: false}/' all.yaml > pictures.yaml
ran_through pictures.yaml --results pictures.jsonl
check "a picture per job" [ "$(names pictures | wc -w)" = 20 ]
check "no lines of the task without" [ "$(grep -c '"task":"class"' pictures.jsonl)" = 0 ]

finish
