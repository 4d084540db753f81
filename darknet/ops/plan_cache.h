// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "darknet/base/mutex.h"
#include "darknet/ops/convolution.h"
#include "darknet/tensor/precision.h"

// Which way of computing a convolution proved the fastest on a device, kept in a file so that it is
// found out only once per machine. Text, a line per choice; needs no device itself.
namespace dn {

// One of a library's implementations and how it was set up: pairs of knob and value.
struct EngineChoice {
  std::int64_t index = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> knobs;
  bool operator==(const EngineChoice&) const = default;
};

struct PlanChoice {
  std::string kind;  // a word, such as the name of a fusion; "plain": no engine
  EngineChoice engine;
  double microseconds = 0;  // as measured when it was chosen
  bool operator==(const PlanChoice&) const = default;
};

// One word: all that a choice depends on. `device` names the device and the library with their
// versions; its blanks become '_'.
std::string plan_key(std::string_view device, const ConvolutionProblem& problem,
                     Precision precision);

// "KEY KIND ENGINE KNOB=VALUE,... MICROSECONDS", "-" where there are no knobs.
std::string format_plan(std::string_view key, const PlanChoice& choice);
// Nothing for a line that format_plan() cannot have written.
std::optional<std::pair<std::string, PlanChoice>> parse_plan(std::string_view line);

// The file: $DARKNET_PLAN_CACHE, else cudnn_plans in the folder darknet of $XDG_CACHE_HOME, else of
// ~/.cache. Empty (choices are kept in memory only) where DARKNET_PLAN_CACHE is "off" or there is
// no home.
std::string plan_cache_path();

// The choices of this process and, with a path, of its file. A file that cannot be read or written
// is no error: what it would spare is only time. Callable from any thread; several processes may
// use one file.
class PlanCache {
 public:
  explicit PlanCache(std::string path);

  const std::string& path() const { return path_; }
  std::optional<PlanChoice> find(const std::string& key);
  // Appends one line at once, so that nothing of another process gets lost. The last line of a key
  // holds.
  void store(const std::string& key, const PlanChoice& choice);

  // What the library made of a choice, as its text, where making it again would take long: one file
  // each, in the folder beside the file that is called the same with ".compiled" behind. An empty
  // text is not kept.
  std::optional<std::string> find_compiled(const std::string& key, const PlanChoice& choice);
  void store_compiled(const std::string& key, const PlanChoice& choice, const std::string& text);

 private:
  std::string compiled_path(const std::string& name) const;

  const std::string path_;
  Mutex mutex_;
  std::map<std::string, PlanChoice> choices_ GUARDED_BY(mutex_);
  std::map<std::string, std::string> compiled_ GUARDED_BY(mutex_);  // by what they are made for
};

}  // namespace dn
