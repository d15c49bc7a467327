// Where SOHO is, as a World Coordinate System header states it: the observer's heliographic position.
//
// Given     UTC of the image
// Returned  Stonyhurst longitude and latitude in degrees, distance from the Sun's centre in metres
// Notes     1. SOHO is taken to stand at the L1 point, on the line from the Earth to the Sun and at 0.99 of the Earth's distance, as
//              solar_ephem.pro has it. Its halo orbit takes it up to 0.65 million km off that line, 0.3 degree as seen from the Sun.
//           2. Low-precision series for the Sun's longitude and distance, without the planets' pull. Compared with sunpy's B0 and
//           earth_distance
//              on 1318 days from 1995 to 2030: at most 0.006 degree and 0.00009 au off.
// References  P. K. Seidelmann (ed.), Explanatory Supplement to the Astronomical Almanac, 1992, section 7.2 (the Sun's rotation axis:
//             inclination 7.25 degrees, node 73.6667 degrees + 0.01396 degree a year from 1850)
#pragma once

#include "time/utc.hpp"

namespace corkit {

struct Observer {
  double longitude_deg;  // Stonyhurst: 0 towards the Earth
  double latitude_deg;   // B0
  double distance_m;
};

Observer wcs_observer(const Utc &utc);

}  // namespace corkit
