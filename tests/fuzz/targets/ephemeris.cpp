// Where SOHO was: tables of JPL Horizons.
#include "sky/ephemeris.hpp"

#include <cmath>

#include "../expectations.hpp"

namespace corkit::fuzz {

void ephemeris(Bytes bytes) {
  constexpr int kNoon_ms = 43200000;
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    const auto table = sky::read_ephemeris(path);
    check(table.size() >= 4, "a table has four rows");
    for (const int day : {50083, 52841, 52842, 60676})  // 1996, 2003-07-21 and 22, 2025
      read_or_refuse(path, [&] {
        for (const double km : table.position_km({day, kNoon_ms})) check(std::isfinite(km), "a place is three numbers");
      });
  });
}

}  // namespace corkit::fuzz
