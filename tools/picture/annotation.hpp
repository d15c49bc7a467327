// What is written and drawn over an image: the Sun, a grid, north and east, date, scale bar, outlines of blocks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "picture/canvas.hpp"
#include "picture/marks.hpp"
#include "picture/view.hpp"

namespace corkit::picture {

struct Outline {
  Image<std::uint8_t> mask;  // of the image's size; what is not 0 is outlined
  Colour colour = 0xFFFFFF;
  std::string name;  // written in that colour, "" for nothing
};

struct Annotation {
  std::string title;               // bottom left
  std::vector<std::string> notes;  // smaller, above it
  bool grid = false;               // circles of 1, 2, ... solar radii
  std::vector<Outline> outlines;
  std::vector<Mark> marks;  // circles; labels where they lie on nothing else, those of the first marks first
};

// The boundary of a mask in pixel coordinates of its image, straight runs joined.
std::vector<std::pair<Point, Point>> boundary(const Image<std::uint8_t> &mask);

// Sizes of lines and letters follow that of the picture.
Rgb annotated(const Rgb &picture, const View &view, const SkyGeometry &sky, const Annotation &what);

}  // namespace corkit::picture
