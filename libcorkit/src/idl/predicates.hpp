// The two questions of a Delaunay triangulation, answered without rounding.
#pragma once

namespace corkit::idl {

struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point &, const Point &) = default;
};

// 1: a, b, c turn counter-clockwise; -1: clockwise; 0: they lie on one line.
int orientation(Point a, Point b, Point c);

// 1: d lies inside the circle through a, b, c (counter-clockwise); -1: outside; 0: on it.
int in_circle(Point a, Point b, Point c, Point d);

}  // namespace corkit::idl
