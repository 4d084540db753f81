# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""The text of a cfg file, section by section, and the [net] keys all networks have."""

HEADER = """\
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# {title}
# Source: {source}
#
# Written by tools/make_cfgs.py from tools/architectures/: change it there, then run it.
"""


class Network:
    """The text of one cfg file, and the index of the next layer."""

    def __init__(self, title, source, **net):
        self.next_index = 0
        self.text = HEADER.format(title=title, source=source)
        self._section("net", net)

    def _section(self, name, keys):
        self.text += f"\n[{name}]\n"
        self.text += "".join(f"{key}={value}\n" for key, value in keys.items())

    def stage(self, what):
        """Starts a stage: a comment line that says which layer comes next and what it begins."""
        self.text += f"\n# ---- layer {self.next_index}: {what}\n"

    def layer(self, name, **keys):
        """Appends a section and gives its layer index.

        Layer numbers inside keys (route, shortcut): from the start of the network if positive,
        back from this section if negative.
        """
        self._section(name, keys)
        self.next_index += 1
        return self.next_index - 1

    def conv(self, filters, size, stride=1, activation="leaky", batch_normalize=True):
        keys = {"batch_normalize": 1} if batch_normalize else {}
        keys |= {"filters": filters, "size": size, "stride": stride, "pad": 1}
        return self.layer("convolutional", **keys, activation=activation)

    def output_conv(self, filters):
        """A 1x1 convolution that ends a head: with bias, no batch normalisation or activation."""
        return self.conv(filters, 1, activation="linear", batch_normalize=False)

    def maxpool(self, size, stride):
        return self.layer("maxpool", size=size, stride=stride)

    def route(self, *layers, **keys):
        return self.layer("route", layers=",".join(map(str, layers)), **keys)

    def shortcut(self, source, activation="linear"):
        return self.layer("shortcut", **{"from": source}, activation=activation)


def net_keys(side, batch, subdivisions, momentum=0.9):
    """The [net] keys every network has; batch and subdivisions are the published training ones."""
    return dict(batch=batch, subdivisions=subdivisions, width=side, height=side, channels=3,
                momentum=momentum, decay=0.0005)
