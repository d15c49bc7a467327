// Directions on the sky as unit vectors, ICRS axes.
#pragma once

#include <array>
#include <cmath>
#include <numbers>

namespace corkit::sky {

using Vec3 = std::array<double, 3>;

// std::hypot's last bit is the C library's.
inline double hypotenuse(double x, double y) { return std::sqrt(x * x + y * y); }

inline constexpr double kDegree = std::numbers::pi / 180;
inline constexpr double kArcsec = kDegree / 3600;

inline double dot(const Vec3 &a, const Vec3 &b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline Vec3 cross(const Vec3 &a, const Vec3 &b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline Vec3 scaled(const Vec3 &a, double factor) { return {a[0] * factor, a[1] * factor, a[2] * factor}; }
// a + factor b
inline Vec3 sum(const Vec3 &a, const Vec3 &b, double factor = 1) {
  return {a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]};
}
inline double length(const Vec3 &a) { return std::sqrt(dot(a, a)); }
inline Vec3 unit(const Vec3 &a) { return scaled(a, 1 / length(a)); }
// The part of a that is perpendicular to the unit vector d, of length 1.
inline Vec3 tangent(const Vec3 &a, const Vec3 &d) { return unit(sum(a, d, -dot(a, d))); }

inline Vec3 from_degrees(double ra_deg, double dec_deg) {
  const double ra = ra_deg * kDegree, dec = dec_deg * kDegree;
  return {std::cos(dec) * std::cos(ra), std::cos(dec) * std::sin(ra), std::sin(dec)};
}
inline double ra_degrees(const Vec3 &d) {
  const double ra = std::atan2(d[1], d[0]) / kDegree;
  return ra < 0 ? ra + 360 : ra;
}
inline double dec_degrees(const Vec3 &d) { return std::atan2(d[2], hypotenuse(d[0], d[1])) / kDegree; }

}  // namespace corkit::sky
