#include "sky/horizons.hpp"

#include <array>
#include <cmath>
#include <optional>

#include "core/decimal.hpp"
#include "sky/horizons_head.hpp"
#include "sky/tt.hpp"

namespace corkit::sky {

namespace {

constexpr double kLight_km_s = 299792.458;
constexpr double kJdJ2000 = 2451545;
constexpr double kMostDays = 36525;  // from J2000
constexpr double kObliquity = 84381.448 * kArcsec;
constexpr double kMostAu = 10;  // SOHO is one away: what is more is km
constexpr double kMost_km = 1e12;

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto read = decimal(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

// Numbers between blanks; empty where there are more or fewer than asked for, or something else.
template <std::size_t N>
std::optional<std::array<double, N>> numbers(std::string_view text) {
  std::array<double, N> values{};
  for (auto &value : values) {
    text = trimmed(text);
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    const auto part = number(text.substr(0, end));
    if (!part) return std::nullopt;
    value = *part;
    text.remove_prefix(end);
  }
  return trimmed(text).empty() ? std::optional(values) : std::nullopt;
}

// Degrees, or three numbers: hours (or degrees), minutes, seconds.
std::optional<double> angle_deg(std::string_view text, double unit_deg) {
  if (const auto degrees = numbers<1>(text)) return (*degrees)[0];
  const auto parts = numbers<3>(text);
  if (!parts) return std::nullopt;
  const double value = unit_deg * (std::abs((*parts)[0]) + std::abs((*parts)[1]) / 60 + std::abs((*parts)[2]) / 3600);
  return text.starts_with('-') ? -value : value;
}

// "A.D. 2003-Jul-21 00:00:00.0000", "2003-Jul-21 00:00"
std::optional<Utc> calendar(std::string_view text) {
  if (text.starts_with("A.D. ")) text.remove_prefix(5);
  static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() < 16 || text[4] != '-' || text[8] != '-') return std::nullopt;
  const auto month = kMonths.find(text.substr(5, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  const std::string month_number = std::to_string(month / 3 + 1);
  const auto mjd = parse_mjd(std::string(text.substr(0, 4)) + '-' + (month_number.size() < 2 ? "0" : "") + month_number + '-' +
                             std::string(text.substr(9, 2)));
  std::string clock(text.substr(12));
  if (clock.size() == 5) clock += ":00";
  const auto ms = parse_ms(clock);
  if (!mjd || !ms) return std::nullopt;
  return Utc{*mjd, *ms};
}

class Reader {
 public:
  Reader(const HorizonsHead &head, const std::string &file) : head_(head), file_(file) {}

  void read(std::string_view line, std::size_t number, std::vector<EphemerisRow> &rows) {
    line_ = number;
    if (head_.labelled)
      read_labelled(line, rows);
    else
      add(row_of(fields_of(line)), rows);
  }

  bool waits_for_position() const { return waiting_.has_value(); }

 private:
  [[noreturn]] void refuse(const std::string &what) const { refuse_ephemeris(file_, "line " + std::to_string(line_) + ": " + what); }

  double need(std::optional<double> value, const char *name) const {
    if (!value || !std::isfinite(*value)) refuse(std::string("its ") + name + " is no number");
    return *value;
  }

  void add(const EphemerisRow &row, std::vector<EphemerisRow> &rows) const {
    if (!rows.empty() && !(row.tt_s > rows.back().tt_s)) refuse("its time is not after the line before");
    rows.push_back(row);
  }

  // "2458337.8 = A.D. 2018-Aug-07 07:12:00.0000 TDB", then " X = 7.1E-01 Y =-6.6E-01 Z =-2.8E-01", then what else was asked for.
  void read_labelled(std::string_view line, std::vector<EphemerisRow> &rows) {
    const auto equals = line.find('=');
    if (equals != std::string_view::npos && (contains(line, "A.D.") || contains(line, "B.C."))) {
      if (waiting_) refuse("there is no X Y Z before it");
      waiting_ = time_of_julian(need(number(trimmed(line.substr(0, equals))), "Julian date"));
      return;
    }
    if (!waiting_) return;
    std::string plain(line);
    for (auto &letter : plain)
      if (letter == '=' || letter == 'X' || letter == 'Y' || letter == 'Z') letter = ' ';
    const auto v = numbers<3>(plain);
    if (!v) refuse("its X, Y, Z are no numbers");
    add({*waiting_, axes({need((*v)[0], "X"), need((*v)[1], "Y"), need((*v)[2], "Z")})}, rows);
    waiting_.reset();
  }

  EphemerisRow row_of(const std::vector<std::string_view> &fields) const {
    const auto field = [&](std::size_t k) { return k < fields.size() ? fields[k] : std::string_view{}; };
    const double tt_s = time_of(fields);
    if (head_.x)
      return {tt_s, axes({need(number(field(*head_.x)), "X"), need(number(field(*head_.y)), "Y"), need(number(field(*head_.z)), "Z")})};
    const double ra = need(angle_deg(field(*head_.ra), 15), "R.A."), dec = need(angle_deg(field(*head_.dec), 1), "DEC");
    double km = need(number(field(*head_.delta)), "delta");
    if (km < kMostAu) km *= kAstronomicalUnit_km;
    if (!(std::abs(km) < kMost_km)) refuse("its delta is no distance of SOHO's");
    return {tt_s - km / kLight_km_s, scaled(from_degrees(ra, dec), km)};
  }

  Vec3 axes(const Vec3 &v) const {
    const Vec3 km = scaled(v, head_.unit_km);
    if (!head_.ecliptic) return km;
    const double c = std::cos(kObliquity), s = std::sin(kObliquity);
    return {km[0], c * km[1] - s * km[2], s * km[1] + c * km[2]};
  }

  double time_of_julian(double jd) const {
    if (!(std::abs(jd - kJdJ2000) < kMostDays)) refuse("its Julian date is not of SOHO's time");
    if (!head_.utc) return (jd - kJdJ2000) * kSecondsPerDay;
    const double mjd = jd - 2400000.5, day = std::floor(mjd);
    return tt_seconds({static_cast<int>(day), static_cast<int>(std::lround((mjd - day) * 86400000))});
  }

  double time_of(const std::vector<std::string_view> &fields) const {
    const auto field = [&](std::optional<std::size_t> k) { return k && *k < fields.size() ? fields[*k] : std::string_view{}; };
    if (head_.julian) return time_of_julian(need(number(field(head_.julian)), "Julian date"));
    const auto date = calendar(field(head_.date));
    if (!date) refuse("its date cannot be read");
    if (head_.utc) return tt_seconds(*date);
    return (date->mjd - 51544.5) * kSecondsPerDay + date->ms / 1000.0;
  }

  const HorizonsHead &head_;
  const std::string &file_;
  std::size_t line_ = 0;
  std::optional<double> waiting_;  // time of a labelled row whose position comes next
};

}  // namespace

std::vector<EphemerisRow> read_horizons(std::string_view text, const std::string &file) {
  std::vector<std::string_view> lines;
  std::optional<HorizonsHead> head;
  std::optional<Reader> reader;
  std::vector<EphemerisRow> rows;
  bool ended = false;
  for (std::size_t number = 1; !text.empty() && !ended; ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto mark = trimmed(line);
    if (mark == "$$SOE" && !head) {
      head = read_horizons_head(lines, file);
      reader.emplace(*head, file);
    } else if (mark == "$$EOE") {
      ended = true;
    } else if (!head) {
      lines.push_back(line);
    } else if (!mark.empty()) {
      reader->read(line, number, rows);
    }
  }
  if (!head) refuse_ephemeris(file, "it is no ephemeris of JPL Horizons: there is no $$SOE");
  if (!ended || reader->waits_for_position()) refuse_ephemeris(file, "it is cut off: $$EOE is missing");
  if (rows.size() < 4) refuse_ephemeris(file, "it has " + std::to_string(rows.size()) + " rows, interpolation needs four");
  return rows;
}

}  // namespace corkit::sky
