#!/bin/sh
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The cfg collection: up to date, of the published sizes, equal to the published files, and checked
# by tools that notice a mistake. Exit status 0 = passed, 1 = failed, 77 = skipped.
set -u
cd "$(dirname "$0")/../.." || exit 1

command -v python3 >/dev/null || {
    echo "skipped: the cfg checks need python3"
    exit 77
}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0

fail() {
    echo "FAIL $1"
    failed=1
}

# must_refuse WHAT TEXT COMMAND...: the command has to fail and to say TEXT.
must_refuse() {
    what=$1
    text=$2
    shift 2
    if "$@" >"$scratch/output" 2>&1 || ! grep -qF "$text" "$scratch/output"; then
        fail "$what was not noticed"
    fi
}

# check_names FILE COUNT FIRST LAST
check_names() {
    if [ "$(sort -u "$1" | grep -c .)" -ne "$2" ] || [ "$(wc -l <"$1")" -ne "$2" ] ||
        [ "$(head -n 1 "$1")" != "$3" ] || [ "$(tail -n 1 "$1")" != "$4" ]; then
        fail "$1 is not the $2 names from $3 to $4"
    fi
}

tools/make_cfgs.py --check || failed=1
test/cfg/check_totals.py || failed=1
test/cfg/compare_reference.py
case $? in
0) ;;
77) echo "the totals above were checked, the layers were not" ;;
*) failed=1 ;;
esac
check_names data/coco.names 80 person toothbrush
check_names data/voc.names 20 aeroplane tvmonitor

# The same checks on a copy with one mistake in it.
cp -r cfg "$scratch/cfg"
sed 's/^filters=256$/filters=255/' cfg/yolov3.cfg >"$scratch/cfg/yolov3.cfg"
must_refuse "a cfg edited by hand" "yolov3.cfg: not what" \
    tools/make_cfgs.py --check "$scratch/cfg"
must_refuse "a wrong number of filters" "FAIL yolov3:" test/cfg/check_totals.py "$scratch/cfg"
rm "$scratch/cfg/yolov3.cfg"
must_refuse "a missing cfg" "FAIL yolov3:" test/cfg/check_totals.py "$scratch/cfg"

# A change that leaves every size as it is shows only in the comparison with a published file.
mkdir -p "$scratch/shared/reference/cfg" "$scratch/one"
cp cfg/yolov4.cfg "$scratch/shared/reference/cfg/"
sed 's/activation=mish/activation=leaky/' cfg/yolov4.cfg >"$scratch/one/yolov4.cfg"
must_refuse "another activation" "[convolutional] activation" \
    test/cfg/compare_reference.py "$scratch/one" "$scratch/shared"

exit "$failed"
