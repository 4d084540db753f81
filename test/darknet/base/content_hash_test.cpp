// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/base/content_hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "darknet/base/error.h"
#include "darknet/base/hash.h"
#include "test/support/temp_dir.h"

namespace dn::test {
namespace {

// Published values of XXH3: what is kept in files must not change with the library.
TEST(Hash, IsXxh3) {
  EXPECT_EQ(hash64(std::string_view()), 0x2d06800538d394c2u);
  EXPECT_NE(hash64("a"), hash64("b"));
}

TEST(ContentHash, AFileHasTheHashOfItsContent) {
  const TempDir dir;
  constexpr std::size_t kPiece = 4 << 20;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kPiece - 1, kPiece, 2 * kPiece + 1}) {
    std::string content(size, 'x');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 7 + i / 4096);
    EXPECT_EQ(content_hash_of_file(dir.write("file", content)),
              content_hash(std::as_bytes(std::span(content))));
  }
}

TEST(ContentHash, EveryByteAndTheOrderOfPiecesCount) {
  std::string content((4 << 20) * 2 + 5, 'x');
  std::set<std::uint64_t> seen;
  const auto add = [&] { seen.insert(content_hash(std::as_bytes(std::span(content)))); };
  add();
  const std::size_t end = content.size() - 1;
  for (const std::size_t place : {std::size_t{0}, std::size_t{(4 << 20) + 3}, end}) {
    content[place] = 'y';
    add();
    content[place] = 'x';
  }
  content.pop_back();
  add();
  std::string front(4 << 20, 'a'), back(4 << 20, 'b');
  content = front + back;
  add();
  content = back + front;
  add();
  EXPECT_EQ(seen.size(), 7u);
}

TEST(ContentHash, AFileThatCannotBeReadIsAnError) {
  const TempDir dir;
  EXPECT_THROW(content_hash_of_file(dir / "none"), Error);
  EXPECT_THROW(content_hash_of_file(dir.path()), Error);
}

}  // namespace
}  // namespace dn::test
