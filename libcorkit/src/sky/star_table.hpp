// The stars that pass through LASCO's fields: positions, proper motions, magnitudes.
//
// Source    Hipparcos and Tycho catalogues (ESA 1997, CDS I/239; Tycho-2, I/259), V < 8.8, within 11.5 degrees of the ecliptic: the table
//           share/corkit/stars/ecliptic_stars.csv.gz, whose README tells where its numbers come from
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace corkit::sky {

struct Star {
  double ra_deg = 0, dec_deg = 0;        // ICRS, epoch J2000
  double pm_ra_mas = 0, pm_dec_mas = 0;  // a year; right ascension times cos(declination)
  double v_mag = 0, b_v_mag = 0;
};

// Brightest first. Error naming file and line for what is no such table (gzipped or not).
std::vector<Star> read_star_table(const std::filesystem::path &path);

// The table to use: `given`, else CORKIT_STARS, else the one installed with the library or in its build tree. Error naming the remedy
// where there is none.
std::filesystem::path find_star_table(const std::string &given);

}  // namespace corkit::sky
