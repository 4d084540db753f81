// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/call_profiler.h"

#include <memory>

namespace rtswap {

CallProfile profile_calls(dn::Device& device, int runs, ProfileProgress& progress) {
  constexpr dn::Bytes kSmall{64};
  const dn::DeviceBlock block = device.allocate(kSmall, "profile of calls");
  const auto stream = device.make_stream(dn::StreamPriority::kNormal);
  const auto fence = device.make_fence();
  const auto step = stream->record_work([&] { stream->clear(block.data(), kSmall); });
  const auto pause = [&] {
    progress.tick();
    stream->synchronize();
  };
  const auto reach_fence = [&] {
    stream->record(*fence);
    fence->wait();
  };
  CallProfile calls;
  calls.launch = sample(runs, pause, [&] { step->launch(); });
  calls.fence = sample(runs, pause, reach_fence);
  calls.round_trip = sample(runs, pause, [&] {
    step->launch();
    reach_fence();
  });
  stream->synchronize();
  return calls;
}

}  // namespace rtswap
