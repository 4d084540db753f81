#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# Says what a measurement on a GPU depends on: the machine, its programs, this source.
set -u
cd "$(dirname "$0")/.." || exit 3
nvidia-smi --format=csv \
  --query-gpu=name,driver_version,memory.total,memory.used,clocks.sm,clocks.mem,pcie.link.gen.current
nvcc --version | tail -n 2
"$(scripts/find_cxx.sh)" --version | head -n 1
python3 -c 'import torch; print("torch", torch.__version__, "cudnn", torch.backends.cudnn.version())'
echo "$(nproc) x $(grep -m 1 'model name' /proc/cpuinfo)"
git log -1 --format='%h %s' 2> /dev/null
true
