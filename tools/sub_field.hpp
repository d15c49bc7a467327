// A level-0.5 image of a part of the field, in the frame that a reduction puts it into.
#pragma once

#include <cstdint>
#include <optional>

#include "core/image.hpp"
#include "handles.hpp"

namespace tool {

struct FramedImage {
  corkit::Image<double> pixels;         // 0 outside the field
  corkit::Image<std::uint8_t> outside;  // 1 there
  Header header;                        // that of the frame
};

// None for an image of the full field, and where the header names no place for it.
std::optional<FramedImage> put_into_frame(const corkit_array &image, const corkit_header *header);

}  // namespace tool
