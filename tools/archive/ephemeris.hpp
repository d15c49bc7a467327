// SOHO's positions from JPL Horizons: a text table of heliocentric vectors.
#pragma once

#include <filesystem>
#include <string>

#include "archive/retrieve.hpp"

namespace tool::archive {

struct EphemerisRequest {
  std::string from, to;  // moments as parse_moment gives them; the days count
  std::string address;   // of the service, "" for JPL's
};

// Moments of the whole mission, to a few days ago: what JPL knows then.
EphemerisRequest whole_mission();

// ephemeris/soho_horizons_20100615_20100618.txt: with the days that it is asked for, and one more on either side for interpolation. A table
// in the folder that covers them stands for it.
Wanted wanted_ephemeris(const EphemerisRequest &request, const std::filesystem::path &folder);

// Failure, with what Horizons itself says, for what is no table of SOHO as seen from the Sun, or does not reach from the first to the last
// Julian date without gaps.
void check_ephemeris(const std::filesystem::path &path, double first_jd, double last_jd);

}  // namespace tool::archive
