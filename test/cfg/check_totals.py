#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Checks cfg/*.cfg against the published size of each network: input, layers, BFLOPS, weights.

usage: check_totals.py [CFG_DIR]          exit status 0 = all agree, 1 = not
"""

import pathlib
import sys

sys.dont_write_bytecode = True

import cfg_file

# input width = height, layers after [net], BFLOPS as Darknet prints them, bytes of the .weights
PUBLISHED = {
    "darknet53": (256, 78, 18.576, 166582580),
    "densenet201": (256, 306, 10.850, 68825780),
    "resnet50": (256, 70, 10.007, 91303604),
    "resnet152": (256, 206, 29.412, 230239924),
    "tiny": (224, 23, 0.985, 4185972),
    "vgg-16": (256, 26, 30.699, 553430196),
    "yolov3": (416, 107, 65.879, 248007048),
    "yolov3-tiny": (416, 24, 5.571, 35434956),
    "yolov4": (608, 162, 128.459, 257717640),
    "yolov4-tiny": (416, 38, 6.910, 24251276),
}


def totals(path):
    sections = cfg_file.read_sections(path)
    net = sections[0].keys
    if net["width"] != net["height"]:
        raise ValueError(f"{path}: width and height differ")
    layers = cfg_file.build(sections)
    return (int(net["width"]), len(layers), cfg_file.bflops(layers),
            cfg_file.weights_bytes(layers))


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "cfg"
    failures = 0
    for name, expected in PUBLISHED.items():
        try:
            found = totals(folder / f"{name}.cfg")
        except (OSError, KeyError, ValueError) as error:
            print(f"FAIL {name}: {error!r}")
            failures += 1
            continue
        agree = (found[:2] + found[3:] == expected[:2] + expected[3:]
                 and abs(found[2] - expected[2]) <= 0.0005 + 1e-9)
        shown = "input {}, layers {}, {:.3f} BFLOPS, {} bytes"
        print(f"{'ok  ' if agree else 'FAIL'} {name}: {shown.format(*found)}"
              + ("" if agree else f"; published: {shown.format(*expected)}"))
        failures += not agree
    unchecked = {path.stem for path in folder.glob("*.cfg")} - PUBLISHED.keys()
    if unchecked:
        print(f"FAIL without published totals here: {', '.join(sorted(unchecked))}")
    return 1 if failures or unchecked else 0


if __name__ == "__main__":
    sys.exit(main())
