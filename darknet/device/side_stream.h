// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <memory>

#include "darknet/device/device.h"
#include "darknet/device/stream.h"

namespace dn {

// A second queue beside a main stream, for work that the main one need not wait for at once: copies
// of results while more is computed. Also within a recording of the main stream, which must then
// end with join(). Serves one main stream at a time, by the thread that uses it; the device must
// outlive this.
class SideStream {
 public:
  // Throws Error.
  explicit SideStream(Device& device)
      : stream_(device.make_stream(StreamPriority::kNormal)),
        forked_(device.make_fence()),
        done_(device.make_fence()) {}

  // Run phase. Where to put what may begin as soon as all that is on `main` by now is done.
  Stream& fork(Stream& main) noexcept {
    main.record(*forked_);
    stream_->wait(*forked_);
    return *stream_;
  }
  // Run phase. What is put on `main` from now on begins after all that was put on the side.
  void join(Stream& main) noexcept {
    stream_->record(*done_);
    main.wait(*done_);
  }

 private:
  std::unique_ptr<Stream> stream_;
  std::unique_ptr<Fence> forked_, done_;
};

}  // namespace dn
