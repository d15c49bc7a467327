#include "stages/input_warnings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "core/error.hpp"
#include "fits/card.hpp"
#include "idl/numbers.hpp"
#include "stages/field.hpp"
#include "stages/piecewise.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr double kSameRoll_deg = 1;
constexpr float kLight_dn = 2;  // above the bias, in one pixel in twenty

// What lasco_fitshdr2struct and the checks read; NAXIS and the like are CFITSIO's business.
constexpr std::array<std::string_view, 40> kRead = {
    "FILENAME", "FILEORIG", "DATE-OBS", "TIME-OBS", "DATE_OBS", "TIME_OBS", "EXPTIME", "TELESCOP", "INSTRUME", "DETECTOR",
    "READPORT", "FILTER",   "POLAR",    "LP_NUM",   "LAMP",     "COMPRSSN", "LEVEL",   "BUNIT",    "SUMROW",   "SUMCOL",
    "LEBXSUM",  "LEBYSUM",  "P1COL",    "P1ROW",    "P2COL",    "P2ROW",    "R1COL",   "R1ROW",    "R2COL",    "R2ROW",
    "MID_DATE", "MID_TIME", "CRPIX1",   "CRPIX2",   "CROTA",    "CROTA1",   "CROTA2",  "CDELT1",   "CDELT2",   "DATE"};

std::string printed(double value) {
  std::array<char, 40> text;
  const int n = std::snprintf(text.data(), text.size(), "%.6g", value);
  return {text.data(), static_cast<std::size_t>(n)};
}

std::vector<std::string> values_of(const Header &cards, std::string_view keyword) {
  std::vector<std::string> values;
  for (const auto &line : cards.cards()) {
    if (card::keyword(line) != keyword) continue;
    const auto value = card::parse(line);
    const auto text = value ? idl::strtrim(value->text) : std::string{};
    if (std::find(values.begin(), values.end(), text) == values.end()) values.push_back(text);
  }
  return values;
}

// CROTA1 in the convention of the tables: a nominal 0 or 180 is the spacecraft's roll, without the camera's own.
double header_roll(const LascoHeader &h, const Header &cards) {
  const auto roll = static_cast<double>(cards.has("CROTA1") ? h.crota1 : h.crota);
  const bool nominal = std::abs(roll) == 0 || std::abs(roll) == 180;
  const double camera = h.detector == "C2" ? 0.5 : h.detector == "C3" ? -0.23 : 0;
  return nominal ? roll + camera : roll;
}

// The LEB sum along an axis that would make a full field of n pixels beside the chip's; 0 if none would.
int likely_sum(int n, int chip) {
  const int read = n * std::max(chip, 1);
  return read > 0 && kFrame % read == 0 ? kFrame / read : 0;
}

}  // namespace

std::vector<std::string> duplicate_warnings(const Header &cards) {
  std::vector<std::string> warnings;
  for (const auto keyword : kRead) {
    const auto values = values_of(cards, keyword);
    if (values.size() < 2) continue;
    std::string list;
    for (const auto &value : values) list += (list.empty() ? "'" : ", '") + value.substr(0, 40) + "'";
    const auto used = idl::strtrim(cards.get_string(keyword).value_or(""));
    warnings.push_back(std::string(keyword) + " is given more than once, with different values (" + list + "): '" + used.substr(0, 40) +
                       "' is used; remove the wrong card");
  }
  return warnings;
}

std::vector<std::string> number_warnings(const Header &cards) {
  constexpr std::array<std::string_view, 12> whole = {"SUMROW", "SUMCOL", "LEBXSUM", "LEBYSUM", "P1COL", "P1ROW",
                                                      "P2COL",  "P2ROW",  "R1COL",   "R1ROW",   "R2COL", "R2ROW"};
  constexpr std::array<std::string_view, 4> any = {"MID_DATE", "MID_TIME", "CROTA1", "CROTA"};
  std::vector<std::string> warnings;
  const auto look = [&](std::string_view keyword, bool is_whole) {
    if (!cards.has(keyword)) return;
    const auto value = numeric_tag(cards, keyword);
    const bool number = value && std::isfinite(*value);
    if (number && (!is_whole || *value == std::trunc(*value))) return;
    const auto text = idl::strtrim(cards.get_string(keyword).value_or(""));
    warnings.push_back(std::string(keyword) + " '" + text.substr(0, 40) +
                       (number ? "' is no whole number: it is cut to " : "' is no number") +
                       (number ? printed(std::trunc(*value)) : ", the image is reduced without it") + "; correct the keyword");
  };
  for (const auto keyword : whole) look(keyword, true);
  for (const auto keyword : any) look(keyword, false);
  return warnings;
}

std::vector<std::string> date_warnings(const LascoHeader &h) {
  const auto mjd = parse_mjd(h.date_obs);
  if (!mjd || std::abs(static_cast<double>(h.mid_date) - *mjd) <= 1) return {};
  if (h.mid_date == 0)
    return {"MID_DATE is missing or 0: the exposure factor of the image cannot be looked up, and the bias is that of DATE-OBS"};
  return {"MID_DATE is " + std::to_string(h.mid_date) + ", DATE-OBS " + h.date_obs + " is day " + std::to_string(*mjd) +
          ": exposure factor and bias are those of MID_DATE; correct the one that is wrong"};
}

