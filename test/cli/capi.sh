#!/bin/sh
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# capi.sh PROGRAM: libdarknet.so, where it was built (LIBSO=1), by Python's ctypes: the example
# finds what the program finds. Exit status 0 = passed, 1 = failed, 77 = skipped.
set -u
program=$(realpath "${1:?the path of the program is missing}")
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
shared=$(realpath ../shared 2>/dev/null)
library=$root/darknet/libdarknet.so

skip() {
    echo "skipped: $1"
    exit 77
}
command -v python3 >/dev/null || skip "the example of ctypes needs python3"
case $(cat build/shown) in
*san) skip "python3 does not load a library built with sanitizers" ;;
*pic*) ;;
*) skip "darknet/libdarknet.so is built by LIBSO=1" ;;
esac
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
. "$root/test/cli/support/bad_input.sh"
. "$root/test/cli/support/tiny_detector.sh"
"$program" detector test my.data net.cfg random:3 street.jpg -out expected.json >log 2>&1 ||
    fail "the program: $(tail -n 1 log)"
grep -q class_id expected.json || fail "the program finds nothing"

"$root/examples/c_api/detect.py" "$library" my.data net.cfg random:3 street.jpg >found.json 2>log ||
    fail "the example: $(cat log)"
cmp found.json expected.json || fail "the example finds something else than the program"
"$root/examples/c_api/detect.py" "$library" my.data none.cfg random:3 street.jpg >none.json 2>log
[ $? -eq 2 ] || fail "a missing cfg does not end with 2"
grep -q '^load_network: cannot find .none.cfg' log || fail "a missing cfg is not named"

# A trained network on photographs, against what the original wrote.
model=$shared/weights/yolo-fastest-1.1-coco
if [ -f "$model/yolo-fastest-1.1.weights" ]; then
    printf 'classes = 80\nnames = %s/coco.names\n' "$model" >coco.data
    ln -s "$shared/images/darknet" data
    for name in dog person horses eagle scream; do
        "$root/examples/c_api/detect.py" "$library" coco.data "$model/yolo-fastest-1.1.cfg" \
            "$model/yolo-fastest-1.1.weights" "data/$name.jpg" 1 >$name.json ||
            fail "$name: the example does not work"
        python3 "$root/test/cli/support/compare_json.py" $name.json \
            "$shared/golden/real/cli/yolo-fastest-1.1_$name.out.json" ||
            fail "$name: other detections than the original's"
    done
fi

[ $failed -eq 0 ] && echo "libdarknet.so: finds what the program finds"
exit $failed
