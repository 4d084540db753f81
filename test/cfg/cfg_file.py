# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Reads a cfg file and works out the geometry and the parameters of every layer.

Covers the sections the project's own cfg/ uses, on purpose without the engine's code: the two must
agree because both follow the format, not because they share a mistake.
"""

import dataclasses

NAMES = {"conv": "convolutional", "max": "maxpool", "avg": "avgpool", "soft": "softmax",
         "conn": "connected", "network": "net"}
HEADER_BYTES = 20
BYTES_PER_VALUE = 4


@dataclasses.dataclass
class Section:
    name: str
    keys: dict
    line: int


@dataclasses.dataclass
class Layer:
    """Output geometry, and what the layer adds to the weights file and to the work."""
    width: int
    height: int
    channels: int
    values: int = 0
    flops: float = 0.0

    @property
    def outputs(self):
        return self.width * self.height * self.channels


def read_sections(path):
    """The sections of a cfg file in order, [net] first; the first of repeated keys wins."""
    sections = []
    for number, raw in enumerate(open(path, encoding="utf-8"), 1):
        line = "".join(raw.split())
        if not line or line[0] in "#;":
            continue
        if line[0] == "[":
            name = line.strip("[]")
            sections.append(Section(NAMES.get(name, name), {}, number))
        elif "=" not in line or not sections:
            raise ValueError(f"{path}:{number}: neither a section nor key=value")
        else:
            key, value = line.split("=", 1)
            sections[-1].keys.setdefault(key, value)
    if not sections or sections[0].name != "net":
        raise ValueError(f"{path}: the first section must be [net]")
    return sections


def sources(section, index):
    """Absolute indices of the layers a [route] or [shortcut] at this index reads."""
    text = section.keys["layers" if section.name == "route" else "from"]
    found = [int(n) + (index if int(n) < 0 else 0) for n in text.split(",")]
    if any(not 0 <= n < index for n in found):
        raise ValueError(f"line {section.line}: layer {index} reads a layer that is not before it")
    return found


def convolutional(section, before, _layers, _index):
    keys = section.keys
    size, stride, filters = (int(keys[k]) for k in ("size", "stride", "filters"))
    padding = size // 2 if int(keys.get("pad", 0)) else int(keys.get("padding", 0))
    width, height = ((side + 2 * padding - size) // stride + 1
                     for side in (before.width, before.height))
    weights = filters * before.channels // int(keys.get("groups", 1)) * size * size
    per_filter = 4 if int(keys.get("batch_normalize", 0)) else 1
    return Layer(width, height, filters, weights + per_filter * filters,
                 2.0 * weights * width * height)


def maxpool(section, before, _layers, _index):
    stride = int(section.keys["stride"])
    size = int(section.keys.get("size", stride))
    width, height = ((side + size - 1 - size) // stride + 1
                     for side in (before.width, before.height))
    return Layer(width, height, before.channels,
                 flops=float(size * size * before.channels * width * height))


def route(section, _before, layers, index):
    inputs = [layers[n] for n in sources(section, index)]
    sizes = {(layer.width, layer.height) for layer in inputs}
    if len(sizes) != 1:
        raise ValueError(f"line {section.line}: route of maps of different sizes {sorted(sizes)}")
    groups = int(section.keys.get("groups", 1))
    return Layer(*sizes.pop(), sum(layer.channels for layer in inputs) // groups)


def shortcut(section, before, layers, index):
    for n in sources(section, index):
        if layers[n].width % before.width or layers[n].height % before.height:
            raise ValueError(f"line {section.line}: layer {n} is no multiple of the size here")
    return Layer(before.width, before.height, before.channels, flops=float(before.outputs))


def connected(section, before, _layers, _index):
    output = int(section.keys["output"])
    per_output = 4 if int(section.keys.get("batch_normalize", 0)) else 1
    return Layer(1, 1, output, output * before.outputs + per_output * output)


def yolo(section, before, _layers, _index):
    keys = section.keys
    masked = [int(n) for n in keys["mask"].split(",")]
    entries = len(masked) * (int(keys["classes"]) + 5)
    if entries != before.channels:
        raise ValueError(f"line {section.line}: yolo needs {entries} channels, "
                         f"not {before.channels}")
    if len(keys["anchors"].split(",")) != 2 * int(keys["num"]) or max(masked) >= int(keys["num"]):
        raise ValueError(f"line {section.line}: anchors, num and mask do not belong together")
    return dataclasses.replace(before, values=0, flops=0.0)


def same(_section, before, _layers, _index):
    return dataclasses.replace(before, values=0, flops=0.0)


def upsample(section, before, _layers, _index):
    stride = int(section.keys["stride"])
    return Layer(before.width * stride, before.height * stride, before.channels)


def crop(section, before, _layers, _index):
    return Layer(int(section.keys["crop_width"]), int(section.keys["crop_height"]),
                 before.channels)


def avgpool(_section, before, _layers, _index):
    return Layer(1, 1, before.channels)


BUILDERS = {"convolutional": convolutional, "maxpool": maxpool, "route": route,
            "shortcut": shortcut, "connected": connected, "yolo": yolo, "upsample": upsample,
            "crop": crop, "avgpool": avgpool, "dropout": same, "softmax": same, "cost": same}


def build(sections):
    """One Layer per section after [net]; ValueError if the network does not fit together."""
    net = sections[0].keys
    before = Layer(*(int(net[k]) for k in ("width", "height", "channels")))
    layers = []
    for index, section in enumerate(sections[1:]):
        if section.name not in BUILDERS:
            raise ValueError(f"line {section.line}: unknown section [{section.name}]")
        before = BUILDERS[section.name](section, before, layers, index)
        layers.append(before)
    return layers


def weights_bytes(layers):
    """Size of the complete .weights file, header included."""
    return HEADER_BYTES + BYTES_PER_VALUE * sum(layer.values for layer in layers)


def bflops(layers):
    """Billions of operations as Darknet totals them: [connected] is not counted."""
    return sum(layer.flops for layer in layers) / 1e9
