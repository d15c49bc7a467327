// Terrestrial time, which TDB follows to 2 ms.
#pragma once

#include "time/utc.hpp"

namespace corkit::sky {

inline constexpr double kSecondsPerDay = 86400;
inline constexpr double kTtMinusTai_s = 32.184;
inline constexpr double kJ2000Tai_s = (51544.5 - 36204) * kSecondsPerDay;

// Seconds from J2000.
inline double tt_seconds(const Utc &utc) { return utc_to_tai(utc) + kTtMinusTai_s - kJ2000Tai_s; }
inline Utc utc_of_tt(double tt_s) { return tai_to_utc(tt_s + kJ2000Tai_s - kTtMinusTai_s); }

}  // namespace corkit::sky
