#include "stages/calfactor.hpp"

#include <algorithm>

#include "idl/numbers.hpp"
#include "lasco/calibration_factors.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

using lasco::FilterFactor;
using lasco::kPolarizerTransmission;

std::string normalized(const std::string &text) { return idl::strupcase(idl::strcompress_all(text)); }

template <class Table>
const FilterFactor *find(const Table &table, const std::string &filter) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const FilterFactor &f) { return f.filter == filter; });
  return row == table.end() ? nullptr : &*row;
}

float clear_factor(const FilterFactor &row, int mjd) {
  if (row.slope == 0) return row.constant;
  return row.slope * static_cast<float>(mjd - row.origin) + row.constant;
}

float per_pixel(float factor, const Summing &s, bool nosum) {
  if (!nosum) {
    if (s.sumcol > 0) factor = factor / static_cast<float>(s.sumcol);
    if (s.sumrow > 0) factor = factor / static_cast<float>(s.sumrow);
    if (s.lebxsum > 1) factor = factor / static_cast<float>(s.lebxsum);
    if (s.lebysum > 1) factor = factor / static_cast<float>(s.lebysum);
  }
  return factor * lasco::kFactorUnit;
}

float c2_factor(const std::string &filter, const std::string &polar, int mjd) {
  const FilterFactor *row = find(lasco::kFactorC2, filter);
  if (row == nullptr) return 0;
  const float clear = clear_factor(*row, mjd);
  if (polar == "+60DEG" || polar == "0DEG" || polar == "-60DEG") return clear / kPolarizerTransmission;
  if (polar != "CLEAR" && filter == "DEEPRD") return 0;
  return clear;
}

float c3_factor(const std::string &filter, const std::string &polar, int mjd) {
  const FilterFactor *row = find(lasco::kFactorC3, filter);
  if (row == nullptr) return 0;
  const float clear = clear_factor(*row, mjd);
  const float polarized = clear / kPolarizerTransmission;
  if (polar == "CLEAR") return clear;
  if (polar == "+60DEG") return polarized;
  if (polar == "0DEG") return polarized * row->polar_0deg;
  if (polar == "-60DEG") return polarized * row->polar_minus_60deg;
  if (filter == "CLEAR") return polar == "H_ALPHA" ? lasco::kClearHAlpha : 0;
  return clear;
}

Summing summing_of(const LascoHeader &h) { return {h.sumcol, h.sumrow, h.lebxsum, h.lebysum}; }
int day_of(const LascoHeader &h) { return parse_mjd(h.date_obs).value_or(0); }

}  // namespace

float c2_calfactor(const std::string &filter, const std::string &polar, int mjd, const Summing &summing, bool nosum) {
  return per_pixel(c2_factor(normalized(filter), normalized(polar), mjd), summing, nosum);
}

float c3_calfactor(const std::string &filter, const std::string &polar, int mjd, const Summing &summing, bool nosum) {
  return per_pixel(c3_factor(normalized(filter), normalized(polar), mjd), summing, nosum);
}

float c2_calfactor(const LascoHeader &h, bool nosum) { return c2_calfactor(h.filter, h.polar, day_of(h), summing_of(h), nosum); }
float c3_calfactor(const LascoHeader &h, bool nosum) { return c3_calfactor(h.filter, h.polar, day_of(h), summing_of(h), nosum); }

std::string c2_calfactor_history(float factor) { return " c2_calfactor.pro 1.9, 03/22/07: " + idl::string(factor); }
std::string c3_calfactor_history(float factor) { return " c3_calfactor.pro 1.17 11/06/12: " + idl::string(factor); }

}  // namespace corkit
