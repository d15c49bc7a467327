// Centre of the occulter, about which the distortion is symmetric.
//
// Follows   occltr_cntr.pro (spec/level1.md 11)
// Returned  0-based pixels of the full frame
// Notes     1. C3: the row of c3_occltr_cntr.dat with the nearest date, the later one on a tie; FLOAT.
//           2. Others: the latest line of occulter_center.dat for telescope and filter wheel position that is not after the image; DOUBLE.
//           3. Without a file or a line the defaults of the original.
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "stages/pointing.hpp"

namespace corkit {

namespace {

constexpr std::size_t kPositions = 5;
constexpr std::array<std::string_view, 4> kTelescopes = {"C1", "C2", "C3", "EIT"};
constexpr std::array<std::array<std::string_view, kPositions>, 4> kWheel = {{{"CaXV", "FeX", "Orange", "Na", "FeXIV"},
                                                                             {"Blue", "Halpha", "DeepRd", "Orange", "Lens"},
                                                                             {"Clear", "DeepRd", "Orange", "IR", "Blue"},
                                                                             {"Alu1", "Alu2", "Al/2inf", "Clear", "Al/2sup"}}};

// Rows are in order of date: the last one not after the day, or the next if that is as near.
Center nearest(const std::vector<OcculterRow> &rows, int mjd) {
  std::size_t row = 0;
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (rows[k].mjd <= mjd) row = k;
  if (row + 1 < rows.size() && std::abs(rows[row + 1].mjd - mjd) <= std::abs(mjd - rows[row].mjd)) ++row;
  return {static_cast<double>(rows[row].x), static_cast<double>(rows[row].y), true};
}

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N> &names, std::string_view name) {
  for (std::size_t k = 0; k < N; ++k)
    if (names[k] == name) return k;
  return std::nullopt;
}

Center default_center(std::size_t telescope, std::string_view filter) {
  switch (telescope) {
    case 0:
      if (filter == "FeX") return {511.029, 494.521, false};
      if (filter == "FeXIV") return {510.400, 495.478, false};
      return {511, 495, false};
    case 1:
      return {512.634, 505.293, false};
    case 2:
      return {static_cast<double>(516.284F), static_cast<double>(529.489F), true};
    default:
      return {505.5, 514.3, false};
  }
}

}  // namespace

Center occltr_cntr(const CalibrationStore &store, const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  if (!mjd)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS '" + header.date_obs.substr(0, 40) + "' of " + header.filename.substr(0, 80) +
                                                " is no date: correct it to yyyy/mm/dd");
  const auto telescope = index_of(kTelescopes, header.detector);
  if (!telescope)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DETECTOR '" + header.detector.substr(0, 40) + "' of " + header.filename.substr(0, 80) +
                                                " has no occulter: it must be C1, C2, C3 or EIT");
  if (header.detector == "C3") {
    const auto rows = store.c3_occulter_centers();
    return rows ? nearest(*rows, *mjd) : default_center(*telescope, header.filter);
  }
  const auto position = index_of(kWheel[*telescope], header.filter);
  const auto centers = store.occulter_centers();
  std::optional<OcculterCenter> latest;
  if (position && centers) {
    for (const auto &center : (*centers)[*telescope * kPositions + *position])
      if (center.found && center.mjd <= *mjd && (!latest || center.mjd >= latest->mjd)) latest = center;
  }
  return latest ? Center{latest->x, latest->y, false} : default_center(*telescope, header.filter);
}

}  // namespace corkit
