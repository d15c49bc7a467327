// An image as the picture commands see it: brightness, where the Sun is, what is lost.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "handles.hpp"
#include "picture/view.hpp"

namespace tool {

struct Frame {
  std::string file, detector, filter, polar;
  std::string time;      // 2001-10-23T16:06:07.572; of level 0.5 by the camera's clock
  std::string level;     // "0.5", "1", "background"
  std::string unit;      // "DN/s" of level 0.5, else BUNIT
  std::string geometry;  // "sky" or "solarsoft"; "raw" of level 0.5
  // Level 0.5: above the bias, divided by the exposure time. NaN: masked, not sent or lost.
  corkit::Image<float> pixels;
  corkit::picture::SkyGeometry sky;
  std::string pointing = "interim";          // of level 0.5: what sky has its Sun and roll from
  corkit::Image<std::uint8_t> lost, filled;  // of the image's size, not 0 where a block is lost, or was filled; empty: none
  corkit::Image<std::uint8_t> saturated;     // likewise, where 16 bits hold the largest number: brighter, or a negative value that wrapped
  int nlost = 0;                             // blocks that were lost, filled or not; -1: not known
  int nunplaced = 0;                         // missing blocks of which nothing says where they are: some may lie outside of a sub-field
  int noutside = 0;                          // beside them: NMISSING outside of a sub-field, never read out
  long nfilled = 0;                          // MISSFILL, pixels
  std::vector<std::string> cards;            // 80 columns each
  std::vector<std::string> warnings;
  bool synthetic = false;  // demonstration data, or made with such calibration files
};

// Failure without the file's name.
Frame read_frame(corkit_context *ctx, const std::string &file);

// Failure that begins with b's name and says which of camera, filter, polariser, level, size, geometry, Sun's centre, roll is another.
void require_same_field(const Frame &a, const Frame &b);

// In order of time, then of name.
void sort_by_time(std::vector<Frame> &frames);

// "SOHO/LASCO C2 Orange, 2001-10-23 16:06:07"
std::string title_of(const Frame &frame);

}  // namespace tool
