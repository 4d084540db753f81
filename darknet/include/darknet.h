/* SPDX-License-Identifier: MIT
 * Copyright (c) 2026 The Darknet RT-Swap authors
 *
 * The C interface of libdarknet, for C, C++ and ctypes: Darknet's names, argument order and struct
 * layouts, as far as inference goes. docs/c_api.md has an example and what differs.
 *
 * Errors: nothing is thrown and the process never ends. A function that fails writes one line to
 * stderr and returns NULL, 0 or an image without data; what it was to change stays as it was.
 * Threads: a network, and what was got from it, belongs to one thread at a time. Different networks
 * may be used by different threads at once. Functions without a network may be called by any.
 * Memory: data, prob, names and so on come from malloc(), so free() or the free_ functions release
 * them. What network_predict and its kin return is the network's own and lasts until its next run.
 */
#ifndef DARKNET_H
#define DARKNET_H

#ifdef __cplusplus
extern "C" {
#endif

// NOLINTBEGIN(readability-identifier-naming): these are Darknet's names

typedef struct network network;

/* Planar: data[(channel * h + row) * w + column], red, green, blue, each from 0 to 1. */
typedef struct image {
  int w;
  int h;
  int c;
  float* data;
} image;

/* Centre and sides. */
typedef struct box {
  float x, y, w, h;
} box;

/* A box and the probability of each class in it. */
typedef struct detection {
  box bbox;
  int classes;
  int best_class_idx; /* of the most probable class when found; -1 = no class above the threshold */
  float* prob;        /* one per class; 0 = below the threshold, or suppressed */
  float* mask;        /* NULL, as are uc and embeddings */
  float objectness;
  int sort_class; /* the class that the array was last sorted by; -1 = by none */
  float* uc;
  int points; /* 0 */
  float* embeddings;
  int embedding_size; /* 0 */
  float sim;          /* 0 */
  int track_id;       /* 0 */
} detection;

/* The detections of one image of a batch. */
typedef struct det_num_pair {
  int num;
  detection* dets;
} det_num_pair, *pdet_num_pair;

typedef struct metadata {
  int classes;
  char** names;
} metadata;

typedef enum { DEFAULT_NMS, GREEDY_NMS, DIOU_NMS, CORNERS_NMS } NMS_KIND;

/* ---- networks */

/* Files are looked for as given, then in $DARKNET_HOME/cfg and $DARKNET_HOME/weights; weights may
 * be "random:SEED". Batch normalisation is folded into the weights. `clear` is about training and
 * changes nothing. load_network means batch 1, whatever the cfg says. NULL on errors. */
network* load_network(const char* cfg, const char* weights, int clear);
network* load_network_custom(const char* cfg, const char* weights, int clear, int batch);
void free_network_ptr(network* net); /* NULL is allowed */

/* Size of the input, in pixels; 0 on errors. */
int network_width(network* net);
int network_height(network* net);

/* Reads the cfg and the weights again where the batch changes, which takes as long as loading. */
void set_batch_network(network* net, int batch);

/* Recurrent layers forget what they saw. */
void reset_rnn(network* net);

/* The GPU of networks loaded from now on, -1 for the CPU. Without it: the first GPU, where the
   library was built with CUDA and finds one. Nothing in a library that was built without. */
void cuda_set_device(int device);

/* Return at once: the weights are always folded, and the CPU needs nothing. */
void fuse_conv_batchnorm(network* net);
void init_cpu(void);

/* ---- runs */

/* `input` is planar, batch * channels * height * width numbers. Returns the output of the last
 * layer, planar: for a classifier one probability per class. NULL on errors. */
float* network_predict(network* net, float* input);
float* network_predict_ptr(network* net, float* input); /* the same */

/* One image, fitted to the input: stretched, or with its aspect kept and grey around it. The
 * network is set to batch 1. */
float* network_predict_image(network* net, image im);
float* network_predict_image_letterbox(network* net, image im);

/* Runs batch_size images at once and finds their boxes, see get_network_boxes. im.data holds them
 * one behind the other, each of the network's size; w and h are those of the original images. The
 * network must be set to that batch. Returns batch_size pairs, NULL on errors. */
det_num_pair* network_predict_batch(network* net, image im, int batch_size, int w, int h,
                                    float thresh, float hier, int* map, int relative, int letter);

/* ---- detections */

/* What the last run found (image 0 of a batch), overlaps included: boxes by the layers' order, row
 * by row. w, h: size of the original image. thresh: the least objectness and probability. hier: the
 * threshold in class trees. map: must be NULL. relative: boxes in parts of the image, else in
 * pixels. letter: the image was fitted with its aspect kept. num gets the count. NULL on errors. */
detection* get_network_boxes(network* net, int w, int h, float thresh, float hier, int* map,
                             int relative, int* num, int letter);

/* As many detections as the last run found, but empty. */
detection* make_network_boxes(network* net, float thresh, int* num);

void free_detections(detection* dets, int num);
void free_batch_detections(det_num_pair* pairs, int num);
void free_ptrs(void** ptrs, int num); /* each, and the array */

/* Suppression of overlaps; sorts the array. Class by class: the probability of a class becomes 0
 * where a better box of the class overlaps by more than thresh. do_nms_obj looks at objectness
 * alone and clears whole boxes. diounms_sort takes the metric of a [yolo] layer's nms_kind;
 * CORNERS_NMS is an error. */
void do_nms_sort(detection* dets, int total, int classes, float thresh);
void do_nms_obj(detection* dets, int total, int classes, float thresh);
void diounms_sort(detection* dets, int total, int classes, float thresh, NMS_KIND nms_kind,
                  float beta_nms);

/* Everything more probable than 0.5 % as a JSON object, to be released by free(). filename may be
 * NULL. */
char* detection_to_json(detection* dets, int nboxes, int classes, char** names, long long frame_id,
                        char* filename);

/* ---- images. On errors the image returned is {0, 0, 0, NULL}. */

image make_image(int w, int h, int c); /* black */
void free_image(image im);

/* A JPEG, PNG or BMP file with 3 channels, stretched to w x h unless one of them is 0. */
image load_image_color(const char* filename, int w, int h);

/* im must have room for bytes of w * h * c, channels interleaved. */
void copy_image_from_bytes(image im, const char* bytes);

image resize_image(image im, int w, int h);    /* stretched; bilinear */
image letterbox_image(image im, int w, int h); /* aspect kept, grey around it */
void rgbgr_image(image im);                    /* red and blue change places */

/* ---- names */

/* The class names of a .data file, released by free_ptrs((void**)names, classes). On errors
 * {0, NULL}. */
metadata get_metadata(const char* file);

// NOLINTEND(readability-identifier-naming)

#ifdef __cplusplus
}
#endif

#endif
