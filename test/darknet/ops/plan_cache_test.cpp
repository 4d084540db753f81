// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/ops/plan_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "darknet/base/file.h"
#include "test/support/temp_dir.h"

namespace dn {
namespace {

ConvolutionProblem some_problem() {
  ConvolutionProblem problem;
  problem.in = {1, 3, 416, 416};
  problem.out = {1, 32, 416, 416};
  problem.geometry = {3, 1, 1, 1, 1, 1};
  problem.activation = Activation::kLeaky;
  return problem;
}

PlanChoice some_choice() { return {"activated", {7, {{2, 10}, {27, -1}}}, 12.25}; }

// ---- keys

TEST(PlanKey, NamesDevicePrecisionAndProblem) {
  EXPECT_EQ(plan_key("NVIDIA H200;sm_90", some_problem(), Precision::kFloat16),
            "dn3;NVIDIA_H200;sm_90;fp16;1x416x416x3>416x416x32;size3;stride1x1;pad1;dilation1;"
            "groups1;leaky;end");
}

TEST(PlanKey, DiffersInWhateverTheChoiceMayDependOn) {
  const auto key_of = [](auto change) {
    ConvolutionProblem problem = some_problem();
    change(problem);
    return plan_key("gpu", problem, Precision::kFloat32);
  };
  std::vector<std::string> keys{plan_key("gpu", some_problem(), Precision::kFloat32),
                                plan_key("gpu", some_problem(), Precision::kTensorFloat32),
                                plan_key("gpu", some_problem(), Precision::kFloat16),
                                plan_key("other", some_problem(), Precision::kFloat32),
                                key_of([](auto& p) { p.in.n = 2; }),
                                key_of([](auto& p) { p.strides.in = 8; }),
                                key_of([](auto& p) { p.strides.residual = 64; }),
                                key_of([](auto& p) { p.strides.out = 64; }),
                                key_of([](auto& p) { p.in.c = 4; }),
                                key_of([](auto& p) { p.in.h = 417; }),
                                key_of([](auto& p) { p.in.w = 417; }),
                                key_of([](auto& p) { p.out.c = 33; }),
                                key_of([](auto& p) { p.geometry.size = 5; }),
                                key_of([](auto& p) { p.geometry.stride_x = 2; }),
                                key_of([](auto& p) { p.geometry.stride_y = 2; }),
                                key_of([](auto& p) { p.geometry.padding = 0; }),
                                key_of([](auto& p) { p.geometry.dilation = 2; }),
                                key_of([](auto& p) { p.geometry.groups = 3; }),
                                key_of([](auto& p) { p.activation = Activation::kMish; }),
                                key_of([](auto& p) { p.residual = true; }),
                                key_of([](auto& p) {
                                  p.residual = true;
                                  p.residual_activation = Activation::kRelu;
                                })};
  std::ranges::sort(keys);
  EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

// ---- lines

TEST(PlanLine, IsReadAsWritten) {
  const std::string line = format_plan("key", some_choice());
  EXPECT_EQ(line, "key activated 7 2=10,27=-1 12.25");
  const auto read = parse_plan(line);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->first, "key");
  EXPECT_EQ(read->second, some_choice());
}

TEST(PlanLine, MayHaveNoKnobs) {
  const PlanChoice plain{"plain", {}, 3};
  const std::string line = format_plan("key", plain);
  EXPECT_EQ(line, "key plain 0 - 3.00");
  ASSERT_TRUE(parse_plan(line));
  EXPECT_EQ(parse_plan(line)->second, plain);
}

TEST(PlanLine, OfAnyOtherFormIsNone) {
  for (const char* line : {"",
                           " ",
                           "key",
                           "key kind",
                           "key kind 1",
                           "key kind 1 -",
                           "key kind 1 - ",
                           "key kind 1 - x",
                           "key kind x - 1",
                           "key kind 1 2 1",
                           "key kind 1 2= 1",
                           "key kind 1 =2 1",
                           "key kind 1 2=3, 1",
                           "key kind 1 ,2=3 1",
                           "key kind 1 2=3=4 1",
                           "key kind 1  1",
                           " kind 1 - 1",
                           "key  1 - 1",
                           "key kind 1 - 1 more",
                           "key kind 99999999999999999999 - 1"}) {
    EXPECT_FALSE(parse_plan(line)) << "'" << line << "'";
  }
}

// ---- where the file is

class PlanCachePath : public testing::Test {
 protected:
  PlanCachePath() {
    for (const char* each : kNames) {
      const char* value = std::getenv(each);
      before_.emplace_back(value == nullptr ? std::nullopt : std::optional<std::string>(value));
      ::unsetenv(each);
    }
  }
  ~PlanCachePath() override {
    for (std::size_t i = 0; i < before_.size(); ++i) {
      before_[i] ? ::setenv(kNames[i], before_[i]->c_str(), 1) : ::unsetenv(kNames[i]);
    }
  }
  static constexpr const char* kNames[] = {"DARKNET_PLAN_CACHE", "XDG_CACHE_HOME", "HOME"};
  std::vector<std::optional<std::string>> before_;
};

TEST_F(PlanCachePath, FollowsTheVariablesInTheirOrder) {
  EXPECT_EQ(plan_cache_path(), "");
  ::setenv("HOME", "/somebody", 1);
  EXPECT_EQ(plan_cache_path(), "/somebody/.cache/darknet/cudnn_plans");
  ::setenv("XDG_CACHE_HOME", "/caches", 1);
  EXPECT_EQ(plan_cache_path(), "/caches/darknet/cudnn_plans");
  ::setenv("DARKNET_PLAN_CACHE", "plans.txt", 1);
  EXPECT_EQ(plan_cache_path(), "plans.txt");
  ::setenv("DARKNET_PLAN_CACHE", "off", 1);
  EXPECT_EQ(plan_cache_path(), "");
}

// ---- the cache

TEST(PlanCache, KeepsChoicesInMemoryWithoutAFile) {
  PlanCache cache("");
  EXPECT_FALSE(cache.find("key"));
  cache.store("key", some_choice());
  EXPECT_EQ(cache.find("key"), some_choice());
  EXPECT_FALSE(cache.find("other"));
  cache.store_compiled("key", some_choice(), "text");
  EXPECT_EQ(cache.find_compiled("key", some_choice()), "text");
}

TEST(PlanCache, IsReadByTheNextProcess) {
  const test::TempDir dir;
  const std::string path = dir / "not/there/yet";
  {
    PlanCache cache(path);
    cache.store("a", some_choice());
    cache.store("b", {"plain", {}, 3});
  }
  PlanCache cache(path);
  EXPECT_EQ(cache.find("a"), some_choice());
  EXPECT_EQ(cache.find("b"), (PlanChoice{"plain", {}, 3}));
}

TEST(PlanCache, TheLastLineOfAKeyHoldsAndOthersAreSkipped) {
  const test::TempDir dir;
  const std::string path = dir / "plans";
  std::ofstream(path) << "a plain 0 - 1\nnot a line\n\na sums 5 1=2 0.5\r\nb sums 5 1=";
  PlanCache cache(path);
  EXPECT_EQ(cache.find("a"), (PlanChoice{"sums", {5, {{1, 2}}}, .5}));
  EXPECT_FALSE(cache.find("b"));
}

TEST(PlanCache, SeveralWritersLoseNothing) {
  const test::TempDir dir;
  const std::string path = dir / "plans";
  constexpr int kWriters = 4, kChoices = 50;
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < kWriters; ++w) {
      writers.emplace_back([&path, w] {
        PlanCache cache(path);
        for (int i = 0; i < kChoices; ++i) {
          cache.store(std::to_string(w) + "-" + std::to_string(i), some_choice());
        }
      });
    }
  }
  PlanCache cache(path);
  for (int w = 0; w < kWriters; ++w) {
    for (int i = 0; i < kChoices; ++i) {
      EXPECT_TRUE(cache.find(std::to_string(w) + "-" + std::to_string(i)));
    }
  }
}

