#include "sky/ephemeris.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "core/decimal.hpp"
#include "core/error.hpp"
#include "sky/earth.hpp"

namespace corkit::sky {

namespace {

constexpr double kAstronomicalUnit_km = 149597870.7;
constexpr double kJdJ2000 = 2451545;
constexpr double kMostDays = 36525;  // from J2000
constexpr double kJ2000Tai_s = (51544.5 - 36204) * kSecondsPerDay;
constexpr double kObliquity = 84381.448 * kArcsec;
constexpr double kFarthest_km = 3e6;              // from the Earth: the halo orbit stays within 1.8 million
constexpr double kWidest_s = 6 * kSecondsPerDay;  // of four rows: one a day with one that is missing, and room
constexpr const char *kRemedy =
    "; get it from JPL Horizons with COMMAND='-21', CENTER='500@10', CSV_FORMAT='YES' (corkit data fetch --ephemeris)";

double tt_seconds(const Utc &utc) { return utc_to_tai(utc) + kTtMinusTai_s - kJ2000Tai_s; }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r*");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r*") - first + 1);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const auto comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto read = decimal(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && !text.empty() ? std::optional(value) : std::nullopt;
}

// Degrees, or three numbers: hours (or degrees), minutes, seconds.
std::optional<double> angle_deg(std::string_view text, double unit_deg) {
  std::array<double, 3> parts{};
  std::size_t n = 0;
  const bool negative = text.starts_with('-');
  while (n < 3 && !(text = trimmed(text)).empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto part = number(text.substr(0, end));
    if (!part) return std::nullopt;
    parts[n++] = std::abs(*part);
    text.remove_prefix(end);
  }
  if (n == 0 || n == 2 || !trimmed(text).empty()) return std::nullopt;
  const double value = n == 1 ? parts[0] : unit_deg * (parts[0] + parts[1] / 60 + parts[2] / 3600);
  return negative ? -value : value;
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

// What the lines before $$SOE say about the columns.
struct Layout {
  std::optional<std::size_t> x, y, z, ra, dec, delta, julian, date;
  bool utc = true;
  double unit_km = 1;
  bool ecliptic = false;
};

class Reader {
 public:
  explicit Reader(const std::string &file) : file_(file) {}

  [[noreturn]] void refuse(const std::string &what) const { throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, file_ + ": " + what + kRemedy); }

  Layout layout_of(const std::vector<std::string_view> &lines) const {
    Layout layout;
    bool au = false, columns = false;
    for (const auto line : lines) {
      if (line.find("Center body name:") != std::string_view::npos && line.find("(10)") == std::string_view::npos)
        refuse("it is not heliocentric ('" + std::string(trimmed(line)).substr(0, 80) + "')");
      if (line.find("Target body name:") != std::string_view::npos && line.find("(-21)") == std::string_view::npos)
        refuse("it is not of SOHO ('" + std::string(trimmed(line)).substr(0, 80) + "')");
      if (line.find("Output units") != std::string_view::npos) {
        au = line.find("AU") != std::string_view::npos;
        if (!au && line.find("KM") == std::string_view::npos)
          refuse("its units are neither km nor au ('" + std::string(trimmed(line)).substr(0, 80) + "')");
      }
      if (line.find("Reference frame") != std::string_view::npos && line.find("ICRF") == std::string_view::npos &&
          line.find("J2000") == std::string_view::npos)
        refuse("its frame is neither ICRF nor J2000 ('" + std::string(trimmed(line)).substr(0, 80) + "')");
      if (line.find("Coordinate systm") != std::string_view::npos && line.find("of date") != std::string_view::npos)
        refuse("its frame is that of a date ('" + std::string(trimmed(line)).substr(0, 80) + "')");
      if ((line.find("Reference frame") != std::string_view::npos || line.find("Coordinate systm") != std::string_view::npos) &&
          line.find("cliptic") != std::string_view::npos)
        layout.ecliptic = true;
      if (line.find(',') == std::string_view::npos) continue;
      Layout found = columns_of(line);
      if (!found.julian && !found.date) continue;
      found.ecliptic = layout.ecliptic;
      if (found.x.has_value()) found.unit_km = au ? kAstronomicalUnit_km : 1;
      layout = found;
      columns = true;
    }
    if (!columns) refuse("no line with the names of the columns, separated by commas, comes before $$SOE");
    const bool vectors = layout.x && layout.y && layout.z, observer = layout.ra && layout.dec && layout.delta;
    if (!vectors && !observer) refuse("its columns are neither X, Y, Z nor R.A., DEC and delta");
    return layout;
  }

  Vec3 position(const Layout &layout, const std::vector<std::string_view> &fields, std::size_t line) const {
    const auto field = [&](std::size_t k) { return k < fields.size() ? fields[k] : std::string_view{}; };
    const auto need = [&](std::optional<double> value, const char *name) {
      if (!value) refuse("line " + std::to_string(line) + ": its " + name + " is no number");
      return *value;
    };
    if (layout.x) {
      const Vec3 v{need(number(field(*layout.x)), "X"), need(number(field(*layout.y)), "Y"), need(number(field(*layout.z)), "Z")};
      const Vec3 km = scaled(v, layout.unit_km);
      if (!layout.ecliptic) return km;
      const double c = std::cos(kObliquity), s = std::sin(kObliquity);
      return {km[0], c * km[1] - s * km[2], s * km[1] + c * km[2]};
    }
    const double ra = need(angle_deg(field(*layout.ra), 15), "R.A."), dec = need(angle_deg(field(*layout.dec), 1), "DEC");
    const double delta = need(number(field(*layout.delta)), "delta");
    // SOHO is an astronomical unit away: a number below 10 is in au.
    return scaled(from_degrees(ra, dec), delta < 10 ? delta * kAstronomicalUnit_km : delta);
  }

  double time(const Layout &layout, const std::vector<std::string_view> &fields, std::size_t line) const {
    const auto field = [&](std::optional<std::size_t> k) { return k && *k < fields.size() ? fields[*k] : std::string_view{}; };
    // A Julian date of eight digits and more behind the point is read first: it is always TDB or UT as its column says.
    if (layout.julian)
      if (const auto jd = number(field(layout.julian))) {
        if (!(std::abs(*jd - kJdJ2000) < kMostDays)) refuse("line " + std::to_string(line) + ": its Julian date is not of SOHO's time");
        if (!layout.utc) return (*jd - kJdJ2000) * kSecondsPerDay;
        const double mjd = *jd - 2400000.5, day = std::floor(mjd);
        return tt_seconds({static_cast<int>(day), static_cast<int>(std::lround((mjd - day) * 86400000))});
      }
    const auto date = calendar(field(layout.date));
    if (!date) refuse("line " + std::to_string(line) + ": its date cannot be read");
    if (layout.utc) return tt_seconds(*date);
    return ((date->mjd - 51544.5) * kSecondsPerDay) + date->ms / 1000.0;
  }

 private:
  static Layout columns_of(std::string_view line) {
    Layout layout;
    const auto names = fields_of(line);
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto name = names[k];
      if (name == "X") layout.x = k;
      if (name == "Y") layout.y = k;
      if (name == "Z") layout.z = k;
      // Apparent places, "(a-app)", are of the equator of date.
      if (name.starts_with("R.A.") && name.find("app") == std::string_view::npos && !layout.ra) layout.ra = k;
      if (name.starts_with("DEC") && name.find("app") == std::string_view::npos && !layout.dec) layout.dec = k;
      if (name == "delta") layout.delta = k;
      if (name.starts_with("JDTDB") || name.starts_with("Date_________JDUT") || name.starts_with("JDUT") ||
          name.find("JDUT") != std::string_view::npos) {
        layout.julian = k;
        layout.utc = name.find("TDB") == std::string_view::npos;
      }
      if (name.starts_with("Date__(") || name.starts_with("Calendar Date")) {
        layout.date = k;
        if (!layout.julian) layout.utc = name.find("(UT)") != std::string_view::npos;
      }
    }
    return layout;
  }

  const std::string &file_;
};

