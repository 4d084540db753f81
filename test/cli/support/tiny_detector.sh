# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# What several tests share; read by them with ".", with $program set and fail() defined. Makes a
# small detector (net.cfg, my.names, my.data) and a picture, street.jpg.

cat >net.cfg <<END
[net]
width=96
height=64
channels=3
[convolutional]
filters=8
size=5
stride=4
pad=1
batch_normalize=1
activation=leaky
[convolutional]
filters=14
size=1
activation=linear
[yolo]
classes=2
num=2
anchors=10,20, 40,30
END
printf 'dog\ncat\n' >my.names
printf 'classes = 2\nnames = my.names\n' >my.data
"$program" image draw street.jpg -seed 3 -wh 320,200 >log 2>&1 || fail "image draw: $(cat log)"
