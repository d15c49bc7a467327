// The cameras' geometry a second time, by spherical trigonometry: angles on the sky in place of vectors and planes.
#pragma once

#include <cmath>
#include <numbers>

namespace corkit::test {

struct Pixel {
  double x = 0, y = 0;
};

struct PlainCamera {
  double axis_x, axis_y, scale_arcsec, a, b, c;

  static PlainCamera of(bool c3) {
    if (c3) return {515.52, 528.94, 56.0, -0.01767, 6.46e-8, 5.10e-14};
    return {527.6, 509.7, 11.9012, 0.0051344125, -0.00012233862 * std::pow(0.021, 2), 1.0978595e-7 * std::pow(0.021, 4)};
  }

  double scale() const { return scale_arcsec / 3600 * std::numbers::pi / 180; }

  // Angle from the axis of a pixel so far away, by bisection.
  double angle(double raw) const {
    double low = 0, high = 2000;
    for (int i = 0; i < 200; ++i) {
      const double r = (low + high) / 2;
      (r * (1 + a + b * r * r + c * std::pow(r, 4)) < raw ? low : high) = r;
    }
    return std::atan(low * scale());
  }

  // The pixel of what is the angle distance away from the direction of the pixel sun, towards azimuth (from +x to +y).
  Pixel beside(Pixel sun, double distance, double azimuth) const {
    const double to_sun = std::atan2(sun.y - axis_y, sun.x - axis_x);
    const double delta = angle(std::hypot(sun.x - axis_x, sun.y - axis_y));
    // The triangle of axis, Sun and place; the great circle from the axis goes on beyond the Sun.
    const double at_sun = std::numbers::pi - (azimuth - to_sun);
    const double cosine = std::cos(delta) * std::cos(distance) + std::sin(delta) * std::sin(distance) * std::cos(at_sun);
    const double sine_of_turn = std::sin(distance) * std::sin(azimuth - to_sun);
    const double cosine_of_turn = std::sin(delta) * std::cos(distance) - std::cos(delta) * std::sin(distance) * std::cos(at_sun);
    const double turn = to_sun + std::atan2(sine_of_turn, cosine_of_turn);
    const double r = std::tan(std::acos(cosine)) / scale();
    const double raw = r * (1 + a + b * r * r + c * std::pow(r, 4));
    return {axis_x + raw * std::cos(turn), axis_y + raw * std::sin(turn)};
  }
};

}  // namespace corkit::test
