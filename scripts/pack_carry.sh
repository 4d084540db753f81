#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: pack_carry.sh
# Collects in carry/carried.tar.gz, in a folder that git ignores, what a session on a GPU machine
# without network may lack:
#   packages/PACKAGE/{include,lib}  what the build needs, taken from this machine
#   shared/                         of ../shared, at the same places: goldens with their checker and
#                                   cfgs, trained networks, photographs
# device_session.sh unpacks it into build/carried. Libraries that are archives or found by
# LD_LIBRARY_PATH work on any newer system of the same processor.
set -u
cd "$(dirname "$0")/.." || exit 3
readonly most_mib=50         # what travels is limited, the working tree with it
readonly largest_synth_mb=40 # weights of the networks whose goldens are packed; see golden.sh
stage=build/carry
rm -rf $stage carry/packages carry/reference
mkdir -p $stage/packages carry || exit 3

# pack PACKAGE HEADERS LIBRARIES: both relative to where the system has them; words, patterns allowed.
pack() {
  local to=$stage/packages/$1 header library
  mkdir -p "$to/include" "$to/lib"
  for header in $2; do
    if ! [ -e "/usr/include/$header" ]; then echo "no /usr/include/$header: $1 is not packed" >&2; rm -rf "$to"; return; fi
    mkdir -p "$to/include/$(dirname "$header")"
    cp -R "/usr/include/$header" "$to/include/$header"
  done
  for library in $3; do
    # Links become files: not every way of carrying keeps them.
    # shellcheck disable=SC2086  # a pattern
    cp -L /usr/lib/"$(gcc -print-multiarch)"/$library "$to/lib/" || echo "$1: no $library" >&2
  done
  rmdir "$to/lib" 2> /dev/null
  echo "packed $1"
}

# share PATTERN...: files and folders of ../shared.
share() {
  mkdir -p $stage/shared
  # shellcheck disable=SC2068,SC2086  # patterns
  (cd ../shared && cp -R --parents --no-preserve=mode $@ "$OLDPWD/$stage/shared/")
}

# The goldens of the published networks whose weights, which the checker generates, are not large.
share_synth() {
  local json megabyte=1000000 bytes
  for json in ../shared/golden/synth/*.json; do
    bytes=$(grep -m 1 -o '"weights_file_bytes": *[0-9]*' "$json" | grep -o '[0-9]*$')
    if [ "${bytes:-0}" -le $((largest_synth_mb * megabyte)) ]; then
      json=${json#../shared/}
      share "$json" "${json%.json}.f*.bin"
    fi
  done
}

pack libstb-dev 'stb/stb_image.h stb/stb_image_write.h' ''
pack libcli11-dev CLI ''
pack nlohmann-json3-dev nlohmann ''
pack libxxhash-dev xxhash.h ''
pack libfmt-dev fmt 'libfmt.so*'
pack libyaml-cpp-dev yaml-cpp libyaml-cpp.a
pack libgtest-dev gtest 'libgtest.a libgtest_main.a'
pack libgmock-dev 'gmock gtest' 'libgmock.a libgtest.a libgtest_main.a'

if [ -d ../shared/golden/micro ]; then
  share golden/micro tools/check_golden.py reference/cfg 'golden/real/*_dog.*' golden/real/inputs/dog_320x320.bin
  share_synth
  echo "packed the goldens"
fi
if [ -d ../shared/weights ]; then
  # All but the text generator and the tiny classifier: no pictures go into the one, and the other
  # does nothing that tiny-darknet does not.
  for model in ../shared/weights/*/; do
    model=${model#../shared/}
    case $model in */charrnn-* | */cifar-*) ;; *) share "$model*.cfg" "$model*.weights" ;; esac
  done
  share images/darknet/{dog,horses,person}.jpg images/faces/sample{1,2}.jpg
  echo "packed the trained networks and photographs"
fi
tar -C $stage -czf carry/carried.tar.gz . || exit 1
rm -rf $stage
size=$(du -sm --apparent-size carry | cut -f 1)
echo "carry: $size MiB"
if [ "$size" -gt $most_mib ]; then
  echo "more than the $most_mib MiB that leave room for the working tree" >&2
  exit 1
fi
