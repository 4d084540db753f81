// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/detector_command.h"

#include <fmt/format.h>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/parallel.h"
#include "darknet/cli/flags.h"
#include "darknet/cli/image_loop.h"
#include "darknet/cli/loaded_model.h"
#include "darknet/config/names_file.h"
#include "darknet/detect/annotate.h"
#include "darknet/detect/detection_decoder.h"
#include "darknet/detect/report.h"
#include "darknet/image/load_image.h"
#include "darknet/image/save_image.h"

namespace dn {
namespace {

constexpr const char* kUsage =
    "darknet detector test DATA CFG WEIGHTS [IMAGE] [-thresh .25] [-hier .5] [-nms .45] "
    "[-ext_output] [-save_labels] [-out FILE.json] [-letter_box] [-dont_show] [-threads N] "
    "[-device auto|cpu|cuda:N] [-precision fp32|tf32|fp16]";
constexpr const char* kPredictions = "predictions.jpg";

struct TestOptions {
  DetectOptions detect;
  DeviceOptions device;
  bool extended = false, save_labels = false, letter_box = false;
  int threads = 0;
  std::string out;  // "": no JSON
};

TestOptions read_options(Flags& flags) {
  constexpr float kMany = 1e9f;
  TestOptions options;
  options.detect.threshold = flags.real("-thresh", .25f, 0, kMany);
  options.detect.tree_threshold = flags.real("-hier", .5f, 0, 1);
  options.detect.nms_threshold = flags.real("-nms", .45f, 0, 1);
  options.extended = flags.is_set("-ext_output");
  options.save_labels = flags.is_set("-save_labels");
  options.letter_box = flags.is_set("-letter_box");
  options.threads = flags.integer("-threads", 0, 0);
  options.out = flags.text("-out", "");
  options.device = read_device(flags);
  // Darknet's flags that change nothing here: there is no window, and they belong to `detector
  // map`.
  for (const char* flag : {"-dont_show", "-show", "-show_imgs"}) flags.is_set(flag);
  for (const char* flag : {"-iou_thresh", "-points"}) flags.text(flag, "");
  return options;
}

// One loaded detector and what it writes.
class DetectorTest {
 public:
  DetectorTest(const ModelFiles& files, const TestOptions& options)
      : options_(options),
        model_(files, options.device),
        decoder_(model_.network()),
        names_(load_names_file(find_names_file(model_.data()), decoder_.classes())),
        list_(decoder_.max_candidates(), decoder_.classes()) {
    if (model_.network().letter_box()) options_.letter_box = true;
  }

  void test(const std::string& path) {
    PixelImage image = load_image(path, model_.network().input().c);
    const double milliseconds =
        model_.run(image, options_.letter_box ? Fit::kLetterbox : Fit::kStretch);
    decoder_.decode(model_.compiled(), 0, options_.detect, mapping_of(image), list_);
    print(path, image, milliseconds);
    if (options_.save_labels) {
      write_file_atomically(with_extension(path, ".txt"),
                            detections_as_labels(list_, names_, options_.detect.threshold));
    }
    if (!options_.out.empty()) {
      if (++frame_ > 1) json_ += ", \n";
      json_ += detections_as_json(list_, names_, frame_, path);
    }
    annotate(image, list_, names_, options_.detect.threshold);
    save_jpeg(kPredictions, image);
  }

  void finish() const {
    if (!options_.out.empty()) write_file_atomically(options_.out, "[\n" + json_ + "\n]");
  }

 private:
  InputMapping mapping_of(const PixelImage& image) const {
    if (!options_.letter_box) return {};
    const Shape& input = model_.network().input();
    return InputMapping::letterbox(image.width(), image.height(), input.w, input.h);
  }

  void print(const std::string& path, const PixelImage& image, double milliseconds) const {
    for (const int index : decoder_.layers()) {
      fmt::print(" Detection layer: {} - type = {} \n", index,
                 DetectionDecoder::darknet_type_number(model_.network().layer(index)));
    }
    fmt::print("{}: Predicted in {:f} milli-seconds.\n", path, milliseconds);
    fmt::print("{}", detections_as_text(list_, names_,
                                        {options_.detect.threshold, options_.extended,
                                         image.width(), image.height()}));
    std::fflush(stdout);
  }

  TestOptions options_;
  LoadedModel model_;
  DetectionDecoder decoder_;
  ClassNames names_;
  DetectionList list_;
  std::string json_;
  long long frame_ = 0;
};

int detector_test(Flags flags) {
  const TestOptions options = read_options(flags);
  const auto files = flags.positional(3, 4, kUsage);
  require_writable(kPredictions);
  if (!options.out.empty()) require_writable(options.out);
  set_compute_threads(options.threads);
  DetectorTest test(find_model_files(files[0], files[1], files[2]), options);
  const int exit_code = for_each_image(files.size() > 3 ? files[3] : "",
                                       [&](const std::string& path) { test.test(path); });
  test.finish();
  return exit_code;
}

}  // namespace

int detector_command(std::span<const std::string> arguments) {
  if (!arguments.empty() && arguments[0] == "test")
    return detector_test(Flags(arguments.subspan(1)));
  answer_help(arguments, kUsage);
  throw bad_input(fmt::format("usage: {}", kUsage));
}

}  // namespace dn
