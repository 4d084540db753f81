// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/bench/gpu/swap_rig.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "rtswap/exec/make_group_loader.h"
#include "rtswap/plan/grouping.h"
#include "rtswap/plan/planner.h"
#include "rtswap/transfer/host_link.h"
#include "rtswap/transfer/stream_link.h"

namespace bench_gpu {
namespace {

using dn::Bytes;
using rtswap::LayerGroup;
using rtswap::MemoryNeeds;

// As the executor cuts large layers where there is a limit; here also where there is none, so that
// both compute the same.
constexpr Bytes kPart = dn::kMiB;

// Notes when the work was handed to the device.
class StampedRecording final : public dn::Recording {
 public:
  StampedRecording(std::unique_ptr<dn::Recording> inner, rtswap::Instant& stamp)
      : inner_(std::move(inner)), stamp_(stamp) {}
  void launch() noexcept override {
    inner_->launch();
    stamp_ = rtswap::Instant::clock::now();
  }

 private:
  std::unique_ptr<dn::Recording> inner_;
  rtswap::Instant& stamp_;
};

std::unique_ptr<rtswap::CopyLink> make_link(dn::Device& device) {
  if (device.has_own_memory()) return std::make_unique<rtswap::StreamLink>(device);
  return std::make_unique<rtswap::HostLink>();
}

Bytes sum(const std::vector<Bytes>& sizes) {
  Bytes total;
  for (const Bytes size : sizes) total += size;
  return total;
}

// Group sizes between a fraction and a multiple of the even share are tried.
Bytes size_for_count(const std::vector<Bytes>& steps, int wanted, Bytes chunk) {
  const std::uint64_t even = sum(steps).value / static_cast<std::uint64_t>(wanted);
  Bytes best(even);
  int best_error = INT32_MAX;
  for (std::uint64_t percent = 50; percent <= 200; percent += 5) {
    const Bytes size(std::max<std::uint64_t>(even * percent / 100, 1));
    const auto groups = rtswap::group_by_size(steps, size, chunk).groups.size();
    const int error = std::abs(static_cast<int>(groups) - wanted);
    if (error < best_error) best = size;
    best_error = std::min(error, best_error);
  }
  return best;
}

// Room for any two neighbouring groups: the smallest area in which one is loaded while the one
// before it computes.
Bytes area_of_two(const MemoryNeeds& needs, Bytes group, Bytes chunk) {
  std::uint64_t most = 0;
  for (const rtswap::NetworkNeeds& network : needs.networks) {
    std::uint64_t before = 0;
    for (const LayerGroup& each :
         rtswap::group_by_size(network.step_weights, group, chunk).groups) {
      const std::uint64_t chunks = dn::chunks_for(each.size, chunk);
      most = std::max(most, before + chunks);
      before = chunks;
    }
  }
  return chunk * most;
}

// Gives all networks the places of the first one.
void share_places(rtswap::SwapPlan& plan) {
  const std::vector<LayerGroup>& first = plan.networks.front().groups;
  for (rtswap::NetworkPlan& network : plan.networks) {
    for (std::size_t group = 0; group < network.groups.size(); ++group) {
      network.groups[group].chunks = first[group].chunks;
      network.groups[group].retained = false;
    }
  }
  plan.streaming_chunks = plan.retained_chunks / static_cast<std::uint32_t>(plan.networks.size());
  plan.retained_chunks = 0;
}

}  // namespace

SwapRig::SwapRig(const Settings& settings, const std::vector<NetworkChoice>& choices,
                 const SwapOptions& options)
    : device_(settings.device),
      compute_(device_->make_stream(dn::StreamPriority::kHigh)),
      side_(*device_),
      prepared_(prepare(settings, choices, options)),
      plan_(plan(settings, options)),
      memory_(*device_, *compute_, side_, set_.memory_limit, prepared_, plan_),
      link_(make_link(*device_)),
      signals_(plan_, *device_),
      engine_(*link_,
              {rtswap::kLargestPiece, std::max<std::size_t>(signals_.loads.size(), 1), nullptr}),
      loader_(rtswap::make_group_loader(settings.placement, memory_.networks(), memory_.pool(),
                                        engine_, signals_, *compute_)),
      runner_(runnable_tasks(), *loader_) {
  for (rtswap::PreparedTask& task : prepared_.tasks) {
    const dn::Shape& shape = task.compiled->network().input();
    dn::planar_to_channels_last(shape, dn::random_input(1, 0, shape.count()),
                                task.compiled->input());
    result_layers_.push_back(task.compiled->network().result_layers());
  }
  loader_->load_retained();
}

rtswap::PreparedSet SwapRig::prepare(const Settings& settings,
                                     const std::vector<NetworkChoice>& choices,
                                     const SwapOptions& options) {
  rtswap::PreparedSet prepared;
  prepared.device = device_;
  dn::CompileOptions compile;
  compile.device = device_->kind();
  compile.kernels.precision = options.precision;
  compile.kernels.max_part = kPart;
  for (const NetworkChoice& choice : choices) {
    rtswap::PreparedNetwork network{choice.name,
                                    choice.name,
                                    cfg_text(settings, choice.name),
                                    std::make_unique<dn::Network>(load(settings, choice)),
                                    "random:1",
                                    false};
    rtswap::PreparedTask task;
    task.network = static_cast<std::uint32_t>(prepared.networks.size());
    task.compiled = std::make_unique<dn::CompiledNetwork>(*network.network, compile);
    prepared.networks.push_back(std::move(network));
    prepared.tasks.push_back(std::move(task));
    rtswap::TaskSpec spec;
    spec.name = choice.name;
    spec.period = std::chrono::seconds(1);
    set_.tasks.push_back(std::move(spec));
  }
  return prepared;
}

rtswap::SwapPlan SwapRig::plan(const Settings& settings, const SwapOptions& options) {
  const MemoryNeeds needs = rtswap::memory_needs(set_, prepared_);
  rtswap::PlannerOptions planner;
  const Bytes granularity = device_->vmm().granularity();
  planner.chunk = settings.smoke ? granularity : std::max(planner.chunk, granularity);
  planner.group = options.group;
  if (options.group_count) {
    const auto& steps = needs.networks.front().step_weights;
    planner.group = size_for_count(steps, *options.group_count, planner.chunk);
  }
  if (options.share < 1) {
    const Bytes part(
        static_cast<std::uint64_t>(options.share * static_cast<double>(weight_bytes().value)));
    set_.memory_limit = needs.arena + needs.workspace + needs.io +
                        std::max(part, area_of_two(needs, *planner.group, planner.chunk));
    planner.memory_limit = set_.memory_limit;
  }
  rtswap::SwapPlan plan = rtswap::make_plan(needs, planner);
  if (options.takes_turns) share_places(plan);
  return plan;
}

std::vector<rtswap::RunnableTask> SwapRig::runnable_tasks() {
  std::vector<rtswap::RunnableTask> tasks;
  for (std::uint32_t network = 0; network < plan_.networks.size(); ++network) {
    rtswap::RunnableTask& task = tasks.emplace_back(rtswap::RunnableTask{network, {}, {}});
    auto& recordings = recordings_.emplace_back();
    for (std::size_t group = 0; group < groups(network).size(); ++group) {
      task.groups.push_back(record_group(network, group));
      recordings.push_back(task.groups.back().get());
    }
  }
  return tasks;
}

std::unique_ptr<dn::Recording> SwapRig::record_group(std::uint32_t network, std::size_t group) {
  dn::CompiledNetwork& compiled = *prepared_.tasks[network].compiled;
  const LayerGroup& steps = groups(network)[group];
  const bool is_last = group + 1 == groups(network).size();
  const int first = steps.first_step, last = steps.last_step;
  auto recording = compute_->record_work([&compiled, group, first, last] {
    if (group == 0) compiled.load_input();
    compiled.run_steps(first, last);
  });
  if (!is_last) return recording;
  return std::make_unique<StampedRecording>(std::move(recording), last_launch_);
}

SwapRig::Job SwapRig::run(std::uint32_t network) noexcept {
  rtswap::ActiveJob job{.job = {rtswap::TaskId{network}, {}, {}, {}}};
  runner_.run(
      job, [] { return false; }, [] { return std::optional<rtswap::UpcomingJob>(); });
  const rtswap::JobOutcome& outcome = job.outcome;
  return {millis(outcome.end - outcome.start), millis(last_launch_ - outcome.start),
          outcome.swapped_in};
}

double SwapRig::time_groups_from(std::uint32_t network, std::size_t first) noexcept {
  const auto begin = Clock::now();
  for (std::size_t group = first; group < groups(network).size(); ++group)
    recordings_[network][group]->launch();
  compute_->synchronize();
  return millis(Clock::now() - begin);
}

std::vector<std::uint32_t> SwapRig::outputs(std::uint32_t network) const {
  const dn::CompiledNetwork& compiled = *prepared_.tasks[network].compiled;
  std::vector<std::uint32_t> bits;
  for (const int layer : result_layers_[network]) {
    for (const float value : compiled.output(layer))
      bits.push_back(std::bit_cast<std::uint32_t>(value));
  }
  return bits;
}

bool SwapRig::outputs_are(std::uint32_t network,
                          std::span<const std::uint32_t> bits) const noexcept {
  const dn::CompiledNetwork& compiled = *prepared_.tasks[network].compiled;
  const auto same = [](float value, std::uint32_t expected) {
    return std::bit_cast<std::uint32_t>(value) == expected;
  };
  for (const int layer : result_layers_[network]) {
    const auto values = compiled.output(layer);
    if (values.size() > bits.size()) return false;
    if (!std::ranges::equal(values, bits.first(values.size()), same)) return false;
    bits = bits.subspan(values.size());
  }
  return bits.empty();
}

Bytes SwapRig::weight_bytes() const {
  Bytes total;
  for (const rtswap::PreparedTask& task : prepared_.tasks) total += task.compiled->weight_bytes();
  return total;
}

}  // namespace bench_gpu
