// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/cli/import_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>

#include "darknet/base/file.h"
#include "darknet/base/quote.h"
#include "darknet/config/search_path.h"
#include "rtswap/config/imported_tasks.h"
#include "rtswap/config/tasks_file.h"
#include "rtswap/config/units.h"

namespace rtswap {
namespace {

std::optional<dn::Bytes> limit_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  try {
    const dn::Bytes limit = parse_size(text);
    if (limit > dn::Bytes(0)) return limit;
  } catch (const dn::Error& e) {
    throw dn::bad_input(fmt::format("rtswap import: -memory_limit: {}", e.what()));
  }
  throw dn::bad_input(
      fmt::format("rtswap import: -memory_limit: {} is not above zero", dn::quote(text)));
}

std::vector<ImportedModel> models_of(const std::vector<std::string>& texts) {
  std::vector<ImportedModel> models;
  for (const std::string& text : texts) {
    try {
      models.push_back(parse_imported_model(text));
    } catch (const dn::Error& e) {
      throw dn::bad_input(fmt::format("rtswap import: {}", e.what()));
    }
  }
  return models;
}

// A tasks file that 'rtswap run' would refuse is not written.
void require_loadable(const std::string& text, const std::string& file) {
  try {
    parse_tasks(text, file, dn::SearchPath(dn::project_roots()));
  } catch (const dn::Error& e) {
    throw dn::bad_input(fmt::format("rtswap import: nothing was written, because: {}", e.what()));
  }
}

void print(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0)
    throw dn::system_failure_errno("cannot write to standard output");
}

}  // namespace

CLI::App* ImportCommand::add_to(CLI::App& app) {
  CLI::App* import = app.add_subcommand(
      "import", "Turn a configuration of RT-Swap (rtswap_cfg.txt) into a tasks file");
  import->footer(
      "Options may have one dash or two. Exit codes: 0 written; 2 bad input; 3 the system refused");
  import->add_option("RTSWAP_CFG", cfg_, "The configuration")->required();
  import
      ->add_option("--model", models_,
                   "TYPE=CFG,WEIGHTS: the network that a model type of the configuration stands "
                   "for, once for each type")
      ->expected(1)
      ->allow_extra_args(false)  // what follows the value may be the configuration
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  import->add_option("--memory_limit", memory_limit_, "The tasks file's, such as 512MiB");
  import->add_option("-o,--o,--output", output_, "The file to write; without, standard output");
  return import;
}

int ImportCommand::execute() const {
  if (!output_.empty()) dn::require_writable(output_);
  const std::vector<RtSwapCfgTask> tasks = parse_rtswap_cfg(dn::read_text_file(cfg_), cfg_);
  const std::string text = imported_tasks(tasks, models_of(models_), limit_of(memory_limit_));
  require_loadable(text, output_.empty() ? "standard output" : output_);
  if (output_.empty()) {
    print(text);
  } else {
    dn::write_file_atomically(output_, text);
  }
  return static_cast<int>(dn::ExitCode::kOk);
}

}  // namespace rtswap
