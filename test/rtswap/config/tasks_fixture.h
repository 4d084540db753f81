// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "rtswap/config/tasks_file.h"
#include "test/support/error_of.h"
#include "test/support/temp_dir.h"

namespace rtswap::test {

// A project root with one file of each kind, and short ways to read tasks in it.
class TasksFixture : public ::testing::Test {
 protected:
  TasksFixture() {
    root_.write("cfg/net.cfg");
    root_.write("weights/net.weights");
    root_.write("data/net.names");
    root_.write("data/dog.jpg");
    root_.write("data/all.txt");
    root_.write("data/film.MP4");
    root_.write("data/photos/a.jpg");
  }

  TaskSetSpec parse(const std::string& text) const {
    return parse_tasks(text, "t.yaml", dn::SearchPath({root_.path()}));
  }

  // The error's line, or "no error".
  std::string error_of(const std::string& text) const {
    return test::error_of([&] { parse(text); });
  }

  // A set of one good task. `set_lines` are whole lines before `tasks:`, `task_lines` go into the
  // task, each indented by four. Without set lines, the task's first line is line 2 and its own
  // lines start at line 7.
  static std::string one_task(const std::string& set_lines, const std::string& task_lines) {
    return set_lines +
           "tasks:\n"
           "  - name: a\n"
           "    cfg: net.cfg\n"
           "    weights: random:1\n"
           "    input: random\n"
           "    period: 50ms\n" +
           task_lines;
  }

  dn::test::TempDir root_;
};

}  // namespace rtswap::test
