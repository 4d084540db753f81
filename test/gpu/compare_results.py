#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Compares the results of two runs: the same up to rounding?

usage: compare_results.py EXPECTED ACTUAL [--score D] [--overlap IOU] [--value D] [--thresh P]

Each file is what `rtswap run --results` writes, or the JSON of `detector test -out`. Results are
paired by task and job, boxes as sets: each with the one of its class that overlaps it most. A box
whose score is within D of the threshold P may be in one set only. The best classes must be in the
same places unless their scores are within D of each other. Prints the largest differences of every
task; exit status 1 when one is too large, results are missing, or a task found nothing at all.
"""
import argparse
import dataclasses
import json
import sys


@dataclasses.dataclass
class Differences:
    """What was compared of one task, and how far apart it was at most."""
    jobs: int = 0
    compared: int = 0
    at_threshold: int = 0
    score: float = 0.0
    overlap: float = 1.0
    value: float = 0.0
    faults: list = dataclasses.field(default_factory=list)

    def add_score(self, what, difference, allowed):
        self.compared += 1
        self.score = max(self.score, difference)
        if not difference <= allowed.score:  # nor if it is no number
            self.faults.append(f"scores {what} differ by {difference:.4f}")

    def __str__(self):
        text = f"{self.jobs} jobs, {self.compared} compared"
        if self.score:
            text += f", scores differ by up to {self.score:.5f}"
        if self.overlap < 1:
            text += f", boxes overlap by {self.overlap:.5f} or more"
        if self.value:
            text += f", values differ by up to {self.value:.6f}"
        if self.at_threshold:
            text += f", {self.at_threshold} boxes at the threshold in one only"
        return text


def darknet_results(frames):
    """The frames of `detector test -out` as results of a task."""
    for frame in frames:
        boxes = [{"class_id": found["class_id"], "confidence": found["confidence"],
                  "box": [found["relative_coordinates"][key]
                          for key in ("center_x", "center_y", "width", "height")]}
                 for found in frame["objects"]]
        yield {"task": "detector test", "job": frame["frame_id"], "detections": boxes}


def load(name):
    with open(name, encoding="utf-8") as file:
        text = file.read()
    if text.startswith("["):
        results = list(darknet_results(json.loads(text)))
    else:
        results = [json.loads(line) for line in text.splitlines()]
    return {(result["task"], result["job"]): result for result in results}


def overlap(one, other):
    """Intersection over union of two boxes, each its centre and its size."""
    both, areas = 1.0, one[2] * one[3] + other[2] * other[3]
    for axis in (0, 1):
        low = max(box[axis] - box[axis + 2] / 2 for box in (one, other))
        high = min(box[axis] + box[axis + 2] / 2 for box in (one, other))
        both *= max(0.0, high - low)
    return both / (areas - both) if areas > both else 0.0


def compare_boxes(expected, actual, allowed, found):
    pairs = sorted(((overlap(one["box"], other["box"]), i, k)
                    for i, one in enumerate(expected) for k, other in enumerate(actual)
                    if one["class_id"] == other["class_id"]), reverse=True)
    left, right = dict(enumerate(expected)), dict(enumerate(actual))
    for shared, i, k in pairs:
        if shared < allowed.overlap:
            break
        if i in left and k in right:
            difference = abs(left.pop(i)["confidence"] - right.pop(k)["confidence"])
            found.overlap = min(found.overlap, shared)
            found.add_score(f"of class {expected[i]['class_id']}", difference, allowed)
    for where, boxes in (("expected", left), ("actual", right)):
        for box in boxes.values():
            if box["confidence"] < allowed.thresh + allowed.score:
                found.at_threshold += 1
            else:
                found.faults.append(f"only in {where}: class {box['class_id']}, "
                                    f"{box['confidence']:.4f}, {box['box']}")


def compare_classes(expected, actual, allowed, found):
    """Both are lists of the best classes, which may be cut at different places."""
    for one, other in zip(expected, actual, strict=True):
        difference = abs(one["probability"] - other["probability"])
        found.add_score("in one place", difference, allowed)
    best, theirs = expected[0], actual[0]
    if best["class_id"] != theirs["class_id"]:
        in_theirs = {one["class_id"]: one["probability"] for one in actual}
        if best["probability"] - in_theirs.get(best["class_id"], 0.0) > allowed.score:
            found.faults.append(f"the best class is {theirs['class_id']}, not {best['class_id']}")


def compare_values(expected, actual, allowed, found):
    differences = [abs(one - other) for one, other in zip(expected, actual, strict=True)]
    found.compared += len(differences)
    found.value = max(found.value, *differences)
    far = [difference for difference in differences if not difference <= allowed.value]
    if far:
        found.faults.append(f"{len(far)} values differ, by up to {max(far):.6f}")


COMPARE = {"detections": compare_boxes, "classes": compare_classes, "values": compare_values}


def compare(expected, actual, allowed):
    tasks = {}
    for (task, job), result in sorted(expected.items()):
        found = tasks.setdefault(task, Differences())
        found.jobs += 1
        other = actual.get((task, job))
        kind = next(kind for kind in COMPARE if kind in result)
        if other is None or kind not in other or len(result) != len(other):
            found.faults.append(f"job {job}: no such result")
            continue
        here = dataclasses.replace(found, faults=[])
        COMPARE[kind](result[kind], other[kind], allowed, here)
        here.faults = found.faults + [f"job {job}: {fault}" for fault in here.faults]
        tasks[task] = found = here
    for task, found in tasks.items():
        if found.compared == 0:
            found.faults.append("nothing to compare in any job")
    return tasks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("expected")
    parser.add_argument("actual")
    parser.add_argument("--score", type=float, default=0.02)
    parser.add_argument("--overlap", type=float, default=0.95)
    parser.add_argument("--value", type=float, default=0.01)
    parser.add_argument("--thresh", type=float, default=0.25)
    allowed = parser.parse_args()
    expected, actual = load(allowed.expected), load(allowed.actual)
    tasks = compare(expected, actual, allowed)
    for task, found in tasks.items():
        print(f"  {task}: {found}")
        for fault in found.faults:
            print(f"FAIL {task}: {fault}")
    failed = any(found.faults for found in tasks.values())
    if not tasks or len(actual) != len(expected):
        print(f"FAIL {len(expected)} results expected, {len(actual)} found")
        failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
