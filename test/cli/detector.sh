#!/bin/sh
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# detector.sh PROGRAM: `detector test` with a small network of its own, its answers to bad input,
# and, with a trained network on photographs, what the original prints and writes. Exit status 0 =
# passed, 1 = failed, 77 = the last part was skipped.
set -u
program=$(realpath "${1:?the path of the program is missing}")
cd "$(dirname "$0")/../.." || exit 1
support=$PWD/test/cli/support
shared=$(realpath ../shared 2>/dev/null)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
. "$support/bad_input.sh"

. "$support/tiny_detector.sh"
"$program" weights random net.cfg net.weights -seed 3 >log 2>&1 || fail "weights: $(cat log)"

hide_times() {
    sed 's/Predicted in [0-9.]* milli/Predicted in <MS> milli/' "$1"
}

# The same detections from a file of weights and from the seed it was made with, in every run.
for weights in net.weights random:3; do
    "$program" detector test my.data net.cfg $weights street.jpg -thresh .4 -ext_output \
        -out "$weights.json" >"$weights.txt" 2>log || fail "$weights: $(tail -n 1 log)"
    hide_times "$weights.txt" >"$weights.hidden"
done
cmp net.weights.hidden random:3.hidden || fail "the seed gives other text than the file"
cmp net.weights.json random:3.json || fail "the seed gives other JSON than the file"
printf ' Detection layer: 2 - type = 28 \nstreet.jpg: Predicted in <MS> milli-seconds.\n' >head.txt
head -n 2 net.weights.hidden | cmp - head.txt || fail "another beginning of the text"
grep -qE '^(dog|cat): [0-9]+%	\(left_x: +-?[0-9]+   top_y: ' net.weights.txt ||
    fail "nothing was detected"
"$program" detector test my.data net.cfg net.weights street.jpg -thresh 1 >none.txt 2>log
[ "$(wc -l <none.txt)" -eq 2 ] || fail "something is more probable than 1"
[ -s predictions.jpg ] || fail "no predictions.jpg where nothing was found"

# A list on the standard input: one bad name does not end it, but shows in the exit status.
printf 'street.jpg\nnone.jpg\n\nstreet.jpg\r\n' |
    "$program" detector test my.data net.cfg net.weights -thresh .4 -out list.json -save_labels \
        >list.txt 2>list.log
[ $? -eq 2 ] || fail "a list with a missing image does not end with 2"
[ "$(grep -c 'Predicted in' list.txt)" -eq 2 ] || fail "a list is not worked off"
[ "$(grep -c 'Enter Image Path: ' list.txt)" -ge 3 ] || fail "no image is asked for"
[ "$(grep -c 'none.jpg' list.log)" -eq 1 ] || fail "the missing image of a list is not named once"
[ "$(grep -c '"frame_id"' list.json)" -eq 2 ] || fail "the JSON of a list has not two frames"
grep -qE '^[01]( -?[0-9]+\.[0-9]{4}){4}$' street.txt || fail "no labels were saved"

refuse_bad_files detector test
must_refuse 2 "a bad threshold" detector test my.data net.cfg net.weights street.jpg -thresh x
must_refuse 3 "a JSON file that cannot be written" detector test my.data net.cfg net.weights \
    street.jpg -out none/out.json
must_refuse 3 "a directory as JSON file" detector test my.data net.cfg net.weights street.jpg -out .
sed '/yolo/,$d' net.cfg >plain.cfg
must_refuse 2 "a cfg that is no detector" detector test my.data plain.cfg random:1 street.jpg
[ $failed -eq 0 ] || exit 1

golden=$shared/golden/real/cli
model=$shared/weights/yolo-fastest-1.1-coco
for needed in "$golden" "$model" "$shared/images/darknet"; do
    [ -d "$needed" ] || {
        echo "skipped: no trained networks, photographs and golden files in ../shared"
        exit 77
    }
done
cp "$model/coco.names" .
printf 'classes=80\nnames=coco.names\n' >coco.data
cp -r "$shared/images/darknet" data
for name in dog person horses eagle scream; do
    rm -f predictions.jpg
    "$program" detector test -thresh 0.25 coco.data "$model/yolo-fastest-1.1.cfg" \
        "$model/yolo-fastest-1.1.weights" "data/$name.jpg" -ext_output -dont_show \
        -out "$name.json" >"$name.txt" 2>"$name.log" ||
        fail "$name: exit status $?: $(tail -n 1 "$name.log")"
    hide_times "$name.txt" | diff - "$golden/yolo-fastest-1.1_$name.stdout.txt" ||
        fail "$name: other text"
    [ -s predictions.jpg ] || fail "$name: no predictions.jpg"
    if command -v python3 >/dev/null; then
        "$support/compare_json.py" "$name.json" "$golden/yolo-fastest-1.1_$name.out.json" ||
            fail "$name: other JSON"
    fi
done
# The layer table goes to stderr, as in the original.
table=$shared/golden/cli/table_yolo-fastest-1.1.stderr.txt
head -n "$(wc -l <"$table")" dog.log | diff - "$table" || fail "another layer table"
must_refuse 2 "weights of another network" detector test coco.data net.cfg \
    "$model/yolo-fastest-1.1.weights" data/dog.jpg

[ $failed -eq 0 ] && echo "detector test: all as the original, all bad input refused"
exit $failed
