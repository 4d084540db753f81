// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/config/data_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "darknet/base/file.h"
#include "darknet/base/quote.h"
#include "darknet/base/text.h"
#include "darknet/config/search_path.h"

namespace dn {
DataFile DataFile::load(const std::string& path) { return parse(read_text_file(path), path); }

DataFile DataFile::parse(std::string_view text, const std::string& path) {
  DataFile file;
  file.path_ = path;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line[0] == '#' || line[0] == ';') continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      throw bad_input({path, number}, quote(line) + ": expected key=value or # comment");
    }
    file.entries_.push_back({std::string(trimmed(line.substr(0, equals))),
                             std::string(trimmed(line.substr(equals + 1))), number});
  }
  return file;
}

const DataFile::Entry* DataFile::find(std::string_view key) const {
  const auto it = std::ranges::find(entries_, key, &Entry::key);
  return it == entries_.end() ? nullptr : &*it;
}

std::string DataFile::text(std::string_view key) const {
  const Entry* entry = find(key);
  if (entry == nullptr) throw bad_input(fmt::format("{}: '{}=' is missing", path_, key));
  if (entry->value.empty()) {
    throw bad_input({path_, entry->line}, fmt::format("'{}=' has no value", key));
  }
  return entry->value;
}

int DataFile::integer(std::string_view key, int fallback, int smallest) const {
  const Entry* entry = find(key);
  if (entry == nullptr) return fallback;
  const auto number = parse_number<int>(entry->value);
  if (!number || *number < smallest) {
    throw bad_input(
        {path_, entry->line},
        fmt::format("{}={}: a whole number of at least {} is needed", key, entry->value, smallest));
  }
  return *number;
}

std::string find_names_file(const DataFile& data) {
  const std::string name = data.text(data.has("names") || !data.has("labels") ? "names" : "labels");
  return SearchPath(project_roots()).beside(data.path()).find_file(name, {"data"});
}

}  // namespace dn
