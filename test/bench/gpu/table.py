#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
"""Compares measurements with what the project wants: one table.

usage: table.py OURS.jsonl [PEERS.jsonl] [--json OUT.json]

PEERS.jsonl is what pytorch_peer.py wrote. What it lacks is taken from RECORDED, measured once on
an H200 with PyTorch 2.11, and marked with *. Exit code 0, whatever the table says.
"""
import argparse
import json
import os

# network -> {(batch, precision, mode): ms}; tf32 graphs without folded batch normalisation.
RECORDED = {
    "resnet50": {(1, "tf32", "in_a_graph"): .93, (8, "tf32", "in_a_graph"): 1.73,
                 (1, "fp16", "in_a_graph"): .63, (8, "fp16", "in_a_graph"): .95,
                 (1, "tf32", "compiled"): .61, (8, "tf32", "compiled"): 1.00,
                 (1, "fp16", "compiled"): .50, (8, "fp16", "compiled"): .67},
    "resnet152": {(1, "tf32", "in_a_graph"): 2.70, (8, "tf32", "in_a_graph"): 4.27,
                  (1, "fp16", "in_a_graph"): 1.70, (8, "fp16", "in_a_graph"): 2.39,
                  (1, "tf32", "compiled"): 1.72, (8, "tf32", "compiled"): 2.42,
                  (1, "fp16", "compiled"): 1.27, (8, "fp16", "compiled"): 1.69},
    "vgg-16": {(1, "tf32", "in_a_graph"): .67, (8, "tf32", "in_a_graph"): 2.18,
               (1, "fp16", "in_a_graph"): .44, (8, "fp16", "in_a_graph"): 1.19,
               (1, "tf32", "compiled"): .50, (8, "tf32", "compiled"): 1.34,
               (1, "fp16", "compiled"): .35, (8, "fp16", "compiled"): .81},
}
# The reference Darknet with cuDNN on the same machine, the best of its three precisions, batch 1.
DARKNET = {"yolov3": 5.41, "yolov4": 7.14, "yolov4-tiny": 1.59, "densenet201": 9.9}
# Mode -> (name, at least, aim): the peer's time over ours.
PYTORCH = {"in_a_graph": ("PyTorch graph", 1.15, 1.5), "compiled": ("torch.compile", .9, 1.2)}


def read(path):
    """The measurements; a later one of the same kind replaces an earlier one."""
    rows = {}
    if path and os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.startswith("{"):
                    row = json.loads(line)
                    rows[tuple(row.get(k) for k in ("part", "network", "batch", "precision", "mode",
                                                    "room", "placement", "group_KiB"))] = row
    return list(rows.values())


class Table:
    """Lines of: what | measured | peer | ratio or value | at least | aim | met?"""

    def __init__(self):
        self.lines = []

    def add(self, what, measured, peer, value, least, aim, larger_is_better):
        if value is None:
            verdict = "not measured"
        else:
            reaches = (lambda goal: value >= goal) if larger_is_better else (lambda goal: value <= goal)
            verdict = "aim" if reaches(aim) else "yes" if reaches(least) else "NO"
        self.lines.append({"what": what, "measured": measured, "peer": peer, "value": value,
                           "at least": least, "aim": aim, "met": verdict})

    def show(self):
        columns = list(self.lines[0])
        texts = [[self.text(line[c]) for c in columns] for line in self.lines]
        widths = [max(len(row[i]) for row in texts + [columns]) for i in range(len(columns))]
        for row in [columns] + texts:
            print(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())

    @staticmethod
    def text(cell):
        if cell is None:
            return "-"
        return f"{cell:.3g}" if isinstance(cell, float) else str(cell)


def forward_rows(table, ours, peers):
    def our(network, batch, precision):
        for row in ours:
            if (row["part"], row.get("network"), row.get("batch"), row.get("precision")) == (
                    "forward", network, batch, precision):
                return row
        return {}

    for network, recorded in RECORDED.items():
        for (batch, precision, mode), known in recorded.items():
            name, least, aim = PYTORCH[mode]
            live = [p["median_ms"] for p in peers if "median_ms" in p and p["network"] == network and
                    (p["batch"], p["precision"], p["mode"]) == (batch, precision, mode)]
            peer = live[0] if live else known
            time = our(network, batch, precision).get("median_ms")
            table.add(f"{network} b{batch} {precision} / {name}", time, f"{peer:.3g}{'' if live else '*'}",
                      peer / time if time else None, least, aim, True)
    for network, peer in DARKNET.items():
        # Its forward pass includes the copies of input and output.
        time = our(network, 1, "fp16").get("with_copies_median_ms")
        table.add(f"{network} b1 fp16 / Darknet", time, f"{peer:.3g}*", peer / time if time else None,
                  3, 5, True)


def best(rows, part, network, key, choose):
    values = [row[key] for row in rows
              if row["part"] == part and row.get("network") == network and key in row]
    return choose(values) if values else None


def other_rows(table, ours):
    for room in ("whole network", "two groups"):
        rows = [row for row in ours if row["part"] == "streaming" and row.get("room") == room
                and row.get("placement", "overlay") == "overlay"]
        over = best(rows, "streaming", "resnet152", "over_bound", min)
        table.add(f"resnet152 b8 tf32 streamed, room for {room}: total / bound",
                  best(rows, "streaming", "resnet152", "median_ms", min), None, over, 1.10, 1.03, False)
        use = best(rows, "streaming", "vgg-16", "link_use", max)
        table.add(f"vgg-16 b1 streamed, room for {room}: use of the link",
                  best(rows, "streaming", "vgg-16", "median_ms", min), None, use, .95, .98, True)
    micros = best(ours, "host-time", "yolov4", "median_us", min)
    table.add("host time of a job, us, yolov4", micros, None, micros, 200, 80, False)
    swapping = [row for row in ours if row["part"] == "swapping" and "wrong" in row]
    for key in ("host_growth_bytes", "device_growth_bytes", "wrong"):
        value = swapping[-1].get(key) if swapping else None
        cycles = swapping[-1]["cycles"] if swapping else 10000
        table.add(f"{cycles} swap cycles: {key.replace('_', ' ')}", value, None, value, 0, 0, False)
    first = best(ours, "first-result", "yolov4.cfg", "median_ms", min)
    seconds = None if first is None else first / 1e3
    table.add("start to first result, s, yolov4, cached", seconds, None, seconds, 2, .7, False)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours")
    parser.add_argument("peers", nargs="?")
    parser.add_argument("--json")
    options = parser.parse_args()
    ours, peers = read(options.ours), read(options.peers)
    table = Table()
    forward_rows(table, ours, peers)
    other_rows(table, ours)
    if any(row.get("smoke") for row in ours):
        print("A smoke run: these numbers measure nothing.")
    table.show()
    print("* recorded earlier; the tf32 graphs of the resnets without folded batch normalisation")
    for row in ours + peers:
        if "error" in row:
            print("failed:", " ".join(str(row[k]) for k in ("part", "network", "batch", "precision",
                  "mode", "error") if k in row))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"table": table.lines, "ours": ours, "peers": peers}, file, indent=1)


if __name__ == "__main__":
    main()
