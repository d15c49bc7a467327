#include "frames/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "frames/lost_blocks.hpp"

namespace tool {
namespace {

constexpr float kNoPixel = std::numeric_limits<float>::quiet_NaN();
constexpr double kSameCentre = 8;  // pixels of 1024: what no pointing of one month needs
constexpr double kSameRoll = 1;    // degrees; below that reduce_level_1 does not turn an image

std::vector<std::string> image_cards(const corkit_header *header) {
  std::vector<std::string> cards(corkit_header_count(header));
  for (size_t i = 0; i < cards.size(); ++i) {
    std::array<char, 81> card{};
    check(corkit_header_card(header, i, card.data()));
    cards[i] = card.data();
  }
  return cards;
}

std::string time_of(const corkit_header *header) {
  std::string date = text_value(header, "DATE-OBS"), time = text_value(header, "TIME-OBS");
  if (date.empty()) date = text_value(header, "DATE_OBS");
  if (time.empty()) time = text_value(header, "TIME_OBS");
  std::replace(date.begin(), date.end(), '/', '-');
  return date.find('T') != std::string::npos || time.empty() ? date : date + 'T' + time;
}

std::string level_of(const corkit_header *header) {
  if (corkit_header_has(header, "BKGKIND") == 1) return "background";
  return is_level1(header) ? "1" : "0.5";
}

// C3 Clear products are scaled to 16 bits, and what is masked is raw 0: BZERO after scaling.
double masked_value(const corkit_header *header) {
  if (number_value(header, "BITPIX") != 16 || number_value(header, "BSCALE", 1) == 1) return 0;
  return number_value(header, "BZERO", 0);
}

void take_level1_pixels(const Image &image, Frame &frame) {
  const double masked = masked_value(image.header.get());
  const double step = masked != 0 ? number_value(image.header.get(), "BSCALE", 1) : 0;
  const double largest = masked + 32767 * step;
  if (step > 0) frame.saturated = corkit::Image<std::uint8_t>(frame.pixels.nx(), frame.pixels.ny(), 0);
  for (size_t k = 0; k < frame.pixels.size(); ++k) {
    const double value = pixel(*image.pixels, k);
    const bool none = !std::isfinite(value) || std::abs(value - masked) <= 0.25 * std::abs(step);
    frame.pixels[k] = none ? kNoPixel : static_cast<float>(value);
    if (step > 0 && value >= largest - 0.25 * step) frame.saturated[k] = 1;
  }
}

void take_background_pixels(const Image &image, Frame &frame) {
  for (size_t k = 0; k < frame.pixels.size(); ++k) frame.pixels[k] = static_cast<float>(pixel(*image.pixels, k));
}

void take_level05_pixels(corkit_context *ctx, const Image &image, Frame &frame) {
  const Header copy(corkit_header_copy(image.header.get()));
  double bias = 0;
  int type = 0;
  if (corkit_offset_bias(ctx, copy.get(), 1, &bias, &type) != CORKIT_OK) {
    bias = 0;
    frame.warnings.push_back(std::string("no bias is subtracted: ") + corkit_last_error(nullptr));
  }
  double exposure_s = number_value(image.header.get(), "EXPTIME", 0);
  if (!(exposure_s > 0)) {
    frame.warnings.push_back("EXPTIME is not positive: counts are not divided by it");
    exposure_s = 1;
  }
  for (size_t k = 0; k < frame.pixels.size(); ++k) {
    const double value = pixel(*image.pixels, k);
    frame.pixels[k] = value == 0 || !std::isfinite(value) ? kNoPixel : static_cast<float>((value - bias) / exposure_s);
  }
}

void take_level1_sky(const corkit_header *header, Frame &frame) {
  frame.sky.sun_x = number_value(header, "CRPIX1", std::nan("")) - 1;
  frame.sky.sun_y = number_value(header, "CRPIX2", std::nan("")) - 1;
  frame.sky.arcsec_per_pixel = number_value(header, "CDELT1", std::nan(""));
  frame.sky.roll_deg = number_value(header, "CROTA", number_value(header, "CROTA1", 0));
  frame.sky.rsun_arcsec = number_value(header, "RSUN", std::nan(""));
  // reduce_level_1 wrote the roll clockwise until November 2011.
  const std::string made = text_value(header, "DATE");
  if (frame.level == "1" && made.size() >= 10 && made.substr(0, 7) < "2011-11") frame.sky.roll_deg = -frame.sky.roll_deg;
}

void take_level05_sky(corkit_context *ctx, const corkit_header *header, Frame &frame) {
  float x = 0, y = 0, scale = 0;
  std::array<float, 2> roll{};
  check(corkit_get_sun_center(ctx, header, 0, &x, &y, nullptr));
  check(corkit_get_roll_or_xy(ctx, header, "ROLL", roll.data(), nullptr));
  check(corkit_get_sec_pixel(header, 0, &scale));
  frame.sky = {static_cast<double>(x), static_cast<double>(y), static_cast<double>(scale), 960, static_cast<double>(roll[0])};
  double rsun = 0;
  if (corkit_get_solar_radius(header, &rsun) == CORKIT_OK) frame.sky.rsun_arcsec = rsun;
}

// The middle of the frame, the camera's scale, the mean radius where a header does not tell, or tells what cannot be.
void complete_sky(Frame &frame) {
  auto &sky = frame.sky;
  const double side = std::max(frame.pixels.nx(), frame.pixels.ny());
  bool complete = true;
  const auto plausible = [&](double &value, double low, double high, double otherwise) {
    if (value >= low && value <= high) return;
    value = otherwise;
    complete = false;
  };
  plausible(sky.sun_x, -4 * side, 5 * side, (frame.pixels.nx() - 1) / 2.0);
  plausible(sky.sun_y, -4 * side, 5 * side, (frame.pixels.ny() - 1) / 2.0);
  plausible(sky.arcsec_per_pixel, 1, 5000, (frame.detector == "C2" ? 11.9 : 56.0) * 1024 / side);
  plausible(sky.rsun_arcsec, 800, 1200, 960);
  plausible(sky.roll_deg, -400, 400, 0);
  if (!complete)
    frame.warnings.emplace_back("CRPIX1, CRPIX2, CDELT1, CROTA or RSUN is missing or absurd: the Sun is drawn where it usually is");
}

// A lost block whose pixels have values was filled; what is masked in it lies under the occulter or its pylon. Blocks that touch count as
// one.
void take_filled_out(const corkit::Image<float> &pixels, corkit::Image<std::uint8_t> &lost, corkit::Image<std::uint8_t> &filled) {
  corkit::Image<std::uint8_t> seen(lost.nx(), lost.ny(), 0);
  for (int y0 = 0; y0 < lost.ny(); ++y0) {
    for (int x0 = 0; x0 < lost.nx(); ++x0) {
      if (lost(x0, y0) == 0 || seen(x0, y0) != 0) continue;
      std::vector<std::pair<int, int>> block{{x0, y0}};
      seen(x0, y0) = 1;
      size_t with_value = 0;
      for (size_t k = 0; k < block.size(); ++k) {
        const auto [x, y] = block[k];
        if (!std::isnan(pixels(x, y))) ++with_value;
        for (const auto &[u, v] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
          if (u < 0 || v < 0 || u >= lost.nx() || v >= lost.ny() || lost(u, v) == 0 || seen(u, v) != 0) continue;
          seen(u, v) = 1;
          block.emplace_back(u, v);
        }
      }
      if (2 * with_value < block.size()) continue;
      for (const auto &[x, y] : block) {
        lost(x, y) = 0;
        filled(x, y) = std::isnan(pixels(x, y)) ? 0 : 1;
      }
    }
  }
}

// A count that goes with no list may be that of a sub-field with all that lies outside of it: those that were filled are so many only
// where FILLMASK marks about as many pixels.
void take_unplaced(int count, Frame &frame) {
  constexpr double kBlockPixels = 32 * 32;
  const auto marked = std::count_if(frame.filled.begin(), frame.filled.end(), [](auto value) { return value != 0; });
  if (static_cast<double>(marked) > 0.5 * count * kBlockPixels) return;
  frame.nlost = -1;
  if (marked == 0) frame.nunplaced = count;
}

// What FILLMASK names and has no value any more was lost again. Returns those pixels; empty: none.
corkit::Image<std::uint8_t> take_lost_again(Frame &frame) {
  corkit::Image<std::uint8_t> again;
  for (size_t k = 0; k < frame.filled.size(); ++k) {
    if (frame.filled[k] == 0 || !std::isnan(frame.pixels[k])) continue;
    if (again.empty()) again = corkit::Image<std::uint8_t>(frame.filled.nx(), frame.filled.ny(), 0);
    again[k] = 1;
    frame.filled[k] = 0;
  }
  return again;
}

void join(const corkit::Image<std::uint8_t> &more, corkit::Image<std::uint8_t> &mask) {
  if (mask.empty()) mask = corkit::Image<std::uint8_t>(more.nx(), more.ny(), 0);
  for (size_t k = 0; k < more.size(); ++k)
    if (more[k] != 0) mask[k] = 1;
}

void take_lost(corkit_context *ctx, const Image &image, Frame &frame) {
  if (frame.level == "background") return;
  LostBlocks lost = frame.level == "1" ? lost_blocks_of_level1(ctx, frame.file, image) : lost_blocks_of_level05(ctx, frame.file, image);
  frame.nlost = lost.count - lost.outside;
  frame.noutside = lost.outside;
  const double filled = number_value(image.header.get(), "MISSFILL", 0);
  frame.nfilled = std::isfinite(filled) ? static_cast<long>(std::clamp(filled, 0.0, 1e15)) : 0;
  if (frame.nfilled > 0)
    frame.warnings.push_back(fmt::format("{} pixels were filled ({})", frame.nfilled, text_value(image.header.get(), "FILLMETH")));
  if (!lost.warning.empty()) frame.warnings.push_back(lost.warning);
  if (lost.count > 0 && lost.warning.empty())
    frame.warnings.push_back(fmt::format("{} missing block{}{}", lost.count, lost.count == 1 ? "" : "s",
                                         lost.outside > 0 ? fmt::format(", {} of them outside the field", lost.outside) : ""));
  frame.filled = std::move(lost.filled);
  const auto again = take_lost_again(frame);
  if (lost.count > 0 && !lost.placed) take_unplaced(lost.count, frame);
  if (!lost.mask.empty()) {
    if (frame.filled.empty()) frame.filled = corkit::Image<std::uint8_t>(lost.mask.nx(), lost.mask.ny(), 0);
    take_filled_out(frame.pixels, lost.mask, frame.filled);
    frame.lost = std::move(lost.mask);
  }
  if (!again.empty()) join(again, frame.lost);
}

void take_header_warnings(Frame &frame) {
  const auto any = [&](const char *text) {
    return std::any_of(frame.cards.begin(), frame.cards.end(), [&](const auto &card) { return card.find(text) != std::string::npos; });
  };
  if (frame.level == "0.5") frame.warnings.emplace_back("interim pointing, camera's clock");
  if (any("WARNING: Interim")) frame.warnings.emplace_back("interim pointing");
  if (any("WARNING: Original uncorrected")) frame.warnings.emplace_back("uncorrected time");
  if (frame.synthetic) frame.warnings.emplace_back("synthetic data or calibration");
  for (const std::string &card : frame.cards) {
    const size_t at = card.starts_with("HISTORY") ? card.find("WARNING: ") : std::string::npos;
    if (at != std::string::npos) frame.warnings.push_back(card.substr(at + 9, card.find_last_not_of(' ') - at - 8));
  }
}

// HISTORY of a product, COMMENT of a background.
bool is_of_sky_geometry(const std::vector<std::string> &cards) {
  return std::any_of(cards.begin(), cards.end(), [](const auto &card) { return card.find(" corkit geometry: sky") != std::string::npos; });
}

}  // namespace

Frame read_frame(corkit_context *ctx, const std::string &file) {
  const Image image = read_image(ctx, file);
  const corkit_header *const header = image.header.get();
  Frame frame;
  frame.file = file;
  frame.detector = text_value(header, "DETECTOR");
  frame.filter = text_value(header, "FILTER");
  frame.polar = text_value(header, "POLAR");
  frame.time = time_of(header);
  frame.level = level_of(header);
  frame.unit = frame.level == "0.5" ? "DN/s" : text_value(header, "BUNIT");
  frame.cards = image_cards(header);
  frame.geometry = frame.level == "0.5" ? "raw" : is_of_sky_geometry(frame.cards) ? "sky" : "solarsoft";
  frame.synthetic = is_synthetic(header);
  if (frame.detector != "C2" && frame.detector != "C3")
    throw Failure(CORKIT_ERROR_UNSUPPORTED, (frame.detector.empty() ? "DETECTOR is missing" : "DETECTOR is '" + frame.detector + "'") +
                                                ": pictures are made of C2 and C3 images");
  frame.pixels = corkit::Image<float>(image.pixels->nx, image.pixels->ny);
  if (frame.level == "0.5") {
    take_level05_sky(ctx, header, frame);
    take_level05_pixels(ctx, image, frame);
  } else {
    take_level1_sky(header, frame);
    if (frame.level == "1")
      take_level1_pixels(image, frame);
    else
      take_background_pixels(image, frame);
  }
  complete_sky(frame);
  take_lost(ctx, image, frame);
  take_header_warnings(frame);
  return frame;
}

void require_same_field(const Frame &a, const Frame &b) {
  const auto fail = [&](const std::string &what, const std::string &mine, const std::string &other) {
    throw Failure(CORKIT_ERROR_INPUT,
                  fmt::format("{}: its {} is {}, that of {} is {}; give images of one kind", b.file, what, mine, a.file, other));
  };
  const auto same = [&](const char *what, const std::string &x, const std::string &y) {
    if (x != y) fail(what, "'" + y + "'", "'" + x + "'");
  };
  same("camera (DETECTOR)", a.detector, b.detector);
  same("FILTER", a.filter, b.filter);
  same("POLAR", a.polar, b.polar);
  same("unit", a.unit, b.unit);
  same("geometry (--geometry of corkit reduce)", a.geometry, b.geometry);
  same("size", fmt::format("{} x {}", a.pixels.nx(), a.pixels.ny()), fmt::format("{} x {}", b.pixels.nx(), b.pixels.ny()));
  const double apart = std::hypot(a.sky.sun_x - b.sky.sun_x, a.sky.sun_y - b.sky.sun_y);
  if (apart > kSameCentre * a.pixels.nx() / 1024)
    fail("Sun centre (pixels from 0)", fmt::format("({:.1f}, {:.1f})", b.sky.sun_x, b.sky.sun_y),
         fmt::format("({:.1f}, {:.1f})", a.sky.sun_x, a.sky.sun_y));
  if (std::abs(std::remainder(a.sky.roll_deg - b.sky.roll_deg, 360)) > kSameRoll)
    fail("roll in degrees", fmt::format("{:.2f}", b.sky.roll_deg), fmt::format("{:.2f}", a.sky.roll_deg));
}

void sort_by_time(std::vector<Frame> &frames) {
  std::stable_sort(frames.begin(), frames.end(),
                   [](const Frame &a, const Frame &b) { return std::tie(a.time, a.file) < std::tie(b.time, b.file); });
}

std::string title_of(const Frame &frame) {
  std::string time = frame.time.substr(0, 19);
  std::replace(time.begin(), time.end(), 'T', ' ');
  return fmt::format("SOHO/LASCO {} {}  {}", frame.detector, frame.filter, time);
}

}  // namespace tool
