// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/cli/classifier_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/error.h"
#include "darknet/base/parallel.h"
#include "darknet/cli/flags.h"
#include "darknet/cli/image_loop.h"
#include "darknet/cli/loaded_model.h"
#include "darknet/config/names_file.h"
#include "darknet/detect/top_classes.h"
#include "darknet/image/load_image.h"
#include "darknet/tensor/layout.h"

namespace dn {
namespace {

constexpr const char* kUsage =
    "darknet classifier predict DATA CFG WEIGHTS [IMAGE] [-t N] [-dont_show] [-threads N] "
    "[-device auto|cpu|cuda:N] [-precision fp32|tf32|fp16]";

class ClassifierPredict {
 public:
  // `top` 0: as many classes as the .data file says.
  ClassifierPredict(const ModelFiles& files, const DeviceOptions& device, int top)
      : model_(files, device),
        layer_(model_.network().output_layer()),
        scores_(model_.network().layer(layer_).out().count()) {
    const auto classes = static_cast<int>(scores_.size());
    names_ = load_names_file(find_names_file(model_.data()), classes);
    const int wanted = top > 0 ? top : model_.data().integer("top", 1, 1);
    best_.resize(static_cast<std::size_t>(std::min(wanted, classes)));
  }

  void predict(const std::string& path) {
    const Shape& input = model_.network().input();
    const double milliseconds = model_.run(load_image(path, input.c), Fit::kCenterCrop);
    channels_last_to_planar(model_.network().layer(layer_).out(), model_.compiled().output(layer_),
                            scores_);
    const int found = top_classes(scores_, best_);
    fmt::print("{} {}\n{}: Predicted in {:f} milli-seconds.\n", input.w, input.h, path,
               milliseconds);
    for (int i = 0; i < found; ++i) {
      fmt::print("{}: {:f}\n", names_[best_[i].index], best_[i].probability);
    }
    std::fflush(stdout);
  }

 private:
  LoadedModel model_;
  int layer_;
  std::vector<float> scores_;
  std::vector<std::string> names_;
  std::vector<ClassScore> best_;
};

int classifier_predict(Flags flags) {
  const int top = flags.integer("-t", 0, 0);
  set_compute_threads(flags.integer("-threads", 0, 0));
  // Darknet's flags that change nothing here: there is no window and nothing to train.
  for (const char* flag : {"-topk", "-dont_show", "-show_imgs", "-dontuse_opencv"}) {
    flags.is_set(flag);
  }
  const DeviceOptions device = read_device(flags);
  const auto files = flags.positional(3, 4, kUsage);
  ClassifierPredict classifier(find_model_files(files[0], files[1], files[2]), device, top);
  return for_each_image(files.size() > 3 ? files[3] : "",
                        [&](const std::string& path) { classifier.predict(path); });
}

}  // namespace

int classifier_command(std::span<const std::string> arguments) {
  if (!arguments.empty() && arguments[0] == "predict") {
    return classifier_predict(Flags(arguments.subspan(1)));
  }
  answer_help(arguments, kUsage);
  throw bad_input(fmt::format("usage: {}", kUsage));
}

}  // namespace dn
