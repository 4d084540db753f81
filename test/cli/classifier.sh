#!/bin/sh
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# classifier.sh PROGRAM: `classifier predict` with a small network of its own, and its answers to
# bad input. Exit status 0 = passed, 1 = failed.
set -u
program=$(realpath "${1:?the path of the program is missing}")
cd "$(dirname "$0")/../.." || exit 1
support=$PWD/test/cli/support
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
. "$support/bad_input.sh"

cat >net.cfg <<END
[net]
width=48
height=40
channels=3
[convolutional]
filters=5
size=5
stride=4
pad=1
activation=leaky
[avgpool]
[softmax]
[cost]
END
printf 'ant\nbee\ncat\ndog\nelk\n' >my.names
printf 'labels=my.names\ntop=2\n' >my.data
"$program" image draw street.jpg -seed 3 -wh 320,200 >log 2>&1 || fail "image draw: $(cat log)"
"$program" weights random net.cfg net.weights -seed 3 >log 2>&1 || fail "weights: $(cat log)"

# predict OUTPUT ARGUMENTS...
predict() {
    output=$1
    shift
    "$program" classifier predict my.data net.cfg net.weights "$@" >"$output" 2>log ||
        fail "predict $*: $(tail -n 1 log)"
}

predict top2.txt street.jpg
predict all.txt -t 5 street.jpg
[ "$(head -n 1 all.txt)" = "48 40" ] || fail "the first line is not the size of the input"
sed -n 2p all.txt | grep -qE '^street\.jpg: Predicted in [0-9.]+ milli-seconds\.$' ||
    fail "the second line is not the time"
tail -n +3 top2.txt >first
tail -n +3 all.txt >classes
[ "$(wc -l <first)" -eq 2 ] || fail "top=2 of the .data file does not count"
[ "$(wc -l <classes)" -eq 5 ] || fail "-t 5 does not count"
head -n 2 classes | cmp - first || fail "the best two are not the first of five"
[ "$(cut -d: -f1 classes | sort | tr -d '\n')" = "antbeecatdogelk" ] || fail "other names"
sort -t: -k2 -r -n classes | cut -d: -f2 >sorted
cut -d: -f2 classes | cmp - sorted || fail "the classes are not sorted"
awk -F: '{ sum += $2 } END { exit !(sum > 0.9999 && sum < 1.0001) }' classes ||
    fail "the probabilities do not add up to one"

printf 'street.jpg\nnone.jpg\nstreet.jpg\n' |
    "$program" classifier predict my.data net.cfg random:3 >list.txt 2>list.log
[ $? -eq 2 ] || fail "a list with a missing image does not end with 2"
[ "$(grep -c 'Predicted in' list.txt)" -eq 2 ] || fail "a list is not worked off"
tail -n 3 list.txt | head -n 2 | cmp - first || fail "the seed gives another answer than the file"

refuse_bad_files classifier predict
must_refuse 2 "a bad -t" classifier predict my.data net.cfg net.weights street.jpg -t 0.5
printf 'names=my.names\ntop=none\n' >top.data
must_refuse 2 "a bad top=" classifier predict top.data net.cfg net.weights street.jpg

[ $failed -eq 0 ] && echo "classifier predict: answers right, all bad input refused"
exit $failed
