#include "sky/ephemeris.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "sky/horizons_head.hpp"
#include "sky/soho_place.hpp"
#include "sky/tt.hpp"

namespace corkit::sky {

namespace {

constexpr double kWidest_s = 6 * kSecondsPerDay;  // of four rows: one a day with one that is missing, and room
constexpr std::size_t kPlacesChecked = 64;        // of a table, beside those that are used

std::string day_of(double tt_s) { return format_date(utc_of_tt(tt_s).mjd, '-'); }

}  // namespace

Ephemeris::Ephemeris(std::string_view text, std::string file) : file_(std::move(file)), rows_(read_horizons(text, file_)) {
  const std::size_t step = std::max<std::size_t>(1, rows_.size() / kPlacesChecked);
  for (std::size_t k = 0; k < rows_.size(); k += step) require_place(rows_[k].km, utc_of_tt(rows_[k].tt_s));
}

void Ephemeris::require_place(const Vec3 &km, const Utc &utc) const {
  if (const auto objection = place_objection(km, utc)) refuse_ephemeris(file_, "on " + format_date(utc.mjd, '-') + " " + *objection);
}

Vec3 Ephemeris::position_km(const Utc &utc) const {
  const double t = tt_seconds(utc);
  if (t < rows_.front().tt_s || t > rows_.back().tt_s)
    throw Error(CORKIT_ERROR_CALIBRATION_MISSING, file_ + ": it covers " + day_of(rows_.front().tt_s) + " to " + day_of(rows_.back().tt_s) +
                                                      ", the image is of " + format_date(utc.mjd, '-') + kEphemerisRemedy);
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), t, [](double time, const EphemerisRow &row) { return time < row.tt_s; });
  const auto first = std::clamp<std::ptrdiff_t>(after - rows_.begin() - 2, 0, static_cast<std::ptrdiff_t>(rows_.size()) - 4);
  const EphemerisRow *const row = rows_.data() + first;
  if (row[3].tt_s - row[0].tt_s > kWidest_s)
    throw Error(CORKIT_ERROR_CALIBRATION_MISSING, file_ + ": its rows about " + format_date(utc.mjd, '-') +
                                                      " are more than two days apart: positions between them would be guessed" +
                                                      kEphemerisRemedy);
  Vec3 km{};
  for (int i = 0; i < 4; ++i) {
    double weight = 1;
    for (int j = 0; j < 4; ++j)
      if (j != i) weight *= (t - row[j].tt_s) / (row[i].tt_s - row[j].tt_s);
    km = sum(km, row[i].km, weight);
  }
  require_place(km, utc);
  return km;
}

Ephemeris read_ephemeris(const std::string &path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    throw Error(CORKIT_ERROR_FILE_NOT_FOUND, path + ": is a folder; give the ephemeris in it");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(CORKIT_ERROR_FILE_NOT_FOUND, path + ": no such ephemeris, or it cannot be read");
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  return {text, path};
}

}  // namespace corkit::sky
