// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <fmt/format.h>

#include <vector>

#include "darknet/capi/detection_arrays.h"
#include "darknet/capi/guard.h"
#include "darknet/capi/network_handle.h"
#include "darknet/capi/planar_image.h"

// Runs.
namespace {

float* predict(network* net, const float* input) {
  dn::LoadedNetwork& loaded = *dn::required(net, "net")->loaded;
  return loaded.run({dn::required(input, "input"), loaded.input().count()}).data();
}

void require_channels(const dn::Shape& input, const image& im) {
  dn::require_image(im);
  if (im.c == input.c) return;
  throw dn::bad_input(
      fmt::format("the image has {} channels, the network wants {}", im.c, input.c));
}

using Fitting = dn::NewImage (*)(const image& im, int w, int h);

float* predict_fitted(network* net, const image& im, Fitting fit) {
  require_channels(dn::required(net, "net")->loaded->input(), im);
  net->set_batch(1);
  const dn::Shape& input = net->loaded->input();
  if (im.w == input.w && im.h == input.h) return predict(net, im.data);
  return predict(net, fit(im, input.w, input.h).get().data);
}

void require_batch(const dn::Shape& input, const image& im, int batch_size) {
  require_channels(input, im);
  if (im.w != input.w || im.h != input.h) {
    throw dn::bad_input(
        fmt::format("images of {} x {}, the network wants {} x {}", im.w, im.h, input.w, input.h));
  }
  if (batch_size != input.n) {
    throw dn::bad_input(
        fmt::format("{} images, but the network is set to a batch of {}", batch_size, input.n));
  }
}

det_num_pair* predict_batch(network* net, const image& im, int batch_size,
                            const dn::BoxRequest& request) {
  require_batch(dn::required(net, "net")->loaded->input(), im, batch_size);
  predict(net, im.data);
  std::vector<dn::DetectionArray> found;
  found.reserve(static_cast<std::size_t>(batch_size));
  for (int i = 0; i < batch_size; ++i) found.push_back(dn::find_boxes(*net->loaded, i, request));
  auto pairs = dn::make_c_array<det_num_pair>(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const int count = found[i].size();
    pairs[i] = {count, found[i].release()};
  }
  return pairs.release();
}

}  // namespace

float* network_predict(network* net, float* input) {
  return dn::guarded<float*>(__func__, nullptr, [&] { return predict(net, input); });
}

float* network_predict_ptr(network* net, float* input) {
  return dn::guarded<float*>(__func__, nullptr, [&] { return predict(net, input); });
}

float* network_predict_image(network* net, image im) {
  return dn::guarded<float*>(__func__, nullptr,
                             [&] { return predict_fitted(net, im, dn::stretched); });
}

float* network_predict_image_letterbox(network* net, image im) {
  return dn::guarded<float*>(__func__, nullptr,
                             [&] { return predict_fitted(net, im, dn::letterboxed); });
}

det_num_pair* network_predict_batch(network* net, image im, int batch_size, int w, int h,
                                    float thresh, float hier, int* map, int relative, int letter) {
  return dn::guarded<det_num_pair*>(__func__, nullptr, [&] {
    return predict_batch(net, im, batch_size,
                         {w, h, thresh, hier, map, relative != 0, letter != 0});
  });
}
