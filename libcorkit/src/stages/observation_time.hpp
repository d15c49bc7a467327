// Date and time of an image, from whichever keywords its header gives them in.
//
// Follows   adjust_all_date_obs.pro (spec/level1.md 13.2) where the header is a level-0.5 one, DATE-OBS yyyy/mm/dd and TIME-OBS
// hh:mm:ss.sss Given     the header with its keywords as written; whether the image is level 1 (DATE-OBS then holds the corrected time,
// TIME-OBS is blank) Returned  the header's date (its own separator) and time in two texts, and warnings Notes     1. SolarSoft joins
// DATE-OBS and TIME-OBS whatever they hold: an ISO date and time in DATE-OBS gives two times in one text. Here
//              the date is cut off, and TIME-OBS counts where it holds a time.
//           2. A blank TIME-OBS is SolarSoft's sign for a corrected time. Here it is only in level-1 headers; in others the time in
//           DATE-OBS
//              is taken as the camera's, corrected like every other, and a warning says so.
//           3. No time at all is an Error for every image, as it is for those that the pointing tables reach.
#pragma once

#include <string>
#include <vector>

#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

// Sets date_obs, time_obs and time_corrected of the header. cards: the header it was made from.
std::vector<std::string> settle_observation_time(LascoHeader &header, const Header &cards, bool level1);

}  // namespace corkit
