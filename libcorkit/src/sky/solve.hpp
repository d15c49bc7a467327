// The stars of an image, and what they say about its pointing.
//
// Given     a level-0.5 or level-1 image with its header; stars; where SOHO was, if known
// Returned  pointing, scale, photometric zero point with their errors, or the reason why there is no solution
// Notes     1. The stars fix roll, scale and the sky direction of every pixel. The pixel of the Sun needs SOHO's place: its halo orbit
//              shifts the Sun by up to 930 arc seconds.
//           2. A solution is given only where chance cannot have made it: gates.hpp.
//           3. Pixels are 0-based ones of the image itself; of sub-fields and summed images, too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calib/store.hpp"
#include "core/image.hpp"
#include "fits/header.hpp"
#include "sky/camera_model.hpp"
#include "sky/ephemeris.hpp"
#include "sky/star_table.hpp"
#include "time/utc.hpp"

namespace corkit::sky {

// A pixel x of the image is bin * x + x0 of the full frame.
struct FrameMap {
  double bin = 1, x0 = 0, y0 = 0;
  Pixel full(Pixel p) const { return {bin * p.x + x0, bin * p.y + y0}; }
  Pixel image(Pixel p) const { return {(p.x - x0) / bin, (p.y - y0) / bin}; }
};

struct SolveOptions {
  bool no_time_correction = false;
};

struct MatchedStar {
  Star star;
  Pixel measured, off;             // off: measured minus predicted
  double noise_px = 0;             // error of either coordinate, by the noise of the image
  double ra_deg = 0, dec_deg = 0;  // apparent, ICRS axes
  std::optional<double> rate;      // DN/s (level 1: MSB) in 5 x 5 pixels above the background
  double zero_point_mag = 0;       // with a rate
  bool photometric = false;        // not clipped
};

struct Solution {
  bool solved = false;
  std::string reason;  // a sentence where it is not
  Detector detector = Detector::C3;
  bool level1 = false;
  Utc utc;             // middle of the exposure
  double clock_s = 0;  // subtracted from the header's time
  bool clock_corrected = false;

  int points = 0, seeable = 0, votes = 0;
  double chance = 0;  // pairs that chance makes
  std::vector<MatchedStar> stars;
  double rms_px = 0;        // an axis
  double noise_rms_px = 0;  // what of it the noise of the image makes
  Pixel geocentric_sun;
  double position_error_px = 0;
  double roll_deg = 0, roll_error_deg = 0;
  Pixel nominal_sun;  // where roll is stated
  double nominal_ra_deg = 0, nominal_dec_deg = 0;
  std::optional<Pixel> sun;            // with an ephemeris
  std::optional<double> sun_roll_deg;  // position angle of solar north there
  std::optional<double> scale_arcsec;
  double scale_error_arcsec = 0;
  std::optional<double> zero_point_mag;
  double zero_point_scatter_mag = 0;
  int photometric_stars = 0;

  std::optional<Camera> camera;  // full frame
  FrameMap frame;
  std::vector<std::string> warnings;
};

// Error for an input that is no image of the corona by C2 or C3. ephemeris may be null; store serves the clock's correction.
Solution solve_stars(const CalibrationStore &store, const std::vector<Star> &table, const Ephemeris *ephemeris, const AnyImage &image,
                     const Header &cards, const SolveOptions &options);

}  // namespace corkit::sky
