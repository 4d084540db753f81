#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
"""From the start of the process to the first result of yolov4, its packed weights cached.

usage: first_result.py PROGRAM OUT.jsonl [--cfg NAME] [--precision P] [--runs N]

Adds a line of JSON to OUT.jsonl. The first run, which packs the weights and tries convolutions, is
measured by itself; the files are in the page cache for all others.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

TASKS = """jobs: 1
tasks:
  - {{name: first, cfg: {cfg}, weights: first.weights, input: random, thresh: 1, period: 10s, precision: {precision}}}
"""


def first_line(program, folder):
    """Milliseconds until the first result, and until the process has ended."""
    begin = time.perf_counter()
    command = [program, "rtswap", "run", "--force", "tasks.yaml", "--quiet", "--results", "-"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        line = process.stdout.readline()
        first = time.perf_counter() - begin
        _, errors = process.communicate(timeout=60)
        end = time.perf_counter() - begin
    if not line.startswith(b"{"):
        raise RuntimeError(errors.decode(errors="replace").strip() or "no result")
    return first * 1e3, end * 1e3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("out")
    parser.add_argument("--cfg", default="yolov4.cfg")
    parser.add_argument("--precision", default="fp16")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    row = {"part": "first-result", "network": options.cfg, "precision": options.precision}
    try:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([program, "weights", "random", options.cfg, "first.weights"], cwd=folder,
                           check=True, capture_output=True)
            with open(os.path.join(folder, "tasks.yaml"), "w", encoding="utf-8") as tasks:
                tasks.write(TASKS.format(cfg=options.cfg, precision=options.precision))
            row["uncached_ms"] = first_line(program, folder)[0]
            runs = [first_line(program, folder) for _ in range(options.runs)]
        firsts = sorted(first for first, _ in runs)
        row.update(median_ms=statistics.median(firsts), max_ms=firsts[-1],
                   process_median_ms=statistics.median(end for _, end in runs), runs=len(runs))
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        row["error"] = str(error)
    print(json.dumps(row))
    with open(options.out, "a", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")
    return 1 if "error" in row else 0


if __name__ == "__main__":
    sys.exit(main())
