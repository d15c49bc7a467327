// What the stars of one file say, beside what its header and the pointing tables say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handles.hpp"

namespace tool {

using Stars = std::unique_ptr<corkit_stars, Releaser<corkit_stars_free>>;

struct Pointing {
  std::string source;
  double roll_deg = 0;          // NaN: none that is an angle
  double sun_x = 0, sun_y = 0;  // 0-based pixels of the image
};

struct Finding {
  std::string input;
  std::string failure;  // a sentence where the file could not be used; then nothing else is set but the camera
  std::string camera;   // DETECTOR; "" where the header could not be read
  corkit_stars_result result{};
  std::vector<corkit_star> stars;
  std::optional<Pointing> header;   // level 0.5: roll alone, the Sun is not known (NaN)
  std::optional<Pointing> tables;   // level 0.5, where SolarSoft's tables reach
  std::optional<Pointing> interim;  // level 0.5, where they do not
  std::vector<std::string> warnings;
  double seconds = 0;
};

// Reads and solves; what fails is told in the finding.
Finding find_stars(corkit_context *ctx, const std::string &file, const corkit_stars_options &options);

// a - b in degrees, -180 ... 180
double angle_between(double a_deg, double b_deg);

}  // namespace tool
