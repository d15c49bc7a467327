// TRIANGULATE as GDL does it, by sweep-hull: start from the tightest circle near the middle, add points outwards, flip sides that fail
// Delaunay's test.
//
// Given     positions of the points, finite
// Returned  triangles in order of creation, vertices counter-clockwise (y upwards)
// Notes     1. The scheme (and each formula's order) is that of the delaunator algorithm, which GDL's TRIANGULATE uses: on a regular grid
//              every cell is a tie, so rounding and the order of equal distances decide the diagonals (spec/level1.md 20.2). GDL's copy
//              differs from the original in the number of directions (1.618 sqrt(n)) and in what it takes for a straight line.
// References https://github.com/mapbox/delaunator; D. Sinclair, "S-hull", arXiv:1604.01428
#include "idl/triangulate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/error.hpp"
#include "idl/introsort.hpp"

namespace corkit::idl {

namespace {

constexpr int kNone = -1;
constexpr double kHuge = std::numeric_limits<double>::max();

struct Site {
  double x, y;
};

double squared_distance(Site a, Site b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return dx * dx + dy * dy;
}

// p, q, r counter-clockwise? Slivers so thin that rounding decides count as a straight line.
bool turns_left(Site p, Site q, Site r) {
  constexpr double thinnest = 1e14;
  const double qx = q.x - p.x;
  const double qy = q.y - p.y;
  const double rx = r.x - p.x;
  const double ry = r.y - p.y;
  const double area = qx * ry - qy * rx;
  const double size = (qx * qx + qy * qy) + (rx * rx + ry * ry);
  return area > 0 && size / area <= thinnest;
}

// Circumcentre of a, b, c relative to a; not finite if they lie on one line.
Site circumcentre_offset(Site a, Site b, Site c) {
  const double bx = b.x - a.x;
  const double by = b.y - a.y;
  const double cx = c.x - a.x;
  const double cy = c.y - a.y;
  const double b2 = bx * bx + by * by;
  const double c2 = cx * cx + cy * cy;
  const double area = bx * cy - by * cx;
  return {(cy * b2 - by * c2) * 0.5 / area, (bx * c2 - cx * b2) * 0.5 / area};
}

double squared_circumradius(Site a, Site b, Site c) {
  const Site offset = circumcentre_offset(a, b, c);
  const double radius = offset.x * offset.x + offset.y * offset.y;
  return std::isfinite(radius) ? radius : kHuge;
}

// Is p strictly inside the circle through a, b, c?
bool in_circle(Site a, Site b, Site c, Site p) {
  const double ax = a.x - p.x;
  const double ay = a.y - p.y;
  const double bx = b.x - p.x;
  const double by = b.y - p.y;
  const double cx = c.x - p.x;
  const double cy = c.y - p.y;
  const double a2 = ax * ax + ay * ay;
  const double b2 = bx * bx + by * by;
  const double c2 = cx * cx + cy * cy;
  return (ax * (by * c2 - b2 * cy) - ay * (bx * c2 - b2 * cx) + a2 * (bx * cy - by * cx)) < 0;
}

// Triangle t owns the directed sides 3t, 3t+1, 3t+2; side s starts at vertex[s], and twin[s] is the same side seen from the
// neighbouring triangle (kNone on the hull).
class Mesh {
 public:
  explicit Mesh(std::size_t points) {
    const std::size_t sides = 3 * (2 * points);
    vertex_.reserve(sides);
    twin_.reserve(sides);
  }

  // Returns the new triangle's first side.
  int add(int a, int b, int c, int twin_ab, int twin_bc, int twin_ca) {
    const int side = static_cast<int>(vertex_.size());
    vertex_.insert(vertex_.end(), {a, b, c});
    twin_.insert(twin_.end(), 3, kNone);
    join(side, twin_ab);
    join(side + 1, twin_bc);
    join(side + 2, twin_ca);
    return side;
  }

  void join(int side, int other) {
    twin_[index(side)] = other;
    if (other != kNone) twin_[index(other)] = side;
  }

  int vertex(int side) const { return vertex_[index(side)]; }
  void set_vertex(int side, int point) { vertex_[index(side)] = point; }
  int twin(int side) const { return twin_[index(side)]; }
  static int next(int side) { return side % 3 == 2 ? side - 2 : side + 1; }
  static int previous(int side) { return side % 3 == 0 ? side + 2 : side - 1; }

  // The mesh turns clockwise, TRIANGULATE's list the other way.
  std::vector<Triangle> triangles() const {
    std::vector<Triangle> all;
    all.reserve(vertex_.size() / 3);
    for (std::size_t s = 0; s < vertex_.size(); s += 3) all.push_back({vertex_[s], vertex_[s + 2], vertex_[s + 1]});
    return all;
  }

