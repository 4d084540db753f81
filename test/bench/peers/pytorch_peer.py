#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
"""Times networks of cfg/ in PyTorch, for comparison with bench_gpu.

usage: pytorch_peer.py OUT.jsonl [--seconds N]            on the first GPU
       pytorch_peer.py --check PROGRAM [NETWORK...]       does it compute what PROGRAM does? (CPU)

The networks are read from Darknet's cfg, batch normalisation is folded into the convolutions, and
everything is channels-last. Timed are a CUDA graph and torch.compile (mode reduce-overhead), in TF32
and fp16: from the launch to the end of the work, input and output on the device, medians after a
warm-up. Every measurement is a line of JSON, written at once. Exit code 77: there is no PyTorch.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import numpy as np
    import torch
    import torch.nn.functional as F
except ImportError as missing:
    print(missing)
    sys.exit(77)

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
CHOICES = [("resnet50", 224, 1), ("resnet152", 224, 1), ("vgg-16", 224, 1),
           ("resnet50", 224, 8), ("resnet152", 224, 8), ("vgg-16", 224, 8),
           ("yolov4", 608, 1), ("yolov3", 416, 1), ("yolov4-tiny", 416, 1), ("densenet201", 256, 1)]


def read_cfg(name):
    """The sections: a list of (type, options)."""
    sections = []
    with open(os.path.join(ROOT, "cfg", name + ".cfg"), encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line.startswith("["):
                sections.append((line[1:-1], {}))
            elif "=" in line:
                key, value = line.split("=", 1)
                sections[-1][1][key.strip()] = value.strip()
    return sections


class RandomWeights:
    """Arrays of about the right size, so that values neither vanish nor overflow."""

    def __init__(self):
        self.generator = torch.Generator().manual_seed(1)

    def take(self, *shape):
        fan_in = max(1, int(np.prod(shape[1:])))
        return torch.randn(*shape, generator=self.generator) * (1.5 / fan_in) ** 0.5

    def normalisation(self, _):
        """None to fold: what is drawn is folded already."""
        return None


class FileWeights:
    """The arrays of a .weights file, in its order."""

    def __init__(self, path):
        self.values = np.fromfile(path, dtype=np.float32, offset=20)
        self.at = 0

    def take(self, *shape):
        count = int(np.prod(shape))
        part = self.values[self.at:self.at + count]
        self.at += count
        return torch.from_numpy(part.copy()).reshape(shape)

    def normalisation(self, filters):
        return self.take(filters), self.take(filters), self.take(filters)


def activate(name, x):
    if name == "leaky":
        return F.leaky_relu(x, 0.1)
    if name == "relu":
        return F.relu(x)
    if name == "mish":
        return F.mish(x)
    if name == "logistic":
        return torch.sigmoid(x)
    if name == "linear":
        return x
    raise ValueError(f"activation {name} is not translated")


def as_shape_of(x, other):
    """What a shortcut of another size adds: every s-th pixel, the channels that both have."""
    step, channels = other.shape[2] // x.shape[2], min(x.shape[1], other.shape[1])
    other = other[:, :channels, ::step, ::step]
    missing = x.shape[1] - channels
    return other if missing == 0 else F.pad(other, (0, 0, 0, 0, 0, missing))


class Convolution(torch.nn.Module):
    def __init__(self, options, channels, weights):
        super().__init__()
        filters, size = int(options["filters"]), int(options.get("size", 1))
        self.stride = int(options.get("stride", 1))
        self.groups = int(options.get("groups", 1))
        padding = size // 2 if int(options.get("pad", 0)) else int(options.get("padding", 0))
        self.padding = padding
        self.activation = options.get("activation", "logistic")
        bias = weights.take(filters)
        norm = None
        if int(options.get("batch_normalize", 0)):
            norm = weights.normalisation(filters)
        kernel = weights.take(filters, channels // self.groups, size, size)
        if norm is not None:
            scales, mean, variance = norm
            factor = scales / torch.sqrt(variance + 1e-5)
            kernel = kernel * factor[:, None, None, None]
            bias = bias - mean * factor
        self.kernel, self.bias = torch.nn.Parameter(kernel), torch.nn.Parameter(bias)

    def forward(self, x):
        x = F.conv2d(x, self.kernel, self.bias, self.stride, self.padding, 1, self.groups)
        return activate(self.activation, x)


class Connected(torch.nn.Module):
    def __init__(self, options, inputs, weights):
        super().__init__()
        outputs = int(options["output"])
        if int(options.get("batch_normalize", 0)):
            raise ValueError("[connected] with batch_normalize is not translated")
        self.activation = options.get("activation", "logistic")
        bias = weights.take(outputs)
        self.weight = torch.nn.Parameter(weights.take(outputs, inputs))
        self.bias = torch.nn.Parameter(bias)

    def forward(self, x):
        return activate(self.activation, F.linear(x.flatten(1), self.weight, self.bias))


def max_pool(x, size, stride, padding):
    """Darknet's: padding//2 before, and what the last window needs behind."""
    pads = []
    for side in (x.shape[3], x.shape[2]):
        out = (side + padding - size) // stride + 1
        before = padding // 2
        pads += [before, max(0, (out - 1) * stride + size - side - before)]
    if pads[0] == pads[1] == pads[2] == pads[3]:
        return F.max_pool2d(x, size, stride, pads[0])
    return F.max_pool2d(F.pad(x, pads, value=float("-inf")), size, stride)


