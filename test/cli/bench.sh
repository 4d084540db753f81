#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap bench`: figures of `schedulability`; tasks files of `sets`, and how they are run; the same from
# the same seed, errors.
. "$(dirname "$0")/lib.bash"

says() { grep -qF -e "$1" "$scratch/out"; }
bench=("$program" rtswap bench schedulability -profile "$root/examples/rt-swap/profiles" -sets 3)

accept "${bench[@]}" -tasks 3..4 -o one
check 'a table' says 'oversubscription_percent     all_resident'
check 'what ours refuses' says 'of 114 sets under a limit, accepted but refused by ours: all_resident 0'
check 'figures and their numbers' test "$(names one)" = "\
acceptance_over_oversubscription_u0.3.csv acceptance_over_oversubscription_u0.3.svg \
acceptance_over_utilization_o200.csv acceptance_over_utilization_o200.svg \
acceptance_over_utilization_o50.csv acceptance_over_utilization_o50.svg \
acceptance_over_utilization_o96.csv acceptance_over_utilization_o96.svg"
check 'the figure is XML' python3 -c '
import glob, xml.dom.minidom
for name in glob.glob("one/*.svg"):
    assert len(xml.dom.minidom.parse(name).getElementsByTagName("polyline")) >= 12, name
'
accept "${bench[@]}" -tasks 3..4 -threads 1 -o two
check 'the same from the same seed' diff -r one two
accept "${bench[@]}" -tasks 3..4 -seed 2 -utilization 0.5 -o three/deep
check 'others from another one' bash -c '! diff -q one/*_o50.csv three/deep/*_o50.csv'
accept "${bench[@]}" -tasks 3 -periods log-uniform -deadlines constrained -o one
check 'titles say how sets are drawn' says 'by 96 %, log-uniform periods, constrained deadlines;'
check 'and so do the names of files' bash -c 'ls one/*_{u0.3,o50,o96,o200}_log-uniform_constrained.{csv,svg}'
check 'others are left alone' diff one/acceptance_over_utilization_o50.csv two/acceptance_over_utilization_o50.csv

refuse 2 'nowhere' "$program" rtswap bench schedulability -profile nowhere -o four
refuse 2 '-tasks 4..x: expected a number of tasks or a range' "${bench[@]}" -tasks 4..x -o four
refuse 2 '-tasks 5..4: expected' "${bench[@]}" -tasks 5..4 -o four
refuse 2 "-periods: 'harmonic' is none of uunifast, log-uniform" "${bench[@]}" -periods harmonic -o four
refuse 2 "-deadlines: 'arbitrary' is none of implicit, constrained" "${bench[@]}" -deadlines arbitrary -o four
refuse 2 'rtswap' "$program" rtswap bench
refuse 2 'A subcommand is required' "$program" rtswap bench schedulabilty
touch file
refuse 3 'file/deep: the directory cannot be made' "${bench[@]}" -o file/deep

# ---- sets
profiles=$root/examples/rt-swap/profiles
sets=("$program" rtswap bench sets -profile "$profiles" -sets 1 -tasks 4 -utilization 0.2)
accept "${sets[@]}" -oversubscription 50,100 -o sets
check 'how many are accepted' grep -qE '^oversubscription 100 %: 1 of [0-9]+ drawn sets accepted' "$scratch/out"
check 'a file for each set and plan' bash -c 'ls sets/o050_00.yaml sets/o100_00{,.streaming}.yaml'
check 'what they are' python3 -c '
import csv
rows = list(csv.DictReader(open("sets/sets.csv")))
assert [r["set"] for r in rows] == ["o050_00", "o100_00"], rows
for r in rows:
    percent = 100 * int(r["footprint"]) / int(r["limit"]) - 100
    assert abs(percent - int(r["oversubscription_percent"])) < 0.001, r
    text = open("sets/" + r["set"] + ".yaml").read()
    assert text.count("- {name") == int(r["tasks"]) == 4
    assert "memory_limit: " + r["limit"] + "B\n" in text
    assert all(f"weights: random:{seed}," in text for seed in (1, 2, 3, 4))
