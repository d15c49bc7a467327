#include "calib/tables.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "calib/text.hpp"

namespace corkit {

namespace {

constexpr std::size_t kMaxExposureLines = 1000;
constexpr int kBlocks = 1024;

bool blank(std::string_view text) { return trim_blanks(text).empty(); }

std::optional<int> mjd_of_yymmdd(std::string_view text) {
  if (text.size() != 6 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const std::string century = text[0] >= '8' ? "19" : "20";
  return parse_mjd(century + std::string(text.substr(0, 2)) + '/' + std::string(text.substr(2, 2)) + '/' + std::string(text.substr(4, 2)));
}

// A row from the texts of its fields.
std::optional<ExposureRow> exposure_row(std::string_view name, std::string_view factor, std::string_view bias, std::string_view yymmdd,
                                        std::string_view time, std::string_view nregions, std::string_view sigma) {
  const auto f = parse_float(factor), b = parse_float(bias), t = parse_float(time), s = parse_float(sigma);
  const auto day = mjd_of_yymmdd(trim_blanks(yymmdd));
  const auto n = parse_int(nregions);
  if (!f || !b || !t || !s || !day || !n) return std::nullopt;
  if (*t < 0 || *t > 86401) return std::nullopt;
  ExposureRow row;
  row.filename = std::string(trim_blanks(name));
  row.factor = *f;
  row.bias = *b;
  row.mjd = *day;
  row.time_ms = static_cast<int>(static_cast<double>(*t) * 1000);
  row.nregions = *n;
  row.sigma = *s;
  return row;
}

// (a12,f10.6,f10.1,2x,a6,2x,f10.2,2x,a12,a12,a9,i4,e10.2)
std::optional<ExposureRow> exposure_row_by_columns(std::string_view line) {
  // The blanks of the format tell a line that is shifted from one that is not.
  if (line.size() < 91 || !blank(columns(line, 32, 2)) || !blank(columns(line, 40, 2)) || !blank(columns(line, 52, 2))) return std::nullopt;
  return exposure_row(columns(line, 0, 12), columns(line, 12, 10), columns(line, 22, 10), columns(line, 34, 6), columns(line, 42, 10),
                      columns(line, 87, 4), line.substr(91));
}

// The polariser may have a blank in it ("+60 Deg"), so the last two fields are counted from the end.
std::optional<ExposureRow> exposure_row_by_tokens(std::string_view line) {
  const auto token = split_blanks(line);
  if (token.size() < 7) return std::nullopt;
  return exposure_row(token[0], token[1], token[2], token[3], token[4], token[token.size() - 2], token.back());
}

}  // namespace

std::vector<ExposureRow> read_exposure_table(const std::filesystem::path &path) {
  std::vector<ExposureRow> rows;
  std::map<std::pair<int, int>, std::size_t> at;
  std::size_t number = 0, used = 0;
  for (const auto &line : read_lines(path)) {
    ++number;
    if (blank(line)) continue;
    if (++used > kMaxExposureLines) break;
    auto row = exposure_row_by_columns(line);
    if (!row) row = exposure_row_by_tokens(line);
    if (!row) throw_damaged(path, number, "no exposure factor, bias, date and time can be read");
    const auto [place, added] = at.try_emplace({row->mjd, row->time_ms}, rows.size());
    if (added)
      rows.push_back(*row);
    else
      rows[place->second] = *row;
  }
  if (rows.empty()) throw_damaged(path, 0, "it has no lines");
  return rows;
}

std::vector<OcculterRow> read_c3_occulter_centers(const std::filesystem::path &path) {
  constexpr std::size_t kTitleLines = 2;
  std::vector<OcculterRow> rows;
  std::size_t number = 0;
  for (const auto &line : read_lines(path)) {
    if (++number <= kTitleLines || blank(line)) continue;
    const auto token = split_blanks(line);
    const auto day = token.size() >= 3 ? parse_mjd(token[0]) : std::nullopt;
    const auto x = token.size() >= 3 ? parse_float(token[1]) : std::nullopt;
    const auto y = token.size() >= 3 ? parse_float(token[2]) : std::nullopt;
    if (!day || !x || !y) throw_damaged(path, number, "no date and centre can be read");
    rows.push_back({*day, *x, *y});
  }
  if (rows.empty()) throw_damaged(path, 0, "it has no lines after its two titles");
  return rows;
}

std::vector<std::array<OcculterCenter, 2>> read_occulter_centers(const std::filesystem::path &path) {
  constexpr std::size_t kTitleLines = 1, kPositions = 4 * 5;
  const auto lines = read_lines(path);
  std::vector<std::array<OcculterCenter, 2>> centers(kPositions);
  bool any = false;
  for (std::size_t k = 0; k < 2 * kPositions && kTitleLines + k < lines.size(); ++k) {
    const std::string_view line = lines[kTitleLines + k];
    const auto day = parse_mjd(columns(line, 16, 10));
    if (!day) continue;
    const auto x = parse_double(columns(line, 0, 7)), y = parse_double(columns(line, 8, 7));
    if (!x || !y) throw_damaged(path, kTitleLines + k + 1, "no centre can be read");
    centers[k / 2][k % 2] = {*x, *y, *day, true};
    any = true;
  }
  if (!any) throw_damaged(path, 0, "it has no centre with a date");
  return centers;
}

std::vector<RollRow> read_nominal_roll(const std::filesystem::path &path) {
  std::vector<RollRow> rows;
  std::size_t number = 0;
  for (const auto &line : read_lines(path)) {
    ++number;
    if (blank(line) || line.find('#') != std::string::npos) continue;
    const auto token = split_blanks(line);
    const auto day = token.size() >= 3 ? parse_mjd(token[0]) : std::nullopt;
    const auto ms = token.size() >= 3 ? parse_ms(token[1]) : std::nullopt;
    const auto roll = token.size() >= 3 ? parse_double(token[2]) : std::nullopt;
    if (!day || !ms || !roll) throw_damaged(path, number, "no date, time and roll can be read");
    rows.push_back({{*day, *ms}, *roll});
  }
  if (rows.empty()) throw_damaged(path, 0, "it has no lines");
  return rows;
}

std::vector<RollRow> read_attitude_roll(const std::filesystem::path &path) {
  std::vector<RollRow> rows;
  std::size_t number = 0;
  for (const auto &line : read_lines(path)) {
    ++number;
    const auto token = split_blanks(line);
    // Titles and comments begin with something else than a year.
    if (token.empty() || token[0].front() < '0' || token[0].front() > '9') continue;
    const auto split = token[0].find_first_of("Tt");
    if (token.size() < 2 || split == std::string_view::npos) throw_damaged(path, number, "no time and roll can be read");
    const auto day = parse_mjd(token[0].substr(0, split));
    const auto ms = parse_ms(token[0].substr(split + 1));
    const auto roll = parse_double(token[1]);
    if (!day || !ms || !roll) throw_damaged(path, number, "no time and roll can be read");
    rows.push_back({{*day, *ms}, *roll});
  }
  if (rows.empty()) throw_damaged(path, 0, "it has no lines");
  return rows;
}

std::vector<int> read_null_blocks(const std::filesystem::path &path) {
  std::vector<int> blocks;
  std::size_t number = 0;
  for (const auto &line : read_lines(path)) {
    ++number;
    for (const auto token : split_blanks(line)) {
      const auto block = parse_int(token);
      if (!block || *block < 0 || *block >= kBlocks)
        throw_damaged(path, number, "'" + std::string(token.substr(0, 20)) + "' is no block number");
      blocks.push_back(*block);
    }
  }
  if (blocks.empty()) throw_damaged(path, 0, "it has no block numbers");
  return blocks;
}

std::string file_date(const std::filesystem::path &path) {
  std::error_code code;
  const auto written = std::filesystem::last_write_time(path, code);
  if (code) throw_unreadable(path);
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::file_clock::to_sys(written));
  constexpr int kMjd1970 = 40587;
  return format_date(kMjd1970 + static_cast<int>(day.time_since_epoch().count()));
}

}  // namespace corkit