class DarknetModel(torch.nn.Module):
    """Returns the inputs of its [yolo] layers, or the last output."""

    def __init__(self, name, side, weights):
        super().__init__()
        sections = read_cfg(name)
        net = sections[0][1]
        self.input = (int(net.get("channels", 3)), side or int(net["height"]),
                      side or int(net["width"]))
        self.sections = sections[1:]
        self.layers = torch.nn.ModuleList()
        self.build(weights)
        used = {source for i in range(len(self.sections)) for source in self.sources(i)}
        self.kept = used | {len(self.sections) - 1}

    def sources(self, i):
        """The layers whose outputs layer i reads besides the one before it."""
        kind, options = self.sections[i]
        key = {"route": "layers", "shortcut": "from"}.get(kind)
        numbers = [int(n) for n in options.get(key, "").split(",") if n.strip()] if key else []
        return [n if n >= 0 else i + n for n in numbers]

    def build(self, weights):
        """The shapes are found by running a picture of zeros through."""
        x = torch.zeros(1, *self.input)
        outputs = []
        for i, (kind, options) in enumerate(self.sections):
            if kind == "convolutional":
                self.layers.append(Convolution(options, x.shape[1], weights))
            elif kind == "connected":
                self.layers.append(Connected(options, x[0].numel(), weights))
            else:
                self.layers.append(torch.nn.Identity())
            with torch.no_grad():
                x = self.step(i, x, outputs)
            outputs.append(x)

    def step(self, i, x, outputs):
        kind, options = self.sections[i]
        if kind in ("convolutional", "connected"):
            return self.layers[i](x)
        if kind == "crop":
            high, wide = int(options["crop_height"]), int(options["crop_width"])
            top, left = (x.shape[2] - high) // 2, (x.shape[3] - wide) // 2
            x = x[:, :, top:top + high, left:left + wide]
            return x if int(options.get("noadjust", 0)) else x * 2 - 1
        if kind == "maxpool":
            size = int(options.get("size", options.get("stride", 1)))
            stride = int(options.get("stride", 1))
            return max_pool(x, size, stride, int(options.get("padding", size - 1)))
        if kind == "avgpool":
            return x.mean((2, 3), keepdim=True)
        if kind == "softmax":
            return F.softmax(x.flatten(1), 1)
        if kind == "upsample":
            return F.interpolate(x, scale_factor=float(options.get("stride", 2)), mode="nearest")
        if kind == "shortcut":
            added = as_shape_of(x, outputs[self.sources(i)[0]])
            return activate(options.get("activation", "linear"), x + added)
        if kind == "route":
            parts = [outputs[n] for n in self.sources(i)]
            groups = int(options.get("groups", 1))
            if groups > 1:
                own = int(options.get("group_id", 0))
                parts = [p.chunk(groups, 1)[own] for p in parts]
            return parts[0] if len(parts) == 1 else torch.cat(parts, 1)
        if kind in ("dropout", "cost", "yolo"):
            return x
        raise ValueError(f"[{kind}] is not translated")

    def forward(self, x):
        outputs, results = [], []
        for i, (kind, _) in enumerate(self.sections):
            x = self.step(i, x, outputs)
            if kind == "yolo":
                results.append(x)
            outputs.append(x if i in self.kept else None)
        return results or [x]


