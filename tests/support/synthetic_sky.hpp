// Level-0.5 images of made-up skies: the stars of the table as a camera at a random attitude sees them, on a corona with noise, cosmic
// rays, lost blocks and a saturated planet.
//
// Notes     The same seed gives the same image. Stars have the brightness that sky/photometry.hpp expects, and Gaussian images of 0.9 px.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"
#include "sky/apparent.hpp"
#include "sky/camera_model.hpp"
#include "sky/earth.hpp"
#include "sky/photometry.hpp"
#include "time/utc.hpp"

namespace corkit::test {

struct MadeSky {
  Image<std::int16_t> image;
  Header header;
  sky::Pixel geocentric_sun;
  double roll_deg = 0;
  Utc middle;                         // of the exposure
  std::optional<sky::Camera> camera;  // always there
};

struct SkyRecipe {
  Detector detector = Detector::C3;
  std::uint32_t seed = 0;
  bool stars = true;
  bool damage = true;  // cosmic rays, lost blocks, a saturated planet
};

namespace detail {

class SkyMaker {
 public:
  SkyMaker(const SkyRecipe &recipe, const std::vector<sky::Star> &table) : recipe_(recipe), random_(recipe.seed), table_(table) {}

  MadeSky make() {
    const bool c3 = recipe_.detector == Detector::C3;
    utc_ = {50100 + static_cast<int>(uniform(0, 10000)), static_cast<int>(uniform(0, 86300)) * 1000};
    exposure_s_ = c3 ? 19.1 : 25.1;
    const auto optics = sky::optics_of(recipe_.detector);
    const double header_roll = uniform(-8, 8) + (uniform(0, 1) < 0.5 ? 180 : 0);
    const double reach = c3 ? 18 : 75;
    const sky::Pixel sun{optics.sun.x + uniform(-reach, reach), optics.sun.y + uniform(-reach / 2, reach / 2)};
    const Utc middle = tai_to_utc(utc_to_tai(utc_) + exposure_s_ / 2);
    const sky::Vec3 geocentric = sky::geocentric_sun(middle);
    const sky::Camera camera(optics, geocentric, sun, header_roll + uniform(-1.5, 1.5));
    light_ = Image<float>(1024, 1024);
    corona(c3);
    if (recipe_.stars) stars(camera, geocentric, middle);
    MadeSky made;
    made.image = exposed(c3);
    made.header = header(header_roll);
    made.geocentric_sun = sun;
    made.roll_deg = camera.roll_deg(optics.sun);
    made.middle = middle;
    made.camera = camera;
    return made;
  }

