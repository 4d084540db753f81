#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Compares cfg/*.cfg layer by layer with the published files and layer tables in ../shared.

usage: compare_reference.py [CFG_DIR [SHARED_DIR]]   exit status 0 = equal, 1 = not, 77 = skipped

Two sections are equal if every key is, after defaults are filled in, numbers are read as numbers
and layer numbers are made absolute. Of [net], batch and subdivisions may differ: the published
files switch between testing and training by hand.
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True

import cfg_file

SKIPPED = 77
FREE_NET_KEYS = {"batch", "subdivisions"}
# What a key means where it is left out, as far as it matters to these networks.
DEFAULTS = {
    "convolutional": {"stride": "1", "pad": "0", "batch_normalize": "0", "groups": "1",
                      "activation": "logistic"},
    "maxpool": {"stride": "1"},
    "route": {"groups": "1", "group_id": "0"},
    "shortcut": {"activation": "linear"},
    "upsample": {"stride": "2"},
    "softmax": {"groups": "1"},
    "yolo": {"random": "0", "resize": "1", "scale_x_y": "1", "iou_thresh": "1", "iou_loss": "mse",
             "cls_normalizer": "1", "iou_normalizer": "0.75", "nms_kind": "default",
             "beta_nms": "0.6"},
}

ROUTE_ROW = re.compile(r"\s*(\d+) route\s((?: \d+)+) .*->\s*(\d+) x\s*(\d+) x\s*(\d+)")
CONV_ROW = re.compile(r"\s*(\d+) conv\s+(\d+)\s+(\d+) x \d+/ (\d+)\s.*"
                      r"->\s*(\d+) x\s*(\d+) x\s*(\d+)")
SHORTCUT_ROW = re.compile(r"\s*(\d+) Shortcut Layer: (\d+),.*outputs:\s*(\d+) x\s*(\d+) x\s*(\d+)")
MAP_ROW = re.compile(r"\s*(\d+) (max|upsample) .*->\s*(\d+) x\s*(\d+) x\s*(\d+)")


def plain(value):
    """A value as numbers where it is one, so that .1 and 0.10 are equal."""
    def item(text):
        try:
            return float(text)
        except ValueError:
            return text
    return [item(text) for text in value.split(",")]


def meaning(section, index):
    keys = {key: plain(value)
            for key, value in {**DEFAULTS.get(section.name, {}), **section.keys}.items()}
    for key in ("layers", "from"):
        if key in keys:
            keys[key] = cfg_file.sources(section, index)
    if section.name == "maxpool":
        keys.setdefault("size", keys["stride"])
    return keys


def differences(ours, theirs):
    """Lines that say where two cfgs differ."""
    found = []
    if len(ours) != len(theirs):
        found.append(f"{len(ours) - 1} layers, published {len(theirs) - 1}")
    for index, (mine, other) in enumerate(zip(ours, theirs), -1):
        if mine.name != other.name:
            found.append(f"layer {index}: [{mine.name}], published [{other.name}]")
            continue
        left, right = meaning(mine, index), meaning(other, index)
        free = FREE_NET_KEYS if mine.name == "net" else set()
        for key in sorted((left.keys() | right.keys()) - free):
            if left.get(key) != right.get(key):
                found.append(f"layer {index} [{mine.name}] {key}: {left.get(key)}, "
                             f"published {right.get(key)}")
    return found


def table_row(sections, layers, line):
    """(layer index, our row, published row) for a line of a layer table; None for other lines."""
    for kind, pattern in (("route", ROUTE_ROW), ("convolutional", CONV_ROW),
                          ("shortcut", SHORTCUT_ROW), ("map", MAP_ROW)):
        match = pattern.match(line)
        if not match:
            continue
        index, fields = int(match[1]), match.groups()[1:]
        if index >= len(layers):
            return index, "nothing", fields
        section, layer = sections[index + 1], layers[index]
        mine = (layer.width, layer.height, layer.channels)
        published = tuple(int(n) for n in fields[-3:])
        if kind == "convolutional":
            mine += tuple(int(section.keys.get(k, 0)) for k in ("filters", "size", "stride"))
            published += tuple(int(n) for n in fields[:3])
        elif kind in ("route", "shortcut"):
            mine += tuple(cfg_file.sources(section, index)) if section.name == kind else ()
            published += tuple(int(n) for n in fields[0].split())
        elif kind == "map":
            kind = {"max": "maxpool"}.get(fields[0], fields[0])
        return index, (section.name, mine), (kind, published)
    return None


def table_differences(sections, path):
    """Compares with a printed layer table; also says how many of its rows could be compared."""
    layers = cfg_file.build(sections)
    rows = [row for line in path.read_text(encoding="utf-8").splitlines()
            if (row := table_row(sections, layers, line))]
    return [f"layer {i}: {mine}, table {other}" for i, mine, other in rows if mine != other], \
        len(rows)


def report(name, against, found, counted):
    for line in found[:10]:
        print(f"FAIL {name} against {against}: {line}")
    if not found:
        print(f"ok   {name} against {against}: {counted}")
    return bool(found)


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "cfg"
    shared = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else root.parent / "shared"
    compared = failures = 0
    for path in sorted(folder.glob("*.cfg")):
        sections = cfg_file.read_sections(path)
        published = shared / "reference" / "cfg" / path.name
        table = shared / "golden" / "cli" / f"table_{path.stem}.stderr.txt"
        if published.is_file():
            found = differences(sections, cfg_file.read_sections(published))
            failures += report(path.stem, "its cfg", found, f"{len(sections) - 1} layers")
            compared += 1
        if table.is_file():
            found, rows = table_differences(sections, table)
            if rows == 0:
                found = ["no row of the table could be read"]
            failures += report(path.stem, "its layer table", found, f"{rows} rows")
            compared += 1
    if compared == 0:
        print(f"skipped: no published cfg or layer table under {shared}")
        return SKIPPED
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
