#include "stars/overlay.hpp"

#include <fmt/format.h>

#include <cmath>

#include "frames/picture_of.hpp"
#include "picture/canvas.hpp"

namespace tool {
namespace {

namespace picture = corkit::picture;

constexpr picture::Colour kSun = 0xFFE060;
constexpr double kCross = 9;  // pixels of the picture
constexpr int kLeastSide = 1024;

}  // namespace

void write_overlay(corkit_context *ctx, const Finding &finding, const std::string &path) {
  const auto &r = finding.result;
  Frame frame = read_frame(ctx, finding.input);
  Look look;
  look.palette = picture::Palette::grey;
  if (std::max(frame.pixels.nx(), frame.pixels.ny()) < kLeastSide) look.longest = kLeastSide;
  const auto view = picture::View::whole(frame.pixels.nx(), frame.pixels.ny(), look.longest);
  const bool sun = std::isfinite(r.sun_x);
  frame.sky.sun_x = sun ? r.sun_x : r.geocentric_x;
  frame.sky.sun_y = sun ? r.sun_y : r.geocentric_y;
  frame.sky.roll_deg = r.roll_deg;
  frame.pointing = "star";
  const std::string note = fmt::format("{} stars, rms {:.2f} px, roll {:.3f} degrees{}", r.nstars, r.rms_px, r.roll_deg,
                                       sun ? "" : "; the Sun as seen from the Earth's centre");
  std::vector<picture::Mark> marks;  // brightest first
  for (const auto &star : finding.stars) marks.push_back({{star.x, star.y}, fmt::format("{:.1f}", star.v_mag)});
  picture::Canvas canvas(picture_of(std::move(frame), look, Content::brightness, {note}, std::move(marks)));
  const auto at = view.to_picture({sun ? r.sun_x : r.geocentric_x, sun ? r.sun_y : r.geocentric_y});
  canvas.line({at.x - kCross, at.y}, {at.x + kCross, at.y}, {kSun, 1.5});
  canvas.line({at.x, at.y - kCross}, {at.x, at.y + kCross}, {kSun, 1.5});
  picture::write_png(path, canvas.picture());
}

}  // namespace tool
