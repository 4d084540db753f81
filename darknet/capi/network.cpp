// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/capi/chosen_device.h"
#include "darknet/capi/guard.h"
#include "darknet/capi/network_handle.h"
#include "darknet/config/search_path.h"
#include "darknet/net/load_weights.h"

// Networks come and go.
namespace {

network* load(const char* cfg, const char* weights, int batch) {
  const dn::SearchPath paths(dn::project_roots());
  const std::string weights_name = dn::required(weights, "weights");
  return new network(paths.find_file(dn::required(cfg, "cfg"), {"cfg"}),
                     dn::is_random_weights(weights_name)
                         ? weights_name
                         : paths.find_file(weights_name, {"weights"}),
                     batch);
}

}  // namespace

network* load_network(const char* cfg, const char* weights, int /*clear*/) {
  return dn::guarded<network*>(__func__, nullptr, [&] { return load(cfg, weights, 1); });
}

network* load_network_custom(const char* cfg, const char* weights, int /*clear*/, int batch) {
  return dn::guarded<network*>(__func__, nullptr, [&] { return load(cfg, weights, batch); });
}

void free_network_ptr(network* net) { delete net; }

int network_width(network* net) {
  return dn::guarded(__func__, 0, [&] { return dn::required(net, "net")->loaded->input().w; });
}

int network_height(network* net) {
  return dn::guarded(__func__, 0, [&] { return dn::required(net, "net")->loaded->input().h; });
}

void set_batch_network(network* net, int batch) {
  dn::guarded(__func__, [&] { dn::required(net, "net")->set_batch(batch); });
}

void reset_rnn(network* net) {
  dn::guarded(__func__, [&] { dn::required(net, "net")->loaded->reset_state(); });
}

void fuse_conv_batchnorm(network* /*net*/) {}

void cuda_set_device(int device) { dn::choose_device(device); }

void init_cpu(void) {}
