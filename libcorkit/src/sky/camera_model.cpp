#include "sky/camera_model.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "lasco/camera_geometry.hpp"
#include "sky/earth.hpp"

namespace corkit::sky {

namespace {

constexpr double kLeastCosine = 0.5;
constexpr double kNorthStep = 20 * kArcsec;

double factor(const Optics &optics, double r2) { return 1 + optics.a + r2 * (optics.b + r2 * optics.c); }

// Undistorted from distorted radius, by Newton's method.
double undistorted(const Optics &optics, double distorted) {
  double r = distorted / (1 + optics.a);
  for (int i = 0; i < 6; ++i) {
    const double r2 = r * r;
    const double slope = 1 + optics.a + r2 * (3 * optics.b + 5 * r2 * optics.c);
    r -= (r * factor(optics, r2) - distorted) / slope;
  }
  return r;
}

// Camera coordinates (east, north, out) of what a pixel sees.
Vec3 seen_by(const Optics &optics, Pixel p) {
  const double x = p.x - optics.centre.x, y = p.y - optics.centre.y, r = hypotenuse(x, y);
  const double shrink = r > 0 ? undistorted(optics, r) / r : 1;
  const double k = optics.scale_arcsec * kArcsec * shrink;
  return unit({-x * k, y * k, 1});
}

Vec3 combined(const Vec3 &a, const Vec3 &b, const Vec3 &c, const Vec3 &weight) {
  return sum(sum(scaled(a, weight[0]), b, weight[1]), c, weight[2]);
}

}  // namespace

Optics optics_of(Detector detector) {
  const bool c3 = detector == Detector::C3;
  if (!c3 && detector != Detector::C2)
    throw Error(CORKIT_ERROR_UNSUPPORTED, "DETECTOR '" + std::string(name(detector)) + "': the optics of C2 and C3 are known");
  const auto camera = lasco::camera_geometry(detector);
  const auto &[a, b, c] = camera.distortion;
  const Pixel axis{camera.axis_x, camera.axis_y};
  if (c3) return {camera.scale_arcsec, a, b, c, axis, {518.2, 532.2}, -0.23, 56.101};
  return {camera.scale_arcsec, a, b, c, axis, {510.2, 506.5}, 0.48, 11.9016};
}

Optics product_optics(Detector detector, Pixel sun, bool turned_over) {
  Optics optics = optics_of(detector);
  const double sign = turned_over ? -1 : 1;
  optics.centre = {sun.x + sign * (optics.centre.x - optics.sun.x), sun.y + sign * (optics.centre.y - optics.sun.y)};
  optics.sun = sun;
  optics.a = optics.b = optics.c = 0;
  optics.roll_deg = 0;
  optics.scale_arcsec = optics.product_scale_arcsec;
  return optics;
}

Camera::Camera(const Optics &optics, const Vec3 &direction, Pixel at, double roll_deg) : optics_(optics) {
  const double roll = roll_deg * kDegree;
  const Vec3 out = seen_by(optics, at);
  const Vec3 north = tangent(seen_by(optics, {at.x + std::sin(roll), at.y + std::cos(roll)}), out);
  const Vec3 east = cross(north, out);
  const Vec3 sky_north = tangent(solar_pole(), direction);
  const Vec3 sky_east = cross(sky_north, direction);
  attitude_.east = combined(sky_east, sky_north, direction, {east[0], north[0], out[0]});
  attitude_.north = combined(sky_east, sky_north, direction, {east[1], north[1], out[1]});
  attitude_.out = combined(sky_east, sky_north, direction, {east[2], north[2], out[2]});
}

std::optional<Pixel> Camera::pixel(const Vec3 &direction) const {
  const double out = dot(direction, attitude_.out);
  if (out < kLeastCosine) return std::nullopt;
  const double k = 1 / (out * optics_.scale_arcsec * kArcsec);
  const double x = -dot(direction, attitude_.east) * k, y = dot(direction, attitude_.north) * k;
  const double stretch = factor(optics_, x * x + y * y);
  return Pixel{optics_.centre.x + x * stretch, optics_.centre.y + y * stretch};
}

Vec3 Camera::direction(Pixel p) const { return combined(attitude_.east, attitude_.north, attitude_.out, seen_by(optics_, p)); }

double Camera::roll_deg(Pixel at) const {
  const Vec3 here = direction(at);
  const Vec3 there = unit(sum(here, tangent(solar_pole(), here), kNorthStep));
  const auto from = pixel(here).value_or(at), to = pixel(there).value_or(at);
  return std::atan2(to.x - from.x, to.y - from.y) / kDegree;
}

}  // namespace corkit::sky
