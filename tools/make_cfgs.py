#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Writes the network descriptions cfg/*.cfg from their published architectures.

usage: make_cfgs.py [--check] [DIR]

DIR is the folder to write to, by default the project's cfg/. With --check nothing is written: the
exit status is 1, and the stale files are named, if a file differs from what would be written.

Every architecture is one function under tools/architectures/, built from the blocks its paper
describes, so that the depth of a stage is one number and not fifty sections to count.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True  # keeps the source tree clean

from architectures import classification, darknet53, yolov3, yolov4

NETWORKS = {
    "darknet53": darknet53.darknet53,
    "densenet201": classification.densenet201,
    "resnet50": lambda: classification.resnet(50, (3, 4, 6, 3), 4),
    "resnet152": lambda: classification.resnet(152, (3, 8, 36, 3), 8),
    "tiny": classification.tiny,
    "vgg-16": classification.vgg_16,
    "yolov3": yolov3.yolov3,
    "yolov3-tiny": yolov3.yolov3_tiny,
    "yolov4": yolov4.yolov4,
    "yolov4-tiny": yolov4.yolov4_tiny,
}


def main():
    parser = argparse.ArgumentParser(description="Writes cfg/*.cfg.")
    parser.add_argument("--check", action="store_true", help="write nothing, report stale files")
    parser.add_argument("dir", nargs="?", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent / "cfg")
    args = parser.parse_args()
    stale = False
    for name, build in NETWORKS.items():
        path = args.dir / f"{name}.cfg"
        text = build().text
        if not args.check:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"{path}: not what tools/make_cfgs.py writes; run it", file=sys.stderr)
            stale = True
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
