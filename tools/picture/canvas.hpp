// Lines and text on a picture, by cairo. Coordinates are picture pixels; (0, 0) is the middle of the pixel at the top left.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "picture/png_file.hpp"
#include "picture/view.hpp"

namespace corkit::picture {

enum class Align { left, middle, right };

struct Pen {
  Colour colour = 0xFFFFFF;
  double width = 1;    // pixels
  double opacity = 1;  // 0 ... 1
  double dash = 0;     // length of a dash and of the gap behind it; 0: a whole line
};

class Canvas {
 public:
  explicit Canvas(const Rgb &picture);
  ~Canvas();
  Canvas(const Canvas &) = delete;
  Canvas &operator=(const Canvas &) = delete;

  void circle(Point centre, double radius, const Pen &pen);
  void line(Point from, Point to, const Pen &pen);
  void arrow(Point from, Point to, const Pen &pen);
  // All at once, so that dashes and opacity do not add up where lines meet.
  void segments(const std::vector<std::pair<Point, Point>> &lines, const Pen &pen);
  // Text on a dark rim. at: the middle, or the left or right end, of its line at mid-height. UTF-8; what is none is shown as '?'.
  void text(Point at, const std::string &text, double height, Align align = Align::left, Colour colour = 0xFFFFFF);
  double text_width(const std::string &text, double height);

  Rgb picture() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace corkit::picture
