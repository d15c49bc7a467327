// Labelled circles in a picture, and room for their labels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "picture/view.hpp"

namespace corkit::picture {

struct Mark {
  Point at;  // pixel of the image
  std::string label;
};

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  bool meets(const Box &other) const { return left < other.right && other.left < right && top < other.bottom && other.top < bottom; }
  bool within(const Box &other) const { return left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom; }
};

// Where a label of that size goes beside a circle: right of it, left, above or below, within the picture and on none of `taken`.
// Empty where there is no room.
std::optional<Box> room_for_label(Point circle, double radius, double width, double height, const Box &picture,
                                  const std::vector<Box> &taken);

}  // namespace corkit::picture
