// Centre of the occulter, about which the distortion is symmetric.
//
// Follows   occltr_cntr.pro (spec/level1.md 11)
// Returned  0-based pixels of the full frame
// Notes     1. C3: the row of c3_occltr_cntr.dat with the nearest date, the later one on a tie; FLOAT.
//           2. C1, C2: the latest line of occulter_center.dat for telescope and filter wheel position that is not after the image; DOUBLE.
//           3. Without a file or a line the defaults of the original, FLOAT.
//           4. DETECTOR and FILTER in upper or lower case, with blanks around them. The wheel's names compare without their blanks.
//           5. EIT: the original takes the line of SECTOR. In which order the sectors stand in the file is not known, so it is the default
//              here, which is the same for all of them.
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "idl/numbers.hpp"
#include "stages/pointing.hpp"

namespace corkit {

namespace {

constexpr std::size_t kPositions = 5;
constexpr std::array<std::string_view, 4> kTelescopes = {"C1", "C2", "C3", "EIT"};
constexpr std::array<std::array<std::string_view, kPositions>, 2> kWheel = {
    {{"CAXV", "FEX", "ORANGE", "NA", "FEXIV"}, {"BLUE", "HALPHA", "DEEPRD", "ORANGE", "LENS"}}};

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

Center float_center(float x, float y) { return {static_cast<double>(x), static_cast<double>(y), true}; }

Center default_center(std::string_view detector, std::string_view filter) {
  if (detector == "C2") return float_center(512.634F, 505.293F);
  if (detector == "C3") return float_center(516.284F, 529.489F);
  if (detector == "EIT") return float_center(505.5F, 514.3F);
  if (filter == "FE X") return float_center(511.029F, 494.521F);
  if (filter == "FE XIV") return float_center(510.400F, 495.478F);
  return float_center(511, 495);
}

}  // namespace

Center occltr_cntr(const CalibrationStore &store, const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  if (!mjd)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS '" + header.date_obs.substr(0, 40) + "' of " + header.filename.substr(0, 80) +
                                                " is no date: correct it to yyyy/mm/dd");
  const auto detector = idl::strupcase(idl::strtrim(header.detector));
  const auto filter = idl::strupcase(idl::strtrim(header.filter));
  const auto telescope = index_of(kTelescopes, detector);
  if (!telescope)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, said("DETECTOR", header.detector) + " in the header of " + header.filename.substr(0, 80) +
                                                ", no camera with an occulter: it must be C1, C2, C3 or EIT");
  if (detector == "C3") {
    const auto rows = store.c3_occulter_centers();
    return rows ? nearest(*rows, *mjd) : default_center(detector, filter);
  }
  if (detector == "EIT") return default_center(detector, filter);
  const auto position = index_of(kWheel[*telescope], idl::strcompress_all(filter));
  const auto centers = store.occulter_centers();
  std::optional<OcculterCenter> latest;
  if (position && centers) {
    for (const auto &center : (*centers)[*telescope * kPositions + *position])
      if (center.found && center.mjd <= *mjd && (!latest || center.mjd >= latest->mjd)) latest = center;
  }
  return latest ? Center{latest->x, latest->y, false} : default_center(detector, filter);
}

}  // namespace corkit
