// Level-0.5 images of the sky as stars of the table make it, and where SOHO is there.
#pragma once

#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "../../support/capi.hpp"
#include "api/handles.hpp"
#include "sky/apparent.hpp"
#include "sky/earth.hpp"
#include "sky/scene.hpp"
#include "sky/star_table.hpp"

namespace corkit::test {

inline constexpr double kAstronomicalUnit_km = 149597870.7;

// A place 600 000 km from the line to the Sun: what the halo orbit has at most.
inline sky::Vec3 made_soho_km(const Utc &utc) {
  const auto earth = sky::scaled(sky::earth_position_au(utc), kAstronomicalUnit_km);
  const auto aside = sky::tangent(sky::from_degrees(270, 66.56), sky::unit(earth));
  return sky::sum(sky::scaled(earth, 0.99), aside, 5e5);
}

// Hours around a day, as JPL Horizons gives them.
inline void write_made_ephemeris(const std::filesystem::path &path, int mjd) {
  std::ofstream out(path);
  out.precision(15);
  out << "Target body name: SOHO (spacecraft) (-21)\nCenter body name: Sun (10)\nOutput units    : KM-S\nReference frame : ICRF\n"
      << " JDTDB, Calendar Date (TDB), X, Y, Z,\n$$SOE\n";
  for (int hour = -24; hour <= 48; ++hour) {
    const double tdb_s = 86400.0 * mjd + 3600.0 * hour;
    const auto day = static_cast<int>(std::floor(tdb_s / 86400));
    const Utc utc{day, static_cast<int>(std::lround((tdb_s - 86400.0 * day) * 1000))};
    // TDB is 64 to 69 seconds ahead of UTC: SOHO goes 30 km a second.
    const auto km = made_soho_km(tai_to_utc(utc_to_tai(utc) - 66.184));
    out << mjd + 2400000.5 + hour / 24.0 << ", A.D., " << km[0] << ", " << km[1] << ", " << km[2] << ",\n";
  }
  out << "$$EOE\n";
}

struct MadeSky {
  double sun_x = 0, sun_y = 0;  // full frame
  double roll_deg = 0;
  int stars = 0;
};

// Puts the stars of the header's date over the image, seen from made_soho_km(), with a grey sky and its noise.
inline int paint(const Context &context, const ImageWithHeader &given, const MadeSky &wanted) {
  const auto &store = context->level1.store();
  const auto scene = sky::scene_of(store, api::as_image(given.image.get()), given.header->cards, {});
  const auto sun = sky::apparent_sun(made_soho_km(scene.utc), scene.utc);
  const sky::Camera camera(scene.optics, sun, {wanted.sun_x, wanted.sun_y}, wanted.roll_deg);
  const auto table = sky::read_star_table(sky::find_star_table(""));
  const auto *image = given.image.get();
  std::vector<double> light(static_cast<std::size_t>(image->nx) * static_cast<std::size_t>(image->ny), 800);
  int stars = 0;
  constexpr double kWidth = 0.8;
  for (const auto &star : sky::apparent_stars(table, scene.utc, sun, 9.5)) {
    const auto full = camera.pixel(star.direction);
    if (!full || std::hypot(full->x - wanted.sun_x, full->y - wanted.sun_y) < 150) continue;
    const auto at = scene.frame.image(*full);
    const auto x0 = static_cast<int>(std::lround(at.x)), y0 = static_cast<int>(std::lround(at.y));
    if (x0 < 5 || y0 < 5 || x0 >= image->nx - 5 || y0 >= image->ny - 5) continue;
    const double total = std::pow(10, 0.4 * (scene.zero_point_mag - star.v_mag)) / scene.rate_of_unit;
    for (int y = y0 - 4; y <= y0 + 4; ++y)
      for (int x = x0 - 4; x <= x0 + 4; ++x) {
        const double r2 = (x - at.x) * (x - at.x) + (y - at.y) * (y - at.y);
        light[static_cast<std::size_t>(y) * static_cast<std::size_t>(image->nx) + static_cast<std::size_t>(x)] +=
            total * std::exp(-r2 / (2 * kWidth * kWidth)) / (6.2832 * kWidth * kWidth);
      }
    ++stars;
  }
  std::uint32_t seed = 12345;
  const auto uniform = [&seed] {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<double>(seed >> 8U) / 16777216.0 - 0.5;
  };
  const auto pixels = pixels_of<std::int16_t>(image);
  for (std::size_t k = 0; k < pixels.size(); ++k) {
    const double noise = 6 * (uniform() + uniform() + uniform());  // 3 DN rms
    pixels[k] = static_cast<std::int16_t>(std::min(std::lround(light[k] + noise), 15000L));
  }
  return stars;
}

}  // namespace corkit::test
