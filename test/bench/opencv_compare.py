#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Times this engine against OpenCV's Darknet importer: batch 1, same cfg, weights and threads.

usage: opencv_compare.py PROGRAM [--threads N] [--only NAME]... [--rounds R] [--weights DIR]

The two take turns, round by round, so that a change of the machine's speed meets both. A time is
the median over the rounds of the medians within each round: the input is set (OpenCV) and all
outputs are computed. The last line is the smallest ratio OpenCV/ours.
Exit status: 0, or 2 where something needed is missing.
"""

import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import cv2
    import numpy
except ImportError as missing:
    sys.exit(f"{missing}: please install python3-opencv and use /usr/bin/python3")

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The project's networks and the input side they are timed at. Their weights are random: the time
# of a layer does not depend on them as long as no value overflows or is denormal. Gain 1 makes the
# deep residual networks overflow; with less the biases keep values away from zero.
PROJECT_NETWORKS = {"yolov3-tiny": 416, "yolov4-tiny": 416, "yolov3": 416, "yolov4": 416,
                    "darknet53": 256}
RANDOM_GAIN = "0.5"
ROUND_SECONDS = 1.5
WARM_UP = 3
# A denormal number slows down the operations it meets by a factor of a hundred.
TINIEST_NORMAL = numpy.finfo(numpy.float32).tiny


class Skip(Exception):
    """Why a network cannot be compared."""


class OpenCv:
    def __init__(self, cfg, weights, side):
        try:
            self.net = cv2.dnn.readNetFromDarknet(str(cfg), str(weights))
        except cv2.error as error:
            raise Skip(f"OpenCV does not load it: {error.err}") from error
        self.net.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
        self.net.setPreferableTarget(cv2.dnn.DNN_TARGET_CPU)
        self.outputs = self.net.getUnconnectedOutLayersNames()
        self.blob = numpy.random.default_rng(1).random((1, side[2], side[1], side[0]),
                                                       dtype=numpy.float32)
        self.check_values()

    def check_values(self):
        for out in self.run():
            values = numpy.abs(out)
            if not numpy.isfinite(values).all():
                raise Skip("OpenCV's outputs are not finite")
            if ((values > 0) & (values < TINIEST_NORMAL)).mean() > 0.01:
                raise Skip("OpenCV's outputs are denormal")

    def run(self):
        self.net.setInput(self.blob)
        try:
            return self.net.forward(self.outputs)
        except cv2.error as error:
            raise Skip(f"OpenCV does not run it: {error.err}") from error

    def milliseconds(self, runs):
        times = []
        for _ in range(WARM_UP + runs):
            begin = time.perf_counter()
            self.run()
            times.append((time.perf_counter() - begin) * 1e3)
        return statistics.median(times[WARM_UP:])


class Ours:
    def __init__(self, program, cfg, weights, side, threads):
        self.before = [program, "speed", str(cfg)]
        self.behind = ["-weights", str(weights), "-wh", f"{side[0]},{side[1]}",
                       "-threads", str(threads)]

    def milliseconds(self, runs):
        done = subprocess.run([*self.before, str(runs), *self.behind], capture_output=True,
                              text=True, check=False)
        median = re.search(r"median ([0-9.]+)", done.stdout)
        if done.returncode != 0 or not median:
            raise Skip(f"our engine does not run it: {done.stderr.strip()}")
        return float(median[1])


def runs_per_round(engine):
    return max(3, min(1000, int(ROUND_SECONDS * 1e3 / engine.milliseconds(3))))


def compare(opencv, ours, rounds):
    """Milliseconds of both."""
    engines = (opencv, ours)
    runs = [runs_per_round(engine) for engine in engines]
    times = [[], []]
    for _ in range(rounds):
        for i, engine in enumerate(engines):
            times[i].append(engine.milliseconds(runs[i]))
    return [statistics.median(t) for t in times]


def input_side(cfg, side=None):
    """Width, height and channels, the first two replaced by `side` where given."""
    net = cfg.read_text(encoding="utf-8", errors="replace").split("[", 2)[1]
    values = []
    for key in ("width", "height", "channels"):
        found = re.search(rf"^\s*{key}\s*=\s*(\d+)", net, re.MULTILINE)
        if not found:
            raise Skip("its input is not a picture")
        values.append(int(found[1]))
    return (side or values[0], side or values[1], values[2])


def resized(cfg, side, folder):
    """A copy of a cfg with another input size: OpenCV takes it from the file alone."""
    text = cfg.read_text(encoding="utf-8")
    for key in ("width", "height"):
        text = re.sub(rf"^{key}\s*=.*$", f"{key}={side}", text, count=1, flags=re.MULTILINE)
    copy = folder / cfg.name
    copy.write_text(text, encoding="utf-8")
    return copy


def random_weights(program, cfg, folder):
    weights = folder / (cfg.stem + ".weights")
    subprocess.run([program, "weights", "random", str(cfg), str(weights), "-seed", "1",
                    "-gain", RANDOM_GAIN], check=True, stdout=subprocess.DEVNULL)
    return weights


def trained_networks(folder):
    """(name, cfg, weights) of the folders that hold exactly one network each."""
    for directory in sorted(folder.iterdir() if folder.is_dir() else []):
        cfgs, weights = sorted(directory.glob("*.cfg")), sorted(directory.glob("*.weights"))
        if cfgs and len(cfgs) == len(weights):
            yield directory.name, cfgs[0], weights[0]


class Table:
    def __init__(self):
        self.smallest = None
        print(f"{'network':28} {'OpenCV ms':>10} {'ours ms':>10} {'ratio':>7}")

    def add(self, name, measure):
        try:
            opencv, ours = measure()
        except Skip as reason:
            print(f"{name:28} skipped: {reason}", flush=True)
            return
        ratio = opencv / ours
        self.smallest = min(ratio, self.smallest or ratio)
        print(f"{name:28} {opencv:10.3f} {ours:10.3f} {ratio:7.2f}", flush=True)


def measure(options, cfg, weights, side):
    opencv = OpenCv(cfg, weights, side)
    ours = Ours(options.program, cfg, weights, side, options.threads)
    return compare(opencv, ours, options.rounds)


def compare_project_network(options, name, side):
    with tempfile.TemporaryDirectory(prefix="opencv_compare.") as scratch:
        folder = pathlib.Path(scratch)
        cfg = resized(ROOT / "cfg" / f"{name}.cfg", side, folder)
        weights = random_weights(options.program, cfg, folder)
        return measure(options, cfg, weights, input_side(cfg))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default=str(ROOT / "darknet" / "darknet"))
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--only", action="append", metavar="NAME", help="may be given repeatedly")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--weights", type=pathlib.Path, metavar="DIR",
                        default=ROOT.parent / "shared" / "weights",
                        help="folders with trained networks, one each")
    return parser.parse_args()


def main():
    options = parse_options()
    if not os.access(options.program, os.X_OK):
        sys.exit(f"{options.program}: no such program; build it with 'make'")
    cv2.setNumThreads(options.threads)
    print(f"OpenCV {cv2.__version__}, Python {sys.version.split()[0]}, {options.threads} threads "
          f"each, batch 1, medians of {options.rounds} rounds by turns")
    wanted = lambda name: not options.only or name in options.only
    table = Table()
    for name, side in PROJECT_NETWORKS.items():
        if wanted(name):
            table.add(f"{name} ({side})", lambda: compare_project_network(options, name, side))
    if not options.weights.is_dir():
        print(f"no trained networks: {options.weights} does not exist")
    for name, cfg, weights in trained_networks(options.weights):
        if wanted(name):
            table.add(name, lambda: measure(options, cfg, weights, input_side(cfg)))
    if table.smallest is None:
        print("nothing was compared", file=sys.stderr)
        return 2
    print(f"smallest ratio: {table.smallest:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
