// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Darknet RT-Swap authors
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "darknet/image/pixel_image.h"

namespace dn {

struct ImageInspection {
  // As the header tells it, before anything is decoded; 0 x 0 where it does not.
  ImageSize size;
  // What is missing or broken, as the end of a sentence ("truncated, ..."), or "" where the file is
  // whole.
  std::string damage;
};

// Looks over an encoded image, because the decoder does not tell: it paints what is missing grey,
// and some damage it does not survive. The format follows from the first bytes, never from a name;
// nothing is returned for what is neither JPEG, PNG nor BMP.
//   JPEG (ITU-T T.81, annex B): every marker segment lies inside the file, the Huffman tables are
//     possible and the end-of-image marker is there; what follows it is ignored.
//   PNG (ISO/IEC 15948): every chunk up to IEND lies inside the file and has the right CRC.
//   BMP: the pixels of an uncompressed picture lie inside the file.
std::optional<ImageInspection> inspect_image(std::span<const std::byte> file);

}  // namespace dn
