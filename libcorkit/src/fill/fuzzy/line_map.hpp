// The parallel lines along which the fuzzy fill interpolates and smooths: every element of a grid belongs to one of them.
//
// Follows   fuzzy/grad.pro and the line loops of fuzzy/hcie_zone.pro (spec/level1.md 10.5)
// Given     angle in radians, not negative
// Notes     1. Elements of one line share the rounded distance along the angle from the corner where it begins; they are ordered as
//              the raster is scanned, with x reversed where angle modulo pi is below pi/2.
//           2. Distances are stretched so that each step of the raster across the lines is at most one line.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace corkit::fuzzy {

class LineMap {
 public:
  LineMap(int nx, int ny, double angle);

  int count() const { return static_cast<int>(start_.size()) - 1; }
  // Flat indices (x fastest) of line's elements, in order. Empty lines occur.
  std::span<const std::int32_t> line(int line) const;

 private:
  std::vector<std::int32_t> element_;
  std::vector<std::int32_t> start_;  // of each line in element_, and the end
};

}  // namespace corkit::fuzzy
