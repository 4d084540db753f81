// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/image/synthetic_scene.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "darknet/base/error.h"

namespace dn {
namespace {

std::uint64_t fnv1a(const PixelImage& image) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (std::size_t i = 0; i < image.byte_count(); ++i) {
    hash = (hash ^ image.data()[i]) * 0x100000001b3ull;
  }
  return hash;
}

TEST(SyntheticSceneTest, TheSameSeedGivesTheSamePictureEverywhere) {
  EXPECT_EQ(draw_scene(5, {64, 48}), draw_scene(5, {64, 48}));
  EXPECT_EQ(fnv1a(draw_scene(1, {64, 48})), 0x7a47ff65457df0abull);
}

TEST(SyntheticSceneTest, AnotherSeedGivesAnotherPicture) {
  EXPECT_NE(draw_scene(5, {64, 48}), draw_scene(6, {64, 48}));
}

TEST(SyntheticSceneTest, AnySizeWorks) {
  for (const ImageSize size : {ImageSize{1, 1}, {1, 300}, {3000, 2}, {123, 77}}) {
    EXPECT_EQ(draw_scene(1, size).size(), size);
  }
  EXPECT_THROW(draw_scene(1, {0, 10}), Error);
}

}  // namespace
}  // namespace dn
