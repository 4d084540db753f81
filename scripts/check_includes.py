#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Include directions: who may include whom.

usage: check_includes.py                  prints each include that points the wrong way; exit code 1 if any
       check_includes.py --lone-headers   prints the headers that no source of their own includes first
       check_includes.py --self-test      shows that the rules catch what they are made for
"""

import os
import re
import sys
import tempfile

ENGINE = "darknet"
EXECUTOR = "rtswap"  # lies in src/

# Folder of the engine: the folders of the engine that it may include (itself always).
ENGINE_RULES = {
    "base": [],
    "config": ["base"],
    "weights": ["base"],
    "image": ["base"],
    "device": ["base"],
    "tensor": ["base", "device"],
    "ops": ["base", "image", "device", "tensor"],
    "layers": ["base", "image", "device", "tensor", "ops", "config", "weights"],
    "net": ["base", "image", "device", "tensor", "ops", "config", "weights", "layers"],
    "detect": ["base", "device", "tensor", "ops", "config", "weights", "image", "layers", "net"],
    "train": ["base", "device", "tensor", "ops", "config", "weights", "image", "layers", "net"],
    "include": [],  # the C interface
    "capi": ["include", "base", "device", "tensor", "ops", "config", "weights", "image", "layers",
             "net", "detect"],
    "cli": ["*"],
}

# Folder of the executor: the folders of the executor, then of the engine, that it may include.
# The first seven decide, and must compile without a device.
EXECUTOR_RULES = {
    "model": ([], ["base"]),
    "config": (["model"], ["base", "config"]),
    "trace": (["model", "sched"], ["base"]),
    "sched": (["model"], ["base"]),
    "analysis": (["model"], ["base"]),
    "simulate": (["model", "trace", "sched", "analysis"], ["base"]),
    "plan": (["model", "config", "trace", "sched", "analysis"], ["base"]),
    "memory": (["model"], ["base", "device"]),
    "transfer": (["model"], ["base", "device"]),
    "exec": (["model", "config", "trace", "sched", "analysis", "memory", "transfer"], ["*"]),
    "profile": (["model", "trace", "plan", "memory", "transfer", "exec"], ["*"]),
    "admit": (["model", "config", "sched", "analysis", "plan", "exec", "profile"], ["*"]),
    "bench": (["model", "config", "analysis", "plan", "admit"], ["base"]),
    "cli": (["*"], ["*"]),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def project_files(root):
    for top in (ENGINE, "src", "test", "examples"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if name.endswith((".h", ".cpp", ".cu", ".cuh")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def includes_of(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1)


def module_of(path):
    """'darknet/net/a.h' -> ('darknet', 'net'); a file right in the folder has no module: ''."""
    parts = path.split("/")
    return parts[0], parts[1] if len(parts) > 2 else ""


def reason_against(includer, included):
    """Why the file `includer` may not include `included`, or None. Paths as in include lines."""
    from_top, from_module = module_of(includer)
    to_top, to_module = module_of(included)
    if from_top not in (ENGINE, EXECUTOR):  # tests, examples and main see everything
        return None
    if to_top not in (ENGINE, EXECUTOR):
        return "write it from the root: darknet/... or rtswap/..."
    if from_top == to_top and from_module == to_module:
        return None
    if from_top == ENGINE:
        if to_top == EXECUTOR:
            return "the engine never includes the executor"
        allowed = ENGINE_RULES.get(from_module)
    else:
        rules = EXECUTOR_RULES.get(from_module)
        allowed = rules and rules[0 if to_top == EXECUTOR else 1]
    if allowed is None:
        return f"folder '{from_module}' has no rule yet: give it one in scripts/check_includes.py"
    if "*" in allowed or to_module in allowed:
        return None
    return f"{from_top}/{from_module} may not include {to_top}/{to_module}"


def violations(root):
    for path in project_files(root):
        as_included = path[len("src/"):] if path.startswith("src/") else path
        for number, included in includes_of(root, path):
            reason = reason_against(as_included, included)
            if reason:
                yield f'{path}:{number}: #include "{included}": {reason}'


def lone_headers(root):
    files = list(project_files(root))
    for path in files:
        stem, extension = os.path.splitext(path)
        if extension not in (".h", ".cuh"):
            continue
        sources = [stem + e for e in (".cpp", ".cu") if stem + e in files]
        firsts = [next(includes_of(root, source), (0, ""))[1] for source in sources]
        if not any(path in (first, "src/" + first) for first in firsts):
            yield path


def self_test():
    cases = [
        # file, what it includes, is it allowed
        ("darknet/net/a.cpp", "darknet/layers/b.h", True),
        ("darknet/net/a.cpp", "darknet/net/b.h", True),
        ("darknet/layers/cpu/a.cpp", "darknet/ops/b.h", True),
        ("darknet/layers/a.cpp", "darknet/net/b.h", False),
        ("darknet/base/a.h", "darknet/device/b.h", False),
        ("darknet/weights/a.h", "darknet/config/b.h", False),
        ("darknet/detect/a.h", "darknet/train/b.h", False),
        ("darknet/cli/a.cpp", "darknet/train/b.h", True),
        ("darknet/cli/a.cpp", "rtswap/exec/b.h", False),
        ("darknet/cli/a.cpp", "b.h", False),
        ("darknet/capi/a.cpp", "darknet/detect/b.h", True),
        ("darknet/capi/a.cpp", "darknet/cli/b.h", False),
        ("darknet/net/a.cpp", "darknet/include/b.h", False),
        ("darknet/newcomer/a.cpp", "darknet/base/b.h", False),
        ("src/rtswap/model/a.h", "rtswap/sched/b.h", False),
        ("src/rtswap/sched/a.h", "darknet/base/b.h", True),
        ("src/rtswap/sched/a.h", "darknet/device/b.h", False),
        ("src/rtswap/exec/a.h", "rtswap/plan/b.h", False),
        ("src/rtswap/exec/a.h", "darknet/net/b.h", True),
        ("src/rtswap/cli/a.cpp", "rtswap/plan/b.h", True),
        ("src/rtswap/bench/a.cpp", "rtswap/admit/b.h", True),
        ("src/rtswap/bench/a.cpp", "rtswap/exec/b.h", False),
        ("src/main.cpp", "rtswap/cli/b.h", True),
        ("test/rtswap/a_test.cpp", "rtswap/plan/b.h", True),
    ]
    bad = 0
    for path, included, allowed in cases:
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, os.path.dirname(path)))
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(f'#include <vector>\n#include "{included}"\n')
            found = list(violations(root))
        if bool(found) == allowed:
            bad += 1
            print(f"{path} with {included}: expected {'no' if allowed else 'a'} complaint, got {found}")
    return bad


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    argument = sys.argv[1] if len(sys.argv) > 1 else ""
    if argument == "--self-test":
        return 1 if self_test() else 0
    if argument == "--lone-headers":
        print("\n".join(lone_headers(root)))
        return 0
    if argument:
        print(__doc__)
        return 2
    found = list(violations(root))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
