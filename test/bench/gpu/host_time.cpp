// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/settings.h"
#include "test/bench/gpu/swap_rig.h"

// What a job costs the host: from its grant to the launch of its last group, yolov4 in about 20
// groups, everything resident, so that no launch waits for a copy.
namespace bench_gpu {

void bench_host_time(const Settings& settings, Report& report) {
  SwapOptions options;
  options.precision = dn::Precision::kFloat16;
  options.group_count = 20;
  SwapRig rig(settings, {{"yolov4", 608, 1}}, options);
  Samples total;
  const Samples host = time_repeatedly(settings.repeats(), [&] {
    const SwapRig::Job job = rig.run(0);
    total.add(job.total_ms);
    return job.last_launch_ms * 1e3;
  });
  report.add({{"part", "host-time"},
              {"network", "yolov4"},
              {"precision", "fp16"},
              {"groups", rig.groups(0).size()},
              {"median_us", host.median()},
              {"p99_us", host.percentile(.99)},
              {"job_median_ms", total.median()},
              {"runs", host.count()}});
}

}  // namespace bench_gpu
