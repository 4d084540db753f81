#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""What a detector finds in a picture, by ctypes alone.

usage: detect.py LIBDARKNET_SO DATA CFG WEIGHTS IMAGE [NMS_KIND]
Prints what `darknet detector test ... -out` writes. NMS_KIND: 0 (the default), 1 (greedynms),
2 (diounms), as the cfg's nms_kind says.
"""

import ctypes
import sys
from ctypes import POINTER, Structure, byref, c_char_p, c_float, c_int, c_longlong, c_void_p


class Box(Structure):
    _fields_ = [("x", c_float), ("y", c_float), ("w", c_float), ("h", c_float)]


class Detection(Structure):
    _fields_ = [
        ("bbox", Box), ("classes", c_int), ("best_class_idx", c_int), ("prob", POINTER(c_float)),
        ("mask", POINTER(c_float)), ("objectness", c_float), ("sort_class", c_int),
        ("uc", POINTER(c_float)), ("points", c_int), ("embeddings", POINTER(c_float)),
        ("embedding_size", c_int), ("sim", c_float), ("track_id", c_int),
    ]


class Image(Structure):
    _fields_ = [("w", c_int), ("h", c_int), ("c", c_int), ("data", POINTER(c_float))]


class Metadata(Structure):
    _fields_ = [("classes", c_int), ("names", POINTER(c_char_p))]


# name: result, arguments
FUNCTIONS = {
    "load_network": (c_void_p, [c_char_p, c_char_p, c_int]),
    "free_network_ptr": (None, [c_void_p]),
    "get_metadata": (Metadata, [c_char_p]),
    "load_image_color": (Image, [c_char_p, c_int, c_int]),
    "free_image": (None, [Image]),
    "network_predict_image": (POINTER(c_float), [c_void_p, Image]),
    "get_network_boxes": (POINTER(Detection),
                          [c_void_p, c_int, c_int, c_float, c_float, POINTER(c_int), c_int,
                           POINTER(c_int), c_int]),
    "diounms_sort": (None, [POINTER(Detection), c_int, c_int, c_float, c_int, c_float]),
    "detection_to_json": (c_void_p, [POINTER(Detection), c_int, c_int, POINTER(c_char_p),
                                     c_longlong, c_char_p]),
    "free_detections": (None, [POINTER(Detection), c_int]),
}


def load_library(path):
    library = ctypes.CDLL(path)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def main():
    if len(sys.argv) < 6:
        print(__doc__, file=sys.stderr)
        return 2
    library = load_library(sys.argv[1])
    data, cfg, weights, path = (argument.encode() for argument in sys.argv[2:6])
    nms_kind = int(sys.argv[6]) if len(sys.argv) > 6 else 0
    names = library.get_metadata(data)
    net = library.load_network(cfg, weights, 0)
    image = library.load_image_color(path, 0, 0)
    if not (names.names and net and image.data and library.network_predict_image(net, image)):
        return 2  # the library has said why
    count = c_int(0)
    found = library.get_network_boxes(net, image.w, image.h, .25, .5, None, 1, byref(count), 0)
    library.diounms_sort(found, count, names.classes, .45, nms_kind, .6)
    json = library.detection_to_json(found, count, names.classes, names.names, 1, path)
    print("[", ctypes.string_at(json).decode(), "]", sep="\n", end="")
    library.free_detections(found, count)
    library.free_image(image)
    library.free_network_ptr(net)
    return 0


if __name__ == "__main__":
    sys.exit(main())
