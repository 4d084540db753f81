# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""YOLOv4 and YOLOv4-tiny."""

from architectures.darknet53 import DARKNET53_STAGES
from architectures.detection import TINY_ANCHORS, YOLOV4_ANCHORS, detector_keys, yolo_head
from architectures.network import Network

YOLOV4_LOSS = dict(cls_normalizer=1.0, iou_normalizer=0.07, iou_loss="ciou",
                   nms_kind="greedynms", beta_nms=0.6)


def csp_stage(net, filters, blocks):
    """A Darknet-53 stage split in two: only one part goes through the residual blocks."""
    # The first stage is too narrow to be halved; its residual blocks get a bottleneck instead.
    first = filters == DARKNET53_STAGES[0][0]
    part = filters if first else filters // 2

    def conv(n, size, stride=1):
        return net.conv(n, size, stride, activation="mish")

    net.stage(f"half the size, {filters} channels, CSP, residual blocks: {blocks}")
    conv(filters, 3, stride=2)
    bypass = conv(part, 1)
    net.route(-2)
    conv(part, 1)
    for _ in range(blocks):
        conv(part // 2 if first else part, 1)
        conv(part, 3)
        net.shortcut(-3)
    conv(part, 1)
    net.route(-1, bypass)
    return conv(filters, 1)


def alternate(net, filters, count):
    """count convolutions in turn: 1x1 to filters channels, 3x3 to twice as many."""
    for i in range(count):
        end = net.conv(2 * filters, 3) if i % 2 else net.conv(filters, 1)
    return end


def spatial_pyramid(net):
    """SPP: pools of three sizes beside each other, with the map they pool."""
    net.stage("spatial pyramid pooling between two triples of convolutions")
    pooled = alternate(net, 512, 3)
    pools = [net.maxpool(5, 1)]
    for size in (9, 13):
        net.route(pooled)
        pools.append(net.maxpool(size, 1))
    net.route(*reversed(pools), pooled)
    return alternate(net, 512, 3)


def path_up(net, filters, lateral):
    """PAN, finer: the current map, upsampled, joins layer lateral."""
    net.stage(f"path up, joined with layer {lateral}")
    net.conv(filters, 1)
    upsampled = net.layer("upsample", stride=2)
    net.route(lateral)
    net.conv(filters, 1)
    net.route(-1, upsampled)
    return alternate(net, filters, 5)


def path_down(net, filters, lateral):
    """PAN, coarser: the map below the last head, halved in size, joins layer lateral."""
    net.stage(f"path down, joined with layer {lateral}")
    net.route(-4)
    net.conv(filters, 3, stride=2)
    net.route(-1, lateral)
    alternate(net, filters, 5)


def yolov4():
    net = Network("YOLOv4, COCO detector on three scales",
                  "Bochkovskiy, Wang and Liao, YOLOv4, arXiv:2004.10934, 2020",
                  **detector_keys(608, 64, 8, 0.0013, 500500, "400000,450000", momentum=0.949),
                  mosaic=1)
    net.stage("stem")
    net.conv(32, 3, activation="mish")
    _, _, stride_8, stride_16, _ = [csp_stage(net, *stage) for stage in DARKNET53_STAGES]
    coarse = spatial_pyramid(net)
    middle = path_up(net, 256, stride_16)
    path_up(net, 128, stride_8)

    def head(filters, first_anchor, scale_x_y, **keys):
        net.stage(f"head of anchors {first_anchor} to {first_anchor + 2}")
        net.conv(filters, 3)
        yolo_head(net, first_anchor, YOLOV4_ANCHORS, 9, scale_x_y=scale_x_y, iou_thresh=0.213,
                  **YOLOV4_LOSS, max_delta=5, **keys)

    head(256, 0, 1.2)
    path_down(net, 256, middle)
    head(512, 3, 1.1)
    path_down(net, 512, coarse)
    head(1024, 6, 1.05, random=1)
    return net


def yolov4_tiny():
    net = Network("YOLOv4-tiny, small COCO detector on two scales",
                  "Wang, Bochkovskiy and Liao, Scaled-YOLOv4, arXiv:2011.08036, 2020",
                  **detector_keys(416, 64, 1, 0.00261, 2000200, "1600000,1800000"))
    net.stage("stem: two convolutions down to 1/4")
    net.conv(32, 3, stride=2)
    net.conv(64, 3, stride=2)
    for filters in (64, 128, 256):
        net.stage(f"CSP block on the second half of {filters} channels, doubled, then a pool")
        whole = net.conv(filters, 3)
        net.route(-1, groups=2, group_id=1)
        net.conv(filters // 2, 3)
        net.conv(filters // 2, 3)
        net.route(-1, -2)
        lateral = net.conv(filters, 1)
        net.route(whole, lateral)
        net.maxpool(2, 2)
    keys = dict(scale_x_y=1.05, **YOLOV4_LOSS, random=0, resize=1.5)
    net.stage("coarse head")
    net.conv(512, 3)
    net.conv(256, 1)
    net.conv(512, 3)
    yolo_head(net, 3, TINY_ANCHORS, 6, **keys)
    net.stage(f"fine head: up, joined with layer {lateral}")
    net.route(-4)
    net.conv(128, 1)
    net.layer("upsample", stride=2)
    net.route(-1, lateral)
    net.conv(256, 3)
    # Published with anchors 1 to 3, not 0 to 2: the trained weights need it.
    yolo_head(net, 1, TINY_ANCHORS, 6, **keys)
    return net
