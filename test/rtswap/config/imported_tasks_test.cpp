// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/imported_tasks.h"

#include "test/rtswap/config/tasks_fixture.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;

class ImportedTasks : public test::TasksFixture {
 protected:
  static std::string import(std::string_view cfg, std::vector<ImportedModel> models,
                            std::optional<dn::Bytes> limit = {}) {
    return imported_tasks(parse_rtswap_cfg(cfg, "r.txt"), models, limit);
  }
  static std::string error_of_import(std::string_view cfg,
                                     const std::vector<ImportedModel>& models) {
    return test::error_of([&] { import(cfg, models); });
  }
};

TEST_F(ImportedTasks, AreATasksFile) {
  root_.write("cfg/a b.cfg");
  const std::string text =
      import("5,500,2097152,2,0,7\n9,62.5,0,0\n5,250,2097152,1,3\n",
             {{5, "net.cfg", "net.weights"}, {9, "a b.cfg", "random:3"}}, dn::kMiB * 3);
  const TaskSetSpec set = parse(text);
  EXPECT_EQ(set.memory_limit, dn::kMiB * 3);
  EXPECT_EQ(set.policy, PolicyKind::kEdf);
  ASSERT_EQ(set.tasks.size(), 3U);
  EXPECT_EQ(set.tasks[0].name, "net");
  EXPECT_EQ(set.tasks[0].cfg, root_ / "cfg/net.cfg");
  EXPECT_EQ(set.tasks[0].weights.path, root_ / "weights/net.weights");
  EXPECT_EQ(set.tasks[0].period, Nanos(500ms));
  EXPECT_EQ(set.tasks[0].deadline, Nanos(500ms));
  EXPECT_EQ(set.tasks[0].phase, Nanos(0));
  EXPECT_EQ(set.tasks[1].name, "a_b");
  EXPECT_EQ(set.tasks[1].cfg, root_ / "cfg/a b.cfg");
  EXPECT_EQ(set.tasks[1].weights.random_seed, 3U);
  EXPECT_EQ(set.tasks[1].period, Nanos(62500us));
  EXPECT_EQ(set.tasks[2].name, "net-2");
  for (const char* kept : {"# line 1, model type 5: swapped objects (at most 2097152 B): 0 7\n",
                           "# line 2, model type 9: nothing is swapped\n"})
    EXPECT_NE(text.find(kept), std::string::npos) << text;
}

TEST_F(ImportedTasks, WithoutALimitThereIsNone) {
  EXPECT_FALSE(parse(import("5,500,0", {{5, "net.cfg", "random:1"}})).memory_limit.has_value());
}

TEST_F(ImportedTasks, EveryMissingModelIsNamedWithItsLine) {
  EXPECT_EQ(error_of_import("5,500,0\n101,58,0\n18,9,0\n101,60,0\n", {{5, "a.cfg", "random:1"}}),
            "r.txt:2: which networks are the model types 101 (line 2), 18 (line 3)? RT-Swap's "
            "configuration has only their numbers; say for each, for example, -model "
            "101=yolov3.cfg,yolov3.weights");
  EXPECT_EQ(error_of_import("5,500,0", {{5, "a", "b"}, {5, "c", "d"}}),
            "-model 5: given twice; a model type is one network");
}

TEST_F(ImportedTasks, ModelsAsTheyAreGiven) {
  const ImportedModel model = parse_imported_model("5=cfg/a=b,c.cfg, w.weights");
  EXPECT_EQ(model.model_type, 5);
  EXPECT_EQ(model.cfg, "cfg/a=b,c.cfg");
  EXPECT_EQ(model.weights, "w.weights");
  for (const char* bad : {"", "5", "5=a.cfg", "5=,w", "5=c,", "x=a,b", "-1=a,b", ",", "1,2=3"})
    EXPECT_THROW(parse_imported_model(bad), dn::Error) << bad;
}

}  // namespace
}  // namespace rtswap
