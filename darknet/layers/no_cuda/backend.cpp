// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/backend.h"

#include "darknet/base/error.h"

namespace dn {

const Backend& cuda_backend() {
  throw bad_input("this program was built without CUDA; build it with 'make GPU=1'");
}

}  // namespace dn
