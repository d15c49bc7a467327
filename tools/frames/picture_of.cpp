#include "frames/picture_of.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "picture/annotation.hpp"
#include "picture/radial_filter.hpp"

namespace tool {
namespace {

namespace picture = corkit::picture;
using picture::Limits;
using picture::Stretch;

constexpr float kNoLight = std::numeric_limits<float>::quiet_NaN();
constexpr picture::Colour kLost = 0xFF50FF, kFilled = 0x60FF60;

Limits limits_of(const Frame &frame, const Look &look, Content content, Stretch stretch) {
  const bool brightness = content == Content::brightness && !look.radial;
  const double low = look.low_percent.value_or(brightness ? 0.2 : 1), high = look.high_percent.value_or(brightness ? 99.5 : 99);
  Limits limits;
  if (!look.low || !look.high) {
    limits = corona_limits(frame, low, high, stretch, look.radial);
    if (content == Content::difference && !look.low_percent && !look.high_percent) limits = picture::symmetrical(limits);
  }
  limits = {look.low.value_or(limits.low), look.high.value_or(limits.high)};
  if (!(limits.high > limits.low))
    throw Failure(CORKIT_ERROR_ARGUMENT,
                  fmt::format("the scale would end at {:g}, where it begins at {:g}: give other --min and --max", limits.high, limits.low));
  return limits;
}

bool any(const corkit::Image<std::uint8_t> &mask) {
  return std::any_of(mask.begin(), mask.end(), [](auto value) { return value != 0; });
}

std::vector<picture::Outline> outlines_of(const Frame &frame) {
  std::vector<picture::Outline> outlines;
  const std::string blocks =
      frame.nlost > 0 ? fmt::format("{} block{} ", frame.nlost, frame.nlost == 1 ? "" : "s") : std::string("blocks ");
  if (any(frame.lost)) outlines.push_back({frame.lost, kLost, blocks + "lost"});
  if (any(frame.filled)) outlines.push_back({frame.filled, kFilled, any(frame.lost) ? "some of them filled" : blocks + "lost and filled"});
  return outlines;
}

}  // namespace

Limits corona_limits(const Frame &frame, double low_percent, double high_percent, Stretch stretch, bool without_saturated) {
  const double inner = frame.detector == "C2" ? 2.5 : 4.5, outer = 30;
  const double radius = frame.sky.rsun_arcsec / frame.sky.arcsec_per_pixel;
  auto corona = frame.pixels;
  for (int y = 0; y < corona.ny(); ++y)
    for (int x = 0; x < corona.nx(); ++x)
      if (const double r = std::hypot(x - frame.sky.sun_x, y - frame.sky.sun_y) / radius; r < inner || r > outer) corona(x, y) = kNoLight;
  if (without_saturated)
    for (size_t k = 0; k < frame.saturated.size(); ++k)
      if (frame.saturated[k] != 0) corona[k] = kNoLight;
  return picture::percentile_limits(corona, low_percent, high_percent, stretch);
}

picture::Rgb picture_of(Frame frame, const Look &look, Content content, std::vector<std::string> notes, std::vector<picture::Mark> marks) {
  if (look.radial) frame.pixels = picture::normalised_radially(frame.pixels, frame.sky.sun_x, frame.sky.sun_y, frame.saturated);
  const bool brightness = content == Content::brightness && !look.radial;
  const Stretch stretch = look.stretch.value_or(brightness ? Stretch::log : Stretch::linear);
  const Limits limits = limits_of(frame, look, content, stretch);
  const auto palette = look.palette.value_or(content == Content::difference ? picture::Palette::grey : picture::palette_of(frame.detector));
  const auto table = picture::colour_table(palette);
  const double turn = look.north_up ? frame.sky.roll_deg : 0;
  const auto view = picture::View::whole(frame.pixels.nx(), frame.pixels.ny(), look.longest, turn);
  const auto steps = picture::scaled(picture::resampled(frame.pixels, view), limits, stretch);
  auto rgb = picture::Rgb::uninitialized(steps.nx(), steps.ny());
  for (size_t k = 0; k < rgb.size(); ++k) rgb[k] = table[steps[k]];
  if (look.plain) return rgb;
  if (frame.synthetic) notes.emplace_back("synthetic data or calibration");
  if (look.radial) notes.emplace_back("radially normalised");
  if (frame.nunplaced > 0)
    notes.push_back(fmt::format("{} missing block{}, not known which", frame.nunplaced, frame.nunplaced == 1 ? "" : "s"));
  if (frame.noutside > 0) notes.push_back(fmt::format("part of the field: {} blocks not read out", frame.noutside));
  if (frame.nfilled > 0 && !any(frame.filled)) notes.push_back(fmt::format("{} pixels filled", frame.nfilled));
  if (frame.level == "0.5") notes.push_back(fmt::format("level 0.5: {} pointing, camera's clock", frame.pointing));
  return picture::annotated(rgb, view, frame.sky, {title_of(frame), std::move(notes), look.grid, outlines_of(frame), std::move(marks)});
}

void divide_by_background(Frame &frame, const Frame &background) {
  require_same_field(background, frame);
  frame.synthetic = frame.synthetic || background.synthetic;
  for (size_t k = 0; k < frame.pixels.size(); ++k) {
    const float below = background.pixels[k];
    frame.pixels[k] = below > 0 ? frame.pixels[k] / below : kNoLight;
  }
}

Frame difference_of(const Frame &later, const Frame &earlier) {
  require_same_field(earlier, later);
  Frame out = later;
  for (size_t k = 0; k < out.pixels.size(); ++k) out.pixels[k] -= earlier.pixels[k];
  out.synthetic = later.synthetic || earlier.synthetic;
  for (const auto &[mine, other] :
       {std::pair{&out.lost, &earlier.lost}, {&out.filled, &earlier.filled}, {&out.saturated, &earlier.saturated}}) {
    if (other->empty()) continue;
    if (mine->empty()) *mine = corkit::Image<std::uint8_t>(other->nx(), other->ny(), 0);
    for (size_t k = 0; k < mine->size(); ++k)
      if ((*other)[k] != 0) (*mine)[k] = 1;
  }
  // The same blocks lost in both, or some in one only, are so many; of others the sum says nothing.
  const bool same = later.lost == earlier.lost && later.filled == earlier.filled && later.nlost == earlier.nlost;
  if (!same) out.nlost = later.nlost == 0 ? earlier.nlost : earlier.nlost == 0 ? later.nlost : -1;
  return out;
}

}  // namespace tool
