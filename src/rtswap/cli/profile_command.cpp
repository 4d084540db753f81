// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/profile_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <set>
#include <span>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/parallel.h"
#include "darknet/config/search_path.h"
#include "darknet/device/host/host_mapping.h"
#include "darknet/device/open_device.h"
#include "darknet/net/load_weights.h"
#include "rtswap/cli/profile_progress.h"
#include "rtswap/cli/profile_table.h"
#include "rtswap/cli/stop_signals.h"
#include "rtswap/config/profile_file.h"
#include "rtswap/exec/engine_precision.h"
#include "rtswap/model/file_ring.h"
#include "rtswap/profile/profiler.h"
#include "rtswap/transfer/copy_engine.h"
#include "rtswap/transfer/make_piece_reader.h"

namespace rtswap {
namespace {

constexpr const char* kRandomWeights = "random:1";
// Far beyond sense, and small enough that all samples of a large network fit into memory.
constexpr int kMostRuns = 100'000;
constexpr int kMostBatch = 4096;
constexpr int kMostThreads = 4096;

Precision precision_named(const std::string& name) {
  for (const auto& entry : kPrecisionNames) {
    if (entry.name == name) return entry.value;
  }
  throw dn::bad_input(
      fmt::format("rtswap profile: precision '{}': it must be fp32, tf32 or fp16", name));
}

void require_range(const char* option, int value, int smallest, int largest) {
  if (value >= smallest && value <= largest) return;
  throw dn::bad_input(
      fmt::format("rtswap profile: -{} {}: it must be {} to {}", option, value, smallest, largest));
}

// The name without its last extension.
std::string stem_of(const std::string& path) {
  const std::string name = dn::file_name_of(path);
  return name.substr(0, name.rfind('.'));
}

std::string find_weights(const dn::SearchPath& search, const std::string& name) {
  return dn::is_random_weights(name) ? name : search.find_file(name, {"weights"});
}

// Everything that can be wrong with the files is told before the first is measured.
std::vector<ProfileRequest> find_files(const std::vector<std::string>& cfgs,
                                       const std::vector<std::string>& weights) {
  if (weights.size() > 1 && weights.size() != cfgs.size()) {
    throw dn::bad_input(
        fmt::format("rtswap profile: {} cfgs and {} weights: give none, one for all, or one for "
                    "each",
                    cfgs.size(), weights.size()));
  }
  const dn::SearchPath search(dn::project_roots());
  std::vector<ProfileRequest> requests;
  for (std::size_t i = 0; i < cfgs.size(); ++i) {
    ProfileRequest& request = requests.emplace_back();
    request.cfg = search.find_file(cfgs[i], {"cfg"});
    const std::string name =
        weights.empty() ? kRandomWeights : weights[std::min(i, weights.size() - 1)];
    request.weights = find_weights(search, name);
  }
  return requests;
}

// The profiler has asked the kernel the same, about as much memory.
std::string files_read_by() {
  const dn::HostMapping memory(file_ring(kLargestPiece).slot, dn::Protection::kReadWrite,
                               "the file ring");
  return make_piece_reader(std::span(memory.data(), memory.size().value), dn::file_threads())
      .description;
}

}  // namespace

CLI::App* ProfileCommand::add_to(CLI::App& app) {
  CLI::App* profile = app.add_subcommand(
      "profile", "Measure networks, the link and the device; docs/profile.md describes it");
  profile->footer(
      "Options may have one dash or two. Ctrl-C ends it; files are written whole or not at all. "
      "Exit codes: 0 measured; 2 bad input; 3 the system refused, or interrupted");
  profile->add_option("CFG", cfgs_, "The networks")->required();
  profile
      ->add_option("--weights", weights_,
                   "Weights file or random:SEED, for all networks, or once for each (random:1)")
      ->expected(1)
      ->allow_extra_args(false)  // what follows the value may be a network
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  profile->add_option("--precision", precision_, "fp32 (the default), tf32 or fp16");
  profile->add_option("--batch", batch_, "Images per run (1)");
  profile->add_option("--thresh", thresh_,
                      "Least probability of the boxes that the host looks for (0.25)");
  profile->add_option("--runs", runs_, "Runs of everything that is measured (100)");
  profile->add_option("-o,--o,--output", output_,
                      "Write the profile to this file; with several networks, or where it is a "
                      "directory: one file each in it");
  profile->add_option("--files", files_,
                      "Measure reading files in this directory, too, for host_memory_limit (where "
                      "the weights file is)");
  profile->add_option("--device", device_, "auto (the default), cpu, or cuda:N");
  profile->add_option("--threads", threads_, "Compute threads (0: all the process may use)");
  return profile;
}

std::string ProfileCommand::files_for(const std::string& weights) const {
  if (!files_.empty()) return files_;
  if (dn::is_random_weights(weights)) return "";
  const std::string beside = dn::directory_of(weights);
  return ::access(beside.c_str(), W_OK) == 0 ? beside : "";
}

std::vector<std::string> ProfileCommand::outputs(const std::string& device_kind) const {
  if (output_.empty()) return std::vector<std::string>(cfgs_.size());
  const bool to_directory = dn::is_directory(output_);
  if (cfgs_.size() == 1 && !to_directory) return {output_};
  if (!to_directory) {
    throw dn::bad_input(fmt::format(
        "rtswap profile: -o {}: several networks need a directory that is there", output_));
  }
  std::vector<std::string> paths;
  std::set<std::string> known;
  for (const std::string& cfg : cfgs_) {
    const std::string name =
        fmt::format("{}.{}.{}.profile.json", stem_of(cfg), device_kind, precision_);
    if (!known.insert(name).second)
      throw dn::bad_input(fmt::format("rtswap profile: two networks would be {}", name));
    paths.push_back(dn::join_path(output_, name));
  }
  return paths;
}

int ProfileCommand::execute() const {
  require_range("runs", runs_, 1, kMostRuns);
  require_range("batch", batch_, 1, kMostBatch);
  require_range("threads", threads_, 0, kMostThreads);
  if (!(thresh_ >= 0 && thresh_ <= 1))
    throw dn::bad_input(fmt::format("rtswap profile: -thresh {}: it must be 0 to 1", thresh_));
  if (!files_.empty() && !dn::is_directory(files_))
    throw dn::bad_input(fmt::format("rtswap profile: --files {}: no such directory", files_));
  const dn::Precision precision = engine_precision(precision_named(precision_));
  std::vector<ProfileRequest> requests = find_files(cfgs_, weights_);
  dn::set_compute_threads(threads_);
  const std::unique_ptr<dn::Device> device = dn::open_device(device_);
  const std::vector<std::string> paths = outputs(device->has_own_memory() ? "cuda" : "cpu");
  for (const std::string& path : paths) {
    if (!path.empty()) dn::require_writable(path);
  }

  const StopSignals signals;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    ProfileRequest& request = requests[i];
    request.precision = precision;
    request.precision_name = precision_;
    request.batch = batch_;
    request.runs = runs_;
    request.threads = threads_;
    request.files = files_for(request.weights);
    request.thresh = thresh_;
    ProgressLine progress(dn::file_name_of(request.cfg), signals);
    const Profile profile = make_profile(*device, request, progress);
    progress.clear();
    if (!paths[i].empty()) write_profile_file(paths[i], profile);
    fmt::print("{}{}", i == 0 ? "" : "\n", profile_table(profile, bar_style_of_stdout()));
    if (profile.file) fmt::print("files were read by {}\n", files_read_by());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace rtswap
