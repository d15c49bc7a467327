// Interim Sun centre and roll, for images that the final tables do not reach.
//
// Follows   get_sun_center.pro, get_roll_or_xy.pro /DEGREES /MEDIAN, get_crota.pro as reduce_level_1 calls them (spec/level1.md 13.4)
// Returned  Sun centre in 0-based pixels of the full 1024 frame; roll in degrees
// Notes     1. The roll is the spacecraft's plus the camera's: C2 +0.5, C3 -0.23 degrees; centres C2 (510.2,506.5), C3 (518.2,532.5).
//           2. From MJD 55501 on the predicted attitude of the day (SO_AT_ROL_yyyymmdd_Vnn.DAT, negated) is used where it is there, else
//              the nominal one.
//           3. Without the nominal file get_crota says 999, and SolarSoft would turn the image by it. Here CROTA1 of the header takes its
//              place: as it is, or as a spacecraft roll where it is exactly 0 or 180.
//           4. With a predicted attitude the source is named as genuine level-0.5 headers from 2013 on name it; the other texts are
//           corkit's own.
//           5. A port of the original adds 180 degrees to a predicted roll that is more than 10 degrees from the nominal one, and takes the
//              centre of the row before where the roll changes by more than 5 degrees to the next. Neither is done here.
//           6. These are estimates, and the product's comments say "WARNING: Interim value".
#include <cmath>

#include "core/error.hpp"
#include "stages/pointing.hpp"

namespace corkit {

namespace {

constexpr int kFirstPredictedMjd = 55501;  // later than this

struct CameraDefaults {
  double x, y, roll_deg;
};

CameraDefaults defaults(const std::string &detector) {
  if (detector == "C2") return {510.2, 506.5, 0.5};
  if (detector == "C3") return {518.2, 532.5, -0.23};
  throw Error(CORKIT_ERROR_UNSUPPORTED, said("DETECTOR", detector) + ": Sun centre and roll are known for C2 and C3 only");
}

Utc time_of(const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  if (!mjd)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS '" + header.date_obs.substr(0, 40) + "' of " + header.filename.substr(0, 80) +
                                                " is no date: correct it to yyyy/mm/dd");
  return {*mjd, parse_ms(header.time_obs).value_or(0)};
}

constexpr const char *kPredictedSource = "Using SOHO roll + offset and suncenter estimate";

std::shared_ptr<const std::vector<RollRow>> predicted_rolls(const CalibrationStore &store, const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  return mjd && *mjd > kFirstPredictedMjd ? store.predicted_roll(*mjd) : nullptr;
}

double nearest_roll(const std::vector<RollRow> &rows, const Utc &utc) {
  const double at = utc_to_tai(utc);
  const RollRow *nearest = &rows.front();
  for (const auto &row : rows)
    if (std::abs(utc_to_tai(row.time) - at) < std::abs(utc_to_tai(nearest->time) - at)) nearest = &row;
  return nearest->roll_deg;
}

}  // namespace

DateAndTime interim_time(const LascoHeader &header) {
  const auto mjd = parse_mjd(header.date_obs);
  const auto ms = parse_ms(header.time_obs);
  return {mjd ? format_date(*mjd) : header.date_obs, ms ? format_time(*ms) : header.time_obs};
}

double get_crota(const CalibrationStore &store, const Utc &utc) {
  const auto rows = store.nominal_roll();
  if (!rows) return kCrotaUnknown;
  double roll_deg = 0;
  for (const auto &row : *rows)
    if (row.time <= utc) roll_deg = row.roll_deg;
  return roll_deg;
}

Position get_sun_center(const CalibrationStore &store, const LascoHeader &header) {
  if (const auto median = median_pointing(store, header)) return {median->at.x, median->at.y, median->source};
  const auto camera = defaults(header.detector);
  return {static_cast<float>(camera.x), static_cast<float>(camera.y),
          predicted_rolls(store, header) ? kPredictedSource : "nominal roll + default"};
}

Roll get_roll(const CalibrationStore &store, const LascoHeader &header) {
  if (const auto median = median_pointing(store, header)) return {median->at.roll_deg, median->source};
  const auto camera = defaults(header.detector);
  const auto utc = time_of(header);
  if (const auto predicted = predicted_rolls(store, header))
    return {static_cast<float>(-nearest_roll(*predicted, utc) + camera.roll_deg), kPredictedSource};
  if (const double crota = get_crota(store, utc); crota != kCrotaUnknown)
    return {static_cast<float>(crota + camera.roll_deg), "nominal roll + default"};
  const auto crota1 = static_cast<double>(header.crota1);
  if (std::abs(crota1) == 0 || std::abs(crota1) == 180) return {static_cast<float>(crota1 + camera.roll_deg), "CROTA1 + default"};
  return {header.crota1, "CROTA1"};
}

}  // namespace corkit
