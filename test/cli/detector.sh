#!/bin/sh
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# detector.sh PROGRAM: `detector test` with a trained network on photographs, against what the
# original prints and writes; and its answers to bad input. Exit status 0 = passed, 1 = failed,
# 77 = skipped.
set -u
program=$(realpath "${1:?the path of the program is missing}")
cd "$(dirname "$0")/../.." || exit 1
tools=$PWD/test/cli
shared=$(realpath ../shared 2>/dev/null)
golden=$shared/golden/real/cli
model=$shared/weights/yolo-fastest-1.1-coco
for needed in "$golden" "$model" "$shared/images/darknet"; do
    [ -d "$needed" ] || {
        echo "skipped: no trained networks, photographs and golden files in ../shared"
        exit 77
    }
done
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failed=0

fail() {
    echo "FAIL $1"
    failed=1
}

# The network that the golden files were made with; its .data file names a file beside it.
cp "$model/coco.names" .
printf 'classes=80\nnames=coco.names\n' >coco.data
cp -r "$shared/images/darknet" data
chmod -R u+w data
cfg=$model/yolo-fastest-1.1.cfg
weights=$model/yolo-fastest-1.1.weights

hide_times() {
    sed 's/Predicted in [0-9.]* milli/Predicted in <MS> milli/' "$1"
}

for name in dog person horses eagle scream; do
    rm -f predictions.jpg
    "$program" detector test -thresh 0.25 coco.data "$cfg" "$weights" "data/$name.jpg" \
        -ext_output -dont_show -out "$name.json" >"$name.txt" 2>"$name.log" ||
        fail "$name: exit status $?: $(tail -n 1 "$name.log")"
    hide_times "$name.txt" | diff - "$golden/yolo-fastest-1.1_$name.stdout.txt" ||
        fail "$name: other text"
    [ -s predictions.jpg ] || fail "$name: no predictions.jpg"
    if command -v python3 >/dev/null; then
        "$tools/compare_json.py" "$name.json" "$golden/yolo-fastest-1.1_$name.out.json" ||
            fail "$name: other JSON"
    fi
done

# The layer table goes to stderr, as in the original.
table=$shared/golden/cli/table_yolo-fastest-1.1.stderr.txt
head -n "$(wc -l <"$table")" dog.log | diff - "$table" || fail "another layer table"

# A list on the standard input: one bad name does not end it, but shows in the exit status.
printf 'data/dog.jpg\nnone.jpg\n\ndata/eagle.jpg\r\n' |
    "$program" detector test coco.data "$cfg" "$weights" -out list.json -save_labels \
        >list.txt 2>list.log
[ $? -eq 2 ] || fail "a list with a missing image does not end with 2"
[ "$(grep -c 'Predicted in' list.txt)" -eq 2 ] || fail "a list is not worked off"
[ "$(grep -c 'none.jpg' list.log)" -eq 1 ] || fail "the missing image of a list is not named once"
[ "$(grep -c '"frame_id"' list.json)" -eq 2 ] || fail "the JSON of a list has not two frames"
[ "$(grep -c . data/dog.txt)" -eq 8 ] || fail "data/dog.txt has not a line per box"

# must_refuse STATUS WHAT ARGUMENTS...: one line on stderr behind the table, nothing left behind.
must_refuse() {
    wanted=$1
    what=$2
    shift 2
    rm -f predictions.jpg out.json
    "$program" "$@" >output 2>log </dev/null
    status=$?
    grep -v -e '^ *[0-9]* \(conv\|max\|route\|up\|drop\|Shortcut\|yolo\|avg\|soft\|cost\)' \
        -e '^\[yolo\] params' -e '^   layer ' -e '^ *[( ]*[0-9]* x' -e '^Total BFLOPS' \
        -e '^avg_outputs' -e '^Loading weights' log >message
    [ $status -eq "$wanted" ] || fail "$what: exit status $status instead of $wanted"
    [ "$(wc -l <message)" -eq 1 ] || fail "$what: not one line but: $(cat message)"
    [ ! -e predictions.jpg ] || fail "$what: predictions.jpg was left behind"
    [ ! -e out.json ] || fail "$what: the JSON file was left behind"
}

head -c 30000 data/dog.jpg >truncated.jpg
head -c 100000 "$weights" >truncated.weights
head -n 60 "$cfg" >truncated.cfg
head -n 79 coco.names >few.names
printf 'names=few.names\n' >few.data
printf 'classes=80\n' >without.data
: >empty.jpg
set -- coco.data "$cfg" "$weights"
must_refuse 2 "a missing image" detector test "$@" none.jpg -out out.json
must_refuse 2 "a truncated image" detector test "$@" truncated.jpg -out out.json
must_refuse 2 "an empty image" detector test "$@" empty.jpg
must_refuse 2 "a directory as image" detector test "$@" data
must_refuse 2 "a text as image" detector test "$@" coco.names
must_refuse 2 "a missing .data file" detector test none.data "$cfg" "$weights" data/dog.jpg
must_refuse 2 "a missing cfg" detector test coco.data none.cfg "$weights" data/dog.jpg
must_refuse 2 "missing weights" detector test coco.data "$cfg" none.weights data/dog.jpg
must_refuse 2 "a directory as weights" detector test coco.data "$cfg" data data/dog.jpg
must_refuse 2 "truncated weights" detector test coco.data "$cfg" truncated.weights data/dog.jpg
must_refuse 2 "weights of another network" detector test coco.data "$cfg" \
    "$shared/weights/yolo-fastest-1.0-coco/yolo-fastest.weights" data/dog.jpg
must_refuse 2 "a seed that is no number" detector test coco.data "$cfg" random:x data/dog.jpg
must_refuse 2 "a cfg that is no detector" detector test coco.data truncated.cfg random:1 \
    data/dog.jpg
must_refuse 2 "too few names" detector test few.data "$cfg" "$weights" data/dog.jpg
must_refuse 2 "no names" detector test without.data "$cfg" "$weights" data/dog.jpg
must_refuse 2 "an unknown flag" detector test "$@" data/dog.jpg -tresh .5
must_refuse 2 "a bad number" detector test "$@" data/dog.jpg -thresh x
must_refuse 2 "a flag without its value" detector test "$@" data/dog.jpg -out
must_refuse 2 "too few arguments" detector test coco.data "$cfg"
must_refuse 2 "an unknown sub-command" detector tset "$@" data/dog.jpg
must_refuse 3 "a JSON file that cannot be written" detector test "$@" data/dog.jpg \
    -out none/out.json

[ $failed -eq 0 ] && echo "detector test: all as the original, all bad input refused"
exit $failed
