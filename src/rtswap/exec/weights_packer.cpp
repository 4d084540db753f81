// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/exec/weights_packer.h"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "darknet/base/aligned_buffer.h"
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

PackFile pack_file_of(const PreparedNetwork& network, const dn::CompiledNetwork& compiled) {
  return {network.weights, compiled.packing() + "cfg:\n" + network.cfg};
}

// Packs the weights one step after the other and writes the file.
void make_pack_file(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                    const std::vector<dn::Bytes>& sizes, const PackFile& file) {
  std::vector<dn::Bytes> offsets;
  dn::Bytes end;
  for (const dn::Bytes size : sizes) {
    offsets.push_back(end);
    end += align_up(size, dn::Bytes(dn::kAlignment));
  }
  PackedImage image(network.name, end, HugePages::kIfAvailable);
  const PackFile::Steps steps = steps_of(compiled, offsets, image);
  warn(file.save(steps, pack(network, compiled, steps)));
}

}  // namespace

WeightsSource fill_image(const PreparedNetwork& network, const dn::CompiledNetwork& compiled,
                         const std::vector<dn::Bytes>& step_offsets, PackedImage& image) {
  const PackFile::Steps steps = steps_of(compiled, step_offsets, image);
  if (!network.pack_cache) {
    pack(network, compiled, steps);
    return WeightsSource::kWeights;
  }
  const PackFile file = pack_file_of(network, compiled);
  const PackFile::LoadResult result = file.load(steps);
  warn(result.warning);
  if (result.loaded) return WeightsSource::kPackFile;
  const std::uint64_t hash = pack(network, compiled, steps);
  warn(file.save(steps, hash));
  return WeightsSource::kWeights;
}

FiledWeights file_weights(const PreparedNetwork& network, const dn::CompiledNetwork& compiled) {
  if (!network.pack_cache) throw dn::system_failure("internal error: a network without a file");
  std::vector<dn::Bytes> sizes;
  for (const dn::Step& step : compiled.steps()) sizes.push_back(step.weights);
  const PackFile file = pack_file_of(network, compiled);
  PackFile::OpenResult opened = file.open(sizes);
  warn(opened.warning);
  WeightsSource source = WeightsSource::kPackFile;
  if (!opened.file) {
    source = WeightsSource::kWeights;
    make_pack_file(network, compiled, sizes, file);
    opened = file.open(sizes);
    warn(opened.warning);
  }
  if (opened.file) return {std::move(*opened.file), std::move(opened.steps_at), source};
  throw dn::bad_input(fmt::format(
      "{}: under this host_memory_limit its packed weights are read from '{}', which could not be "
      "written; make room for it and let it be written, or raise the limit",
      network.place, file.path()));
}

}  // namespace rtswap