TEST(PlanCache, AFileThatCannotBeReadOrWrittenIsNoError) {
  const test::TempDir dir;
  PlanCache cache(dir.path());  // a folder
  cache.store("key", some_choice());
  EXPECT_EQ(cache.find("key"), some_choice());
  PlanCache nowhere("/proc/nowhere/plans");
  nowhere.store("key", some_choice());
  nowhere.store_compiled("key", some_choice(), "text");
  EXPECT_EQ(nowhere.find("key"), some_choice());
  EXPECT_EQ(nowhere.find_compiled("key", some_choice()), "text");
}

TEST(PlanCache, CompiledTextsBelongToOneChoice) {
  const test::TempDir dir;
  const std::string path = dir / "plans";
  PlanCache(path).store_compiled("key", some_choice(), "{\"a\":\n1}");
  PlanCache cache(path);
  EXPECT_EQ(cache.find_compiled("key", some_choice()), "{\"a\":\n1}");
  PlanChoice other = some_choice();
  other.engine.index = 8;
  EXPECT_FALSE(cache.find_compiled("key", other));
  EXPECT_FALSE(cache.find_compiled("other", some_choice()));
}

TEST(PlanCache, ACompiledTextOfSomethingElseIsNotTaken) {
  const test::TempDir dir;
  const std::string path = dir / "plans";
  PlanCache(path).store_compiled("key", some_choice(), "text");
  for (const auto& file : std::filesystem::directory_iterator(path + ".compiled")) {
    write_file_atomically(file.path().string(), "another key\ntext");
  }
  EXPECT_FALSE(PlanCache(path).find_compiled("key", some_choice()));
}

TEST(PlanCache, AnEmptyCompiledTextIsNotKept) {
  PlanCache cache("");
  cache.store_compiled("key", some_choice(), "");
  EXPECT_FALSE(cache.find_compiled("key", some_choice()));
}

}  // namespace
}  // namespace dn
