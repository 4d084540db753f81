#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""compare_json.py GOT WANT: the JSON files of `detector test -out`, objects as sets.

Numbers may differ by 2e-5: they are printed with six digits and rounding differs between machines.
"""
import json
import sys

TOLERANCE = 2e-5


def same_object(got, want):
    places = got["relative_coordinates"], want["relative_coordinates"]
    return (
        got["class_id"] == want["class_id"]
        and got["name"] == want["name"]
        and abs(got["confidence"] - want["confidence"]) <= TOLERANCE
        and places[0].keys() == places[1].keys()
        and all(abs(places[0][key] - places[1][key]) <= TOLERANCE for key in places[1])
    )


def same_frame(got, want):
    if (got["frame_id"], got["filename"]) != (want["frame_id"], want["filename"]):
        return False
    left = list(got["objects"])
    for wanted in want["objects"]:
        match = next((item for item in left if same_object(item, wanted)), None)
        if match is None:
            print(f"missing: {wanted}")
            return False
        left.remove(match)
    for item in left:
        print(f"not expected: {item}")
    return not left


def main():
    with open(sys.argv[1], encoding="utf-8") as got, open(sys.argv[2], encoding="utf-8") as want:
        frames = json.load(got), json.load(want)
    same = len(frames[0]) == len(frames[1]) and all(map(same_frame, *frames))
    sys.exit(0 if same else 1)


main()
