// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/list_images.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "darknet/base/error.h"
#include "darknet/base/file.h"

namespace dn {
namespace {

class ListImagesTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = testing::TempDir() + "/dn_list_images_" + std::to_string(::getpid());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_ + "/sub.jpg");
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string touch(const std::string& name, const std::string& content = "x") const {
    const std::string path = directory_ + "/" + name;
    write_file_atomically(path, content);
    return path;
  }

  std::string directory_;
};

TEST_F(ListImagesTest, AFileIsItself) {
  const std::string path = touch("photo.tiff");
  EXPECT_EQ(list_images(path), std::vector<std::string>{path});
}

TEST_F(ListImagesTest, ADirectoryGivesItsImagesSorted) {
  const std::string c = touch("c.JPG");
  const std::string a = touch("a.png");
  const std::string b = touch("b.jpeg");
  const std::string d = touch("d.bmp");
  touch("notes.txt");
  EXPECT_EQ(list_images(directory_), (std::vector<std::string>{a, b, c, d}));
}

TEST_F(ListImagesTest, AListIsRelativeToItsDirectoryAndMayHaveBlankLines) {
  const std::string a = touch("a.png");
  const std::string b = touch("b c.png");
  for (const char* name : {"list.txt", "images.LIST"}) {
    const std::string list = touch(name, "b c.png  \r\n\n" + a + "\n");
    EXPECT_EQ(list_images(list), (std::vector<std::string>{b, a}));
  }
}

TEST_F(ListImagesTest, AMissingEntryIsNamedWithItsLine) {
  const std::string list = touch("list.txt", "\nnone.png\n");
  try {
    list_images(list);
    FAIL();
  } catch (const Error& error) {
    const std::string what = error.what();
    EXPECT_EQ(what.find(list + ":2: "), 0u) << what;
    EXPECT_NE(what.find("none.png"), std::string::npos);
  }
}

TEST_F(ListImagesTest, NothingIsAnError) {
  EXPECT_THROW(list_images(directory_), Error);
  EXPECT_THROW(list_images(directory_ + "/missing"), Error);
  EXPECT_THROW(list_images(touch("empty.txt", " \n\n")), Error);
}

}  // namespace
}  // namespace dn
