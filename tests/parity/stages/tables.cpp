// Tables of single routines: every row must give the very number, and the IDL type, that SolarSoft's routine printed.

#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

#include "stage_measurement.hpp"
#include "support/capi.hpp"

namespace {

using namespace corkit::test;

// The tables are wrapped at 80 columns: a row ends with its type.
std::vector<std::vector<std::string>> rows_of(const std::filesystem::path &path) {
  std::ifstream file(path);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) row.push_back(word);
    if (!row.empty() && (row.back() == "INT" || row.back() == "LONG" || row.back() == "FLOAT" || row.back() == "DOUBLE")) {
      rows.push_back(row);
      row.clear();
    }
  }
  return rows;
}

int idl_type(const std::string &name) {
  if (name == "INT") return CORKIT_INT16;
  if (name == "LONG") return CORKIT_INT32;
  return name == "FLOAT" ? CORKIT_FLOAT32 : CORKIT_FLOAT64;
}

// Modified Julian day of a Gregorian date.
int mjd_of(int year, int month, int day) {
  const int a = (14 - month) / 12;
  const int y = year + 4800 - a;
  const int m = month + 12 * a - 3;
  return day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045 - 2400001;
}

int mjd_of_yymmdd(const std::string &text) {
  const int number = std::stoi(text);
  const int year = number / 10000;
  return mjd_of(year > 50 ? 1900 + year : 2000 + year, number / 100 % 100, number % 100);
}

Context any_context() { return make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}}); }

}  // namespace

BOOST_AUTO_TEST_CASE(offset_bias_gives_the_value_and_type_of_every_table_row) {
  const auto set = reference_set();
  const auto path = set.find("stages/offset_bias_recon.txt");
  if (!path) return;
  const Context context = any_context();
  std::size_t rows = 0, identical = 0;
  double largest = 0;
  for (auto row : rows_of(*path)) {
    std::erase(row, "mjd");
    BOOST_REQUIRE_EQUAL(row.size(), 6U);
    const int mjd = row[2].size() == 5 ? std::stoi(row[2]) : mjd_of_yymmdd(row[2]);
    const double expected = std::stod(row[4]);
    double bias = 0;
    int type = 0;
    if (row[3] == "0") {
      must(corkit_offset_bias_at(row[0].c_str(), row[1].c_str(), mjd, &bias, &type));
    } else {
      const Header header(corkit_header_create());
      must(corkit_header_set_string(header.get(), "DETECTOR", row[0].c_str(), ""));
      must(corkit_header_set_string(header.get(), "READPORT", row[1].c_str(), ""));
      must(corkit_header_set_int(header.get(), "MID_DATE", mjd, ""));
      must(corkit_header_set_int(header.get(), "LEBXSUM", 2, ""));
      must(corkit_header_set_int(header.get(), "LEBYSUM", 2, ""));
      must(corkit_offset_bias(context.get(), header.get(), 1, &bias, &type));
    }
    ++rows;
    const bool same = bias == expected && type == idl_type(row[5]);
    identical += same;
    largest = std::max(largest, std::abs(bias - expected));
    BOOST_TEST(same, row[0] << " port " << row[1] << " " << row[2] << " sum " << row[3] << ": " << bias << " type " << type << ", expected "
                            << expected << " " << row[5]);
  }
  BOOST_TEST(rows == 668U);
  record_stage(set, "offset_bias (value and IDL type)", "stages/offset_bias_recon.txt", "identical to the bit", rows, identical, largest,
               "DN", rows == identical);
}

BOOST_AUTO_TEST_CASE(calfactor_gives_all_1440_rows_to_the_bit) {
  const auto set = reference_set();
  const auto path = set.find("stages/calfactor.txt");
  if (!path) return;
  const Context context = any_context();
  std::size_t rows = 0, identical = 0;
  double largest = 0;
  for (const auto &row : rows_of(*path)) {
    const std::size_t n = row.size();
    BOOST_REQUIRE_GE(n, 11U);
    std::string polar;  // '+60 Deg' has a blank
    for (std::size_t k = 2; k < n - 8; ++k) polar += (polar.empty() ? "" : " ") + row[k];
    const Header header(corkit_header_create());
    must(corkit_header_set_string(header.get(), "DETECTOR", row[0].c_str(), ""));
    must(corkit_header_set_string(header.get(), "FILTER", row[1].c_str(), ""));
    must(corkit_header_set_string(header.get(), "POLAR", polar.c_str(), ""));
    must(corkit_header_set_string(header.get(), "DATE-OBS", row[n - 8].c_str(), ""));
    const std::array keywords{"SUMCOL", "SUMROW", "LEBXSUM", "LEBYSUM"};
    for (std::size_t k = 0; k < 4; ++k) must(corkit_header_set_int(header.get(), keywords[k], std::stoi(row[n - 7 + k]), ""));
    const auto calfactor = row[0] == "C2" ? corkit_c2_calfactor : corkit_c3_calfactor;
    float factor = -1;
    must(calfactor(context.get(), header.get(), std::stoi(row[n - 3]), &factor));
    const double expected = std::stod(row[n - 2]);
    ++rows;
    identical += static_cast<double>(factor) == expected;
    largest = std::max(largest, std::abs(static_cast<double>(factor) - expected));
    BOOST_TEST(static_cast<double>(factor) == expected, row[0] << " " << row[1] << " " << polar << " " << row[n - 8] << " row " << rows);
  }
  BOOST_TEST(rows == 1440U);
  record_stage(set, "c2_calfactor, c3_calfactor", "stages/calfactor.txt", "identical to the bit", rows, identical, largest, "MSB/(DN/s)",
               rows == identical);
}

