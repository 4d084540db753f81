#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap bench schedulability`: figures, the same from the same seed, errors.
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

refuse 2 'nowhere' "$program" rtswap bench schedulability -profile nowhere -o four
refuse 2 '-tasks 4..x: expected a number of tasks or a range' "${bench[@]}" -tasks 4..x -o four
refuse 2 '-tasks 5..4: expected' "${bench[@]}" -tasks 5..4 -o four
refuse 2 'rtswap' "$program" rtswap bench
refuse 2 'A subcommand is required' "$program" rtswap bench schedulabilty
touch file
refuse 3 'file/deep: the directory cannot be made' "${bench[@]}" -o file/deep
finish