'
uses=()
for file in "$profiles"/*.json; do uses+=(-profile "$file"); done
accept "$program" rtswap check sets/o050_00.yaml "${uses[@]}"
accept "$program" rtswap check sets/o100_00.yaml "${uses[@]}"
accept "${sets[@]}" -oversubscription 50,100 -o again
check 'the same from the same seed' diff -r sets again
accept "${sets[@]}" -oversubscription 50 -seed 2 -o others
check 'others from another one' bash -c '! diff -q sets/o050_00.yaml others/o050_00.yaml'
accept "$program" rtswap plan sets/o100_00.streaming.yaml "${uses[@]}"
check 'a baseline retains nothing' says ': 0 chunks of 2.00 MiB retained, '
accept "${sets[@]}" -oversubscription 50 -periods log-uniform -deadlines constrained -o spread
check 'deadlines are written' python3 -c '
import csv, re
(row,) = csv.DictReader(open("spread/sets.csv"))
assert (row["periods"], row["deadlines"]) == ("log-uniform", "constrained"), row
for plan in ("", ".streaming"):
    times = re.findall(r"period: (\d+)ns, deadline: (\d+)ns,", open("spread/o050_00" + plan + ".yaml").read())
    assert len(times) == 4 and all(int(d) < int(p) for p, d in times), times
'
accept "$program" rtswap check spread/o050_00.yaml "${uses[@]}"
refuse 2 '--oversubscription: Value 0 not in range' "${sets[@]}" -oversubscription 0 -o five
refuse 2 'nowhere' "$program" rtswap bench sets -profile nowhere -o five
# shellcheck disable=SC2154  # run sets it
run "$program" rtswap bench sets -profile "$profiles" -sets 1 -tasks 3 -utilization 0.9 -oversubscription 1000 -o none
check 'too few accepted' test "$status" = 1
check 'says so' says ': 0 of 50 drawn sets accepted'

# ---- runs, on the CPU. What is tried is not whether promises are kept, which takes a quiet machine, so
# the times are made those of one.
classifier_cfg 32 32 3 > a.cfg
classifier_cfg 16 16 3 > b.cfg
mkdir quiet
accept "$program" rtswap profile --device cpu a.cfg b.cfg -runs 20 -threads 1 -o quiet
python3 -c '
import glob, json
def quieten(value):
    if isinstance(value, dict):
        if "median_ns" in value: value["p99_ns"] = value["max_ns"] = value["median_ns"]
        if "lost_ns" in value: value["lost_ns"] = 0
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else (): quieten(inner)
for name in glob.glob("quiet/*.json"):
    profile = json.load(open(name))
    quieten(profile)
    json.dump(profile, open(name, "w"))
'
accept "$program" rtswap bench sets -profile quiet -sets 1 -tasks 4 -utilization 0.05 -margin 100 \
  -oversubscription 5 -o runs
export DARKNET=$program MARGIN=100
run env LIMIT_SECONDS=1 "$root/scripts/bench_runs.sh" runs 1 1 1 quiet
check 'nothing is begun that takes too long' grep -q 'no runs' "$scratch/err"
run "$root/scripts/bench_runs.sh" runs 1 1 2 quiet
# shellcheck disable=SC2016  # Markdown's quotes
check 'a row for each plan' test "$(grep -cE '^\| 5 % \| `(ours|on_demand|streaming)` \| 1 \| 0 \| [1-9]' "$scratch/out")" = 3
check 'times and promises' python3 -c '
import csv
rows = list(csv.DictReader(open("runs/runs.csv")))
assert len(rows) == 12, len(rows)
for r in rows:
    assert (r["bound_ns"] != "") == (r["plan"] == "ours"), r
    assert int(r["jobs"]) > 0 and int(r["response_max_ns"]) > 0, r
assert sum(int(r["bytes_swapped_in"]) for r in rows if r["plan"] == "on_demand") > 0
'
echo 'tasks: 1' > runs/o006_00.yaml
run "$root/scripts/bench_runs.sh" runs 1 1 1 quiet
check 'one that fails' test "$status" = 1
check 'is said, and the others are not run again' \
  test "$(grep -c ': exit code' "$scratch/out")" = 2 -a "$(grep -c '^o006_00 ours: exit code 2: .*tasks' "$scratch/out")" = 1
refuse 2 'usage: bench_runs.sh' "$root/scripts/bench_runs.sh" runs
finish
