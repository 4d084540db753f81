#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# usage: cpp_files.sh [FOLDER...]
# Prints the C++ and CUDA files of the project, or of some of its folders.
set -u
cd "$(dirname "$0")/.." || exit 3
folders=("$@")
if [ $# = 0 ]; then folders=(darknet src test examples); fi
for folder in "${folders[@]}"; do
  if [ -d "$folder" ]; then find "$folder" -regex '.*\.\(h\|cpp\|cu\|cuh\)' -type f; fi
done | sort
