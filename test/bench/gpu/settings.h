// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "darknet/device/device.h"
#include "darknet/net/network.h"
#include "darknet/tensor/precision.h"
#include "rtswap/model/placement.h"
#include "test/bench/gpu/report.h"
#include "test/bench/gpu/samples.h"

namespace bench_gpu {

// What every part is given.
struct Settings {
  std::string device_name = "cuda:0";
  std::shared_ptr<dn::Device> device;
  // Tiny networks and few repetitions: does everything run, on the emulated device, say?
  bool smoke = false;
  // Of streamed groups.
  rtswap::Placement placement = rtswap::Placement::kOverlay;
  // No measurement is begun after this.
  Clock::time_point deadline = Clock::time_point::max();

  Repeats repeats() const { return smoke ? Repeats{1, 5, {}} : Repeats{}; }
  bool is_late() const { return Clock::now() > deadline; }
};

struct NetworkChoice {
  std::string name;  // cfg/<name>.cfg
  int side = 0;      // width and height; 0 = as the cfg says
  int batch = 1;
};

// The text of the cfg, a stand-in of a few layers in a smoke run.
std::string cfg_text(const Settings& settings, const std::string& name);
dn::Network load(const Settings& settings, const NetworkChoice& choice);

const char* name_of(dn::Precision precision);

// The parts: each adds its measurements to the report, an error as a measurement with a key
// "error" where the others can go on. Throw dn::Error where nothing can be measured.
void bench_forward(const Settings& settings, Report& report);
void bench_host_time(const Settings& settings, Report& report);
void bench_streaming(const Settings& settings, Report& report);
void bench_swapping(const Settings& settings, Report& report);

}  // namespace bench_gpu
