// TRIANGULATE by divide and conquer, with IDL's choice where four or more points lie on one circle.
//
// Given     positions of the points, finite and distinct, at least three
// Returned  triangles point by point (by x, then y), each at its first point, counter-clockwise
// Notes     1. Follows spec/triangulate.md: halves lo..mid and mid+1..hi down to two or three points; merged upwards from the lower
//              common tangent; a candidate on either side is deleted while the next one is inside or on its circle with the base; a
//              tie between the two sides goes left, and right where a half is a straight line of points. That rule makes all
//              triangles visible in a list that IDL printed; that straight halves differ was read off it, not understood.
//           2. The tests are exact (predicates.hpp), so that a tie is one.
// References D. T. Lee & B. J. Schachter 1980, Int. J. Computer and Information Sciences 9, 219; L. Guibas & J. Stolfi 1985, ACM Trans.
//           Graphics 4, 74
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "core/error.hpp"
#include "idl/predicates.hpp"
#include "idl/triangulate.hpp"

namespace corkit::idl {

namespace {

// A directed edge; its reverse has the neighbouring number.
using Edge = int;
constexpr Edge reversed(Edge e) { return e ^ 1; }

// Directed edges in rings around their origins, counter-clockwise.
class EdgeRings {
 public:
  explicit EdgeRings(std::size_t points) { spokes_.reserve(6 * points); }

  Edge make(int from, int to) {
    const Edge e = static_cast<Edge>(spokes_.size());
    spokes_.push_back({from, e, e});
    spokes_.push_back({to, reversed(e), reversed(e)});
    return e;
  }

  int origin(Edge e) const { return at(e).origin; }
  int end(Edge e) const { return at(reversed(e)).origin; }
  Edge next(Edge e) const { return at(e).next; }
  Edge previous(Edge e) const { return at(e).previous; }
  Edge next_around_left(Edge e) const { return previous(reversed(e)); }
  Edge previous_around_right(Edge e) const { return next(reversed(e)); }

  // Joins two rings, or parts one.
  void splice(Edge a, Edge b) {
    const Edge after_a = next(a);
    const Edge after_b = next(b);
    link(a, after_b);
    link(b, after_a);
  }

  // From the end of a to the origin of b, with one face left of all three.
  Edge connect(Edge a, Edge b) {
    const Edge e = make(end(a), origin(b));
    splice(e, next_around_left(a));
    splice(reversed(e), b);
    return e;
  }

  // The edge stays alone in its rings.
  void remove(Edge e) {
    splice(e, previous(e));
    splice(reversed(e), previous(reversed(e)));
    at(e).removed = at(reversed(e)).removed = true;
  }

  Edge count() const { return static_cast<Edge>(spokes_.size()); }
  bool removed(Edge e) const { return at(e).removed; }

 private:
  struct Spoke {
    int origin;
    Edge next, previous;
    bool removed = false;
  };

  Spoke &at(Edge e) { return spokes_[static_cast<std::size_t>(e)]; }
  const Spoke &at(Edge e) const { return spokes_[static_cast<std::size_t>(e)]; }
  void link(Edge a, Edge b) {
    at(a).next = b;
    at(b).previous = a;
  }

  std::vector<Spoke> spokes_;
};

// Points are numbered in their order by x, then y.
class DivideAndConquer {
 public:
  explicit DivideAndConquer(std::vector<Point> points) : points_(std::move(points)), edges_(points_.size()) {
    whole_ = triangulated(0, static_cast<int>(points_.size()) - 1);
  }

  bool straight() const { return whole_.straight; }

  std::vector<Triangle> triangles() const {
    // Of each point the edge that follows, counter-clockwise, those to points before it.
    std::vector<Edge> first(points_.size(), kNone);
    for (Edge e = 0; e < edges_.count(); ++e)
      if (!edges_.removed(e) && leads_on(e) && !starts_triangle(edges_.previous(e))) first[static_cast<std::size_t>(edges_.origin(e))] = e;
    std::vector<Triangle> all;
    all.reserve(2 * points_.size());
    for (const Edge start : first)
      for (Edge e = start; e != kNone && starts_triangle(e); e = edges_.next(e))
        all.push_back({edges_.origin(e), edges_.end(e), edges_.end(edges_.next(e))});
    return all;
  }

 private:
  static constexpr Edge kNone = -1;

  // A triangulated half: the hull's counter-clockwise edge from its first point and clockwise edge from its last.
  struct Half {
    Edge from_first, from_last;
    bool straight;  // all points on one line
  };

  Point at(int point) const { return points_[static_cast<std::size_t>(point)]; }
  Point origin(Edge e) const { return at(edges_.origin(e)); }
  Point end(Edge e) const { return at(edges_.end(e)); }
  bool left_of(Point p, Edge e) const { return orientation(p, origin(e), end(e)) > 0; }
  bool right_of(Point p, Edge e) const { return orientation(p, end(e), origin(e)) > 0; }

  bool leads_on(Edge e) const { return edges_.end(e) > edges_.origin(e); }

  // Is there a triangle between the edge and the next one, with the origin as its first point?
  bool starts_triangle(Edge e) const {
    const Edge after = edges_.next(e);
    return leads_on(e) && leads_on(after) && edges_.end(edges_.next_around_left(e)) == edges_.end(after) && left_of(end(after), e);
  }

