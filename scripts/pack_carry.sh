#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: pack_carry.sh
# Collects in carry/, which git ignores, what a session on a GPU machine without network may lack:
#   carry/packages/PACKAGE/{include,lib}  what the build needs, taken from this machine
#   carry/reference/{golden,tools}        the one-feature goldens and their checker, of ../shared
# device_session.sh uses of it what is missing there. Libraries that are archives or found by
# LD_LIBRARY_PATH work on any newer system of the same processor.
set -u
cd "$(dirname "$0")/.." || exit 3
rm -rf carry/packages carry/reference
mkdir -p carry/packages

# pack PACKAGE HEADERS LIBRARIES: both relative to where the system has them; words, patterns allowed.
pack() {
  local to=carry/packages/$1 header library
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
pack libstb-dev 'stb/stb_image.h stb/stb_image_write.h' ''
pack libcli11-dev CLI ''
pack nlohmann-json3-dev nlohmann ''
pack libxxhash-dev xxhash.h ''
pack libfmt-dev fmt 'libfmt.so*'
pack libyaml-cpp-dev yaml-cpp libyaml-cpp.a
pack libgtest-dev gtest 'libgtest.a libgtest_main.a'
pack libgmock-dev 'gmock gtest' 'libgmock.a libgtest.a libgtest_main.a'

if [ -d ../shared/golden/micro ]; then
  mkdir -p carry/reference/golden carry/reference/tools
  cp -R ../shared/golden/micro carry/reference/golden/
  cp ../shared/tools/check_golden.py carry/reference/tools/
  echo "packed the goldens"
fi
du -sh carry | sed 's/\t.*//; s/^/carry: /'
