# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""Darknet-53: the residual backbone, and the classifier it was trained as."""

from architectures.classification import IMAGENET_CLASSES, classifier_keys
from architectures.network import Network

# (filters, residual blocks) of each stage of Darknet-53, which YOLOv4 keeps.
DARKNET53_STAGES = [(64, 1), (128, 2), (256, 8), (512, 8), (1024, 4)]


def darknet53_backbone(net):
    """The 52 convolutions before the classifier; gives the index of each stage's last layer."""
    net.stage("stem")
    net.conv(32, 3)
    ends = []
    for filters, blocks in DARKNET53_STAGES:
        net.stage(f"half the size, {filters} channels, residual blocks: {blocks}")
        end = net.conv(filters, 3, stride=2)
        for _ in range(blocks):
            net.conv(filters // 2, 1)
            net.conv(filters, 3)
            end = net.shortcut(-3)
        ends.append(end)
    return ends


def darknet53():
    net = Network("Darknet-53, ImageNet classifier",
                  "Redmon and Farhadi, YOLOv3: An Incremental Improvement, 2018, table 1",
                  **classifier_keys(256, 128, 4, 800000),
                  min_crop=128, max_crop=448, burn_in=1000)
    darknet53_backbone(net)
    net.stage("classifier")
    net.layer("avgpool")
    net.output_conv(IMAGENET_CLASSES)
    net.layer("softmax", groups=1)
    return net
