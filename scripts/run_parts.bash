# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# What scripts run in parts share: no part stops another, each has a time limit, what they say is
# kept. Sourced; the one who does sets `out`, a folder that exists, and `deadline`, of $SECONDS.
parts_failed=0
: > "$out/parts.log"
: > "$out/summary.txt"

# part NAME LIMIT COMMAND...: runs it for LIMIT seconds at most, and no longer than until the
# deadline. 77 from it means skipped.
part() {
  local name=$1 limit=$2 left=$((deadline - SECONDS)) start=$SECONDS status verdict
  shift 2
  if [ "$left" -lt "$limit" ]; then limit=$left; fi
  if [ "$limit" -lt 5 ]; then
    note "$name" "not begun: no time left" 0
    return 1
  fi
  timeout -k 5 "$limit" "$@" > "$out/part.log" 2>&1 < /dev/null
  status=$?
  case $status in
    0) verdict=done ;;
    77) verdict="skipped: $(tail -n 1 "$out/part.log")" ;;
    124 | 137) verdict="ENDED after its $limit s" ;;
    *) verdict="FAILED ($status): $(first_error "$out/part.log")" ;;
  esac
  { echo "==== $name: $*"; limited "$out/part.log"; } >> "$out/parts.log"
  rm -f "$out/part.log"
  note "$name" "$verdict" $((SECONDS - start))
  case $status in 0 | 77) ;; *) parts_failed=$((parts_failed + 1)); return 1 ;; esac
}

note() { printf '%-14s %4d s  %s\n' "$1" "$3" "$2" | cut -c 1-200 | tee -a "$out/summary.txt"; }

first_error() {
  { grep -E -m 1 '(^|[^a-z_/.])([Ee]rror|FAIL|fatal|cannot)[: ]' "$1" || tail -n 1 "$1"; } | tr -d '\r'
}

# A log of reasonable length: its beginning and its end.
limited() {
  if [ "$(wc -l < "$1")" -le 1200 ]; then cat "$1"; else head -n 400 "$1"; echo "[...]"; tail -n 800 "$1"; fi
}
