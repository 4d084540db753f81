// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/line_chart.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

#include "rtswap/cli/svg_text.h"

namespace rtswap {
namespace {

using Out = std::back_insert_iterator<std::string>;

// Sizes in pixels.
constexpr double kLeft = 60, kTop = 40, kWidth = 520, kHeight = 300, kRight = 330, kBottom = 55;
constexpr double kLegendLine = 22, kMark = 4;
constexpr int kRatioTicks = 5;

struct Look {
  std::string_view color, dashes, mark;
};

constexpr std::array<Look, kMostChartLines> kLooks = {{
    {"#000000", "2 3", "square"},
    {"#e69f00", "8 4", "circle"},
    {"#56b4e9", "8 4", "square"},
    {"#cc79a7", "4 3", "circle"},
    {"#009e73", "4 3", "square"},
    {"#999999", "4 3", "circle"},
    {"#d55e00", "none", "circle"},
    {"#0072b2", "none", "square"},
}};

class Drawing {
 public:
  explicit Drawing(const LineChart& chart) : chart_(chart) {}

  std::string text() {
    fmt::format_to(Out(text_),
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
                   "viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" font-size=\"12\">\n",
                   kLeft + kWidth + kRight, kTop + kHeight + kBottom);
    text_ += "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n";
    label(kLeft + kWidth / 2, kTop / 2, "middle", chart_.title);
    axes();
    for (std::size_t i = 0; i < chart_.lines.size(); ++i) line(i);
    return std::move(text_) + "</svg>\n";
  }

 private:
  double x_of(double x) const {
    return kLeft + kWidth * (x - chart_.x.front()) / (chart_.x.back() - chart_.x.front());
  }
  static double y_of(double ratio) { return kTop + kHeight * (1 - ratio); }

  void axes() {
    for (int i = 0; i <= kRatioTicks; ++i) {
      const double ratio = static_cast<double>(i) / kRatioTicks;
      segment(kLeft, y_of(ratio), kLeft + kWidth, y_of(ratio), "#ddd");
      label(kLeft - 8, y_of(ratio) + 4, "end", fmt::format("{:.1f}", ratio));
    }
    double last_text = -kWidth;
    for (const double x : chart_.x) {
      segment(x_of(x), y_of(0), x_of(x), y_of(0) + 5, "#000");
      if (x_of(x) - last_text < 2 * kLegendLine) continue;
      last_text = x_of(x);
      label(x_of(x), y_of(0) + 20, "middle", fmt::format("{:g}", x));
    }
    segment(kLeft, y_of(0), kLeft + kWidth, y_of(0), "#000");
    segment(kLeft, y_of(0), kLeft, y_of(1), "#000");
    label(kLeft + kWidth / 2, y_of(0) + 42, "middle", chart_.x_label);
    fmt::format_to(Out(text_),
                   "<text transform=\"translate(16 {}) rotate(-90)\" text-anchor=\"middle\">{}"
                   "</text>\n",
                   y_of(0.5), svg_text(chart_.y_label));
  }

  void line(std::size_t number) {
    const ChartLine& line = chart_.lines[number];
    const Look& look = kLooks[number];
    std::string points;
    for (std::size_t i = 0; i < line.y.size(); ++i)
      fmt::format_to(Out(points), "{:.1f},{:.1f} ", x_of(chart_.x[i]), y_of(line.y[i]));
    const double legend_x = kLeft + kWidth + 20;
    const double legend_y = kTop + 10 + kLegendLine * static_cast<double>(number);
    for (const std::string& path :
         {points, fmt::format("{},{} {},{}", legend_x, legend_y, legend_x + 36, legend_y)}) {
      fmt::format_to(Out(text_),
                     "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" "
                     "stroke-dasharray=\"{}\"/>\n",
                     path, look.color, look.dashes);
    }
    for (std::size_t i = 0; i < line.y.size(); ++i) mark(x_of(chart_.x[i]), y_of(line.y[i]), look);
    mark(legend_x + 18, legend_y, look);
    label(legend_x + 44, legend_y + 4, "start", line.label);
  }

  void mark(double x, double y, const Look& look) {
    if (look.mark == "circle") {
      fmt::format_to(Out(text_), "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"{}\"/>\n", x,
                     y, kMark, look.color);
    } else {
      fmt::format_to(Out(text_),
                     "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n",
                     x - kMark, y - kMark, 2 * kMark, 2 * kMark, look.color);
    }
  }

  void segment(double x1, double y1, double x2, double y2, std::string_view color) {
    fmt::format_to(
        Out(text_),
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1,
        x2, y2, color);
  }

  void label(double x, double y, std::string_view anchor, std::string_view text) {
    fmt::format_to(Out(text_), "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x,
                   y, anchor, svg_text(text));
  }

  const LineChart& chart_;
  std::string text_;
};

}  // namespace

std::string line_chart(const LineChart& chart) { return Drawing(chart).text(); }

}  // namespace rtswap
