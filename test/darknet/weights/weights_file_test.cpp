// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/weights/weights_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <string>

#include "darknet/base/content_hash.h"
#include "darknet/base/error.h"
#include "darknet/base/file.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

template <typename... T>
std::string bytes_of(const T&... values) {
  std::string bytes;
  (bytes.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
  return bytes;
}

std::string floats(int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += bytes_of(static_cast<float>(i));
  return bytes;
}

// Two layers: 2 biases and a 2 x 3 matrix; nothing; one array that is not in the file.
std::vector<WeightSlots> small_slots() {
  WeightSlot matrix{WeightKind::kWeights, 6, 3};
  matrix.transposable_rows = 2;
  WeightSlot absent{WeightKind::kBiases, 4};
  absent.in_file = false;
  return {{{WeightKind::kBiases, 2}, matrix}, {}, {absent}};
}

std::string header(int major, int minor) {
  const std::string version = bytes_of(major, minor, 0);
  return major * 10 + minor < 2 ? version + bytes_of(std::uint32_t{640})
                                : version + bytes_of(std::uint64_t{1} << 40);
}

std::vector<float> values(std::span<const float> array) { return {array.begin(), array.end()}; }

// Of reading it; checking it must say the same.
std::string error_of(const std::string& path) {
  std::string checked;
  try {
    check_weights_file(path, small_slots());
  } catch (const Error& error) {
    checked = error.what();
  }
  try {
    read_weights_file(path, small_slots());
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::kBadInput);
    EXPECT_EQ(checked, error.what());
    return error.what();
  }
  EXPECT_EQ(checked, "");
  return "";
}

TEST(WeightsFile, BothHeadersAreRead) {
  const TempDir dir;
  const NetworkWeights old =
      read_weights_file(dir.write("old", header(0, 1) + floats(8)), small_slots());
  EXPECT_EQ(old.images_seen, 640u);
  EXPECT_EQ(values(old.array(0, 0)), (std::vector<float>{0, 1}));
  EXPECT_EQ(values(old.array(0, 1)), (std::vector<float>{2, 3, 4, 5, 6, 7}));
  const NetworkWeights recent =
      read_weights_file(dir.write("new", header(0, 2) + floats(8)), small_slots());
  EXPECT_EQ(recent.images_seen, std::uint64_t{1} << 40);
  EXPECT_EQ(values(recent.array(0, 1)), values(old.array(0, 1)));
  EXPECT_EQ(values(recent.array(2, 0)), std::vector<float>(4, 0.f)) << "not in the file: zero";
}

TEST(WeightsFile, VersionsAbove1000HoldMatricesTransposed) {
  const TempDir dir;
  const NetworkWeights read =
      read_weights_file(dir.write("a", header(1001, 0) + floats(8)), small_slots());
  EXPECT_EQ(values(read.array(0, 1)), (std::vector<float>{2, 4, 6, 3, 5, 7}));
}

TEST(WeightsFile, WhatIsWrittenIsReadAgain) {
  const TempDir dir;
  NetworkWeights weights(small_slots());
  weights.images_seen = 12345;
  for (float& v : weights.array(0, 1)) v = 7;
  write_weights_file(dir / "a.weights", weights);
  EXPECT_EQ(file_size(dir / "a.weights"), Bytes(20 + 8 * 4));
  const NetworkWeights read = read_weights_file(dir / "a.weights", small_slots());
  EXPECT_EQ(read.images_seen, 12345u);
  EXPECT_EQ(values(read.array(0, 1)), values(weights.array(0, 1)));
  const WeightsHeader header = read_weights_header(dir / "a.weights");
  EXPECT_EQ(read.file_hash, content_hash_of_file(dir / "a.weights"));
  EXPECT_EQ(weights.file_hash, 0u) << "from no file";
  EXPECT_EQ(error_of(dir / "a.weights"), "");
  EXPECT_EQ(header.major, 0);
  EXPECT_EQ(header.minor, 2);
}

TEST(WeightsFile, AWrongSizeSaysHowManyBytesAreNeeded) {
  const TempDir dir;
  for (const int count : {0, 7, 9}) {
    const std::string what = error_of(dir.write("a", header(0, 2) + floats(count)));
    EXPECT_NE(what.find("needs 52"), std::string::npos) << what;
  }
  EXPECT_NE(error_of(dir.write("a", header(0, 2) + floats(8) + "x")).find("needs 52"),
            std::string::npos);
  EXPECT_NE(error_of(dir.write("a", header(0, 1) + floats(9))).find("needs 48"), std::string::npos);
}

TEST(WeightsFile, RefusesWhatIsNoWeightsFile) {
  const TempDir dir;
  EXPECT_NE(error_of(dir / "none"), "");
  EXPECT_NE(error_of(dir.path()), "");
  EXPECT_NE(error_of(dir.write("a", "")), "");
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_NE(error_of(dir.write("a", header(0, 2).substr(0, size))), "") << size;
  }
  EXPECT_NE(error_of(dir.write("a", std::string(52, 'x'))), "");
  EXPECT_NE(error_of(dir.write("a", header(-1, 2) + floats(8))), "");
}

// More than any machine has: the size is compared before memory is taken.
TEST(WeightsFile, AHugeNetworkIsRefusedByTheSizeOfTheFile) {
  const TempDir dir;
  const std::string path = dir.write("a", header(0, 2) + floats(8));
  EXPECT_THROW(read_weights_file(path, {{{WeightKind::kWeights, std::size_t{1} << 44}}}), Error);
  EXPECT_THROW(check_weights_file(path, {{{WeightKind::kWeights, std::size_t{1} << 44}}}), Error);
}

TEST(WeightsFile, APipeIsReadOnlyOnce) {
  const TempDir dir;
  ASSERT_EQ(::mkfifo((dir / "pipe").c_str(), 0600), 0);
  check_weights_file(dir / "pipe", small_slots());  // would wait for a writer
}

}  // namespace
}  // namespace dn::test
