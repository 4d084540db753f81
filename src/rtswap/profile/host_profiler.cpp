// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/profile/host_profiler.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "darknet/image/resizer.h"
#include "rtswap/exec/post_processor.h"
#include "rtswap/exec/realtime.h"
#include "rtswap/profile/sampler.h"

namespace rtswap {
namespace {

// Of the picture that preparing is measured with: a usual camera's.
constexpr dn::ImageSize kPicture{768, 576};
// Long enough that the processor may have gone to sleep, too.
constexpr Nanos kNap = std::chrono::microseconds(500);
constexpr Nanos kLongestMeasurement = std::chrono::seconds(2);

// On a thread of its own, because the priority goes with the thread.
TimeStats measure_wake(int runs) {
  Samples samples(runs);
  std::thread sleeper([&] {
    make_realtime(::pthread_self(), RealtimePriority::kRelease);
    Sleeper alarm;
    for (int run = -kWarmUpRuns; run < runs; ++run) {
      const Instant instant = Instant::clock::now() + kNap;
      alarm.sleep_until(instant);
      const Nanos late = Instant::clock::now() - instant;
      if (run >= 0) samples.add(late);
    }
  });
  sleeper.join();
  return samples.summary();
}

// One thread waits, the other one calls it a nap later.
TimeStats measure_handover(int runs) {
  Samples samples(runs);
  std::atomic<int> called{0}, answered{0};
  Instant call;
  std::thread waiter([&] {
    make_realtime(::pthread_self(), RealtimePriority::kPrepare);
    for (int i = 0; i < runs + kWarmUpRuns; ++i) {
      called.wait(i);
      const Nanos late = Instant::clock::now() - call;
      if (i >= kWarmUpRuns) samples.add(late);
      answered = i + 1;
      answered.notify_one();
    }
  });
  for (int i = 0; i < runs + kWarmUpRuns; ++i) {
    std::this_thread::sleep_for(kNap);
    call = Instant::clock::now();
    called = i + 1;
    called.notify_one();
    answered.wait(i);
  }
  waiter.join();
  return samples.summary();
}

// A device of its own resizes itself, and what is no picture is copied.
TimeStats measure_prepare(const dn::Device& device, const dn::Shape& input, int runs) {
  const auto pause = [] {};
  if (device.has_own_memory()) return sample(runs, pause, [] {});
  std::vector<float> prepared(input.count() / static_cast<std::size_t>(input.n));
  if (input.c != 1 && input.c != 3) {
    const std::vector<float> noise(prepared.size(), 0.5F);
    return sample(runs, pause, [&] { std::ranges::copy(noise, prepared.begin()); });
  }
  const dn::PixelImage picture(kPicture, input.c);
  dn::Resizer resizer(kPicture, {input.w, input.h}, input.c, dn::Fit::kStretch);
  return sample(runs, pause, [&] { static_cast<void>(resizer.run(picture, prepared)); });
}

// The first run counts only where no other one is quick enough to follow.
TimeStats measure_finish(const dn::CompiledNetwork& compiled, const TaskSpec& task, int runs,
                         ProfileProgress& progress) {
  PostProcessor post(compiled.network(), task);
  JobResult result = post.make_result();
  const auto finish = [&] {
    progress.tick();
    const Instant begin = Instant::clock::now();
    post.run(compiled, kPicture, result);
    return Instant::clock::now() - begin;
  };
  Samples samples(runs);
  const Nanos first = finish();
  Nanos spent = first;
  for (int run = 0; run < runs && spent + first <= kLongestMeasurement; ++run) {
    const Nanos time = finish();
    spent += time;
    samples.add(time);
  }
  if (samples.empty()) samples.add(first);
  return samples.summary();
}

}  // namespace

HostProfile profile_host(const dn::Device& device, const dn::CompiledNetwork& compiled,
                         const TaskSpec& task, int runs, ProfileProgress& progress) {
  const dn::Network& network = compiled.network();
  HostProfile host;
  host.wake = measure_wake(runs);
  host.handover = measure_handover(runs);
  host.prepare = measure_prepare(device, network.input(), runs);
  host.finish = measure_finish(compiled, task, runs, progress);
  return host;
}

}  // namespace rtswap
