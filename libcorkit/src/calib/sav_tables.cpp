// The tables that SolarSoft keeps as IDL SAVE files: pointing, clock offsets, last corrected day.
//
// Follows   the RESTOREs of adjust_hdr_tcr.pro 1.13 and time_correction2.pro 1.5 (spec/level1.md 13.1, 13.2)
#include <algorithm>
#include <cmath>

#include "calib/sav_reader.hpp"
#include "calib/tables.hpp"
#include "calib/text.hpp"

namespace corkit {

namespace {

const SavVariable &variable(const SavFile &file, const std::filesystem::path &path, const std::string &name) {
  const auto found = file.find(name);
  if (found == file.end()) throw_damaged(path, 0, "variable " + name + " is missing");
  return found->second;
}

const std::vector<double> &numbers(const SavFile &file, const std::filesystem::path &path, const std::string &name) {
  const auto *values = std::get_if<std::vector<double>>(&variable(file, path, name).values);
  if (!values || values->empty()) throw_damaged(path, 0, "variable " + name + " is not an array of numbers");
  if (!std::all_of(values->begin(), values->end(), [](double x) { return std::isfinite(x); }))
    throw_damaged(path, 0, "variable " + name + " has values that are not finite");
  return *values;
}

const std::vector<std::string> &strings(const SavFile &file, const std::filesystem::path &path, const std::string &name) {
  const auto *values = std::get_if<std::vector<std::string>>(&variable(file, path, name).values);
  if (!values || values->empty()) throw_damaged(path, 0, "variable " + name + " is not a string");
  return *values;
}

std::vector<float> floats(const SavFile &file, const std::filesystem::path &path, const std::string &name, std::size_t size) {
  const auto &values = numbers(file, path, name);
  if (values.size() != size) throw_damaged(path, 0, "variable " + name + " has another length than the times");
  std::vector<float> result(size);
  std::transform(values.begin(), values.end(), result.begin(), [](double x) { return static_cast<float>(x); });
  return result;
}

}  // namespace

TimeOffsets read_time_offsets(const std::filesystem::path &path) {
  const auto file = read_sav(path);
  TimeOffsets offsets;
  offsets.dates = strings(file, path, "C2_DATES");
  offsets.offsets_s = floats(file, path, "C2_OFFSETS", offsets.dates.size());
  constexpr float day_s = 86400;
  if (!std::all_of(offsets.offsets_s.begin(), offsets.offsets_s.end(), [](float x) { return std::abs(x) < day_s; }))
    throw_damaged(path, 0, "variable C2_OFFSETS has values of a day and more");
  if (!std::is_sorted(offsets.dates.begin(), offsets.dates.end())) throw_damaged(path, 0, "variable C2_DATES is not in ascending order");
  return offsets;
}

PointingTable read_pointing(const std::filesystem::path &path) {
  const auto file = read_sav(path);
  PointingTable table;
  table.tai = numbers(file, path, "C_TAI");
  if (!std::is_sorted(table.tai.begin(), table.tai.end())) throw_damaged(path, 0, "variable C_TAI is not in ascending order");
  table.xmed = floats(file, path, "C_XMED", table.tai.size());
  table.ymed = floats(file, path, "C_YMED", table.tai.size());
  table.rmed = floats(file, path, "C_RMED", table.tai.size());
  return table;
}

std::string read_last_day(const std::filesystem::path &path) {
  const auto file = read_sav(path);
  const auto &day = strings(file, path, "LAST_DAY").front();
  if (!parse_mjd(day)) throw_damaged(path, 0, "variable LAST_DAY is no date");
  return day;
}

}  // namespace corkit
