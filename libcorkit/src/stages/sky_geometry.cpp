#include "stages/sky_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string_view>

#include "stages/plate_scale.hpp"

namespace corkit {
namespace {

constexpr double kRadians = std::numbers::pi / (180.0 * 3600.0);  // an arc second
constexpr std::string_view kMark = " corkit geometry: sky";

double stretched(const std::array<double, 3> &d, double r2) { return 1 + d[0] + r2 * (d[1] + r2 * d[2]); }

// Undistorted pixels from the axis of raw ones: Newton's method on the radius, which converges in three steps.
PixelPosition undistorted(const lasco::CameraGeometry &camera, PixelPosition raw) {
  constexpr int kSteps = 8;
  const double dx = raw.x - camera.axis_x, dy = raw.y - camera.axis_y;
  const auto &d = camera.distortion;
  const double wanted = std::sqrt(dx * dx + dy * dy);
  double r = wanted;
  for (int i = 0; i < kSteps; ++i) {
    const double r2 = r * r;
    r -= (r * stretched(d, r2) - wanted) / (1 + d[0] + r2 * (3 * d[1] + r2 * 5 * d[2]));
  }
  const double factor = wanted > 0 ? r / wanted : 1;
  return {dx * factor, dy * factor};
}

lasco::CameraGeometry camera_of(const LascoHeader &h) { return lasco::camera_geometry(parse_detector(h.detector).value_or(Detector::C3)); }

std::string fixed(double value) {
  std::array<char, 40> text;
  const int n = std::snprintf(text.data(), text.size(), "%.2f", value);
  return {text.data(), static_cast<std::size_t>(n)};
}

}  // namespace

SkyGeometry::SkyGeometry(const lasco::CameraGeometry &camera) : camera_(camera) {
  const auto sun = undistorted(camera, {camera.sun_x, camera.sun_y});
  const double unit = camera.scale_arcsec * kRadians;
  const double x = sun.x * unit, y = sun.y * unit;
  const double length = std::sqrt(1 + x * x + y * y);
  // The shortest turn that brings the optical axis (0, 0, 1) to the Sun.
  const double nx = x / length, ny = y / length, nz = 1 / length;
  const double k = 1 / (1 + nz);
  turn_ = {{{1 - nx * nx * k, -nx * ny * k, nx}, {-nx * ny * k, 1 - ny * ny * k, ny}, {-nx, -ny, nz}}};
}

PixelPosition SkyGeometry::raw_of_product(PixelPosition product) const {
  const double unit = camera_.product_arcsec * kRadians;
  const double u = (product.x - camera_.sun_x) * unit, v = (product.y - camera_.sun_y) * unit;
  const auto &t = turn_;
  const double depth = (t[2][0] * u + t[2][1] * v + t[2][2]) * (camera_.scale_arcsec * kRadians);
  const double x = (t[0][0] * u + t[0][1] * v + t[0][2]) / depth;
  const double y = (t[1][0] * u + t[1][1] * v + t[1][2]) / depth;
  const double factor = stretched(camera_.distortion, x * x + y * y);
  return {x * factor + camera_.axis_x, y * factor + camera_.axis_y};
}

PixelPosition SkyGeometry::product_of_raw(PixelPosition raw) const {
  const auto flat = undistorted(camera_, raw);
  const double unit = camera_.scale_arcsec * kRadians;
  const double x = flat.x * unit, y = flat.y * unit;
  const auto &t = turn_;
  const double depth = (t[0][2] * x + t[1][2] * y + t[2][2]) * (camera_.product_arcsec * kRadians);
  const double u = (t[0][0] * x + t[1][0] * y + t[2][0]) / depth;
  const double v = (t[0][1] * x + t[1][1] * y + t[2][1]) / depth;
  return {u + camera_.sun_x, v + camera_.sun_y};
}

float sky_plate_scale(const LascoHeader &h) {
  const double sum = static_cast<double>(get_sec_pixel(h)) / static_cast<double>(subtense(h.detector));
  return static_cast<float>(camera_of(h).product_arcsec * sum);
}

std::optional<std::string> sky_warning(const LascoHeader &h, Geometry asked_for, Geometry used) {
  if (asked_for != Geometry::sky) return std::nullopt;
  if (used != Geometry::sky)
    return "--geometry sky changes nothing in an image whose distortion is not corrected: its header keeps SolarSoft's scale and Sun "
           "centre";
  const char *measured = h.detector == "C2" ? "Orange" : "Clear";
  if (h.filter == measured) return std::nullopt;
  return "--geometry sky comes from stars in " + h.detector + ' ' + measured + " images; for the filter " + h.filter.substr(0, 20) +
         " it is not checked";
}

std::string sky_history(const LascoHeader &h) {
  const auto camera = camera_of(h);
  return std::string(kMark) + ", axis (" + fixed(camera.axis_x) + ',' + fixed(camera.axis_y) + "), " + fixed(camera.product_arcsec) +
         " arcsec/pixel unsummed";
}

std::vector<std::string> sky_comments(const LascoHeader &h) {
  const auto camera = camera_of(h);
  return {" Distortion, CDELT and CRPIX are those that stars show, not SolarSoft's.",
          " Unsummed " + fixed(camera.product_arcsec) + " arcsec/pixel; SolarSoft has " + fixed(static_cast<double>(subtense(h.detector))) +
              "; CRPIX is corrected."};
}

bool has_sky_geometry(const Header &product) {
  const auto lines = product.history();
  return std::any_of(lines.begin(), lines.end(), [](const std::string &line) { return line.starts_with(kMark); });
}

}  // namespace corkit
