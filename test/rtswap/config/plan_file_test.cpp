// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/plan_file.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using dn::Bytes;
using nlohmann::json;
using Pointer = json::json_pointer;

StoredPlan some_plan() {
  return {
      Bytes(4096),
      2,
      3,
      {{"a.cfg", {Bytes(8000), Bytes(0), Bytes(9000)}, {{0, true, {0, 1}}, {2, false, {2, 3, 4}}}},
       {"b \"quoted\"", {Bytes(5000)}, {{0, false, {4, 2}}}}},
      {0, 1, 0}};
}

TEST(PlanFile, ReadsWhatItWrites) {
  const dn::test::TempDir dir;
  write_plan_file(dir / "p.json", some_plan());
  EXPECT_EQ(read_plan_file(dir / "p.json"), some_plan());
}

void expect_refused(const std::string& text, const std::string& what) {
  try {
    parse_plan(text, "p.json");
    FAIL() << "accepted: expected " << what;
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    EXPECT_EQ(std::string(e.what()).rfind("p.json: ", 0), 0u) << e.what();
    EXPECT_NE(std::string(e.what()).find(what), std::string::npos) << e.what();
  }
}

void expect_refused_with(const std::string& pointer, const json& value, const std::string& what) {
  json document = json::parse(plan_json(some_plan()));
  document[Pointer(pointer)] = value;
  expect_refused(document.dump(), what);
}

TEST(PlanFile, RefusesWhatIsNoPlan) {
  expect_refused("", "it is not JSON");
  expect_refused("[]", "'format' is missing");
  expect_refused("{\"format\": \"rtswap-profile\"}", "format: it must be rtswap-plan");
  expect_refused_with("/version", 1, "version: 1 is not 2");
}

TEST(PlanFile, RefusesWrongTypesAndRanges) {
  expect_refused_with("/chunk_bytes", 0, "chunk_bytes: 0 is out of range");
  expect_refused_with("/retained_chunks", -1, "retained_chunks: a whole number");
  expect_refused_with("/streaming_chunks", ~0u, "streaming_chunks: 4294967295 is out of range");
  expect_refused_with("/networks/0/name", 3, "networks[0].name: a text");
  expect_refused_with("/networks/0/step_bytes", json::array(), "networks[0].step_bytes: at least");
  expect_refused_with("/networks/0/groups", json::array(), "networks[0].groups: at least");
  expect_refused_with("/networks/0/groups/0/retained", 1, "groups[0].retained: true or false");
  expect_refused_with("/networks/0/groups/1/first_step", 3, "first_step: 3 is out of range");
}

TEST(PlanFile, RefusesContradictions) {
  expect_refused_with("/networks/0/groups/0/first_step", 1, "first_step: the first is 0");
  expect_refused_with("/networks/0/groups/1/first_step", 0, "first_step: the first is 0, and");
  expect_refused_with("/networks/0/groups/0/chunks/1", 2,
                      "chunks[1]: a retained group's chunk must be from 0 to 1");
  expect_refused_with("/networks/0/groups/1/chunks/0", 1,
                      "chunks[0]: a streamed group's chunk must be from 2 to 4");
  expect_refused_with("/networks/1/groups/0/chunks/0", 5, "must be from 2 to 4");
}

void expect_strict(const json& document, const Pointer& place) {
  const json& here = document[place];
  if (here.is_array()) {
    for (std::size_t i = 0; i < here.size(); ++i) expect_strict(document, place / i);
  }
  if (!here.is_object()) return;
  for (const auto& [name, value] : here.items()) {
    json without = document;
    without[place].erase(name);
    expect_refused(without.dump(), "the field '" + name + "' is missing");
    expect_strict(document, place / name);
  }
  json with = document;
  with[place]["fast"] = true;
  expect_refused(with.dump(), "the field 'fast' is not known");
}

TEST(PlanFile, EveryFieldIsNeededAndNoOtherAllowed) {
  expect_strict(json::parse(plan_json(some_plan())), Pointer());
}

// Cut anywhere, it is refused or, without the last line's end, complete.
TEST(PlanFile, RefusesWhatIsCutShort) {
  const std::string text = plan_json(some_plan());
  for (std::size_t length = 0; length + 2 < text.size(); ++length)
    EXPECT_THROW(parse_plan(text.substr(0, length), "p.json"), dn::Error) << length;
}

}  // namespace
}  // namespace rtswap
