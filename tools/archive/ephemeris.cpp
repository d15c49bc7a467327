#include "archive/ephemeris.hpp"

#include <corkit/corkit.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>

#include "archive/content.hpp"
#include "command.hpp"
#include "handles.hpp"

namespace tool::archive {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono;

constexpr const char *kHorizons = "https://ssd.jpl.nasa.gov/api/horizons.api";
constexpr const char *kFolder = "ephemeris";
constexpr std::string_view kPrefix = "soho_horizons_", kSuffix = ".txt";
constexpr double kUnixEpochJd = 2440587.5;
constexpr int kMostRows = 90000;  // of one answer
constexpr double kSlackDays = 0.01;

sys_days day_of(const std::string &moment) {
  const auto part = [&](size_t at, size_t count) { return std::atoi(moment.substr(at, count).c_str()); };
  return sys_days{year{part(0, 4)} / part(5, 2) / part(8, 2)};
}

std::string day_text(sys_days day, const char *separator) {
  const year_month_day date{day};
  return fmt::format("{:04}{}{:02}{}{:02}", static_cast<int>(date.year()), separator, static_cast<unsigned>(date.month()), separator,
                     static_cast<unsigned>(date.day()));
}

double julian(sys_days day) { return kUnixEpochJd + static_cast<double>(day.time_since_epoch().count()); }

// A row an hour, or as many as one answer may have.
int step_hours(sys_days first, sys_days last) {
  const auto hours = static_cast<int>((last - first).count()) * 24;
  for (const int step : {1, 6})
    if (hours / step < kMostRows) return step;
  return 24;
}

std::string query_of(sys_days first, sys_days last) {
  const auto quoted = [](const std::string &value) { return "%27" + value + "%27"; };
  std::string query = "?format=text&COMMAND=" + quoted("-21") + "&OBJ_DATA=" + quoted("NO") + "&MAKE_EPHEM=" + quoted("YES");
  query += "&EPHEM_TYPE=" + quoted("VECTORS") + "&CENTER=" + quoted("500@10") + "&REF_PLANE=" + quoted("FRAME") +
           "&REF_SYSTEM=" + quoted("ICRF") + "&OUT_UNITS=" + quoted("KM-S") + "&VEC_TABLE=" + quoted("1") + "&VEC_CORR=" + quoted("NONE") +
           "&CSV_FORMAT=" + quoted("YES");
  query += "&START_TIME=" + quoted(day_text(first, "-")) + "&STOP_TIME=" + quoted(day_text(last, "-")) +
           "&STEP_SIZE=" + quoted(fmt::format("{}h", step_hours(first, last)));
  return query;
}

// The table that covers the days from first to last, "" for none. Names are of those that this program writes.
std::string covering(const fs::path &folder, sys_days first, sys_days last) {
  std::error_code error;
  for (const auto &entry : fs::directory_iterator(folder / kFolder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix) || name.size() != kPrefix.size() + 17 + kSuffix.size()) continue;
    const std::string from = name.substr(kPrefix.size(), 8), to = name.substr(kPrefix.size() + 9, 8);
    if (from <= day_text(first, "") && to >= day_text(last, "")) return name;
  }
  return "";
}

[[noreturn]] void wrong_table(const std::string &sentence) { throw Failure(CORKIT_ERROR_INPUT, sentence); }

// The lines in which Horizons says what is wrong.
std::string words_of(const std::vector<std::string> &lines) {
  std::string words;
  for (const std::string &line : lines) {
    const size_t first = line.find_first_not_of(" \t*");
    if (first == std::string::npos || line.starts_with("API ") || line.starts_with("*")) continue;
    if (!words.empty()) words += ' ';
    words += line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
    if (words.size() > 300) break;
  }
  return words.substr(0, 300);
}

bool any_has(const std::vector<std::string> &lines, std::string_view name, std::string_view what) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string &line) { return line.find(name) != std::string::npos && line.find(what) != std::string::npos; });
}

}  // namespace

EphemerisRequest whole_mission() {
  constexpr days least{3};
  const auto last = floor<days>(system_clock::now()) - least;
  return {"1995/12/04 00:00:00", day_text(last, "/") + " 00:00:00", ""};
}

Wanted wanted_ephemeris(const EphemerisRequest &request, const fs::path &folder) {
  const sys_days first = day_of(request.from), last = day_of(request.to);
  if (last < first) throw UsageError(fmt::format("--to {} is before --from {}", request.to, request.from));
  const sys_days begin = first - days{1}, end = last + days{2};  // the end of the day after
  const double from_jd = julian(begin), to_jd = julian(end);
  const std::string there = covering(folder, begin, end);
  const std::string name = there.empty() ? fmt::format("{}{}_{}{}", kPrefix, day_text(begin, ""), day_text(end, ""), kSuffix) : there;
  Wanted wanted;
  wanted.file = std::string(kFolder) + '/' + name;
  wanted.urls = {(request.address.empty() ? std::string(kHorizons) : request.address) + query_of(begin, end)};
  wanted.check = [from_jd, to_jd](const fs::path &path) { check_ephemeris(path, from_jd, to_jd); };
  return wanted;
}

void check_ephemeris(const fs::path &path, double first_jd, double last_jd) {
  check_text(path);
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> before;
  std::string line;
  bool begun = false, ended = false;
  while (!begun && std::getline(file, line)) {
    begun = line.starts_with("$$SOE");
    if (!begun) before.push_back(line);
  }
  if (!begun) wrong_table("Horizons says: " + words_of(before));
  if (!any_has(before, "Target body name:", "(-21)") || !any_has(before, "Center body name:", "(10)"))
    wrong_table("it is no table of SOHO (-21) as seen from the Sun (10)");
  double lowest = std::numeric_limits<double>::infinity(), before_jd = 0, gap = 0;
  while (!ended && std::getline(file, line)) {
    ended = line.starts_with("$$EOE");
    if (ended) continue;
    const double jd = std::strtod(line.c_str(), nullptr);
    if (std::count(line.begin(), line.end(), ',') < 4 || !(jd > before_jd)) wrong_table("a row cannot be read: " + line.substr(0, 60));
    lowest = std::min(lowest, jd);
    if (before_jd > 0) gap = std::max(gap, jd - before_jd);
    before_jd = jd;
  }
  if (!ended) wrong_table("cut short: it has no $$EOE");
  if (!(lowest <= first_jd + kSlackDays && before_jd >= last_jd - kSlackDays))
    wrong_table(fmt::format("it has the Julian dates {:.1f} to {:.1f}, not {:.1f} to {:.1f}", lowest, before_jd, first_jd, last_jd));
  if (gap > 1 + kSlackDays) wrong_table(fmt::format("it has a gap of {:.1f} days", gap));
}

}  // namespace tool::archive
