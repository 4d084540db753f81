// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/plan_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "rtswap/cli/svg_text.h"

namespace rtswap {
namespace {

using Out = std::back_insert_iterator<std::string>;

// Sizes in pixels.
constexpr double kLabels = 170, kMap = 800, kMargin = 10;
constexpr double kHeader = 40, kGap = 12, kNetworkHeight = 160;
constexpr double kThinnest = 2, kThickest = 14;

double row_height(const NetworkPlan& network) {
  const auto groups = static_cast<double>(std::max<std::size_t>(network.groups.size(), 1));
  return std::clamp(kNetworkHeight / groups, kThinnest, kThickest);
}

double height_of(const NetworkPlan& network) {
  return std::max(row_height(network) * static_cast<double>(network.groups.size()), kThickest);
}

class Picture {
 public:
  Picture(const SwapPlan& plan, const MemoryNeeds& needs)
      : plan_(plan), needs_(needs), chunk_width_(kMap / std::max(1U, plan.chunk_count())) {}

  std::string text() {
    double height = kHeader + kMargin;
    for (const NetworkPlan& network : plan_.networks) height += height_of(network) + kGap;
    fmt::format_to(Out(text_),
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
                   "viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" font-size=\"12\">\n",
                   kLabels + kMap + 2 * kMargin, height);
    fmt::format_to(Out(text_), "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    header();
    double y = kHeader;
    for (std::size_t n = 0; n < plan_.networks.size(); ++n) {
      network(n, y);
      y += height_of(plan_.networks[n]) + kGap;
    }
    return std::move(text_) + "</svg>\n";
  }

 private:
  double x_of(std::uint32_t chunk) const { return kMargin + kLabels + chunk * chunk_width_; }

  void header() {
    fmt::format_to(
        Out(text_),
        "<text x=\"{}\" y=\"16\">{} chunks of {}: {} retained, {} shared by what is streamed"
        "</text>\n",
        x_of(0), plan_.chunk_count(), human(plan_.chunk), plan_.retained_chunks,
        plan_.streaming_chunks);
    rect(x_of(0), 22, plan_.retained_chunks * chunk_width_, 8, "#666");
    text_ += "/>\n";
    rect(x_of(plan_.retained_chunks), 22, plan_.streaming_chunks * chunk_width_, 8, "#ccc");
    text_ += "/>\n";
  }

  void network(std::size_t n, double y) {
    const NetworkPlan& network = plan_.networks[n];
    fmt::format_to(Out(text_), "<text x=\"{}\" y=\"{}\">{}</text>\n", kMargin, y + 11,
                   svg_text(needs_.networks[n].name));
    rect(x_of(0), y, kMap, height_of(network), "#f4f4f4");
    text_ += "/>\n";
    // Neighbours get hues far apart: the golden angle.
    const int hue = static_cast<int>(n * 137 % 360);
    for (std::size_t g = 0; g < network.groups.size(); ++g) {
      group(network.groups[g], g, y + row_height(network) * static_cast<double>(g),
            row_height(network), hue);
    }
  }

  // A rectangle for each run of consecutive chunks.
  void group(const LayerGroup& group, std::size_t number, double y, double height, int hue) {
    const std::string color = fmt::format("hsl({},60%,{}%)", hue, group.retained ? 35 : 70);
    for (std::size_t first = 0; first < group.chunks.size();) {
      std::size_t end = first + 1;
      while (end < group.chunks.size() && group.chunks[end] == group.chunks[end - 1] + 1) ++end;
      rect(x_of(group.chunks[first]), y, static_cast<double>(end - first) * chunk_width_, height,
           color);
      fmt::format_to(Out(text_), "><title>group {}: steps {} to {}, {}, {}</title></rect>\n",
                     number, group.first_step, group.last_step, human(group.size),
                     group.retained ? "retained" : "streamed");
      first = end;
    }
  }

  // Left open, so that a title can follow.
  void rect(double x, double y, double width, double height, std::string_view fill) {
    fmt::format_to(Out(text_),
                   "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" "
                   "fill=\"{}\"",
                   x, y, width, height, fill);
  }

  const SwapPlan& plan_;
  const MemoryNeeds& needs_;
  double chunk_width_;
  std::string text_;
};

}  // namespace

std::string plan_picture(const SwapPlan& plan, const MemoryNeeds& needs) {
  return Picture(plan, needs).text();
}

}  // namespace rtswap
