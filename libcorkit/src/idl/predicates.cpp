// Orientation of three points and the circle test: in DOUBLE where that decides, exactly otherwise.
//
// Notes     1. The bounds are those of the references: (3 + 16 e) e and (10 + 96 e) e of the sum of magnitudes, e = 2^-53.
//           2. In a regular grid every circle test of a cell is a tie. Where all differences are multiples of one power of two that are
//           small
//              enough for every product and sum to be exact in DOUBLE, as they are there, the tie is one.
// References J. R. Shewchuk 1997, Discrete & Computational Geometry 18, 305 (section 4)
#include "idl/predicates.hpp"

#include <cmath>

#include "idl/expansion.hpp"

namespace corkit::idl {

namespace {

constexpr double kEpsilon = 0x1p-53;

int sign(double value) { return value > 0 ? 1 : (value < 0 ? -1 : 0); }

int exact_orientation(Point a, Point b, Point c) {
  const auto acx = exact_difference(a.x, c.x);
  const auto acy = exact_difference(a.y, c.y);
  const auto bcx = exact_difference(b.x, c.x);
  const auto bcy = exact_difference(b.y, c.y);
  return (acx * bcy - acy * bcx).sign();
}

int exact_in_circle(Point a, Point b, Point c, Point d) {
  const auto adx = exact_difference(a.x, d.x);
  const auto ady = exact_difference(a.y, d.y);
  const auto bdx = exact_difference(b.x, d.x);
  const auto bdy = exact_difference(b.y, d.y);
  const auto cdx = exact_difference(c.x, d.x);
  const auto cdy = exact_difference(c.y, d.y);
  const auto of_a = (adx * adx + ady * ady) * (bdx * cdy - cdx * bdy);
  const auto of_b = (bdx * bdx + bdy * bdy) * (cdx * ady - adx * cdy);
  const auto of_c = (cdx * cdx + cdy * cdy) * (adx * bdy - bdx * ady);
  return (of_a + of_b + of_c).sign();
}

// Is every coordinate a whole number of at most 11 bits, in units of 2^-10? Then differences have 12, products of four of these and the
// sums of twelve such products that a circle test adds up at most 52 bits.
template <class... Points>
bool coarse(Points... points) {
  constexpr double units = 1024;
  constexpr double most = 2047;
  const auto whole = [](double value) {
    const double scaled = value * units;
    return std::abs(scaled) <= most && static_cast<double>(static_cast<int>(scaled)) == scaled;
  };
  return ((whole(points.x) && whole(points.y)) && ...);
}

}  // namespace

int orientation(Point a, Point b, Point c) {
  constexpr double bound = (3 + 16 * kEpsilon) * kEpsilon;
  const double left = (a.x - c.x) * (b.y - c.y);
  const double right = (a.y - c.y) * (b.x - c.x);
  const double area = left - right;
  if (std::abs(area) > bound * (std::abs(left) + std::abs(right)) || coarse(a, b, c)) return sign(area);
  return exact_orientation(a, b, c);
}

int in_circle(Point a, Point b, Point c, Point d) {
  constexpr double bound = (10 + 96 * kEpsilon) * kEpsilon;
  const double adx = a.x - d.x;
  const double ady = a.y - d.y;
  const double bdx = b.x - d.x;
  const double bdy = b.y - d.y;
  const double cdx = c.x - d.x;
  const double cdy = c.y - d.y;
  const double a2 = adx * adx + ady * ady;
  const double b2 = bdx * bdx + bdy * bdy;
  const double c2 = cdx * cdx + cdy * cdy;
  const double determinant = a2 * (bdx * cdy - cdx * bdy) + b2 * (cdx * ady - adx * cdy) + c2 * (adx * bdy - bdx * ady);
  const double magnitude = a2 * (std::abs(bdx * cdy) + std::abs(cdx * bdy)) + b2 * (std::abs(cdx * ady) + std::abs(adx * cdy)) +
                           c2 * (std::abs(adx * bdy) + std::abs(bdx * ady));
  if (std::abs(determinant) > bound * magnitude || coarse(a, b, c, d)) return sign(determinant);
  return exact_in_circle(a, b, c, d);
}

}  // namespace corkit::idl
