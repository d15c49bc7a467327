#include "sky/horizons_head.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "sky/horizons.hpp"

namespace corkit::sky {

namespace {

bool contains_word(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

// "Output units    : KM-S" -> "KM-S"; of several such lines the last.
std::optional<std::string_view> value_of(const std::vector<std::string_view> &lines, std::string_view name) {
  std::optional<std::string_view> value;
  for (const auto line : lines)
    if (const auto text = trimmed(line); text.starts_with(name))
      if (const auto colon = text.find(':'); colon != std::string_view::npos) value = trimmed(text.substr(colon + 1));
  return value;
}

std::string quoted(std::string_view text) { return "'" + std::string(text.substr(0, 80)) + "'"; }

void check_body(const std::vector<std::string_view> &lines, const std::string &file) {
  const auto target = value_of(lines, "Target body name"), centre = value_of(lines, "Center body name"),
             site = value_of(lines, "Center-site name");
  if (!target || !centre) refuse_ephemeris(file, "its head does not say 'Target body name' and 'Center body name': it may be of any body");
  if (!contains(*target, "(-21)")) refuse_ephemeris(file, "it is not of SOHO (-21), but of " + quoted(*target));
  if (!contains(*centre, "(10)")) refuse_ephemeris(file, "it is not heliocentric, its centre is " + quoted(*centre));
  if (site && !contains_word(*site, "body center") && !contains_word(*site, "bodycentric"))
    refuse_ephemeris(file, "its centre is not that of the Sun, but the site " + quoted(*site));
}

void read_frame(const std::vector<std::string_view> &lines, const std::string &file, HorizonsHead &head) {
  const auto units = value_of(lines, "Output units"), frame = value_of(lines, "Reference frame"),
             axes = value_of(lines, "Coordinate systm"), type = value_of(lines, "Output type");
  if (!units) refuse_ephemeris(file, "its head does not say 'Output units'");
  if (!units->starts_with("KM") && !units->starts_with("AU"))
    refuse_ephemeris(file, "its units are neither km nor au, but " + quoted(*units));
  head.unit_km = units->starts_with("AU") ? kAstronomicalUnit_km : 1;
  if (!frame) refuse_ephemeris(file, "its head does not say 'Reference frame'");
  for (const auto &text : {frame, axes})
    if (text && (contains_word(*text, "of date") || contains_word(*text, "body")))
      refuse_ephemeris(file, "its frame is neither that of the ICRF nor the ecliptic of J2000, but " + quoted(*text));
  if (!contains(*frame, "ICRF") && !contains(*frame, "J2000"))
    refuse_ephemeris(file, "its frame is neither ICRF nor J2000, but " + quoted(*frame));
  head.ecliptic = contains_word(*frame, "ecliptic") || (axes && contains_word(*axes, "ecliptic"));
  if (type && !contains_word(*type, "geometric"))
    refuse_ephemeris(file, "its positions are corrected for light time (" + quoted(*type) + "), VEC_CORR='NONE' is wanted");
}

// The scale of times in a column's name or behind a date: "JDTDB", "Date__(UT)__HR:MN".
std::optional<bool> is_utc(std::string_view name) {
  for (const auto *tdb : {"TDB", "(TT)", "(CT)", "JDTT", "JDCT"})
    if (contains(name, tdb)) return false;
  if (contains(name, "(UT)") || contains(name, "JDUT")) return true;
  return std::nullopt;
}

// Apparent places, "(a-app)", are of the equator of date.
bool is_place(std::string_view name, std::string_view what) {
  return name.starts_with(what) && !contains(name, "app") && (contains(name, "ICRF") || contains(name, "J2000"));
}

void read_columns(std::string_view line, const std::string &file, HorizonsHead &head) {
  const auto names = fields_of(line);
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto name = names[k];
    if (name == "X") head.x = k;
    if (name == "Y") head.y = k;
    if (name == "Z") head.z = k;
    if (is_place(name, "R.A.") && !head.ra) head.ra = k;
    if (is_place(name, "DEC") && !head.dec) head.dec = k;
    if (name == "delta") head.delta = k;
    if (name.starts_with("JD") || contains(name, "_JD")) head.julian = k;
    if (name.starts_with("Date__(") || name.starts_with("Calendar Date")) head.date = k;
  }
  const auto time = head.julian ? names[*head.julian] : head.date ? names[*head.date] : std::string_view{};
  const auto scale = is_utc(time);
  if (!scale) refuse_ephemeris(file, "its times are neither UT nor TDB, but " + quoted(time));
  head.utc = *scale;
}

bool names_columns(std::string_view line) {
  if (!contains(line, ",")) return false;
  const auto names = fields_of(line);
  return std::any_of(names.begin(), names.end(), [](std::string_view name) {
    return name.starts_with("JDTDB") || name.starts_with("JDCT") || name.starts_with("JDUT") || name.starts_with("JDTT") ||
           name.starts_with("Date_") || name.starts_with("Calendar Date");
  });
}

// "JDTDB" in a line, "   X     Y     Z" in the next one.
bool names_labels(const std::vector<std::string_view> &lines, HorizonsHead &head) {
  for (std::size_t k = 0; k + 1 < lines.size(); ++k) {
    const auto first = trimmed(lines[k]), next = trimmed(lines[k + 1]);
    if (!first.starts_with("JD") || first.find(',') != std::string_view::npos || !next.starts_with("X ") || !next.ends_with('Z')) continue;
    head.labelled = true;
    head.utc = first.starts_with("JDUT");
  }
  return head.labelled;
}

}  // namespace

void refuse_ephemeris(const std::string &file, const std::string &what) {
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, file + ": " + what + kEphemerisRemedy);
}

std::string_view trimmed(std::string_view text) {
  constexpr const char *kBlank = " \t\r*";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
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

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

HorizonsHead read_horizons_head(const std::vector<std::string_view> &lines, const std::string &file) {
  HorizonsHead head;
  const auto columns = std::find_if(lines.rbegin(), lines.rend(), names_columns);
  if (columns != lines.rend())
    read_columns(*columns, file, head);
  else if (!names_labels(lines, head))
    refuse_ephemeris(file,
                     "no line with the names of the columns, separated by commas, comes before $$SOE, nor does X Y Z of labelled "
                     "vectors");
  const bool vectors = head.labelled || (head.x && head.y && head.z);
  if (!vectors && !(head.ra && head.dec && head.delta))
    refuse_ephemeris(file, "its columns are neither X, Y, Z nor R.A. (ICRF), DEC and delta");
  check_body(lines, file);
  if (vectors) read_frame(lines, file, head);
  return head;
}

}  // namespace corkit::sky
