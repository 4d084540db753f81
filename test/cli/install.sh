#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# install.sh PROGRAM: `make install` of what is built, a C program made with what was installed, and
# the installed program. Exit status 0 = passed, 1 = failed.
set -u
program=$(realpath "${1:?the path of the program is missing}")
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
. test/cli/support/bad_input.sh

# The options of what is built, so that installing builds nothing anew.
variant=$(cat build/shown)
options=()
for pair in DEBUG=debug ONEDNN=onednn OPENMP=openmp AVX=avx OPENCV=opencv LIBSO=pic; do
    case -$variant- in
    *-"${pair#*=}"-*) options+=("${pair%=*}=1") ;;
    *) options+=("${pair%=*}=0") ;;
    esac
done
case $variant in
*-asan) options+=(SANITIZE=1) ;;
*-tsan) options+=(SANITIZE=thread) ;;
*) options+=(SANITIZE=0) ;;
esac

# installed DIRECTORY ARGUMENTS...: `make install` with the arguments, and all files are there.
installed() {
    local directory=$1 file
    shift
    make --no-print-directory install "${options[@]}" "$@" >"$scratch/log" 2>&1 ||
        fail "make install $*: $(tail -n 3 "$scratch/log")"
    for file in bin/darknet lib/libdarknet.a lib/pkgconfig/libdarknet.pc include/darknet.h \
        share/darknet/cfg/yolov3.cfg share/darknet/data/coco.names share/darknet/weights/README.md; do
        [ -f "$directory/$file" ] || fail "make install $*: there is no $file"
    done
    cmp "$program" "$directory/bin/darknet" || fail "make install $*: another program"
}

prefix=$scratch/prefix
installed "$prefix" PREFIX="$prefix" DESTDIR=
installed "$scratch/stage/usr" PREFIX=/usr DESTDIR="$scratch/stage"
grep -qx 'prefix=/usr' "$scratch/stage/usr/lib/pkgconfig/libdarknet.pc" ||
    fail "DESTDIR shows in libdarknet.pc"

mkdir "$scratch/box" && cd "$scratch/box" || exit 1
. "$root/test/cli/support/tiny_detector.sh"
"$program" detector test my.data net.cfg random:3 street.jpg -out expected.json >log 2>&1 ||
    fail "the program: $(tail -n 1 log)"
grep -q class_id expected.json || fail "the program finds nothing"

# pc_field NAME: a field of libdarknet.pc, its variables replaced; pkg-config may not be there.
pc_field() {
    sed -n "s|^$1: ||p" "$prefix/lib/pkgconfig/libdarknet.pc" |
        sed "s|\${libdir}|$prefix/lib|g; s|\${includedir}|$prefix/include|g"
}
cxx=$("$root/scripts/find_cxx.sh")
read -ra cflags <<<"$(pc_field Cflags)"
read -ra libs <<<"$(pc_field Libs)"
cp "$root/examples/c_api/detect.c" .
{
    $cxx -x c -std=c99 -pedantic -Wall -Wextra -Werror "${cflags[@]}" -c detect.c -o detect.o &&
        $cxx detect.o "${libs[@]}" -o detect
} 2>log || fail "a C program with the installed library: $(head -n 3 log)"
LD_LIBRARY_PATH=$prefix/lib ./detect my.data net.cfg random:3 street.jpg >found.json 2>log ||
    fail "the C program: $(cat log)"
cmp found.json expected.json || fail "the C program finds something else than the installed program"
LD_LIBRARY_PATH=$prefix/lib ./detect my.data none.cfg random:3 street.jpg >none.json 2>log
[ $? -eq 2 ] || fail "a missing cfg does not end the C program with 2"
grep -q '^load_network: cannot find .none.cfg' log || fail "a missing cfg is not named"

# The installed program finds its cfg and data from anywhere.
"$prefix/bin/darknet" net info yolov3-tiny.cfg >info 2>log ||
    fail "the installed program does not find its cfgs: $(cat log)"
"$prefix/bin/darknet" detector test coco.data yolov3-tiny.cfg random:1 street.jpg -thresh .99 \
    >text 2>log || fail "the installed program does not find its names: $(tail -n 1 log)"

[ $failed -eq 0 ] && echo "installed: program, library and header work, files are found"
exit $failed
