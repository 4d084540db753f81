// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/task_entry.h"

#include <algorithm>
#include <array>
#include <limits>

#include "darknet/base/file.h"
#include "darknet/base/quote.h"
#include "darknet/base/text.h"
#include "rtswap/config/arrivals_file.h"

namespace rtswap {
namespace {

constexpr std::array<std::string_view, 20> kTaskKeys = {
    "name",       "cfg",    "weights",  "names",     "input", "period",      "deadline",
    "phase",      "batch",  "priority", "precision", "nms",   "thresh",      "output",
    "letter_box", "memory", "retain",   "release",   "firm",  "best_effort",
};
constexpr std::array<std::string_view, 3> kReleaseKeys = {"poisson", "seed", "trace"};
constexpr std::array<std::string_view, 2> kOutputKeys = {"json", "images"};

std::string find_file(const YamlValue& value, const dn::SearchPath& search,
                      std::initializer_list<std::string_view> kinds) {
  std::string name = value.text();
  try {
    return search.find_file(name, kinds);
  } catch (const dn::Error& e) {
    value.fail(e.what());
  }
}

// A task's name becomes part of file names and of one-line reports.
std::string read_name(const YamlValue& value) {
  constexpr std::size_t kLongest = 64;
  std::string name = value.text();
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  if (name.size() > kLongest || name.front() == '.' ||
      !std::all_of(name.begin(), name.end(), is_allowed)) {
    value.fail(dn::quote(name) +
               " cannot be a task's name; allowed: up to 64 letters, digits, '-', '_' and '.', "
               "the first not '.'");
  }
  return name;
}

WeightsSpec read_weights(const YamlValue& value, const dn::SearchPath& search) {
  if (value.text() == "random") value.fail("'random' needs a seed; write for example random:1");
  if (const auto seed = value.random_seed()) return {.path = {}, .random_seed = seed};
  return {.path = find_file(value, search, {"weights"}), .random_seed = {}};
}

InputKind kind_of_input(const YamlValue& value, const std::string& path) {
  constexpr std::array<std::string_view, 6> kVideos = {".mp4", ".avi",  ".mkv",
                                                       ".mov", ".webm", ".mpg"};
  if (dn::is_directory(path)) return InputKind::kDirectory;
  const std::string extension = dn::lower_extension(path);
  if (std::find(kVideos.begin(), kVideos.end(), extension) != kVideos.end()) {
    value.fail(
        "video input is not in this version; allowed: an image, a directory of images, "
        "a .txt or .list file that names images, random, random:SEED");
  }
  return extension == ".txt" || extension == ".list" ? InputKind::kList : InputKind::kImage;
}

InputSpec read_input(const YamlValue& value, const dn::SearchPath& search) {
  InputSpec input;
  const std::string text = value.text();
  if (text == "random") return input;
  if (const auto seed = value.random_seed()) {
    input.random_seed = *seed;
    return input;
  }
  try {
    input.path = search.find_file_or_directory(text, {"data"});
  } catch (const dn::Error& e) {
    value.fail(e.what());
  }
  input.kind = kind_of_input(value, input.path);
  return input;
}

OutputSpec read_output(const YamlValue& value) {
  OutputSpec output;
  const YamlMap map = value.map(kOutputKeys);
  if (const auto json = map.find("json")) output.json = json->boolean();
  if (const auto images = map.find("images")) {
    const std::string directory = images->text();
    if (directory != "none") output.images_directory = directory;
  }
  return output;
}

std::uint64_t read_seed(const YamlValue& value) {
  const std::string word = value.text();
  const auto seed = dn::parse_number<std::uint64_t>(word);
  if (!seed) value.fail(dn::quote(word) + "; a whole number is needed");
  return *seed;
}

ReleaseSpec read_release(const YamlValue& value, const dn::SearchPath& search) {
  constexpr const char* kAllowed = "allowed: periodic, {poisson: 20/s, seed: 1}, {trace: FILE}";
  ReleaseSpec release;
  if (!value.is_map()) {
    if (value.text() != "periodic") value.fail(dn::quote(value.text()) + "; " + kAllowed);
    return release;
  }
  const YamlMap map = value.map(kReleaseKeys);
  const auto poisson = map.find("poisson"), seed = map.find("seed"), trace = map.find("trace");
  if (poisson.has_value() == trace.has_value())
    value.fail(std::string("one of poisson and trace is needed; ") + kAllowed);
  if (trace) {
    if (seed) seed->fail("has no meaning beside trace");
    release.kind = ReleaseKind::kTrace;
    release.arrivals = read_arrivals_file(find_file(*trace, search, {"data"}));
    return release;
  }
  release.kind = ReleaseKind::kPoisson;
  release.mean_gap = poisson->mean_gap();
  if (seed) release.seed = read_seed(*seed);
  return release;
}

// "3/5"
FirmSpec read_firm(const YamlValue& value) {
  const std::string word = value.text();
  const std::string_view text = word;
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto met = dn::parse_number<int>(text.substr(0, slash));
  const auto window = dn::parse_number<int>(text.substr(std::min(slash + 1, text.size())));
  if (!met || !window || *met < 1 || *met > *window || *window > FirmSpec::kLargestWindow) {
    value.fail(
        dn::quote(word) + "; M/K is needed, such as 3/5: of any 5 jobs in a row at least 3 " +
        "meet their deadlines, with 1 <= M <= K <= " + std::to_string(FirmSpec::kLargestWindow));
  }
  return {*met, *window};
}

void read_times(const YamlMap& map, PolicyKind policy, TaskSpec& task) {
  if (!task.release.is_periodic() && !map.find("period")) {
    throw dn::bad_input(map.where(), "task '" + task.name +
                                         "' is not periodic and has no period: the least time "
                                         "between two of its releases, without which nothing can "
                                         "be promised; write for example 'period: 33ms'");
  }
  task.period = map.require("period", "period: 33ms").positive_duration();
  task.deadline = task.period;
  if (const auto deadline = map.find("deadline")) {
    task.deadline = deadline->positive_duration();
    if (task.deadline > task.period && policy != PolicyKind::kFifo) {
      deadline->fail(human(task.deadline) + " is over the period of " + human(task.period) +
                     "; allowed: at most the period, or policy fifo");
    }
  }
  if (const auto phase = map.find("phase")) task.phase = phase->duration();
}

void read_detection(const YamlMap& map, TaskSpec& task) {
  if (const auto thresh = map.find("thresh")) task.thresh = thresh->fraction();
  if (const auto nms = map.find("nms")) task.nms = nms->fraction();
  if (const auto letter_box = map.find("letter_box")) task.letter_box = letter_box->boolean();
}

void read_priority(const YamlMap& map, PolicyKind policy, TaskSpec& task) {
  constexpr int kMost = std::numeric_limits<int>::max();
  if (const auto best_effort = map.find("best_effort")) task.best_effort = best_effort->boolean();
  if (policy == PolicyKind::kFp && !task.best_effort) map.require("priority", "priority: 1");
  if (const auto priority = map.find("priority")) {
    task.priority = static_cast<int>(priority->integer(-kMost, kMost));
  }
}

void read_retained(const YamlMap& map, TaskSpec& task) {
  if (const auto memory = map.find("memory")) task.most_retained = memory->positive_size();
  if (const auto retain = map.find("retain")) {
    task.retain = retain->choice(kRetainRuleNames);
    if (task.most_retained) retain->fail("given together with memory; allowed: one of the two");
  }
}

// A key whose only value in this version changes nothing, but whose other values must be refused.
void check_batch(const YamlMap& map) {
  if (const auto batch = map.find("batch")) {
    if (batch->integer(1, 65536) != 1) {
      batch->fail(dn::quote(batch->text()) + " is not in this version; allowed: 1");
    }
  }
}

}  // namespace

TaskSpec read_task(const YamlValue& entry, PolicyKind policy, const dn::SearchPath& search) {
  const YamlMap map = entry.map(kTaskKeys);
  TaskSpec task;
  task.where = map.where();
  task.name = read_name(map.require("name", "name: front_camera"));
  task.cfg = find_file(map.require("cfg", "cfg: yolov4-tiny.cfg"), search, {"cfg"});
  task.weights = read_weights(map.require("weights", "weights: random:1"), search);
  if (const auto names = map.find("names")) task.names = find_file(*names, search, {"data", "cfg"});
  task.input = read_input(map.require("input", "input: random"), search);
  if (const auto release = map.find("release")) task.release = read_release(*release, search);
  read_times(map, policy, task);
  if (const auto firm = map.find("firm")) task.firm = read_firm(*firm);
  read_priority(map, policy, task);
  read_retained(map, task);
  check_batch(map);
  if (const auto precision = map.find("precision"))
    task.precision = precision->choice(kPrecisionNames, {"bf16", "int8"});
  read_detection(map, task);
  if (const auto output = map.find("output")) task.output = read_output(*output);
  return task;
}

}  // namespace rtswap
