// Exposure factors: <c2|c3>_expfactor_YYMMDD.dat.
#include <cmath>

#include "../expectations.hpp"
#include "calib/tables.hpp"

namespace corkit::fuzz {

void exposure(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    const auto rows = read_exposure_table(path);
    check(!rows.empty() && rows.size() <= 1000, "a table has 1 to 1000 rows");
    for (const auto &row : rows)
      check(std::isfinite(row.factor) && std::isfinite(row.bias) && row.time_ms >= 0 && row.time_ms <= 86401000, "a row holds numbers");
  });
}

}  // namespace corkit::fuzz
