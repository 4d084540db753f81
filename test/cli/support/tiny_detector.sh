# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
#
# What the tests of the C interface share; read by them with ".", with $program set. Makes a small
# detector, a picture, and in expected.json what the program finds in it.

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
"$program" image draw street.jpg -seed 3 -wh 320,200 >log 2>&1 &&
    "$program" detector test my.data net.cfg random:3 street.jpg -out expected.json >log 2>&1 ||
    fail "the program: $(tail -n 1 log)"
grep -q class_id expected.json || fail "the program finds nothing"
