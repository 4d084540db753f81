#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: run_tests.sh [NAME=FILTER...]
# Runs every GoogleTest program in build/tests and the shell tests of a folder, SHELL_TESTS in the
# environment or test/cli, from the project's root. A FILTER narrows the program of that NAME. A
# shell test gets the path of the built program and exits with 0 (passed), 77 (skipped; its last
# line says why) or anything else (failed).
# Exit code 1 when anything failed. The last line has the totals.
set -u
cd "$(dirname "$0")/.." || exit 3
shell_tests=${SHELL_TESTS-test/cli}

passed=0 failed=0 skipped=0 failures=()
report() {  # report NAME PASSED FAILED SKIPPED SECONDS
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  printf '%-28s %4d passed %3d failed %3d skipped %5d s\n' "$1" "$2" "$3" "$4" "$5"
}

# ThreadSanitizer and large address randomisation do not go together on newer kernels.
plain_addresses=()
if setarch "$(uname -m)" -R true 2> /dev/null; then plain_addresses=(setarch "$(uname -m)" -R); fi
export UBSAN_OPTIONS=print_stacktrace=1

run_gtest() {  # run_gtest NAME FILTER
  local xml=build/tests/$1.xml start=$SECONDS wrapper=()
  if [[ $(readlink "build/tests/$1") == *-tsan/* ]]; then wrapper=("${plain_addresses[@]}"); fi
  rm -f "$xml"
  # On a busy machine spinning threads cost more than the work of small networks (base/spinning.h).
  GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-2000} "${wrapper[@]}" "build/tests/$1" --gtest_brief=1 --gtest_filter="$2" --gtest_output="xml:$xml"
  local status=$?
  if [ ! -s "$xml" ]; then
    failures+=("$1: ended with status $status before its tests did")
    report "$1" 0 1 0 $((SECONDS - start))
    return
  fi
  local ran bad skips
  ran=$(grep -c '<testcase .*status="run"' "$xml")
  bad=$(sed -n 's/^<testsuites .*failures="\([0-9]*\)".*/\1/p' "$xml")
  skips=$(grep -c '<testcase .*result="skipped"' "$xml")
  local good=$((ran - bad - skips))
  # A sanitizer's report after the last test, such as a leak, shows in the exit status alone.
  if [ $status != 0 ] && [ "$bad" = 0 ]; then
    bad=1
    failures+=("$1: ended with status $status after its tests")
  fi
  while read -r name; do failures+=("$1: $name"); done < <(failed_names "$xml")
  if [ "$skips" != 0 ]; then skip_reasons "$xml"; fi
  report "$1" "$good" "$bad" "$skips" $((SECONDS - start))
}

failed_names() {
  awk '/<testcase / { match($0, / name="[^"]*"/); n = substr($0, RSTART + 7, RLENGTH - 8)
                      match($0, / classname="[^"]*"/); c = substr($0, RSTART + 12, RLENGTH - 13)
                      open = 1 }
       /<failure / && open { print c "." n; open = 0 }' "$1"
}

# One line per different reason, with how often.
skip_reasons() {
  sed -n 's/.*<skipped message="\([^"]*\)".*/\1/p' "$1" | sed 's/^[^ ]*:[0-9]*&#x0A;//; s/&#x0A;.*//' |
    sort | uniq -c | sed 's/^ *\([0-9]*\) /  skipped \1: /'
}

run_shell_test() {  # run_shell_test FILE
  local start=$SECONDS name log
  name=$(basename "$shell_tests")/$(basename "$1" .sh)
  log=build/tests/$(basename "$1").log
  bash "$1" darknet/darknet > "$log" 2>&1 < /dev/null
  case $? in
    0) report "$name" 1 0 0 $((SECONDS - start)) ;;
    77)
      echo "  skipped: $(tail -n 1 "$log")"
      report "$name" 0 0 1 $((SECONDS - start))
      ;;
    *)
      cat "$log"
      failures+=("$name: its output is above and in $log")
      report "$name" 0 1 0 $((SECONDS - start))
      ;;
  esac
}

for program in build/tests/*; do
  if ! [ -L "$program" ]; then continue; fi
  name=$(basename "$program") filter='*'
  for argument in "$@"; do
    if [ "${argument%%=*}" = "$name" ]; then filter=${argument#*=}; fi
  done
  run_gtest "$name" "$filter"
done
for file in "$shell_tests"/*.sh; do
  if [ -f "$file" ]; then run_shell_test "$file"; fi
done

if [ ${#failures[@]} != 0 ]; then
  echo "Failed:"
  printf '  %s\n' "${failures[@]}"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
