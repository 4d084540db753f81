// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#include "darknet/detect/annotate.h"

#include <gtest/gtest.h>

namespace dn::test {
namespace {

const ClassNames kNames({"dog", "dont_show"});

int changed_pixels(const PixelImage& image) {
  int changed = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const auto* pixel = image.at(x, y);
      changed += pixel[0] != 0 || pixel[1] != 0 || pixel[2] != 0 ? 1 : 0;
    }
  }
  return changed;
}

TEST(Annotate, DrawsOnlyWhatIsReported) {
  PixelImage image({200, 100}, 3);
  DetectionList list(2, 2);
  list.add({.5f, .5f, .5f, .5f}, 1)[0] = .2f;   // below the threshold
  list.add({.5f, .5f, .5f, .5f}, 1)[1] = .99f;  // hidden
  annotate(image, list, kNames, .25f);
  EXPECT_EQ(changed_pixels(image), 0);
  annotate(image, list, kNames, .1f);
  EXPECT_GT(changed_pixels(image), 100);
}

TEST(Annotate, BoxesOutsideOfTheImage) {
  PixelImage image({60, 40}, 3);
  DetectionList list(2, 2);
  list.add({-5.f, 9.f, 2.f, 1e30f}, 1)[0] = .9f;
  list.add({.5f, .5f, 20.f, 20.f}, 1)[0] = .9f;
  annotate(image, list, kNames, .25f);
  EXPECT_GT(changed_pixels(image), 0);
}

}  // namespace
}  // namespace dn::test
