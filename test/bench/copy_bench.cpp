// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <cstring>

#include "darknet/base/aligned_buffer.h"
#include "rtswap/transfer/copy_engine.h"
#include "rtswap/transfer/host_link.h"

// The copy engine over the host link: 64 MiB, in pieces of the size the argument says (KiB), beside
// a plain memcpy.
namespace rtswap {
namespace {

constexpr dn::Bytes kTransfer{64 * 1024 * 1024};

struct Buffers {
  dn::AlignedBuffer<std::byte> from{kTransfer.value}, to{kTransfer.value};
  Buffers() {
    std::memset(from.data(), 1, kTransfer.value);
    std::memset(to.data(), 2, kTransfer.value);
  }
};

void plain_memcpy(benchmark::State& state) {
  Buffers buffers;
  for (auto _ : state) {
    std::memcpy(buffers.to.data(), buffers.from.data(), kTransfer.value);
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * kTransfer.value));
}

void copy_engine(benchmark::State& state) {
  Buffers buffers;
  HostLink link;
  TransferTicket ticket;
  CopyEngine engine(link,
                    {dn::Bytes(static_cast<std::uint64_t>(state.range(0)) * 1024), 4, nullptr});
  for (auto _ : state) {
    if (!engine.submit({buffers.to.data(), buffers.from.data(), kTransfer, TransferClass::kRunning,
                        &ticket, 0})) {
      state.SkipWithError("the queue was full");
      break;
    }
    ticket.wait();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * kTransfer.value));
}

BENCHMARK(plain_memcpy)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(copy_engine)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Arg(64)
    ->Arg(512)
    ->Arg(2048)
    ->Arg(8192);

}  // namespace
}  // namespace rtswap
