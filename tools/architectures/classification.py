# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""The ImageNet classifiers, except Darknet-53."""

from architectures.network import Network, net_keys

IMAGENET_CLASSES = 1000


def classifier_keys(side, batch, subdivisions, max_batches):
    """Training of the ImageNet classifiers: the rate falls with the fourth power."""
    return net_keys(side, batch, subdivisions) | dict(
        angle=7, saturation=0.75, exposure=0.75, hue=0.1, aspect=0.75,
        learning_rate=0.1, max_batches=max_batches, policy="poly", power=4)


def softmax_and_cost(net):
    """The end of the older classifiers, which train through a [cost] section."""
    net.layer("softmax", groups=1)
    net.layer("cost", type="sse")


def tiny():
    net = Network("Tiny Darknet, ImageNet classifier of 4 MB",
                  "Redmon, Tiny Darknet (project page), 2016",
                  **classifier_keys(224, 128, 1, 1600000), max_crop=320)
    net.stage("two plain convolutions")
    for filters in (16, 32):
        net.conv(filters, 3)
        net.maxpool(2, 2)
    for squeezed in (16, 32, 64):
        net.stage(f"twice: squeeze to {squeezed} channels, expand to {8 * squeezed}")
        for _ in range(2):
            net.conv(squeezed, 1)
            net.conv(8 * squeezed, 3)
        if squeezed < 64:
            net.maxpool(2, 2)
    net.stage("classifier")
    net.conv(128, 1)
    net.output_conv(IMAGENET_CLASSES)
    net.layer("avgpool")
    softmax_and_cost(net)
    return net


def vgg_16():
    net = Network("VGG-16, ImageNet classifier",
                  "Simonyan and Zisserman, arXiv:1409.1556, 2014, table 1, configuration D",
                  **net_keys(256, 128, 4), learning_rate="0.00001")
    net.stage("crop to 224x224")
    net.layer("crop", crop_height=224, crop_width=224, flip=1, angle=0, saturation=1, exposure=1)
    for filters, convs in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        net.stage(f"{filters} channels, convolutions: {convs}")
        for _ in range(convs):
            net.conv(filters, 3, activation="relu", batch_normalize=False)
        net.maxpool(2, 2)
    net.stage("classifier")
    for _ in range(2):
        net.layer("connected", output=4096, activation="relu")
        net.layer("dropout", probability=0.5)
    net.layer("connected", output=IMAGENET_CLASSES, activation="linear")
    softmax_and_cost(net)
    return net


def resnet(depth, stage_blocks, subdivisions):
    """Bottleneck ResNet. The shortcut that enters a stage has no projection: it adds the channels
    both ends have, and takes every second pixel where the stage halves the size."""
    net = Network(f"ResNet-{depth}, ImageNet classifier",
                  "He, Zhang, Ren and Sun, arXiv:1512.03385, 2015, table 1",
                  **classifier_keys(256, 128, subdivisions, 1600000), max_crop=448, burn_in=1000)
    net.stage("stem")
    net.conv(64, 7, stride=2)
    net.maxpool(2, 2)
    for stage, blocks in enumerate(stage_blocks):
        filters = 64 << stage
        net.stage(f"{4 * filters} channels, bottleneck blocks: {blocks}")
        for block in range(blocks):
            net.conv(filters, 1)
            net.conv(filters, 3, stride=2 if stage > 0 and block == 0 else 1)
            net.conv(4 * filters, 1, activation="linear")
            net.shortcut(-4, activation="leaky")
    net.stage("classifier")
    net.output_conv(IMAGENET_CLASSES)
    net.layer("avgpool")
    softmax_and_cost(net)
    return net


def densenet201():
    net = Network("DenseNet-201, ImageNet classifier (growth 32)",
                  "Huang, Liu, van der Maaten and Weinberger, arXiv:1608.06993, 2016, table 1",
                  **classifier_keys(256, 128, 4, 1600000), max_crop=448, burn_in=1000)
    net.stage("stem")
    net.conv(64, 7, stride=2)
    net.maxpool(2, 2)
    # Channels after each transition. The third is 512 in the published weights, where the paper's
    # compression of one half would give 896.
    for blocks, transition in ((6, 128), (12, 256), (48, 512), (32, None)):
        net.stage(f"dense block, layers: {blocks}")
        for _ in range(blocks):
            net.conv(128, 1)
            net.conv(32, 3)
            net.route(-1, -3)
        if transition is not None:
            net.stage(f"transition to {transition} channels at half the size")
            net.conv(transition, 1)
            net.maxpool(2, 2)
    net.stage("classifier")
    net.output_conv(IMAGENET_CLASSES)
    net.layer("avgpool")
    softmax_and_cost(net)
    return net
