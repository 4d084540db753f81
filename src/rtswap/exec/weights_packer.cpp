// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/weights_packer.h"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "darknet/base/error.h"
#include "darknet/base/parallel.h"
#include "darknet/base/run_in_threads.h"
#include "darknet/net/load_weights.h"
#include "rtswap/memory/pack_file.h"

namespace rtswap {
namespace {

void warn(const std::string& warning) {
  if (!warning.empty()) fmt::print(stderr, "warning: {}\n", warning);
}

PackFile::Steps steps_of(const dn::CompiledNetwork& compiled, const std::vector<dn::Bytes>& offsets,
                         PackedImage& image) {
  PackFile::Steps steps;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    steps.push_back(image.writable().subspan(offsets[i].value, compiled.steps()[i].weights.value));
  }
  return steps;
}

// Step by step, each in one thread: folding is a plain loop, and a team of threads for each of many
// short reorders costs more than it gains. The last layers, mostly the largest, come first.
void pack_steps(const dn::CompiledNetwork& compiled, const dn::NetworkWeights& weights,
                const PackFile::Steps& steps) {
  const int threads = dn::compute_threads();
  dn::run_in_threads(steps.size(), threads, [&](std::size_t i) {
    const std::size_t step = steps.size() - 1 - i;
    dn::set_compute_threads(1);
    compiled.pack(static_cast<int>(step), weights, steps[step].data());
  });
  dn::set_compute_threads(threads);
}

// Returns the hash of the file the weights came from.
std::uint64_t pack(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                   const PackFile::Steps& steps) {
  try {
    const dn::NetworkWeights weights = dn::load_weights(*network.network, network.weights);
    pack_steps(compiled, weights, steps);
    return weights.file_hash;
  } catch (const dn::Error& e) {
    throw dn::Error(e.code(), network.place + ": " + e.what());
  }
}

}  // namespace

WeightsSource fill_image(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                         const std::vector<dn::Bytes>& step_offsets, PackedImage& image) {
  const PackFile::Steps steps = steps_of(compiled, step_offsets, image);
  if (!network.pack_cache) {
    pack(network, compiled, steps);
    return WeightsSource::kWeights;
  }
  const PackFile file(network.weights, compiled.packing() + "cfg:\n" + network.cfg);
  const PackFile::LoadResult result = file.load(steps);
  warn(result.warning);
  if (result.loaded) return WeightsSource::kPackFile;
  const std::uint64_t hash = pack(network, compiled, steps);
  warn(file.save(steps, hash));
  return WeightsSource::kWeights;
}

}  // namespace rtswap
