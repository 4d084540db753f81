// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <benchmark/benchmark.h>

#include <ctime>
#include <deque>

#include "rtswap/transfer/copy_engine.h"
#include "test/bench/call_times.h"

// What the copy engine takes of the host when the link takes nothing: the caller's time in
// submit(), and the processor time of the engine's thread for each piece. The argument says how
// many networks have a transfer queued.
namespace rtswap {
namespace {

constexpr dn::Bytes kPiece{64 * 1024};

// Every piece has arrived when it is sent; two may be on their way, as on a GPU's link.
class EndlessLink final : public CopyLink {
 public:
  int depth() const noexcept override { return 2; }
  void send(std::byte* /*dst*/, const std::byte* /*src*/, dn::Bytes /*size*/,
            const dn::Fence* /*after*/) noexcept override {}
  bool mark(dn::Fence& /*fence*/) noexcept override { return true; }
  void receive() noexcept override {}
};

// Nothing is read or written: the link does not look at it.
Transfer transfer_of(dn::Bytes size, TransferClass transfer_class, TransferTicket& ticket) {
  static std::byte nothing;
  Transfer transfer;
  transfer.dst = &nothing;
  transfer.src = &nothing;
  transfer.size = size;
  transfer.transfer_class = transfer_class;
  transfer.ticket = &ticket;
  return transfer;
}

// The processor time that the engine's thread has used so far.
double thread_nanos(CopyEngine& engine) {
  clockid_t clock{};
  timespec time{};
  if (::pthread_getcpuclockid(engine.native_handle(), &clock) != 0) return 0;
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

double pieces_of(const CopyEngine& engine) { return static_cast<double>(engine.counters().pieces); }

bool submit(benchmark::State& state, CopyEngine& engine, const Transfer& transfer) {
  if (engine.submit(transfer)) return true;
  state.SkipWithError("the queue was full");
  return false;
}

// Transfers of one piece each, one for each network in a row, then all of them awaited.
void copy_small_transfers(benchmark::State& state) {
  constexpr std::size_t kTransfers = 20'000;
  const auto networks = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    EndlessLink link;
    std::deque<TransferTicket> tickets(networks);
    CallTimes times(kTransfers);
    CopyEngine engine(link, {kPiece, networks, nullptr});
    const double before = thread_nanos(engine);
    while (!times.is_full()) {
      for (TransferTicket& ticket : tickets) {
        const Transfer transfer = transfer_of(kPiece, TransferClass::kRunning, ticket);
        if (!times.time([&] { return submit(state, engine, transfer); })) return;
      }
      for (const TransferTicket& ticket : tickets) ticket.wait();
    }
    state.counters["submit_med"] = times.percentile(.5);
    state.counters["submit_p99"] = times.percentile(.99);
    state.counters["engine_per_piece"] = (thread_nanos(engine) - before) / pieces_of(engine);
  }
}

// The running job's transfer of many pieces, while every other network's prefetch waits before it
// in the queue.
void copy_pieces(benchmark::State& state) {
  constexpr std::uint64_t kPieces = 200'000;
  const auto networks = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    EndlessLink link;
    std::deque<TransferTicket> tickets(networks);
    CopyEngine engine(link, {kPiece, networks, nullptr});
    engine.hold_prefetches();
    for (std::size_t i = 1; i < networks; ++i) {
      if (!submit(state, engine, transfer_of(kPiece, TransferClass::kPrefetch, tickets[i]))) return;
    }
    const double before = thread_nanos(engine);
    const Transfer running = transfer_of(kPiece * kPieces, TransferClass::kRunning, tickets[0]);
    if (!submit(state, engine, running)) return;
    tickets[0].wait();
    state.counters["engine_per_piece"] = (thread_nanos(engine) - before) / pieces_of(engine);
  }
}

BENCHMARK(copy_small_transfers)->Arg(1)->Arg(4)->Arg(16)->Arg(64)->Iterations(1);
BENCHMARK(copy_pieces)->Arg(1)->Arg(4)->Arg(16)->Arg(64)->Iterations(1);

}  // namespace
}  // namespace rtswap
