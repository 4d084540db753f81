// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/mapping_profiler.h"

#include <algorithm>

namespace rtswap {
namespace {

using dn::Bytes;

constexpr const char* kWho = "profile of mapping";

// Addresses without memory, given back at the end.
class Reservation {
 public:
  Reservation(dn::Vmm& vmm, Bytes size)
      : vmm_(vmm), size_(size), address_(vmm.reserve(size, kWho)) {}
  ~Reservation() { vmm_.release(address_, size_); }
  Reservation(const Reservation&) = delete;
  Reservation& operator=(const Reservation&) = delete;
  std::byte* address() const { return address_; }

 private:
  dn::Vmm& vmm_;
  Bytes size_;
  std::byte* address_;
};

template <typename Function>
Nanos time_of(const Function& function) {
  const Instant begin = Instant::clock::now();
  function();
  return Instant::clock::now() - begin;
}

MappingProfile profile_chunk(dn::Vmm& vmm, Bytes size, int runs, ProfileProgress& progress) {
  const Reservation range(vmm, size);
  Samples create(runs), map(runs), unmap(runs), destroy(runs);
  for (int run = -kWarmUpRuns; run < runs; ++run) {
    progress.tick();
    dn::ChunkHandle chunk{};
    const Nanos created = time_of([&] { chunk = vmm.create_chunk(size, kWho); });
    Nanos mapped{0};
    try {
      mapped = time_of([&] { vmm.map(range.address(), chunk, size); });
    } catch (...) {
      vmm.destroy_chunk(chunk);
      throw;
    }
    const Nanos unmapped = time_of([&] { vmm.unmap(range.address(), size); });
    const Nanos destroyed = time_of([&] { vmm.destroy_chunk(chunk); });
    if (run < 0) continue;
    create.add(created), map.add(mapped), unmap.add(unmapped), destroy.add(destroyed);
  }
  return {size, create.summary(), map.summary(), unmap.summary(), destroy.summary()};
}

}  // namespace

std::vector<MappingProfile> profile_mapping(dn::Vmm& vmm, int runs, ProfileProgress& progress) {
  std::vector<Bytes> sizes;
  for (const Bytes wanted : {dn::kKiB * 256, dn::kMiB * 2, dn::kMiB * 8, dn::kMiB * 32})
    sizes.push_back(align_up(wanted, vmm.granularity()));
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  std::vector<MappingProfile> profiles;
  profiles.reserve(sizes.size());
  for (const Bytes size : sizes) profiles.push_back(profile_chunk(vmm, size, runs, progress));
  return profiles;
}

}  // namespace rtswap
