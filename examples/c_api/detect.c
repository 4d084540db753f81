/* SPDX-License-Identifier: MIT
 * Copyright (c) 2026 The Darknet RT-Swap authors
 *
 * usage: detect DATA CFG WEIGHTS IMAGE [NMS_KIND]
 * Prints what a detector finds in a picture, as `darknet detector test ... -out` writes it.
 * NMS_KIND: 0 (the default), 1 (greedynms), 2 (diounms), as the cfg's nms_kind says.
 *
 * cc detect.c $(pkg-config --cflags --libs libdarknet) -o detect
 */
#include <darknet.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  if (argc < 5) {
    fprintf(stderr, "usage: detect DATA CFG WEIGHTS IMAGE [NMS_KIND]\n");
    return 2;
  }
  const NMS_KIND nms_kind = argc > 5 ? (NMS_KIND)atoi(argv[5]) : DEFAULT_NMS;
  int status = 2;
  metadata names = get_metadata(argv[1]);
  network* net = load_network(argv[2], argv[3], 0);
  image picture = load_image_color(argv[4], 0, 0);
  if (names.names && net && picture.data && network_predict_image(net, picture)) {
    int count = 0;
    detection* found =
        get_network_boxes(net, picture.w, picture.h, .25f, .5f, NULL, 1, &count, 0);
    diounms_sort(found, count, names.classes, .45f, nms_kind, .6f);
    char* json = detection_to_json(found, count, names.classes, names.names, 1, argv[4]);
    if (json) {
      printf("[\n%s\n]", json);
      status = 0;
    }
    free(json);
    free_detections(found, count);
  }
  free_image(picture);
  free_network_ptr(net);
  free_ptrs((void**)names.names, names.classes);
  return status;
}
