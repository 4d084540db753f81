#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: deps.sh [--missing] GROUP...      (groups: see packages.txt)
# Installs what is missing from the distribution's packages; calls no package manager when nothing
# is. --missing only prints the names of the packages that cannot be done without.
# Exit codes: 0 all there; 2 something is missing and may not be installed from here.
set -u
here=$(cd "$(dirname "$0")" && pwd)

only_list=0
if [ "${1:-}" = --missing ]; then
  only_list=1
  shift
fi
groups=" $* "
cxx=$("$here/find_cxx.sh")

has_header() {
  if [ -n "$cxx" ]; then
    # shellcheck disable=SC2086  # the compiler may be two words
    printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$1" | $cxx -E -x c++ - > /dev/null 2>&1
  else
    [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]
  fi
}

is_there() {
  case $1 in
    cxx) [ -n "$cxx" ] ;;
    command:*) command -v "${1#*:}" > /dev/null ;;
    header:*) has_header "${1#*:}" ;;
    # The distribution's Python by its path: another one on PATH does not see its packages.
    python:*) /usr/bin/python3 -c "import ${1#*:}" > /dev/null 2>&1 ;;
    *) echo "packages.txt: unknown probe '$1'" >&2; exit 3 ;;
  esac
}

required=() optional=() reasons=()
while read -r group package probe reason; do
  case $groups in *" $group "*) ;; *) continue ;; esac
  is_there "$probe" && continue
  case $package in
    *\?) optional+=("${package%?}") ;;
    *) required+=("$package") ;;
  esac
  reasons+=("  ${package%\?}: $reason")
done < <(grep -v '^#' "$here/packages.txt")

if [ $only_list = 1 ]; then
  echo "${required[*]-}"
  exit 0
fi
if [ ${#reasons[@]} = 0 ]; then exit 0; fi
echo "Missing:"
printf '%s\n' "${reasons[@]}"

give_up() {
  echo "$1. Please install: ${required[*]-} ${optional[*]-}" >&2
  # Without the optional ones the build goes on, slower.
  if [ ${#required[@]} = 0 ]; then exit 0; else exit 2; fi
}

as_root=()
command -v apt-get > /dev/null || give_up "This system has no apt-get"
if [ "$(id -u)" != 0 ]; then
  command -v sudo > /dev/null || give_up "Not root, and there is no sudo"
  as_root=(sudo)
  # Without a terminal sudo cannot ask for a password.
  if ! sudo -n true 2> /dev/null && ! [ -t 0 ]; then give_up "Not root, and sudo needs a password"; fi
fi
apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@"; }
candidate() { apt-cache policy "$1" 2> /dev/null | sed -n 's/^ *Candidate: //p' | grep -v '(none)'; }

echo "Installing with ${as_root[*]:+sudo }apt-get ..."
apt_get update || give_up "'apt-get update' failed"
install=()
for package in "${required[@]}"; do
  # Ubuntu 22.04's own g++ is 11, but it has a newer one under another name.
  if [ "$package" = g++ ]; then
    version=$(candidate g++ | sed 's/^[0-9]*://')
    [ "${version%%.*}" -ge 12 ] 2> /dev/null || package=g++-12
  fi
  install+=("$package")
done
for package in "${optional[@]}"; do
  if [ -n "$(candidate "$package")" ]; then
    install+=("$package")
  else
    echo "This distribution has no $package: going on without it."
  fi
done
if [ ${#install[@]} = 0 ]; then exit 0; fi
apt_get install --no-install-recommends "${install[@]}" || give_up "'apt-get install' failed"
