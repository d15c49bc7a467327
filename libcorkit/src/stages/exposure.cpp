#include "stages/exposure.hpp"

#include <cstdlib>

#include "core/error.hpp"
#include "idl/numbers.hpp"

namespace corkit {
namespace {

constexpr int kToleranceMs = 100;

struct Match {
  int valid = -1;
  const ExposureRow *row = nullptr;
};

Match find_row(const std::vector<ExposureRow> &rows, int mjd, int time_ms) {
  Match match;
  int last_ms = -1;
  for (const auto &row : rows) {
    if (row.mjd != mjd) continue;
    if (std::abs(static_cast<long long>(time_ms) - row.time_ms) < kToleranceMs) return {0, &row};
    last_ms = std::max(last_ms, row.time_ms);
  }
  if (last_ms >= 0) match.valid = time_ms > last_ms ? -3 : -2;
  return match;
}

}  // namespace

ExposureFactor get_exp_factor(const CalibrationStore &store, const LascoHeader &header) {
  const auto detector = parse_detector(header.detector);
  if (!detector) throw Error(CORKIT_ERROR_KEYWORD_VALUE, said("DETECTOR", header.detector) + ": get_exp_factor knows C1, C2, C3 and EIT");
  ExposureFactor result;
  const auto table = store.exposure_table(*detector, header.mid_date);
  Match match;
  if (table) match = find_row(table->rows, header.mid_date, idl::to_long(1000.0F * header.mid_time));
  result.valid = match.valid;
  if (match.row == nullptr) {
    result.bias = offset_bias(header, true);
    result.history.push_back(offset_bias_history(result.bias));
    return result;
  }
  const ExposureRow &row = *match.row;
  result.factor = row.factor;
  result.bias = row.bias;
  // 0 and 97 regions mark days without a usable star field.
  const bool uncorrected = row.nregions == 0 || row.nregions == 97;
  result.history.push_back(
      " get_exp_factor.pro 1.20 07/26/11, " + idl::string(row.factor) + ", " +
      (uncorrected ? " NO EXPOSURE CORRECTION" : "Nreg=" + std::to_string(row.nregions) + ", Sig=" + idl::string(row.sigma)));
  result.history.push_back(" Bias (" + idl::string(row.bias) + ") from " + table->name + " (wr." + table->date + ")");
  return result;
}

}  // namespace corkit
