// Occulter centres: c3_occltr_cntr.dat and occulter_center.dat.
#include <cmath>

#include "../expectations.hpp"
#include "calib/tables.hpp"

namespace corkit::fuzz {

void occulter(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    for (const auto &row : read_c3_occulter_centers(path)) check(std::isfinite(row.x) && std::isfinite(row.y), "a centre is two numbers");
  });
  read_or_refuse(path, [&] {
    const auto centers = read_occulter_centers(path);
    check(centers.size() == 20, "a centre for each position of each wheel");
    for (const auto &pair : centers)
      for (const auto &center : pair) check(std::isfinite(center.x) && std::isfinite(center.y), "a centre is two numbers");
  });
}

}  // namespace corkit::fuzz