def timed(run, warm_up=20, most=300, budget=1.5):
    for _ in range(warm_up):
        run()
    torch.cuda.synchronize()
    times, begin = [], time.perf_counter()
    while len(times) < most and (len(times) < 5 or time.perf_counter() - begin < budget):
        start = time.perf_counter()
        run()
        torch.cuda.synchronize()
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return {"median_ms": statistics.median(times), "p99_ms": times[int(.99 * (len(times) - 1) + .5)],
            "runs": len(times)}


def in_a_graph(model, x):
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            model(x)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        kept = model(x)
    return lambda: (graph.replay(), kept)


def compiled(model, x):
    torch._dynamo.reset()
    fast = torch.compile(model, mode="reduce-overhead")
    return lambda: fast(x)


def measure(choice, precision, mode, out):
    name, side, batch = choice
    row = {"part": "pytorch", "network": name, "batch": batch, "precision": precision,
           "mode": mode.__name__, "torch": torch.__version__}
    try:
        model = DarknetModel(name, side, RandomWeights()).eval()
        kind = torch.float16 if precision == "fp16" else torch.float32
        model = model.to("cuda", kind, memory_format=torch.channels_last)
        x = torch.rand(batch, *model.input).to("cuda", kind, memory_format=torch.channels_last)
        with torch.inference_mode():
            row.update(timed(mode(model, x)))
    except Exception as error:  # one network that fails must not take the others' numbers along
        row["error"] = f"{type(error).__name__}: {str(error).splitlines()[:1]}"
    print(json.dumps(row), flush=True)
    out.write(json.dumps(row) + "\n")
    out.flush()


def measure_all(path, seconds):
    if not torch.cuda.is_available():
        print("PyTorch sees no GPU")
        sys.exit(77)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = True
    deadline = time.monotonic() + seconds
    with open(path, "a", encoding="utf-8") as out:
        for mode, choices in ((in_a_graph, CHOICES), (compiled, CHOICES[:6])):
            for choice in choices:
                for precision in ("fp16", "tf32"):
                    if time.monotonic() > deadline:
                        return
                    measure(choice, precision, mode, out)


def check(program, names):
    """Compares results on the CPU, weights and input generated by the program and here."""
    failures = 0
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            weights, picture = os.path.join(folder, "w.weights"), os.path.join(folder, "in.bin")
            cfg = os.path.join(ROOT, "cfg", name + ".cfg")
            subprocess.run([program, "weights", "random", cfg, weights], check=True,
                           capture_output=True)
            model = DarknetModel(name, 0, FileWeights(weights)).eval()
            x = torch.rand(1, *model.input, generator=torch.Generator().manual_seed(1))
            x.numpy().tofile(picture)
            kinds = [kind for kind, _ in model.sections]
            wanted = [i - 1 for i, kind in enumerate(kinds) if kind == "yolo"]
            wanted = wanted or [max(i for i, kind in enumerate(kinds) if kind != "cost")]
            subprocess.run([program, "forward", cfg, weights, "-input", picture, "-nogpu", "-layers",
                            ",".join(map(str, wanted)), "-out", folder], check=True,
                           capture_output=True)
            with torch.inference_mode():
                results = model(x)
            worst = 0.0
            for layer, ours in zip(wanted, results):
                theirs = np.fromfile(os.path.join(folder, f"f0.L{layer}.bin"), dtype=np.float32)
                ours = ours.numpy().ravel()
                worst = max(worst, float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-6)))
            good = worst < 1e-3
            failures += not good
            print(f"{name:12s} {'equal' if good else 'DIFFERENT'}, largest difference {worst:.2g}")
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("arguments", nargs="*")
    parser.add_argument("--check", metavar="PROGRAM")
    parser.add_argument("--seconds", type=float, default=1e9)
    options = parser.parse_args()
    if options.check:
        return check(options.check, options.arguments or sorted({c[0] for c in CHOICES}))
    if len(options.arguments) != 1:
        parser.error("the name of the file for the measurements is missing")
    measure_all(options.arguments[0], options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
