# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""YOLOv3 and YOLOv3-tiny."""

from architectures.darknet53 import darknet53_backbone
from architectures.detection import TINY_ANCHORS, YOLOV3_ANCHORS, detector_keys, yolo_head
from architectures.network import Network


def yolov3():
    net = Network("YOLOv3, COCO detector on three scales",
                  "Redmon and Farhadi, YOLOv3: An Incremental Improvement, 2018",
                  **detector_keys(416, 64, 16, 0.001, 500200, "400000,450000"))
    _, _, stride_8, stride_16, _ = darknet53_backbone(net)
    for filters, first_anchor, lateral in ((512, 6, None), (256, 3, stride_16), (128, 0, stride_8)):
        if lateral is not None:
            net.stage(f"up, joined with layer {lateral}")
            net.route(-4)
            net.conv(filters, 1)
            net.layer("upsample", stride=2)
            net.route(-1, lateral)
        net.stage(f"head of anchors {first_anchor} to {first_anchor + 2}")
        for _ in range(3):
            net.conv(filters, 1)
            net.conv(2 * filters, 3)
        yolo_head(net, first_anchor, YOLOV3_ANCHORS, 9, random=1)
    return net


def yolov3_tiny():
    net = Network("YOLOv3-tiny, small COCO detector on two scales",
                  "Redmon and Farhadi, YOLO: Real-Time Object Detection (project page), 2018",
                  **detector_keys(416, 64, 2, 0.001, 500200, "400000,450000"))
    net.stage("convolutions and pools down to 1/32")
    for filters in (16, 32, 64, 128, 256):
        lateral = net.conv(filters, 3)
        net.maxpool(2, 2)
    net.stage("a pool that keeps the size")
    net.conv(512, 3)
    net.maxpool(2, 1)
    net.stage("coarse head")
    net.conv(1024, 3)
    net.conv(256, 1)
    net.conv(512, 3)
    yolo_head(net, 3, TINY_ANCHORS, 6, random=1)
    net.stage(f"fine head: up, joined with layer {lateral}")
    net.route(-4)
    net.conv(128, 1)
    net.layer("upsample", stride=2)
    net.route(-1, lateral)
    net.conv(256, 3)
    yolo_head(net, 0, TINY_ANCHORS, 6, random=1)
    return net
