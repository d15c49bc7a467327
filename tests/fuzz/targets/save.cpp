// IDL SAVE files, and the three kinds of table that SolarSoft keeps in them.
#include <numeric>

#include "../expectations.hpp"
#include "calib/sav_reader.hpp"
#include "calib/tables.hpp"

namespace corkit::fuzz {

namespace {

std::size_t elements(const SavVariable &variable) {
  return std::accumulate(variable.dimensions.begin(), variable.dimensions.end(), std::size_t{1},
                         [](std::size_t product, int side) { return product * static_cast<std::size_t>(side); });
}

}  // namespace

void save(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    for (const auto &[name, variable] : parse_sav(bytes, path)) {
      const auto values = std::visit([](const auto &v) { return v.size(); }, variable.values);
      check(variable.idl_type == 8 || values == elements(variable), "a variable has as many values as elements");
    }
  });
  read_or_refuse(path, [&] {
    const auto table = read_time_offsets(path);
    check(table.dates.size() == table.offsets_s.size(), "an offset for each date");
  });
  read_or_refuse(path, [&] {
    const auto table = read_pointing(path);
    const auto rows = table.tai.size();
    check(table.xmed.size() == rows && table.ymed.size() == rows && table.rmed.size() == rows, "a centre and a roll for each time");
  });
  read_or_refuse(path, [&] { read_last_day(path); });
}

}  // namespace corkit::fuzz