 private:
  static std::size_t index(int side) { return static_cast<std::size_t>(side); }

  std::vector<int> vertex_, twin_;
};

// The convex hull so far: a ring of points, each with the mesh side that leaves it, found by direction from the centre.
class Hull {
 public:
  Hull(std::size_t points, Site centre)
      : next_(points, kNone), previous_(points, kNone), side_(points, kNone), centre_(centre), slots_(slot_count(points), kNone) {}

  int next(int point) const { return next_[index(point)]; }
  int previous(int point) const { return previous_[index(point)]; }
  int side(int point) const { return side_[index(point)]; }
  void set_side(int point, int side) { side_[index(point)] = side; }
  int start() const { return start_; }
  void set_start(int point) { start_ = point; }

  void link(int from, int to) {
    next_[index(from)] = to;
    previous_[index(to)] = from;
  }
  // A removed point is its own successor.
  void remove(int point) { next_[index(point)] = point; }

  void remember(int point, Site where) { slots_[slot(where)] = point; }

  // A point of the hull near the direction of `where`.
  int near(Site where) const {
    const std::size_t first = slot(where);
    int found = start_;
    for (std::size_t k = 0; k < slots_.size(); ++k) {
      const int candidate = slots_[(first + k) % slots_.size()];
      if (candidate == kNone) continue;
      found = candidate;
      if (next(candidate) != candidate) break;
    }
    return found;
  }

  void replace_side(int old_side, int new_side) {
    int point = start_;
    do {
      if (side(point) == old_side) {
        set_side(point, new_side);
        return;
      }
      point = previous(point);  // next() is broken at points just removed
    } while (point != start_);
  }

 private:
  static std::size_t index(int point) { return static_cast<std::size_t>(point); }

  // Decides on which side of a new point's view the triangles start, and so their order.
  static std::size_t slot_count(std::size_t points) {
    constexpr double slots_per_hull_point = 1.618;
    return static_cast<std::size_t>(std::ceil(slots_per_hull_point * std::sqrt(static_cast<double>(points))));
  }

  // Grows with the direction from the centre, without trigonometry.
  std::size_t slot(Site where) const {
    const double dx = where.x - centre_.x;
    const double dy = where.y - centre_.y;
    const double p = dx / (std::fabs(dx) + std::fabs(dy));
    const double turn = (dy > 0 ? 3 - p : 1 + p) / 4;
    if (!(turn >= 0)) return 0;  // the centre itself has no direction
    return static_cast<std::size_t>(std::llround(std::floor(turn * static_cast<double>(slots_.size())))) % slots_.size();
  }

  std::vector<int> next_, previous_, side_;
  Site centre_;
  std::vector<int> slots_;
  int start_ = kNone;
};

struct Seed {
  int a, b, c;
  Site centre;              // of the circle through them
  double squared_diagonal;  // of the box around all points
};

class Triangulation {
 public:
  Triangulation(std::span<const double> x, std::span<const double> y)
      : points_(pairs(x, y)), mesh_(points_.size()), seed_(find_seed()), hull_(points_.size(), seed_.centre) {
    start_hull();
    for (const int point : by_distance(seed_.centre))
      if (point != seed_.a && point != seed_.b && point != seed_.c) add(point);
  }

  std::vector<Triangle> triangles() const { return mesh_.triangles(); }

 private:
  static std::vector<Site> pairs(std::span<const double> x, std::span<const double> y) {
    std::vector<Site> points(x.size());
    for (std::size_t k = 0; k < points.size(); ++k) points[k] = {x[k], y[k]};
    return points;
  }

  Site at(int point) const { return points_[static_cast<std::size_t>(point)]; }
  int count() const { return static_cast<int>(points_.size()); }

  // First point with the smallest cost below the limit.
  template <class Cost>
  int cheapest(Cost cost, double limit) const {
    int best = kNone;
    for (int k = 0; k < count(); ++k) {
      const double value = cost(k);
      if (value < limit) {
        best = k;
        limit = value;
      }
    }
    return best;
  }

  Seed find_seed() const {
    Site low = at(0);
    Site high = at(0);
    for (const Site p : points_) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const Site middle = {(low.x + high.x) / 2, (low.y + high.y) / 2};
    const int a = cheapest([&](int k) { return squared_distance(middle, at(k)); }, kHuge);
    const auto from_a = [&](int k) {
      const double distance = squared_distance(at(a), at(k));
      return distance > 0 ? distance : kHuge;
    };
    int b = a == kNone ? kNone : cheapest(from_a, kHuge);
    const auto circle = [&](int k) { return k == a || k == b ? kHuge : squared_circumradius(at(a), at(b), at(k)); };
    int c = b == kNone ? kNone : cheapest(circle, kHuge);
    if (c == kNone) throw Error(CORKIT_ERROR_ARGUMENT, "TRIANGULATE: the points lie on one line; give at least three that do not");
    if (turns_left(at(a), at(b), at(c))) std::swap(b, c);
    const Site offset = circumcentre_offset(at(a), at(b), at(c));
    return {a, b, c, {at(a).x + offset.x, at(a).y + offset.y}, squared_distance(low, high)};
  }

