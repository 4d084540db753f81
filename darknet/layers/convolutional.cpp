// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/layers/convolutional.h"

#include <fmt/format.h>

#include <cstring>

#include "darknet/layers/blur.h"

namespace dn {
namespace {

int read_padding(const CfgSection& section, int size) {
  const int padding = section.side("padding", 0, 0);
  return section.integer("pad", 0) != 0 ? size / 2 : padding;
}

// With share_index: the layer that owns the weights, which may be the one that the named layer
// shares them with.
const ConvolutionalLayer& find_weights_owner(const LayerContext& context) {
  const int named = context.source("share_index", context.section.integer("share_index", 0));
  const Layer& layer = *context.layers[named];
  if (std::strcmp(layer.type(), "convolutional") != 0) {
    throw context.section.error("share_index", fmt::format("layer {} is not convolutional", named));
  }
  const int owner = static_cast<const ConvolutionalLayer&>(layer).weights_owner();
  return static_cast<const ConvolutionalLayer&>(*context.layers[owner]);
}

}  // namespace

ConvolutionalLayer::ConvolutionalLayer(const LayerContext& context)
    : Layer(context, "convolutional"), weights_owner_(context.index) {
  const CfgSection& section = context.section;
  const int filters = section.integer_at_least("filters", 1, 1);
  geometry_.size = section.side("size", 1, 1);
  const int stride = section.side("stride", 1, 1);
  geometry_.stride_x = section.side("stride_x", stride, 1);
  geometry_.stride_y = section.side("stride_y", stride, 1);
  geometry_.padding = read_padding(section, geometry_.size);
  geometry_.groups = section.integer_at_least("groups", 1, 1);
  geometry_.dilation = section.side("dilation", 1, 1);
  if (geometry_.size == 1) geometry_.dilation = 1;
  xnor_ = section.integer("xnor", 0) != 0;
  if (xnor_) geometry_.groups = 1;
  if (in().c % geometry_.groups != 0 || filters % geometry_.groups != 0) {
    throw section.error(
        "groups", fmt::format("groups={} must divide the {} input channels and the {} filters",
                              geometry_.groups, in().c, filters));
  }
  check_weight_count(
      where(), type(),
      static_cast<double>(filters) * channels_per_group() * geometry_.size * geometry_.size);
  batch_normalize_ = section.integer("batch_normalize", 0) != 0;
  activation_ =
      parse_activation(section.text("activation", "logistic"), section.where("activation").str());
  binary_output_ = section.integer("bin_output", 0) != 0;
  load_ = section.integer("dontload", 0) == 0;
  load_scales_ = load_ && section.integer("dontloadscales", 0) == 0;
  if (section.integer("flipped", 0) != 0) {
    throw section.error("flipped", "flipped weights are not supported, convert them first");
  }
  // Training, GPU-only and unused keys.
  section.accept({"cbn", "assisted_excitation", "binary", "dot", "sway", "rotate", "stretch",
                  "stretch_sway", "angle", "grad_centr", "reverse", "coordconv", "stream",
                  "wait_stream", "deform"});

  antialiasing_ = section.integer_at_least("antialiasing", 0, 0);
  table_stride_x_ = geometry_.stride_x;
  table_stride_y_ = geometry_.stride_y;
  if (antialiasing_ > 0) geometry_.stride_x = geometry_.stride_y = 1;
  set_output(section, filters, geometry_.out_side(in().h, geometry_.stride_y),
             geometry_.out_side(in().w, geometry_.stride_x));
  convolved_ = out();
  if (antialiasing_ > 0) {
    const ConvolutionGeometry blur = blur_geometry();
    set_output(section, filters, blur.out_side(convolved_.h, blur.stride_y),
               blur.out_side(convolved_.w, blur.stride_x));
  }
  if (section.has("share_index")) share_weights(section, find_weights_owner(context));
}

void ConvolutionalLayer::share_weights(const CfgSection& section, const ConvolutionalLayer& owner) {
  const bool same = owner.filters() == filters() && owner.geometry_.size == geometry_.size &&
                    owner.channels_per_group() == channels_per_group();
  if (!same) throw section.error("share_index", "the two layers' weights differ in shape");
  if (batch_normalize_ && !owner.batch_normalize_) {
    throw section.error("share_index",
                        fmt::format("batch_normalize=1, but layer {}, whose weights are shared, "
                                    "has no batch normalisation",
                                    owner.index()));
  }
  weights_owner_ = owner.index();
}

ConvolutionGeometry ConvolutionalLayer::blur_geometry() const {
  return dn::blur_geometry(antialiasing_, table_stride_x_, table_stride_y_, convolved_.c);
}

WeightSlots ConvolutionalLayer::weight_slots() const {
  if (weights_owner_ != index()) return {};
  const auto n = static_cast<std::size_t>(filters());
  const std::size_t fan_in =
      static_cast<std::size_t>(channels_per_group()) * geometry_.size * geometry_.size;
  WeightSlots slots{{WeightKind::kBiases, n}};
  if (batch_normalize_) {
    for (const WeightKind kind :
         {WeightKind::kScales, WeightKind::kMeans, WeightKind::kVariances}) {
      slots.push_back({kind, n});
      slots.back().in_file = load_scales_;
    }
  }
  slots.push_back({WeightKind::kWeights, n * fan_in, fan_in});
  slots.front().in_file = slots.back().in_file = load_;
  return slots;
}

double ConvolutionalLayer::bflops() const {
  const double weights =
      static_cast<double>(filters()) * channels_per_group() * geometry_.size * geometry_.size;
  const double operations = 2.0 * weights * convolved_.h * convolved_.w;
  return operations / 1e9 / (xnor_ ? 32 : 1);
}

std::string ConvolutionalLayer::table_row() const {
  const char* mark = xnor_                       ? (binary_output_ ? "XB" : "X ")
                     : weights_owner_ != index() ? "S "
                                                 : "  ";
  const std::string groups = geometry_.groups > 1
                                 ? fmt::format("{:4}/{:4}", filters(), geometry_.groups)
                                 : fmt::format("{:4}     ", filters());
  const std::string stride = table_stride_x_ != table_stride_y_
                                 ? fmt::format("{}x{}", table_stride_x_, table_stride_y_)
                                 : fmt::format("{:2}", table_stride_x_);
  const std::string dilation =
      geometry_.dilation > 1 ? fmt::format("({})", geometry_.dilation) : "   ";
  return fmt::format("conv{} {}  {} x {}/{}{}{:4} x{:4} x{:4} -> {:4} x{:4} x{:4} {:5.3f} BF", mark,
                     groups, geometry_.size, geometry_.size, stride, dilation, in().w, in().h,
                     in().c, convolved_.w, convolved_.h, convolved_.c, bflops());
}

}  // namespace dn
