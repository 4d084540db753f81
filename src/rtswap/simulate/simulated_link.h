// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <vector>

#include "darknet/base/bytes.h"
#include "rtswap/model/time.h"
#include "rtswap/simulate/event_writer.h"
#include "rtswap/simulate/place_map.h"
#include "rtswap/simulate/rare_loss.h"

namespace rtswap {

// How far the device has come with the job it runs or ran last: what loads wait for.
struct DeviceProgress {
  static constexpr int kAll = std::numeric_limits<int>::max();  // it has left the device
  std::uint64_t job = 0;                                        // counts grants
  int ran = kAll;                                               // groups of it that have run
};

// One load as it is asked for.
struct SimulatedLoad {
  int group = 0;
  LoadClass load_class = LoadClass::kPrefetch;
  Nanos duration{0};
  // Its first byte waits until this group of that job has run; -1: for nothing.
  int after = -1;
  std::uint64_t after_job = 0;
};

// What the link holds at most, as CopyLink says.
struct LinkShape {
  std::uint64_t depth = 1;  // of the largest pieces, and of prefetches
  std::size_t slots = 1;    // pieces
};

// The copy engine and the link (transfer/copy_engine.h) on the virtual clock: loads in pieces
// (model/link_pieces.h), a load's time spread over them by their bytes. Before every piece the most
// important load is taken: the running job's before prefetches, then as they were asked for. One
// piece crosses at a time; on a link of depth two the next one is chosen before that. The running
// job's loads may be late.
class SimulatedLink {
 public:
  SimulatedLink(LinkShape shape, const PlaceMap& places, const DeviceProgress& progress,
                const RareLoss& late, const Instant& now, EventWriter& events);

  void submit(const SimulatedLoad& load);
  // Becomes the running job's, as if asked for now.
  void promote(int group);
  // Drops what is not on the way yet. True: it is gone. False: wait until its pieces have arrived.
  bool cancel(int group);
  // While held, no new piece of a prefetch is sent.
  void hold(bool held) { is_held_ = held; }
  // All of its pieces are on the way, or it is not pending at all.
  bool is_sent(int group) const;
  bool is_pending(int group) const { return find(group) != loads_.end(); }
  // It is pending, and nobody's who runs.
  bool is_prefetch(int group) const;

  // When the piece that crosses arrives; Instant::max() when none does.
  Instant next_event() const { return arrives_; }
  // Sends what there is room for; true when something began.
  bool start();
  // A load that has ended by the piece that arrives now.
  struct Ended {
    int group;
    bool is_done;  // else it was cancelled
  };
  // Call when the clock shows next_event().
  std::optional<Ended> receive();

  dn::Bytes bytes() const { return bytes_; }
  Nanos busy() const { return busy_; }

 private:
  struct Pending {
    SimulatedLoad load;
    dn::Bytes size, sent, arrived;
    Nanos spent{0}, late{0};
    bool is_cancelled = false;

    dn::Bytes left_to_send() const { return is_cancelled ? dn::Bytes() : size - sent; }
  };
  struct Piece {
    int group;
    bool is_first;
    dn::Bytes size;
    Nanos duration;
    int after;
    std::uint64_t after_job;
  };
  using Loads = std::vector<Pending>;  // in the order they were asked for

  Loads::iterator find(int group);
  Loads::const_iterator find(int group) const;
  Pending* most_important();
  bool has_room_for(LoadClass load_class) const;
  void send(Pending& pending);
  bool begin_front();
  std::optional<Ended> settle(Loads::iterator pending);

  const LinkShape shape_;
  const PlaceMap& places_;
  const DeviceProgress& progress_;
  RareLoss late_;
  const Instant& now_;
  EventWriter& events_;
  Loads loads_;
  std::deque<Piece> flight_;  // the first one crosses, once what it waits for has run
  Instant arrives_ = Instant::max();
  bool is_held_ = false;
  dn::Bytes bytes_;
  Nanos busy_{0};
};

}  // namespace rtswap
