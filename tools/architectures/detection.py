# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""What the YOLO detectors share: training keys, anchors, heads."""

from architectures.network import net_keys

COCO_CLASSES = 80


def detector_keys(side, batch, subdivisions, learning_rate, max_batches, steps, momentum=0.9):
    """Training of the COCO detectors: warm-up, then the rate drops tenfold at each step."""
    return net_keys(side, batch, subdivisions, momentum) | dict(
        angle=0, saturation=1.5, exposure=1.5, hue=0.1, learning_rate=learning_rate, burn_in=1000,
        max_batches=max_batches, policy="steps", steps=steps, scales="0.1,0.1")


def anchor_list(pairs):
    return ", ".join(f"{width},{height}" for width, height in pairs)


# Box sizes in pixels of the network input, found on COCO by k-means for each model.
TINY_ANCHORS = anchor_list([(10, 14), (23, 27), (37, 58), (81, 82), (135, 169), (344, 319)])
YOLOV3_ANCHORS = anchor_list([(10, 13), (16, 30), (33, 23), (30, 61), (62, 45), (59, 119),
                              (116, 90), (156, 198), (373, 326)])
YOLOV4_ANCHORS = anchor_list([(12, 16), (19, 36), (40, 28), (36, 75), (76, 55), (72, 146),
                              (142, 110), (192, 243), (459, 401)])


def yolo_head(net, first_anchor, anchors, num, **keys):
    """The output convolution and the [yolo] layer of three of the num anchors."""
    net.output_conv(3 * (COCO_CLASSES + 5))
    mask = ",".join(str(first_anchor + i) for i in range(3))
    net.layer("yolo", mask=mask, anchors=anchors, classes=COCO_CLASSES, num=num, jitter=0.3,
              ignore_thresh=0.7, truth_thresh=1, **keys)
