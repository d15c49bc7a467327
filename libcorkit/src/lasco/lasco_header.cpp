#include "lasco/lasco_header.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/error.hpp"

namespace corkit {

std::optional<double> numeric_tag(const Header &header, std::string_view keyword) {
  if (const auto value = header.get_double(keyword)) return value;
  if (!header.is_string(keyword)) return std::nullopt;
  const auto text = header.get_string(keyword).value_or("");
  if (text.size() > 60 || text.find('/') != std::string::npos) return std::nullopt;
  return Header({"NUMBER  = " + text}).get_double("NUMBER");
}

namespace {

double number(const Header &header, std::string_view keyword) { return numeric_tag(header, keyword).value_or(0); }

int integer(const Header &header, std::string_view keyword) {
  const double value = number(header, keyword);
  constexpr double kLowest = std::numeric_limits<int>::min(), kHighest = std::numeric_limits<int>::max();
  return std::isnan(value) ? 0 : static_cast<int>(std::clamp(value, kLowest, kHighest));
}

// A number of pixels summed: IDL's tag is INT, and no camera sums more than a frame has.
int sum(const Header &header, std::string_view keyword) {
  constexpr int kMost = 1024;
  const int value = integer(header, keyword);
  if (value < 0 || value > kMost)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, std::string(keyword) + " is " + std::to_string(value) +
                                                ", a number of summed pixels from 0 to 1024 is expected: correct the keyword");
  return value;
}

float real(const Header &header, std::string_view keyword) {
  const double value = number(header, keyword);
  if (std::abs(value) > std::numeric_limits<float>::max())
    return std::copysign(std::numeric_limits<float>::infinity(), static_cast<float>(std::copysign(1.0, value)));
  return static_cast<float>(value);
}

constexpr const char *kNoText = "0";  // SolarSoft's structure of a keyword that the header has not

std::string text(const Header &header, std::string_view keyword) { return header.get_string(keyword).value_or(kNoText); }

// The headers in Helioviewer's JP2 files have the structure's names, DATE_OBS and TIME_OBS, for the keywords.
std::string either(const Header &header, std::string_view keyword, std::string_view of_structure) {
  const auto value = text(header, keyword);
  const bool blank = value == "0" || value.find_first_not_of(' ') == std::string::npos;
  return blank && header.has(of_structure) ? text(header, of_structure) : value;
}

}  // namespace

bool LascoHeader::is_monthly_model() const {
  std::string_view text = fileorig;
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
  return digits.find_first_not_of('0') == std::string_view::npos;
}

bool LascoHeader::is_pb_product() const {
  static constexpr std::array<std::string_view, 10> kProducts = {"PB", "TI", "UP", "JY", "JZ", "Qs", "Us", "Qt", "Jr", "Jt"};
  return std::find(kProducts.begin(), kProducts.end(), polar) != kProducts.end();
}

LascoHeader lasco_fitshdr2struct(const Header &header) {
  LascoHeader h;
  h.naxis1 = integer(header, "NAXIS1");
  h.naxis2 = integer(header, "NAXIS2");
  h.p1col = integer(header, "P1COL");
  h.p1row = integer(header, "P1ROW");
  h.p2col = integer(header, "P2COL");
  h.p2row = integer(header, "P2ROW");
  h.sumrow = sum(header, "SUMROW");
  h.sumcol = sum(header, "SUMCOL");
  h.lebxsum = sum(header, "LEBXSUM");
  h.lebysum = sum(header, "LEBYSUM");
  h.r1col = integer(header, "R1COL");
  h.r1row = integer(header, "R1ROW");
  h.r2col = integer(header, "R2COL");
  h.r2row = integer(header, "R2ROW");
  h.mid_date = integer(header, "MID_DATE");
  h.offset = integer(header, "OFFSET");
  h.exptime = real(header, "EXPTIME");
  h.mid_time = real(header, "MID_TIME");
  h.crpix1 = real(header, "CRPIX1");
  h.crpix2 = real(header, "CRPIX2");
  h.crota = real(header, "CROTA");
  h.crota1 = real(header, "CROTA1");
  h.crota2 = real(header, "CROTA2");
  h.cdelt1 = real(header, "CDELT1");
  h.cdelt2 = real(header, "CDELT2");
  h.filename = text(header, "FILENAME");
  h.fileorig = text(header, "FILEORIG");
  h.date = text(header, "DATE");
  h.date_obs = either(header, "DATE-OBS", "DATE_OBS");
  h.time_obs = either(header, "TIME-OBS", "TIME_OBS");
  h.telescop = text(header, "TELESCOP");
  h.instrume = text(header, "INSTRUME");
  h.detector = text(header, "DETECTOR");
  h.readport = text(header, "READPORT");
  h.filter = text(header, "FILTER");
  h.polar = text(header, "POLAR");
  h.comprssn = text(header, "COMPRSSN");
  h.history = header.history();
  h.comment = header.comments();
  return h;
}

std::string said(const char *keyword, const std::string &tag) {
  if (tag == kNoText) return std::string(keyword) + " is missing";
  return std::string(keyword) + " is '" + tag.substr(0, 40) + "'";
}

}  // namespace corkit
