#include "stages/bias.hpp"

#include <cmath>

#include "idl/numbers.hpp"
#include "lasco/bias_coefficients.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

// IDL's POLY in FLOAT: Horner from the last coefficient.
float poly(const lasco::BiasPolynomial &row, int mjd) {
  const auto day = static_cast<float>(mjd - row.first_day);
  auto k = static_cast<std::size_t>(row.terms) - 1;
  float value = row.c[k];
  while (k-- > 0) value = value * day + row.c[k];
  return value;
}

template <class Table>
Bias last_fitting(const Table &table, int mjd) {
  Bias bias = std::int16_t{0};
  for (const auto &row : table)
    if (mjd >= row.from && mjd < row.until) bias = poly(row, mjd);
  return bias;
}

// EXP(-x) of FLOAT. The C library's expf is not the same everywhere; rounded from DOUBLE it gives the same bias on every
// day since 1981.
float decay(float x) { return static_cast<float>(std::exp(-static_cast<double>(x))); }

constexpr int kDefaultDay = 50083;

}  // namespace

float as_float(const Bias &bias) {
  return std::visit([](auto value) { return static_cast<float>(value); }, bias);
}

std::string idl_text(const Bias &bias) {
  if (const auto *value = std::get_if<float>(&bias)) return idl::string(*value);
  return std::visit([](auto value) { return std::to_string(static_cast<long>(value)); }, bias);
}

Bias offset_bias(std::string_view camera, std::string_view read_port, int mjd) {
  const std::string detector = idl::strupcase(idl::strtrim(camera));
  const std::string port = idl::strupcase(idl::strtrim(read_port));
  for (const auto &row : lasco::kPortBias)
    if (detector == row.detector && port.size() == 1 && port[0] == row.port) return static_cast<std::int16_t>(row.bias);
  if (port != "C") return std::int16_t{0};
  if (detector == "C1") return idl::round(351.958F + 30.739F * (1.0F - decay(static_cast<float>(mjd - 50395LL) / 468.308F)));
  if (detector == "C2") return last_fitting(lasco::kBiasC2, mjd);
  if (detector == "C3") {
    if (mjd < lasco::kBiasC3FirstDay) return static_cast<std::int16_t>(lasco::kBiasC3Early);
    return last_fitting(lasco::kBiasC3, mjd);
  }
  return std::int16_t{0};
}

Bias offset_bias(const LascoHeader &header, bool sum) {
  int mjd = header.mid_date;
  if (mjd == 0) mjd = parse_mjd(header.date_obs).value_or(0);
  if (mjd == 0) mjd = parse_mjd(header.date).value_or(0);
  if (mjd == 0) mjd = kDefaultDay;
  const Bias bias = offset_bias(header.detector, header.readport, mjd);
  const int factor = (header.lebxsum > 1 ? header.lebxsum : 1) * (header.lebysum > 1 ? header.lebysum : 1);
  if (!sum || factor == 1) return bias;
  return std::visit([factor](auto value) -> Bias { return static_cast<decltype(value)>(value * static_cast<decltype(value)>(factor)); },
                    bias);
}

std::string offset_bias_history(const Bias &bias) { return "offset_bias.pro\t1.39, 12/27/16, " + idl_text(bias); }

}  // namespace corkit
