// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include "darknet/tensor/precision.h"
#include "rtswap/model/task.h"

namespace rtswap {

constexpr dn::Precision engine_precision(Precision precision) {
  switch (precision) {
    case Precision::kTf32:
      return dn::Precision::kTensorFloat32;
    case Precision::kFp16:
      return dn::Precision::kFloat16;
    case Precision::kFp32:
      break;
  }
  return dn::Precision::kFloat32;
}

}  // namespace rtswap
