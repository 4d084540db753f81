// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "darknet/capi/loaded_network.h"
#include "darknet/include/darknet.h"

// What a `network*` of the C interface points to.
struct network {  // NOLINT(readability-identifier-naming): Darknet's name
  network(std::string cfg_path, std::string weights_path, int batch)
      : cfg(std::move(cfg_path)), weights(std::move(weights_path)) {
    set_batch(batch);
  }

  // Loads again where the batch changes; where that throws, the network stays as it is.
  void set_batch(int batch) {
    if (loaded && loaded->input().n == batch) return;
    loaded = std::make_unique<dn::LoadedNetwork>(cfg, weights, batch);
  }

  std::string cfg, weights;
  std::unique_ptr<dn::LoadedNetwork> loaded;  // never null
};
