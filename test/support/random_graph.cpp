// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "test/support/random_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dn::test {
namespace {

struct Geometry {
  int side = 0, channels = 0;
  bool operator==(const Geometry&) const = default;
};

class GraphMaker {
 public:
  explicit GraphMaker(std::mt19937& random) : random_(random) {}

  std::string make(int layers) {
    while (static_cast<int>(outputs_.size()) < layers) add_layer();
    return text_;
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool chance(int one_in) { return pick(one_in) == 0; }
  const char* activation() {
    constexpr const char* kActivations[] = {"linear", "relu", "leaky", "logistic", "swish"};
    return kActivations[pick(5)];
  }
  Geometry last() const {
    return outputs_.empty() ? Geometry{kGraphSide, kGraphChannels} : outputs_.back();
  }

  void add(const std::string& section, Geometry output) {
    text_ += section;
    outputs_.push_back(output);
  }

  // Earlier layers whose output is as wide and high; with `exact`, as deep as well.
  std::vector<int> alike(bool exact) const {
    std::vector<int> found;
    for (int i = 0; i < static_cast<int>(outputs_.size()); ++i) {
      const bool fits = exact ? outputs_[i] == last() : outputs_[i].side == last().side;
      if (fits) found.push_back(i);
    }
    return found;
  }
  std::string some_of(const std::vector<int>& layers, int most, std::vector<int>& picked) {
    std::string list;
    for (int n = 1 + pick(most); n > 0; --n) {
      picked.push_back(layers[pick(static_cast<int>(layers.size()))]);
      list += (list.empty() ? "" : ",") + std::to_string(picked.back());
    }
    return list;
  }

  void add_layer() {
    switch (pick(12)) {
      case 0:
        return add("[dropout]\n", last());
      case 1:
        return add(chance(2) ? "[empty]\n" : "[cost]\n", last());
      case 2:
        return add(fmt::format("[activation]\nactivation={}\n", activation()), last());
      case 3:
        return add(chance(2) ? "[batchnorm]\n" : "[softmax]\nspatial=1\n", last());
      case 4:
        return add_resampling();
      case 5:
        return add_route();
      case 6:
      case 7:
        return add_shortcut();
      case 8:
        return add_product();
      default:
        return add_convolution();
    }
  }

  void add_convolution() {
    const int filters = chance(3) ? 8 : last().channels;
    add(fmt::format("[convolutional]\nfilters={}\nsize={}\npad=1\nactivation={}\n"
                    "batch_normalize={}\n",
                    filters, chance(2) ? 1 : 3, activation(), pick(2)),
        {last().side, filters});
  }

  void add_resampling() {
    const Geometry in = last();
    if (in.side > 2 && chance(2))
      return add("[maxpool]\nsize=2\nstride=2\n", {in.side / 2, in.channels});
    if (in.side < kGraphSide) return add("[upsample]\nstride=2\n", {in.side * 2, in.channels});
    add("[maxpool]\nsize=3\nstride=1\n", in);
  }

  // What would have more than 32 channels is halved where that is possible, else not joined at all,
  // so that no graph explodes.
  void add_route() {
    const std::vector<int> sources = alike(false);
    if (sources.empty()) return add_convolution();
    std::vector<int> picked;
    const std::string list = some_of(sources, 3, picked);
    int channels = 0;
    bool even = true;
    for (const int source : picked) {
      channels += outputs_[source].channels;
      even = even && outputs_[source].channels % 2 == 0;
    }
    if (channels > 32 && !even) return add_convolution();
    const bool halves = channels > 32 || (even && chance(3));
    add(fmt::format("[route]\nlayers={}\ngroups={}\ngroup_id={}\n", list, halves ? 2 : 1,
                    halves ? pick(2) : 0),
        {last().side, halves ? channels / 2 : channels});
  }

  void add_shortcut() {
    const std::vector<int> sources = alike(chance(2));
    if (sources.empty()) return add_convolution();
    std::vector<int> picked;
    const std::string list = some_of(sources, chance(3) ? 2 : 1, picked);
    constexpr const char* kWeights[] = {"none", "none", "per_channel"};
    add(fmt::format("[shortcut]\nfrom={}\nactivation={}\nweights_type={}\n", list, activation(),
                    kWeights[pick(3)]),
        last());
  }

  void add_product() {
    const std::vector<int> sources = alike(true);
    if (sources.empty()) return add_convolution();
    const int source = sources[pick(static_cast<int>(sources.size()))];
    if (chance(2)) {
      return add(fmt::format("[sam]\nfrom={}\nactivation={}\n", source, activation()), last());
    }
    const Geometry in = last();
    add("[avgpool]\n", {1, in.channels});
    add(fmt::format("[scale_channels]\nfrom={}\n", source), in);
  }

  std::mt19937& random_;
  std::string text_;
  std::vector<Geometry> outputs_;
};

}  // namespace

std::string random_graph(std::mt19937& random, int layers) {
  return GraphMaker(random).make(layers);
}

}  // namespace dn::test