  std::vector<int> by_distance(Site centre) const {
    std::vector<double> distance(points_.size());
    std::transform(points_.begin(), points_.end(), distance.begin(), [&](Site p) { return squared_distance(p, centre); });
    return introsort_order(distance);
  }

  void start_hull() {
    const auto [a, b, c, centre, diagonal] = seed_;
    hull_.set_start(a);
    hull_.link(a, b);
    hull_.link(b, c);
    hull_.link(c, a);
    const int side = mesh_.add(a, b, c, kNone, kNone, kNone);
    hull_.set_side(a, side);
    hull_.set_side(b, side + 1);
    hull_.set_side(c, side + 2);
    for (const int point : {a, b, c}) hull_.remember(point, at(point));
  }

  bool sees(int point, int hull_point, int hull_next) const { return turns_left(at(point), at(hull_point), at(hull_next)); }

  bool coincide(int a, int b) const {
    constexpr double closest = 1e-20;  // of the squared diagonal of all points
    return squared_distance(at(a), at(b)) / seed_.squared_diagonal < closest;
  }

  // First hull point from start on whose outgoing side the new point sees; kNone for a double of a point already there.
  int first_visible(int point, int start) const {
    int e = start;
    do {
      const int next = hull_.next(e);
      if (coincide(point, e) || coincide(point, next)) return kNone;
      if (sees(point, e, next)) return e;
      e = next;
    } while (e != start);
    return kNone;
  }

  void add(int point) {
    const int start = hull_.previous(hull_.near(at(point)));
    const int first = first_visible(point, start);
    if (first == kNone) return;

    int side = mesh_.add(first, point, hull_.next(first), kNone, kNone, hull_.side(first));
    hull_.set_side(point, legalize(side + 2));
    hull_.set_side(first, side);

    int forward = hull_.next(first);
    for (int q = hull_.next(forward); sees(point, forward, q); q = hull_.next(forward)) {
      side = mesh_.add(forward, point, q, hull_.side(point), kNone, hull_.side(forward));
      hull_.set_side(point, legalize(side + 2));
      hull_.remove(forward);
      forward = q;
    }

    // Sides before the first visible one can be visible too only if the search has not passed over them.
    int backward = first;
    if (first == start)
      for (int q = hull_.previous(backward); sees(point, q, backward); q = hull_.previous(backward)) {
        side = mesh_.add(q, point, backward, kNone, hull_.side(backward), hull_.side(q));
        legalize(side + 2);
        hull_.set_side(q, side);
        hull_.remove(backward);
        backward = q;
      }

    hull_.set_start(backward);
    hull_.link(backward, point);
    hull_.link(point, forward);
    hull_.remember(point, at(point));
    hull_.remember(backward, at(backward));
  }

  // Flips side a, and whatever sides that makes illegal, until all are Delaunay's. Returns the side that takes a's place on the hull.
  int legalize(int a) {
    pending_.clear();
    while (true) {
      const int b = mesh_.twin(a);
      const int ar = Mesh::previous(a);
      const int al = Mesh::next(a);
      const int bl = b == kNone ? kNone : Mesh::previous(b);
      const bool illegal = b != kNone && in_circle(at(mesh_.vertex(ar)), at(mesh_.vertex(a)), at(mesh_.vertex(al)), at(mesh_.vertex(bl)));
      if (illegal) {
        flip(a, b, ar, bl);
        pending_.push_back(Mesh::next(b));
        continue;
      }
      if (pending_.empty()) return ar;
      a = pending_.back();
      pending_.pop_back();
    }
  }

  // The quadrilateral's other diagonal: a and b become its two halves.
  void flip(int a, int b, int ar, int bl) {
    const int far_a = mesh_.vertex(ar);
    const int far_b = mesh_.vertex(bl);
    mesh_.set_vertex(a, far_b);
    mesh_.set_vertex(b, far_a);
    const int outer = mesh_.twin(bl);
    if (outer == kNone) hull_.replace_side(bl, a);
    mesh_.join(a, outer);
    mesh_.join(b, mesh_.twin(ar));
    mesh_.join(ar, bl);
  }

  std::vector<Site> points_;
  Mesh mesh_;
  Seed seed_;
  Hull hull_;
  std::vector<int> pending_;
};

}  // namespace

std::vector<Triangle> triangulate_gdl(std::span<const double> x, std::span<const double> y) { return Triangulation(x, y).triangles(); }

}  // namespace corkit::idl
