// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
//
// A whole small detector, in the shape of the YOLO 3 and 4 families, on the GPU: what is found must
// be what the CPU finds.
#include "darknet/detect/detection_decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "darknet/device/host/host_device.h"
#include "darknet/device/open_device.h"
#include "darknet/net/resident_network.h"
#include "darknet/tensor/layout.h"
#include "darknet/weights/random_weights.h"
#include "test/support/layer_harness.h"

namespace dn::test {
namespace {

constexpr int kWidth = 40, kHeight = 24, kClasses = 3;

// Two strides with a residual block, a cross-stage split, pooling side by side, a first [yolo];
// then back up, joined with the finer grid, and a second [yolo].
constexpr const char* kTinyDetector = R"(
[convolutional]
batch_normalize=1
filters=8
size=3
stride=2
pad=1
activation=leaky

[convolutional]
batch_normalize=1
filters=8
size=3
pad=1
activation=mish

[shortcut]
from=-2
activation=linear

[convolutional]
batch_normalize=1
filters=16
size=3
stride=2
pad=1
activation=leaky

[route]
layers=-1
groups=2
group_id=1

[convolutional]
batch_normalize=1
filters=8
size=1
activation=leaky

[route]
layers=-1,-3

[maxpool]
size=3
stride=1

[route]
layers=-1,-2

[convolutional]
filters=16
size=1
activation=linear

[yolo]
mask=2,3
anchors=2,3, 5,4, 9,12, 20,15
classes=3
num=4
scale_x_y=1.05

[route]
layers=-3

[convolutional]
batch_normalize=1
filters=8
size=1
activation=leaky

[upsample]
stride=2

[route]
layers=-1,2

[convolutional]
filters=16
size=1
activation=linear

[yolo]
mask=0,1
anchors=2,3, 5,4, 9,12, 20,15
classes=3
num=4
nms_kind=greedynms
)";

class CudaDetector : public testing::Test {
 protected:
  // With no suppression every candidate is listed, in the order of the cells.
  DetectionList find(std::shared_ptr<Device> device, Precision precision, int image,
                     const DetectOptions& options) const {
    CompileOptions compile;
    compile.kernels.precision = precision;
    compile.kept_layers = decoder_.layers();
    ResidentNetwork resident(std::move(device), network_, weights_, compile);
    planar_to_channels_last(network_.input(), random_input(7, 0, network_.input().count()),
                            resident.input());
    resident.run();
    DetectionList list(decoder_.max_candidates(), kClasses);
    decoder_.decode(resident.compiled(), image, options, {}, list);
    return list;
  }

  const Network network_ = network_from(kTinyDetector, kWidth, kHeight, 3, 2);
  const NetworkWeights weights_ = random_weights(network_.weight_slots(), {3, 1.0, {}});
  const DetectionDecoder decoder_{network_};
};

// `tolerance` is of the picture's sides, of probabilities, and of the larger sides of boxes: these
// are exponentials, whose errors grow with them.
void expect_same(const DetectionList& got, const DetectionList& want, float tolerance) {
  ASSERT_EQ(got.size(), want.size());
  for (int i = 0; i < want.size(); ++i) {
    const Box &box = got.box(i), &wanted = want.box(i);
    EXPECT_NEAR(box.x, wanted.x, tolerance) << i;
    EXPECT_NEAR(box.y, wanted.y, tolerance) << i;
    EXPECT_NEAR(box.w, wanted.w, tolerance * std::max(1.f, wanted.w)) << i;
    EXPECT_NEAR(box.h, wanted.h, tolerance * std::max(1.f, wanted.h)) << i;
    EXPECT_NEAR(got.objectness(i), want.objectness(i), tolerance) << i;
    for (int c = 0; c < kClasses; ++c)
      EXPECT_NEAR(got.probabilities(i)[c], want.probabilities(i)[c], tolerance) << i << ", " << c;
  }
}

TEST_F(CudaDetector, EveryCandidateIsTheCpus) {
  const DetectOptions everything{0, .5f, 0};
  for (const int image : {0, 1}) {
    const DetectionList want =
        find(std::make_shared<HostDevice>(), Precision::kFloat32, image, everything);
    ASSERT_EQ(want.size(), decoder_.max_candidates());
    const auto got = [&](Precision precision) {
      return find(open_device("cuda:0"), precision, image, everything);
    };
    expect_same(got(Precision::kFloat32), want, 1e-4f);
    expect_same(got(Precision::kTensorFloat32), want, 5e-3f);
    expect_same(got(Precision::kFloat16), want, 1e-2f);
  }
}

// With a threshold and suppression: the list that users see.
TEST_F(CudaDetector, TheSameBoxesAreLeft) {
  const DetectOptions usual{.3f, .5f, .45f};
  const DetectionList want = find(std::make_shared<HostDevice>(), Precision::kFloat32, 0, usual);
  EXPECT_GT(want.size(), 0);
  EXPECT_LT(want.size(), decoder_.max_candidates());
  expect_same(find(open_device("cuda:0"), Precision::kFloat32, 0, usual), want, 1e-4f);
}

}  // namespace
}  // namespace dn::test
