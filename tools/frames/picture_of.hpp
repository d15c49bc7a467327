// The picture of a frame: what is shown of it, in which colours, with what written on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frames/frame.hpp"
#include "picture/colour_tables.hpp"
#include "picture/marks.hpp"
#include "picture/png_file.hpp"
#include "picture/scaling.hpp"

namespace tool {

enum class Content { brightness, ratio, difference };

struct Look {
  std::optional<corkit::picture::Stretch> stretch;  // without: log of brightness, else linear
  std::optional<double> low_percent, high_percent;  // without: 1 and 99, of brightness 0.2 and 99.5
  std::optional<double> low, high;                  // in place of percentiles
  std::optional<corkit::picture::Palette> palette;  // without: the camera's, of differences grey
  int longest = 0;                                  // side of the picture in pixels, 0: the image's
  bool radial = false, grid = false, plain = false, north_up = false;
};

// Content of a frame whose pixels were divided or subtracted already; notes: lines written above the title; marks: circles with labels.
corkit::picture::Rgb picture_of(Frame frame, const Look &look, Content content, std::vector<std::string> notes,
                                std::vector<corkit::picture::Mark> marks = {});

// Percentiles of the corona alone: neither what is behind the occulter nor the corners beyond C3's field decides; without_saturated: nor
// what 16 bits could not hold.
corkit::picture::Limits corona_limits(const Frame &frame, double low_percent, double high_percent, corkit::picture::Stretch stretch,
                                      bool without_saturated = false);

// frame / background, NaN where the background is not above zero.
void divide_by_background(Frame &frame, const Frame &background);

// later - earlier; what is lost in either is lost.
Frame difference_of(const Frame &later, const Frame &earlier);

}  // namespace tool