BOOST_AUTO_TEST_CASE(solar_radius_follows_solar_ephem) {
  const auto set = reference_set();
  const auto path = set.find("stages/solar_ephem.txt");
  if (!path) return;
  std::ifstream file(*path);
  std::string line;
  std::vector<std::string> words;
  while (std::getline(file, line)) {
    if (line.starts_with("#")) continue;
    std::istringstream text(line);
    for (std::string word; text >> word;) words.push_back(word);
  }
  // date, soho, then three pairs (radius, distance, longitude) of value and type
  std::size_t rows = 0, identical = 0;
  double largest = 0;
  for (std::size_t k = 0; k + 8 <= words.size(); k += 8) {
    if (words[k + 1] != "1") continue;  // the library's radius is SOHO's
    const std::string &day = words[k];
    const Header header(corkit_header_create());
    const std::string date =
        (std::stoi(day.substr(0, 2)) > 50 ? "19" : "20") + day.substr(0, 2) + "/" + day.substr(2, 2) + "/" + day.substr(4, 2);
    must(corkit_header_set_string(header.get(), "DATE-OBS", date.c_str(), ""));
    double arcsec = 0;
    must(corkit_get_solar_radius(header.get(), &arcsec));
    const double expected = 3600.0 * std::stod(words[k + 2]);
    const double relative = std::abs(arcsec / expected - 1);
    ++rows;
    identical += arcsec == expected;
    largest = std::max(largest, relative);
    BOOST_TEST(relative <= 1e-15, date << ": " << arcsec << ", expected " << expected);  // a few ulp of libm's cos
  }
  BOOST_TEST(rows >= 10U);
  record_stage(set, "solar_ephem, get_solar_radius", "stages/solar_ephem.txt", "1e-15", rows, identical, largest, "relative",
               largest <= 1e-15);
}

BOOST_AUTO_TEST_CASE(solar_radius_prints_the_digits_of_three_genuine_products) {
  const std::array<std::pair<const char *, double>, 3> genuine{
      {{"2009/02/28", 978.572578766}, {"2010/12/16", 985.083580842}, {"2002/01/08", 985.876146678}}};
  std::size_t identical = 0;
  for (const auto &[date, printed] : genuine) {
    const Header header(corkit_header_create());
    must(corkit_header_set_string(header.get(), "DATE-OBS", date, ""));
    double arcsec = 0;
    must(corkit_get_solar_radius(header.get(), &arcsec));
    const bool same = std::abs(arcsec - printed) <= 0.5e-9;  // 12 printed digits
    BOOST_TEST(same, date << ": " << arcsec);
    identical += same;
  }
  record_stage(reference_set(), "RSUN", "three genuine products", "all 12 printed digits", 3, identical, 0, "", identical == 3);
}

BOOST_AUTO_TEST_CASE(block_map_text_goes_both_ways_as_mb2strmap_and_strmap2mb) {
  const auto set = reference_set();
  const auto path = set.find("stages/mb2str.txt");
  if (!path) return;
  std::ifstream file(*path);
  std::size_t rows = 0, identical = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#") || line.find('|') == std::string::npos) continue;
    std::istringstream words(line);
    int n1 = 0, n2 = 0;
    words >> n1 >> n2;
    const Array map(corkit_array_create(CORKIT_INT16, n1, n2));
    BOOST_REQUIRE(map);
    const auto blocks = pixels_of<std::int16_t>(map.get());
    std::fill(blocks.begin(), blocks.end(), std::int16_t{1});
    for (std::size_t at = line.find('('); at != std::string::npos; at = line.find('(', at + 1)) {
      int i = 0, j = 0;
      BOOST_REQUIRE_EQUAL(std::sscanf(line.c_str() + at, "(%d,%d)", &i, &j), 2);
      blocks[static_cast<std::size_t>(j * n1 + i)] = 0;
    }
    const std::size_t quote = line.find('"');
    const std::string expected = line.substr(quote + 1, line.find('"', quote + 1) - quote - 1);
    char text[8192] = "";
    must(corkit_mb2strmap(map.get(), text, sizeof text));
    corkit_array *back = nullptr;
    must(corkit_strmap2mb(expected.c_str(), n1, n2, &back));
    const Array owned(back);
    const auto returned = pixels_of<std::int16_t>(back);
    const bool same =
        expected == text && back->nx == n1 && back->ny == n2 && std::equal(blocks.begin(), blocks.end(), returned.begin(), returned.end());
    BOOST_TEST(same, line << " gave " << text);
    ++rows;
    identical += same;
  }
  BOOST_TEST(rows == 10U);
  record_stage(set, "mb2strmap, strmap2mb", "stages/mb2str.txt", "identical", rows, identical, 0, "", rows == identical);
}
