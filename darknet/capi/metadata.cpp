// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include <string>
#include <vector>

#include "darknet/capi/c_memory.h"
#include "darknet/capi/guard.h"
#include "darknet/config/data_file.h"
#include "darknet/config/names_file.h"
#include "darknet/config/search_path.h"
#include "darknet/include/darknet.h"

// The names of classes.
namespace {

metadata read(const char* file) {
  constexpr int kClasses = 2;  // where the file does not say, as in Darknet
  const dn::SearchPath paths(dn::project_roots());
  const auto data =
      dn::DataFile::load(paths.find_file(dn::required(file, "file"), {"cfg", "data"}));
  const int classes = data.integer("classes", kClasses, 1);
  std::vector<dn::CArray<char>> copies;
  for (const std::string& name : dn::load_names_file(dn::find_names_file(data), classes)) {
    copies.push_back(dn::make_c_string(name));
  }
  dn::CArray<char*> names = dn::make_c_array<char*>(copies.size());
  for (std::size_t i = 0; i < copies.size(); ++i) names[i] = copies[i].release();
  return {classes, names.release()};
}

}  // namespace

metadata get_metadata(const char* file) {
  return dn::guarded(__func__, metadata{0, nullptr}, [&] { return read(file); });
}