  Half triangulated(int low, int high) {
    if (high - low == 1) {
      const Edge e = edges_.make(low, high);
      return {e, reversed(e), true};
    }
    if (high - low == 2) return three(low);
    const int middle = (low + high) / 2;
    const Half left = triangulated(low, middle);
    return merged(left, triangulated(middle + 1, high));
  }

  Half three(int low) {
    const Edge a = edges_.make(low, low + 1);
    const Edge b = edges_.make(low + 1, low + 2);
    edges_.splice(reversed(a), b);
    const int turn = orientation(at(low), at(low + 1), at(low + 2));
    if (turn == 0) return {a, reversed(b), true};
    const Edge c = edges_.connect(b, a);
    return turn > 0 ? Half{a, reversed(b), false} : Half{reversed(c), c, false};
  }

  Half merged(Half left, Half right) {
    const bool prefers_right = left.straight || right.straight;
    Edge base = lower_tangent(left, right);
    bool straight = left.straight && right.straight;
    while (true) {
      const Edge from_left = left_candidate(base);
      const Edge from_right = right_candidate(base);
      if (!above(from_left, base) && !above(from_right, base)) break;
      straight = false;
      if (takes_right(from_left, from_right, base, prefers_right))
        base = edges_.connect(from_right, reversed(base));
      else
        base = edges_.connect(reversed(base), reversed(from_left));
    }
    return {left.from_first, right.from_last, straight};
  }

  // The edge from right to left below both halves, which become one.
  Edge lower_tangent(Half &left, Half &right) {
    Edge inner_left = left.from_last;
    Edge inner_right = right.from_first;
    while (true) {
      if (left_of(origin(inner_right), inner_left))
        inner_left = edges_.next_around_left(inner_left);
      else if (right_of(origin(inner_left), inner_right))
        inner_right = edges_.previous_around_right(inner_right);
      else
        break;
    }
    const Edge base = edges_.connect(reversed(inner_right), inner_left);
    if (edges_.origin(inner_left) == edges_.origin(left.from_first)) left.from_first = reversed(base);
    if (edges_.origin(inner_right) == edges_.origin(right.from_last)) right.from_last = base;
    return base;
  }

  bool above(Edge candidate, Edge base) const { return right_of(end(candidate), base); }

  // Is p inside or on the circle through the base and the candidate's end?
  bool spoils(Edge next, Edge candidate, Edge base) const {
    return above(next, base) && in_circle(end(base), origin(base), end(candidate), end(next)) >= 0;
  }

  Edge left_candidate(Edge base) {
    Edge candidate = edges_.next(reversed(base));
    while (above(candidate, base) && spoils(edges_.next(candidate), candidate, base)) {
      const Edge next = edges_.next(candidate);
      edges_.remove(candidate);
      candidate = next;
    }
    return candidate;
  }

  Edge right_candidate(Edge base) {
    Edge candidate = edges_.previous(base);
    while (above(candidate, base) && spoils(edges_.previous(candidate), candidate, base)) {
      const Edge next = edges_.previous(candidate);
      edges_.remove(candidate);
      candidate = next;
    }
    return candidate;
  }

  bool takes_right(Edge from_left, Edge from_right, Edge base, bool prefers_right) const {
    if (!above(from_left, base)) return true;
    if (!above(from_right, base)) return false;
    const int inside = in_circle(end(base), origin(base), end(from_left), end(from_right));
    return inside > 0 || (inside == 0 && prefers_right);
  }

  std::vector<Point> points_;
  EdgeRings edges_;
  Half whole_{};
};

std::vector<int> sorted_order(const std::vector<Point> &points) {
  std::vector<int> order(points.size());
  std::iota(order.begin(), order.end(), 0);
  const auto at = [&](int k) { return points[static_cast<std::size_t>(k)]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return at(a).x < at(b).x || (at(a).x == at(b).x && at(a).y < at(b).y); });
  const auto doubled = std::adjacent_find(order.begin(), order.end(), [&](int a, int b) { return at(a) == at(b); });
  if (doubled != order.end())
    throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: points " + std::to_string(std::min(doubled[0], doubled[1])) + " and " +
                                           std::to_string(std::max(doubled[0], doubled[1])) + " are the same; leave one of them out");
  return order;
}

// By a power of two, so that products of four coordinates neither overflow nor vanish.
double scale_of(std::span<const double> x, std::span<const double> y) {
  double largest = 0;
  for (const auto &coordinates : {x, y})
    for (const double value : coordinates) largest = std::max(largest, std::abs(value));
  return largest > 0 ? std::ldexp(1.0, -std::ilogb(largest)) : 1.0;
}

}  // namespace

std::vector<Triangle> triangulate_idl(std::span<const double> x, std::span<const double> y) {
  const double scale = scale_of(x, y);
  std::vector<Point> points(x.size());
  for (std::size_t k = 0; k < points.size(); ++k) points[k] = {scale * x[k], scale * y[k]};
  const std::vector<int> order = sorted_order(points);
  std::vector<Point> sorted(points.size());
  std::transform(order.begin(), order.end(), sorted.begin(), [&](int k) { return points[static_cast<std::size_t>(k)]; });
  const DivideAndConquer mesh(std::move(sorted));
  if (mesh.straight()) throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: the points lie on one line; give at least three that do not");
  std::vector<Triangle> triangles = mesh.triangles();
  const auto original = [&](int k) { return order[static_cast<std::size_t>(k)]; };
  for (Triangle &t : triangles) t = {original(t.a), original(t.b), original(t.c)};
  return triangles;
}

}  // namespace corkit::idl
