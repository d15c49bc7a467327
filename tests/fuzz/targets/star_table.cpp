// Tables of stars, gzipped or not.
#include "sky/star_table.hpp"

#include <algorithm>
#include <cmath>

#include "../expectations.hpp"

namespace corkit::fuzz {

void star_table(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    const auto stars = sky::read_star_table(path);
    check(!stars.empty(), "a table has stars");
    for (const auto &s : stars)
      for (const double value : {s.ra_deg, s.dec_deg, s.pm_ra_mas, s.pm_dec_mas, s.v_mag, s.b_v_mag})
        check(std::isfinite(value), "a star is six numbers");
    check(std::is_sorted(stars.begin(), stars.end(), [](const auto &a, const auto &b) { return a.v_mag < b.v_mag; }),
          "the brightest star comes first");
  });
}

}  // namespace corkit::fuzz