 private:
  double uniform(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  int pick(int n) { return static_cast<int>(uniform(0, n)); }

  // DN without bias.
  void corona(bool c3) {
    const auto optics = sky::optics_of(recipe_.detector);
    for (int y = 0; y < 1024; ++y)
      for (int x = 0; x < 1024; ++x) {
        const double dx = x - optics.sun.x, dy = y - optics.sun.y, r = std::max(std::hypot(dx, dy), 60.0);
        const double streamers = 1 + 0.2 * std::cos(3 * std::atan2(dy, dx));
        light_(x, y) =
            static_cast<float>(c3 ? 500 + 2500 * std::pow(150 / r, 2) * streamers : 800 + 3000 * std::pow(250 / r, 2.5) * streamers);
      }
  }

  void stars(const sky::Camera &camera, const sky::Vec3 &geocentric, const Utc &middle) {
    constexpr double kSigma = 0.9;
    for (const auto &star : sky::apparent_stars(table_, middle, geocentric, 9.5)) {
      const auto at = camera.pixel(star.direction);
      if (!at || at->x < 8 || at->y < 8 || at->x > 1015 || at->y > 1015) continue;
      const double loss = sky::dimming_mag(recipe_.detector, std::hypot(at->x - camera.optics().sun.x, at->y - camera.optics().sun.y));
      const double seen = star.v_mag + sky::colour_term(recipe_.detector, star.b_v_mag) + loss;
      const double light = exposure_s_ * std::pow(10, 0.4 * (sky::core_zero_point(recipe_.detector) + 0.17 - seen));
      const int cx = static_cast<int>(std::lround(at->x)), cy = static_cast<int>(std::lround(at->y));
      for (int y = cy - 6; y <= cy + 6; ++y)
        for (int x = cx - 6; x <= cx + 6; ++x)
          light_(x, y) += static_cast<float>(light * share(x - at->x, kSigma) * share(y - at->y, kSigma));
    }
  }
  // Of a Gaussian's light, what falls on a pixel whose middle is d away.
  static double share(double d, double sigma) {
    const double k = 1 / (sigma * std::sqrt(2.0));
    return 0.5 * (std::erf((d + 0.5) * k) - std::erf((d - 0.5) * k));
  }

  Image<std::int16_t> exposed(bool c3) {
    constexpr double kElectrons = 15, kReadNoise = 1;
    constexpr float kMost = 16383;
    if (recipe_.damage) damage();
    std::normal_distribution<float> normal;
    Image<std::int16_t> image(1024, 1024);
    for (std::size_t k = 0; k < light_.size(); ++k) {
      const float noise =
          std::sqrt(std::max(light_[k], 0.0F) / static_cast<float>(kElectrons) + static_cast<float>(kReadNoise * kReadNoise));
      image[k] =
          static_cast<std::int16_t>(std::clamp(std::nearbyint(light_[k] + noise * normal(random_) + (c3 ? 380.0F : 580.0F)), 1.0F, kMost));
    }
    if (recipe_.damage)
      for (int n = pick(25); n > 0; --n) {
        const int bx = pick(32) * 32, by = pick(32) * 32;
        for (int y = by; y < by + 32; ++y) std::fill_n(image.row(y) + bx, 32, std::int16_t{0});
      }
    return image;
  }

  void damage() {
    for (int n = 200 + pick(600); n > 0; --n) {
      int x = pick(1024), y = pick(1024);
      const auto light = static_cast<float>(std::pow(10, uniform(1.5, 3.7)));
      const int dx = pick(3) - 1, dy = pick(3) - 1;
      for (int length = uniform(0, 1) < 0.7 ? 1 : 2 + pick(6); length > 0 && x >= 0 && y >= 0 && x < 1024 && y < 1024;
           --length, x += dx, y += dy)
        light_(x, y) += light;
    }
    const int px = 20 + pick(980), py = 20 + pick(980);
    for (int y = std::max(py - 60, 0); y < std::min(py + 60, 1024); ++y) light_(px, y) = 30000;
    for (int y = py - 4; y <= py + 4; ++y)
      for (int x = px - 4; x <= px + 4; ++x) light_(x, y) = 30000;
  }

  Header header(double roll_deg) const {
    Header h;
    h.set("SIMPLE", true);
    h.set("BITPIX", 16);
    h.set("NAXIS", 2);
    h.set("NAXIS1", 1024);
    h.set("NAXIS2", 1024);
    h.set("FILENAME", std::string(recipe_.detector == Detector::C3 ? "32000001.fts" : "22000001.fts"));
    h.set("FILEORIG", std::string("000101_000000.img"));
    h.set("DATE-OBS", format_date(utc_.mjd));
    h.set("TIME-OBS", format_time(utc_.ms));
    h.set("TELESCOP", std::string("SOHO"));
    h.set("INSTRUME", std::string("LASCO"));
    h.set("DETECTOR", std::string(name(recipe_.detector)));
    h.set("FILTER", std::string(recipe_.detector == Detector::C3 ? "Clear" : "Orange"));
    h.set("POLAR", std::string("Clear"));
    h.set("EXPTIME", exposure_s_);
    for (const auto &[keyword, value] : {std::pair{"R1COL", 20},
                                         {"R1ROW", 1},
                                         {"R2COL", 1043},
                                         {"R2ROW", 1024},
                                         {"SUMCOL", 0},
                                         {"SUMROW", 0},
                                         {"LEBXSUM", 1},
                                         {"LEBYSUM", 1}})
      h.set(keyword, value);
    h.set("CROTA1", std::remainder(roll_deg, 360.0));
    return h;
  }

  SkyRecipe recipe_;
  std::mt19937 random_;
  const std::vector<sky::Star> &table_;
  Image<float> light_;
  Utc utc_;
  double exposure_s_ = 0;
};

}  // namespace detail

inline MadeSky made_sky(const SkyRecipe &recipe, const std::vector<sky::Star> &table) { return detail::SkyMaker(recipe, table).make(); }

}  // namespace corkit::test
