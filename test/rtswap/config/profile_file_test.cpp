// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "rtswap/config/profile_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "test/support/temp_dir.h"

namespace rtswap {
namespace {

using namespace std::chrono_literals;
using dn::Bytes;
using nlohmann::json;
using Pointer = json::json_pointer;

TimeStats times(int start) {
  return {Nanos(start), Nanos(start + 1), Nanos(start + 2), static_cast<std::uint32_t>(start + 3),
          static_cast<std::uint32_t>(start + 4)};
}

// Every number in it is another one.
Profile some_profile() {
  Profile p;
  p.device = {"CPU \"quoted\"", "cpu", 2, {{"cpu", "x"}, {"system", "y"}}};
  p.network = {"a/b.cfg",  0xfedcba9876543210u, "random:1", "fp32",    3,        7,
               Bytes(300), Bytes(11),           Bytes(12),  Bytes(13), Bytes(14)};
  p.steps = {{0, 0, "convolutional", Bytes(100), {times(100), times(200)}},
             {2, 0, "connected", Bytes(80), {times(300), times(400)}},
             {2, 1, "connected", Bytes(120), {times(500), times(600)}}};
  p.groupings = {{Bytes(180),
                  {{0, 1, Bytes(180), {times(700), times(800)}},
                   {2, 2, Bytes(120), {times(900), times(1000)}}}},
                 {Bytes(0), {{0, 2, Bytes(300), {times(1100), times(1200)}}}}};
  for (const int percent : kInterruptionPercents) {
    p.interruptions.push_back({percent, Nanos(1000 - percent)});
    p.link.late.push_back({percent, Nanos(3000 - percent)});
  }
  p.link.pieces = {{Bytes(64), times(1300), times(1400)}, {Bytes(128), times(1500), times(1600)}};
  p.link.alone = {Nanos(21), Nanos(22), Bandwidth{23}};
  p.link.device_busy = {Nanos(24), Nanos(25), Bandwidth{26}};
  p.mapping = {{Bytes(4096), times(1700), times(1800), times(1900), times(2000)}};
  p.calls = {times(2100), times(2200), times(2300)};
  p.host = {times(2400), times(2500), times(2600), times(2700)};
  p.noise = {"noisy here", "and there"};
  return p;
}

TEST(ProfileFile, ReadsWhatItWrites) {
  const dn::test::TempDir dir;
  const std::string path = dir / "p.json";
  write_profile_file(path, some_profile());
  EXPECT_EQ(read_profile_file(path), some_profile());
  EXPECT_EQ(profile_json(read_profile_file(path)), dn::read_text_file(path));
}

TEST(ProfileFile, FilesNeedNotHaveBeenMeasured) {
  Profile profile = some_profile();
  profile.file = FileProfile{"/weights", true, profile.link};
  profile.file->reads.alone = {Nanos(41), Nanos(42), Bandwidth{43}};
  EXPECT_EQ(parse_profile(profile_json(profile), "p.json"), profile);
  json text = json::parse(profile_json(profile));
  text["file"].erase("direct");
  EXPECT_THROW(parse_profile(text.dump(), "p.json"), dn::Error);
  text.erase("file");
  EXPECT_FALSE(parse_profile(text.dump(), "p.json").file);
}

TEST(ProfileFile, NamesThatAreNoUtf8StillMakeAFile) {
  Profile profile = some_profile();
  profile.network.cfg = "\xff.cfg";
  EXPECT_NO_THROW(parse_profile(profile_json(profile), "p.json"));
}

void expect_refused(const std::string& text, const std::string& what) {
  try {
    parse_profile(text, "p.json");
    FAIL() << "accepted: expected " << what;
  } catch (const dn::Error& e) {
    EXPECT_EQ(e.code(), dn::ExitCode::kBadInput);
    EXPECT_EQ(std::string(e.what()).rfind("p.json: ", 0), 0u) << e.what();
    EXPECT_NE(std::string(e.what()).find(what), std::string::npos) << e.what();
    EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << e.what();
  }
}

// One field set to another value.
void expect_refused_with(const std::string& pointer, const json& value, const std::string& what) {
  json document = json::parse(profile_json(some_profile()));
  document[Pointer(pointer)] = value;
  expect_refused(document.dump(), what);
}

TEST(ProfileFile, RefusesWhatIsNoProfile) {
  expect_refused("", "it is not JSON");
  expect_refused("{\"format\": ", "it is not JSON");
  expect_refused("[]", "'format' is missing");
  expect_refused("{\"format\": \"another\"}", "format: it must be rtswap-profile");
  expect_refused_with("/version", 1, "version: 1 is not 4");
}

TEST(ProfileFile, RefusesWrongTypesAndRanges) {
  expect_refused_with("/steps/1/layer", "two", "steps[1].layer: a whole number");
  expect_refused_with("/steps/1/layer", -1, "steps[1].layer: a whole number");
  expect_refused_with("/steps/1/layer", 1.5, "steps[1].layer: a whole number");
  expect_refused_with("/steps/1/layer", 1u << 31, "steps[1].layer: 2147483648 is out of range");
  expect_refused_with("/calls/fence/max_ns", ~0ull, "calls.fence.max_ns");
  expect_refused_with("/calls/fence/runs", 0, "calls.fence.runs: 0 is out of range");
  expect_refused_with("/network/cfg", 1, "network.cfg: a text is expected");
  expect_refused_with("/network/cfg_hash", "xyz", "network.cfg_hash: 16 hexadecimal digits");
  expect_refused_with("/device/kind", "tpu", "device.kind: it must be cpu or cuda");
  expect_refused_with("/steps", 3, "steps: an array is expected");
  expect_refused_with("/device", 3, "device: an object is expected");
  expect_refused_with("/link/alone/bytes_per_second", 0, "link.alone.bytes_per_second");
}

TEST(ProfileFile, RefusesContradictions) {
  expect_refused_with("/steps/0/alone/median_ns", 5000, "steps[0].alone: median_ns, p99_ns");
  expect_refused_with("/groupings/0/groups/1/first_step", 1, "groupings[0].groups[1]: the groups");
  expect_refused_with("/groupings/1/groups/0/last_step", 3, "groupings[1].groups[0]: the groups");
  expect_refused_with("/groupings/1/groups", json::array(), "groupings[1]: the groups hold 0 of 3");
  expect_refused_with("/link/pieces/1/bytes", 64, "link.pieces[1]: the pieces must grow");
  expect_refused_with("/link/pieces", json::array(), "link.pieces: at least one");
  expect_refused_with("/steps", json::array(), "steps: at least one");
}

// Takes every field of every object out, one after the other, and puts a foreign one in.
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

TEST(ProfileFile, EveryFieldIsNeededAndNoOtherAllowed) {
  expect_strict(json::parse(profile_json(some_profile())), Pointer());
}

TEST(ProfileFile, MissingFileIsBadInput) {
  EXPECT_THROW(read_profile_file("/nowhere/p.json"), dn::Error);
}

}  // namespace
}  // namespace rtswap