std::string day_of(double tt_s) { return format_date(tai_to_utc(tt_s + kJ2000Tai_s - kTtMinusTai_s).mjd, '-'); }

}  // namespace

Ephemeris::Ephemeris(std::string_view text, std::string file) : file_(std::move(file)) {
  const Reader reader(file_);
  std::vector<std::string_view> head;
  std::optional<Layout> layout;
  bool ended = false;
  for (std::size_t number = 1; !text.empty() && !ended; ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto mark = trimmed(line);
    if (mark == "$$SOE") {
      layout = reader.layout_of(head);
    } else if (mark == "$$EOE") {
      ended = true;
    } else if (!layout) {
      head.push_back(line);
    } else if (!mark.empty()) {
      const auto fields = fields_of(line);
      const double tt_s = reader.time(*layout, fields, number);
      if (!rows_.empty() && !(tt_s > rows_.back().tt_s))
        reader.refuse("line " + std::to_string(number) + ": its time is not after the line before");
      rows_.push_back({tt_s, reader.position(*layout, fields, number)});
    }
  }
  if (!layout) reader.refuse("it is no ephemeris of JPL Horizons: there is no $$SOE");
  if (!ended) reader.refuse("it is cut off: $$EOE is missing");
  if (rows_.size() < 4) reader.refuse("it has " + std::to_string(rows_.size()) + " rows, interpolation needs four");
}

Vec3 Ephemeris::position_km(const Utc &utc) const {
  const double t = tt_seconds(utc);
  if (t < rows_.front().tt_s || t > rows_.back().tt_s)
    throw Error(CORKIT_ERROR_CALIBRATION_MISSING, file_ + ": it covers " + day_of(rows_.front().tt_s) + " to " + day_of(rows_.back().tt_s) +
                                                      ", the image is of " + format_date(utc.mjd, '-') + kRemedy);
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), t, [](double time, const Row &row) { return time < row.tt_s; });
  const auto first = std::clamp<std::ptrdiff_t>(after - rows_.begin() - 2, 0, static_cast<std::ptrdiff_t>(rows_.size()) - 4);
  const Row *const row = rows_.data() + first;
  if (row[3].tt_s - row[0].tt_s > kWidest_s)
    throw Error(CORKIT_ERROR_CALIBRATION_MISSING, file_ + ": its rows about " + format_date(utc.mjd, '-') +
                                                      " are more than two days apart: positions between them would be guessed" + kRemedy);
  Vec3 km{};
  for (int i = 0; i < 4; ++i) {
    double weight = 1;
    for (int j = 0; j < 4; ++j)
      if (j != i) weight *= (t - row[j].tt_s) / (row[i].tt_s - row[j].tt_s);
    km = sum(km, row[i].km, weight);
  }
  const Vec3 earth = scaled(earth_position_au(utc), kAstronomicalUnit_km);
  if (const double distance = length(sum(km, earth, -1)); !(distance < kFarthest_km))
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                file_ + ": on " + format_date(utc.mjd, '-') + " it places SOHO " +
                    (std::isfinite(distance) ? std::to_string(std::llround(distance)) + " km" : "nowhere, not a number of km") +
                    " from the Earth" + kRemedy);
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
