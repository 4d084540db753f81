// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/plan_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "darknet/base/text.h"
#include "darknet/base/unique_fd.h"

namespace dn {
namespace {

// Changes when the meaning of a line does, and when our own kernels or the trial become others:
// lines of other formats are nobody's keys.
constexpr std::string_view kFormat = "dn3";

std::string_view precision_word(Precision precision) {
  switch (precision) {
    case Precision::kFloat32:
      return "fp32";
    case Precision::kTensorFloat32:
      return "tf32";
    case Precision::kFloat16:
      return "fp16";
  }
  return "";
}

// The text up to the separator, which is taken off the rest along with it.
std::string_view take_until(std::string_view& rest, char separator) {
  const std::string_view word = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  return word;
}

std::string format_knobs(const EngineChoice& engine) {
  std::string text;
  for (const auto& [knob, value] : engine.knobs) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", knob, value);
  }
  return text.empty() ? "-" : text;
}

bool parse_knobs(std::string_view text, EngineChoice& engine) {
  if (text == "-") return true;
  if (text.empty() || text.back() == ',') return false;
  while (!text.empty()) {
    std::string_view pair = take_until(text, ',');
    const auto knob = parse_number<std::int64_t>(take_until(pair, '='));
    const auto value = parse_number<std::int64_t>(pair);
    if (!knob || !value) return false;
    engine.knobs.emplace_back(*knob, *value);
  }
  return true;
}

std::string made_for(std::string_view key, const PlanChoice& choice) {
  return fmt::format("{} {} {} {}", key, choice.kind, choice.engine.index,
                     format_knobs(choice.engine));
}

// FNV-1a: names files, no more; what they are made for is in them.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3u;
  }
  return hash;
}

// What the variable says; empty where it is not set.
std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void append_line(const std::string& path, const std::string& line) {
  std::error_code ignored;
  std::filesystem::create_directories(directory_of(path), ignored);
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
  if (!fd) return;
  // A line that got written in part only is no choice to the next reader.
  if (::write(fd.get(), line.data(), line.size()) < 0) return;
}

}  // namespace

std::string plan_key(std::string_view device, const ConvolutionProblem& p, Precision precision) {
  const ConvolutionGeometry& g = p.geometry;
  std::string key = fmt::format(
      "{};{};{};{}x{}x{}x{}>{}x{}x{};size{};stride{}x{};pad{};dilation{};groups{};{};{}", kFormat,
      device, precision_word(precision), p.in.n, p.in.h, p.in.w, p.in.c, p.out.h, p.out.w, p.out.c,
      g.size, g.stride_y, g.stride_x, g.padding, g.dilation, g.groups,
      activation_name(p.activation),
      p.residual ? fmt::format("add;{}", activation_name(p.residual_activation)) : "end");
  if (p.strides != ConvolutionProblem::Strides{})
    key += fmt::format(";pixels{}+{}>{}", p.in_stride(), p.residual_stride(), p.out_stride());
  const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  std::ranges::replace_if(key, is_blank, '_');
  return key;
}

std::string format_plan(std::string_view key, const PlanChoice& choice) {
  return fmt::format("{} {:.2f}", made_for(key, choice), choice.microseconds);
}

std::optional<std::pair<std::string, PlanChoice>> parse_plan(std::string_view line) {
  std::array<std::string_view, 5> words;
  for (std::string_view& word : words) word = take_until(line, ' ');
  if (!line.empty() || words[0].empty() || words[1].empty()) return std::nullopt;
  PlanChoice choice;
  choice.kind = words[1];
  const auto index = parse_number<std::int64_t>(words[2]);
  const auto microseconds = parse_number<double>(words[4]);
  if (!index || !microseconds || !parse_knobs(words[3], choice.engine)) return std::nullopt;
  choice.engine.index = *index;
  choice.microseconds = *microseconds;
  return std::pair(std::string(words[0]), choice);
}

std::string plan_cache_path() {
  std::string asked = variable("DARKNET_PLAN_CACHE");
  if (asked == "off") return "";
  if (!asked.empty()) return asked;
  std::string folder = variable("XDG_CACHE_HOME");
  if (folder.empty()) {
    const std::string home = variable("HOME");
    if (home.empty()) return "";
    folder = join_path(home, ".cache");
  }
  return join_path(folder, "darknet/cudnn_plans");
}

PlanCache::PlanCache(std::string path) : path_(std::move(path)) {
  if (path_.empty() || !file_exists(path_)) return;
  try {
    const std::string text = read_text_file(path_);
    std::string_view rest = text;
    while (!rest.empty()) {
      auto known = parse_plan(trimmed(take_until(rest, '\n')));
      if (known) choices_.insert_or_assign(std::move(known->first), std::move(known->second));
    }
  } catch (const Error&) {  // as good as none
  }
}

std::optional<PlanChoice> PlanCache::find(const std::string& key) {
  const MutexLock lock(mutex_);
  const auto it = choices_.find(key);
  if (it == choices_.end()) return std::nullopt;
  return it->second;
}

void PlanCache::store(const std::string& key, const PlanChoice& choice) {
  const MutexLock lock(mutex_);
  choices_.insert_or_assign(key, choice);
  if (!path_.empty()) append_line(path_, format_plan(key, choice) + "\n");
}

std::optional<std::string> PlanCache::find_compiled(const std::string& key,
                                                    const PlanChoice& choice) {
  const std::string name = made_for(key, choice);
  const MutexLock lock(mutex_);
  const auto it = compiled_.find(name);
  if (it != compiled_.end()) return it->second;
  if (path_.empty() || !file_exists(compiled_path(name))) return std::nullopt;
  try {
    const std::string file = read_text_file(compiled_path(name));
    std::string_view rest = file;
    if (take_until(rest, '\n') != name) return std::nullopt;
    return compiled_.insert_or_assign(name, std::string(rest)).first->second;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void PlanCache::store_compiled(const std::string& key, const PlanChoice& choice,
                               const std::string& text) {
  if (text.empty()) return;
  const std::string name = made_for(key, choice);
  const MutexLock lock(mutex_);
  compiled_.insert_or_assign(name, text);
  if (path_.empty()) return;
  try {
    std::error_code ignored;
    std::filesystem::create_directories(directory_of(compiled_path(name)), ignored);
    write_file_atomically(compiled_path(name), name + "\n" + text);
  } catch (const Error&) {  // it will take its time again
  }
}

std::string PlanCache::compiled_path(const std::string& name) const {
  return fmt::format("{}.compiled/{:016x}", path_, hash_of(name));
}

}  // namespace dn
