// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
// Damaged tasks files: whatever the bytes, the loader returns a task set or throws its one-line
// error, and never anything else.
#include <random>
#include <string>

#include "rtswap/config/tasks_file.h"
#include "test/rtswap/config/tasks_fixture.h"

namespace rtswap {
namespace {

const char* const kGood = R"(device: cpu
memory_limit: 12MiB
policy: edf
chunk: 64KiB
on_miss: continue
jobs: 5
link: {bandwidth: 1.5GB/s, latency: 10us}
tasks:
  - name: front   # a comment
    cfg: net.cfg
    weights: random:1
    names: net.names
    input: photos
    period: &p 33ms
    deadline: *p
    output: {json: true, images: "none"}
  - {name: rear, cfg: net.cfg, weights: net.weights, input: dog.jpg, period: 1s, thresh: .5}
)";

class TasksFileMutation : public test::TasksFixture {
 protected:
  // True if the text was read, false if it was refused properly.
  bool survives(const std::string& text) const {
    try {
      const TaskSetSpec set = parse(text);
      for (const TaskSpec& task : set.tasks) EXPECT_GT(task.period, Nanos(0));
      return true;
    } catch (const dn::Error& e) {
      const std::string what = e.what();
      EXPECT_TRUE(what.starts_with("t.yaml") && what.find('\n') == std::string::npos) << what;
      EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
      return false;
    }
  }
};

TEST_F(TasksFileMutation, TheUndamagedFileIsRead) { EXPECT_TRUE(survives(kGood)); }

TEST_F(TasksFileMutation, EveryPrefixIsHandled) {
  const std::string good = kGood;
  for (std::size_t n = 0; n < good.size(); ++n) survives(good.substr(0, n));
}

TEST_F(TasksFileMutation, ChangedBytesAreHandled) {
  constexpr std::string_view kSigns = "{}[]:,-?!&*#|>'\"%@`\n\t \\~<.0x\xC3\xFF";
  std::mt19937 random(20260101);
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = kGood;
    for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 5) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text[at] = kSigns[random() % kSigns.size()];
          break;
        case 2:
          text.insert(at, 1, kSigns[random() % kSigns.size()]);
          break;
        case 3:
          text.erase(at, 1 + random() % 8);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
      }
    }
    if (!survives(text)) ++refused;
  }
  EXPECT_GT(refused, 1000);  // the mutations do damage something
}

TEST_F(TasksFileMutation, RandomBytesAreHandled) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::string text(random() % 200, '\0');
    for (char& c : text) c = static_cast<char>(round % 2 == 0 ? random() : 0x20 + random() % 0x5F);
    survives(text);
  }
}

}  // namespace
}  // namespace rtswap
