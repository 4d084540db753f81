#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# `rtswap import`: both forms of RT-Swap's configuration become tasks files that other commands read.
# shellcheck source=test/cli/lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"

classifier_cfg 32 32 3 > net.cfg
printf '5,500,2097152,1,0\n' > torch.txt
printf '0,600,0\n101,580,3,2,4,14\n' > darknet.txt
import=("$program" rtswap import)

accept "${import[@]}" torch.txt -model 5=net.cfg,random:1 -memory_limit 1GiB
cp "$scratch/out" torch.yaml
check 'a limit is written' grep -qx 'memory_limit: 1073741824B' torch.yaml
accept "$program" rtswap plan torch.yaml
accept "${import[@]}" -model 0=net.cfg,random:1 --model 101=net.cfg,random:2 darknet.txt -o darknet.yaml
check 'nothing on standard output' [ ! -s "$scratch/out" ]
check 'two tasks' [ "$(grep -c '  - name: net' darknet.yaml)" = 2 ]
accept "$program" rtswap plan darknet.yaml

refuse 2 'RTSWAP_CFG' "${import[@]}"
refuse 2 'nowhere.txt' "${import[@]}" nowhere.txt
refuse 2 'darknet.txt:1: which networks are the model types 0 (line 1), 101 (line 2)' "${import[@]}" darknet.txt
refuse 2 'darknet.txt:2: which' "${import[@]}" darknet.txt -model 0=net.cfg,random:1 -o new.yaml
refuse 2 '-model: ' "${import[@]}" torch.txt -model 5
refuse 2 '-memory_limit: ' "${import[@]}" torch.txt -model 5=net.cfg,random:1 -memory_limit 1
refuse 2 '-memory_limit: ' "${import[@]}" torch.txt -model 5=net.cfg,random:1 -memory_limit 0MB
refuse 2 'no.cfg' "${import[@]}" torch.txt -model 5=no.cfg,random:1 -o new.yaml
refuse 2 'net.cfg:1: ' "${import[@]}" net.cfg
refuse 3 'no/where' "${import[@]}" torch.txt -model 5=net.cfg,random:1 -o no/where
refuse_full() { refuse 3 'standard output' bash -c '"$@" > /dev/full' - "$@"; }
refuse_full "${import[@]}" torch.txt -model 5=net.cfg,random:1

finish
