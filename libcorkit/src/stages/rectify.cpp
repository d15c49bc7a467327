#include "stages/rectify.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/decimal.hpp"
#include "idl/numbers.hpp"
#include "idl/rot.hpp"

namespace corkit {
namespace {

// ROTATE(image, 2), where the image is.
template <class T>
void turn_half(Image<T> &image) {
  std::reverse(image.begin(), image.end());
}

// The angle of "Applied rot(image,ANGLE,1,..."; the last such line counts.
std::optional<double> recorded_angle(const Header &cards) {
  constexpr std::string_view kApplied = "Applied rot(image,";
  std::optional<double> angle;
  for (const auto &line : cards.history())
    if (const auto at = line.find(kApplied); at != std::string::npos) {
      const char *const begin = line.data() + at + kApplied.size();
      double value = 0;
      if (decimal(begin, line.data() + line.size(), value).ec == std::errc()) angle = value;
    }
  return angle;
}

}  // namespace

Rectification recorded_rectification(const Header &level1, const LascoHeader &h) {
  Rectification plan;
  const double rectified = level1.get_double("RECTIFY").value_or(0);
  plan.xc = h.crpix1 - 1;
  plan.yc = h.crpix2 - 1;
  if (const auto angle = recorded_angle(level1)) {
    plan.rotate = true;
    plan.angle_deg = static_cast<float>(*angle);
    plan.half_turn = std::abs(rectified + *angle) > 90;  // RECTIFY = 180 - angle, or -angle
    return plan;
  }
  plan.half_turn = std::abs(rectified) > 170;
  const double roll = rectified - (plan.half_turn ? 180 : 0);
  plan.rotate = std::abs(roll) >= 1;
  plan.angle_deg = static_cast<float>(-roll);
  return plan;
}

Rectification plan_rectification(const LascoHeader &h, float sun_x, float sun_y, float roll_deg, bool no_roll_correction, bool noimg,
                                 bool pixel_centres) {
  Rectification plan;
  plan.message = "No roll correction applied.";
  float roll = roll_deg;
  float rectified = 0;
  if (std::abs(h.crota1) > 170 && !noimg) {
    plan.half_turn = true;
    sun_x = 1023.0F - sun_x;
    sun_y = 1023.0F - sun_y;
    roll = roll - 180.0F;
    rectified = 180;
    plan.rectify = 180LL;
    plan.message = "Image rotated 180 degrees.";
  }
  plan.xc = (sun_x - static_cast<float>(h.r1col) + 20.0F) / static_cast<float>(h.xbinning());
  plan.yc = (sun_y - static_cast<float>(h.r1row) + 1.0F) / static_cast<float>(h.ybinning());
  if (pixel_centres) {
    plan.xc += 0.5F / static_cast<float>(h.xbinning()) - 0.5F;
    plan.yc += 0.5F / static_cast<float>(h.ybinning()) - 0.5F;
  }
  plan.crota_deg = roll < -180 ? roll + 360.0F : roll;
  if (no_roll_correction || std::abs(roll) < 1 || noimg) return plan;
  plan.rotate = true;
  plan.angle_deg = -roll;
  plan.crota_deg = 0;
  plan.rectify = rectified + roll;
  plan.message = "Applied rot(image," + idl::trim(-roll) + ",1," + idl::trim(plan.xc) + "," + idl::trim(plan.yc) +
                 ",/interp,/pivot) after rectification.";
  return plan;
}

RealImage rectify(RealImage image, const Rectification &plan, Oracle oracle) {
  return std::visit(
      [&](auto &pixels) -> RealImage {
        if (plan.half_turn) turn_half(pixels);
        if (plan.rotate) pixels = idl::rot(pixels, plan.angle_deg, plan.xc, plan.yc, oracle);
        return std::move(pixels);
      },
      image);
}

Image<std::uint8_t> rectify_touched(Image<std::uint8_t> touched, const Rectification &plan, Oracle oracle) {
  if (plan.half_turn) turn_half(touched);
  if (plan.rotate) touched = idl::rot_touched(touched, plan.angle_deg, plan.xc, plan.yc, oracle);
  return touched;
}

}  // namespace corkit
