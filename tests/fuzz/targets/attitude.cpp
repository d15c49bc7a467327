// Roll attitude: nominal_roll_attitude.dat and SO_AT_ROL*.DAT.
#include <cmath>

#include "../expectations.hpp"
#include "calib/tables.hpp"

namespace corkit::fuzz {

void attitude(Bytes bytes) {
  const auto path = file_of(bytes);
  for (const auto read : {read_nominal_roll, read_attitude_roll})
    read_or_refuse(path, [&] {
      const auto rows = read(path);
      check(!rows.empty(), "a table has rows");
      for (const auto &row : rows) check(std::isfinite(row.roll_deg) && row.time.ms >= 0, "a roll is a number at a time");
    });
}

}  // namespace corkit::fuzz
