// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "darknet/base/error.h"

namespace dn {
namespace {

using testing::HasSubstr;

// Each test gets an empty directory of its own.
class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/dn_file_test.XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string path(const std::string& name) const { return directory_ + "/" + name; }
  std::size_t files_left() const {
    const std::filesystem::directory_iterator begin(directory_);
    return static_cast<std::size_t>(std::distance(begin, std::filesystem::directory_iterator()));
  }

 private:
  std::string directory_;
};

void expect_error(ExitCode code, const std::string& text, const std::function<void()>& call) {
  try {
    call();
    ADD_FAILURE() << "no error, expected: " << text;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_THAT(error.what(), HasSubstr(text));
  }
}

TEST_F(FileTest, ReadsWhatWasWritten) {
  const std::string text("one\ntwo\0three", 13);
  write_file_atomically(path("a"), text);
  EXPECT_EQ(read_text_file(path("a")), text);
  EXPECT_EQ(read_binary_file(path("a")).size(), 13u);
  EXPECT_EQ(file_size(path("a")), Bytes(13));
}

TEST_F(FileTest, EmptyFileIsNoError) {
  write_file_atomically(path("empty"), "");
  EXPECT_EQ(read_text_file(path("empty")), "");
  EXPECT_TRUE(read_binary_file(path("empty")).empty());
  EXPECT_EQ(file_size(path("empty")), Bytes(0));
}

TEST_F(FileTest, ReadsFilesLargerThanOneBlock) {
  std::string large(1000003, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31 % 251);
  write_file_atomically(path("large"), large);
  EXPECT_TRUE(read_text_file(path("large")) == large);
}

TEST_F(FileTest, ReadsAPipeWhoseSizeNobodyKnows) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const std::string sent(200000, 'x');
  std::thread writer([&] {
    std::FILE* pipe = std::fopen(path("pipe").c_str(), "w");
    std::fwrite(sent.data(), 1, sent.size(), pipe);
    std::fclose(pipe);
  });
  const std::string received = read_text_file(path("pipe"));
  writer.join();
  EXPECT_TRUE(received == sent);
}

TEST_F(FileTest, MissingFileIsBadInputThatNamesIt) {
  expect_error(ExitCode::kBadInput, path("none") + "': No such file",
               [&] { read_text_file(path("none")); });
  expect_error(ExitCode::kBadInput, path("none"), [&] { read_binary_file(path("none")); });
  expect_error(ExitCode::kBadInput, path("none"), [&] { file_size(path("none")); });
}

TEST_F(FileTest, DirectoryIsBadInput) {
  expect_error(ExitCode::kBadInput, "it is a directory", [&] { read_text_file(path("")); });
  expect_error(ExitCode::kBadInput, "it is a directory", [&] { file_size(path("")); });
}

TEST_F(FileTest, ReplacesAFileAndLeavesNothingElse) {
  write_file_atomically(path("a"), "a longer first text");
  write_file_atomically(path("a"), "second");
  EXPECT_EQ(read_text_file(path("a")), "second");
  EXPECT_EQ(files_left(), 1u);
}

TEST_F(FileTest, FailedWriteIsASystemFailureAndLeavesTheOldContent) {
  expect_error(ExitCode::kSystemFailure, "cannot write",
               [&] { write_file_atomically(path("no_such_directory/a"), "x"); });
  std::filesystem::create_directory(path("directory"));
  expect_error(ExitCode::kSystemFailure, "it is a directory",
               [&] { write_file_atomically(path("directory"), "x"); });
  EXPECT_EQ(files_left(), 1u);
}

// A command run by root must not turn /dev/null into a plain file.
TEST_F(FileTest, WritesIntoAPipeAndLeavesItAPipe) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = read_text_file(path("pipe")); });
  write_file_atomically(path("pipe"), "through");
  reader.join();
  EXPECT_EQ(received, "through");
  EXPECT_TRUE(std::filesystem::is_fifo(path("pipe")));
  EXPECT_EQ(files_left(), 1u);
}

TEST_F(FileTest, KeepsALinkAndReplacesWhatItPointsTo) {
  write_file_atomically(path("real"), "first");
  std::filesystem::create_symlink("real", path("link"));
  write_file_atomically(path("link"), "second");
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(read_text_file(path("real")), "second");
  EXPECT_EQ(files_left(), 2u);
}

TEST_F(FileTest, SaysBeforehandWhatCannotBeWritten) {
  EXPECT_NO_THROW(require_writable(path("new")));
  EXPECT_NO_THROW(require_writable("new_in_the_working_directory"));
  EXPECT_EQ(files_left(), 0u);
  expect_error(ExitCode::kSystemFailure, "No such file",
               [&] { require_writable(path("no_such_directory/a")); });
  expect_error(ExitCode::kSystemFailure, "it is a directory", [&] { require_writable(path("")); });
}

TEST_F(FileTest, KnowsFilesAndDirectories) {
  write_file_atomically(path("a"), "x");
  EXPECT_TRUE(file_exists(path("a")));
  EXPECT_FALSE(file_exists(path("b")));
  EXPECT_TRUE(is_directory(path("")));
  EXPECT_FALSE(is_directory(path("a")));
  EXPECT_FALSE(is_directory(path("b")));
}

TEST(PathTest, Joins) {
  EXPECT_EQ(join_path("a/b", "c"), "a/b/c");
  EXPECT_EQ(join_path("a/b/", "c"), "a/b/c");
  EXPECT_EQ(join_path("", "c"), "c");
  EXPECT_EQ(join_path("a", "/etc/c"), "/etc/c");
}

TEST(PathTest, TakesApart) {
  EXPECT_EQ(directory_of("a/b/c.cfg"), "a/b");
  EXPECT_EQ(directory_of("c.cfg"), ".");
  EXPECT_EQ(file_name_of("a/b/c.cfg"), "c.cfg");
  EXPECT_EQ(file_name_of("c.cfg"), "c.cfg");
  EXPECT_EQ(with_extension("a/b.c/d.jpg", ".txt"), "a/b.c/d.txt");
  EXPECT_EQ(with_extension("a/b.c/d", ".txt"), "a/b.c/d.txt");
}

}  // namespace
}  // namespace dn