std::optional<std::string> port_warning(const LascoHeader &h, const ExposureFactor &exposure) {
  const bool from_table = exposure.valid >= 0;
  if (from_table || as_float(exposure.bias) != 0) return std::nullopt;
  const std::string port = idl::strtrim(h.readport);
  return (port.empty() || port == "0" ? "READPORT is missing" : "READPORT '" + port.substr(0, 20) + "' is unknown") +
         ": no bias is known for it, 0 is subtracted, as in SolarSoft; correct the keyword";
}

std::optional<std::string> exposure_warning(const LascoHeader &h, const ExposureFactor &exposure) {
  if (exposure.valid >= 0 || h.mid_date == 0) return std::nullopt;
  const std::string file = (h.detector == "C2" ? "c2" : "c3") + ("_expfactor_" + format_yymmdd(h.mid_date)) + ".dat";
  return (exposure.valid == -1 ? "there is no exposure factor of the image's day, " + file
                               : file + " has no exposure factor of this image") +
         ": 1 is used, as in SolarSoft, and EXPTIME stays as the camera says (`corkit data list FILE` says what is missing)";
}

std::optional<std::string> sameness_warning(const AnyImage &raw) {
  return std::visit(
      [](const auto &pixels) -> std::optional<std::string> {
        if (pixels.empty() ||
            std::find_if(pixels.begin(), pixels.end(), [first = pixels[0]](auto v) { return v != first; }) != pixels.end())
          return std::nullopt;
        const auto value = static_cast<double>(pixels[0]);
        if (std::isnan(value)) return std::nullopt;
        if (value == 0) return "every pixel of the image is 0: nothing was read out or all of it is lost, the product shows no corona";
        return "every pixel of the image is " + printed(value) +
               ": nothing was seen, whatever brightness the product has is not the corona's";
      },
      raw);
}

std::optional<std::string> darkness_warning(const AnyImage &raw, const LascoHeader &h, const ExposureFactor &exposure) {
  const float bias = as_float(exposure.bias);
  auto limit = static_cast<double>(bias + kLight_dn * static_cast<float>(std::max(h.lebxsum, 1) * std::max(h.lebysum, 1)));
  std::size_t lit = 0, read_out = 0;
  std::visit(
      [&](const auto &pixels) {
        using T = typename std::decay_t<decltype(pixels)>::value_type;
        for_each_piece(pixels, [&](std::span<const T> piece) {
          if (lit * 20 > pixels.size()) return;  // enough of them, however many the rest has
          read_out += count_where(piece, [](T value) { return value > 0; });
          lit += count_where(piece, [limit](T value) { return (value > 0) & (static_cast<double>(value) > limit); });
        });
      },
      raw);
  if (read_out == 0 && !sameness_warning(raw))
    return "no pixel of the image is brighter than 0 DN: whatever brightness the product has is not the corona's";
  if (bias == 0 || read_out == 0 || lit * 20 > read_out) return std::nullopt;
  return "fewer than one pixel in twenty is brighter than the bias, " + printed(static_cast<double>(bias)) +
         " DN: is it a dark image, or was the door closed?";
}

std::optional<std::string> roll_warning(const LascoHeader &h, const Header &cards, float roll_deg, std::string_view whose) {
  if (!cards.has("CROTA1") && !cards.has("CROTA")) return std::nullopt;
  const double of_header = header_roll(h, cards);
  const double apart = std::abs(std::remainder(static_cast<double>(roll_deg) - of_header, 360.0));
  if (!(apart > kSameRoll_deg)) return std::nullopt;
  const char *keyword = cards.has("CROTA1") ? "CROTA1" : "CROTA";
  const double written = static_cast<double>(cards.has("CROTA1") ? h.crota1 : h.crota);
  return std::string(keyword) + " of the header is " + printed(written) + ", the roll " + std::string(whose) + " " +
         printed(static_cast<double>(roll_deg)) + " degrees: they are " + printed(apart) + " degrees apart";
}

std::optional<std::string> mend_sums(LascoHeader &h, int nx, int ny, bool pixels_used) {
  const bool full = h.r1col == 20 && h.r2col == 1043 && h.r1row == 1 && h.r2row == kFrame;
  if (!full || (nx * h.xsumming() == kFrame && ny * h.ysumming() == kFrame)) return std::nullopt;
  if (nx * ny < kSmallestImage) return std::nullopt;  // a zero image
  const std::string size = std::to_string(nx) + " x " + std::to_string(ny) + " pixels";
  const int x = likely_sum(nx, h.sumcol), y = likely_sum(ny, h.sumrow);
  if (x == 2 && y == 2 && h.summing() == 1) {
    h.lebxsum = h.lebysum = 2;
    return "LEBXSUM and LEBYSUM are 1, but the image of the full field has " + size + ": it was summed 2 x 2, both are taken as 2";
  }
  if (x == 0 || y == 0 || !pixels_used) return std::nullopt;  // no sum explains it: the field is wrong, which the chain says
  throw Error(CORKIT_ERROR_DIMENSIONS, "the image has " + size + ", its field is the full one, but SUMCOL " + std::to_string(h.sumcol) +
                                           ", SUMROW " + std::to_string(h.sumrow) + ", LEBXSUM " + std::to_string(h.lebxsum) +
                                           ", LEBYSUM " + std::to_string(h.lebysum) + " do not give 1024 x 1024: LEBXSUM is probably " +
                                           std::to_string(x) + " and LEBYSUM " + std::to_string(y) + "; correct the header");
}

}  // namespace corkit
