#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# The steps of `make check`. Each prints one line with its time, and what it found when it failed.
# Exit code 1 when one failed.
set -u
cd "$(dirname "$0")/.." || exit 3
mkdir -p build
log=build/check.log
failed=0

step() {  # step NAME REMEDY COMMAND...
  local name=$1 remedy=$2 start=$EPOCHREALTIME
  shift 2
  "$@" > "$log" 2>&1
  local status=$?
  local seconds
  seconds=$(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $start }")
  if [ $status = 0 ]; then
    printf 'ok    %-18s %6s s\n' "$name" "$seconds"
    grep '^note: ' "$log"
  else
    printf 'FAIL  %-18s %6s s   %s\n' "$name" "$seconds" "$remedy"
    cat "$log"
    failed=1
  fi
}

project_files() {
  git ls-files -co --exclude-standard 2> /dev/null || find . -type f -not -path './build/*'
}

lengths() {
  scripts/cpp_files.sh darknet src | xargs -r wc -l | awk '
    $2 == "total" { next }
    $1 > 400 { print $2 ": " $1 " lines, at most 400 are allowed"; bad = 1 }
    $1 > 250 && $1 <= 400 { print "note: " $2 ": " $1 " lines; still one concept?" }
    END { exit bad }'
}

# Prints what matches and fails when anything does. The [x] keep the patterns from matching
# themselves here.
forbid() {
  ! project_files | tr '\n' '\0' | xargs -0 -r grep -nIE "$1"
}

again() { make --no-print-directory -k OPTIONS_SHOWN=1 "$@"; }

cppcheck_all() {
  cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
    --std=c++20 --language=c++ -j "$(nproc)" -I . -I src --suppress=missingInclude \
    --suppress=internalAstError --suppress=unknownMacro \
    darknet $(if [ -d src ]; then echo src; fi)
}

step formatting 'make format' scripts/format.sh --check
step 'include rules' 'self-test of scripts/check_includes.py' scripts/check_includes.py --self-test
step includes 'the allowed directions are in scripts/check_includes.py' scripts/check_includes.py
step 'file lengths' 'split the file: one concept each' lengths
step 'machine paths' 'write a path relative to the project' \
  forbid '(^|[^a-zA-Z0-9_.$~}])/(wor[k]|far[m]|tmp/[h]|hom[e]/[a-z]+|roo[t])/'
step 'left undone' 'finish it, or file an issue' forbid '\b(TOD[O]|FIXM[E]|XX[X])\b'
step 'headers alone' 'include what the header uses' again headers
step clang-tidy 'see .clang-tidy for the rules' again tidy
step cppcheck 'mend it; a wrong report takes // cppcheck-suppress with the reason' cppcheck_all
exit $failed
