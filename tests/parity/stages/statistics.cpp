// reduce_statistics2: the cards it writes.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <cmath>
#include <fstream>
#include <optional>
#include <ostream>

#include "stage_measurement.hpp"
#include "support/capi.hpp"
#include "support/raw_fits.hpp"

namespace {

using namespace corkit::test;

struct StatisticsCase {
  int number;
  const char *how;
  int type;
  std::optional<float> satmax, satmin;
  bool clamp;  // the pixels equal to the maximum are set to 0.1
};
std::ostream &operator<<(std::ostream &out, const StatisticsCase &c) { return out << "stats_" << c.number << " (" << c.how << ")"; }

const StatisticsCase statistics_cases[] = {
    {0, "plain", CORKIT_FLOAT32, {}, {}, false},
    {1, "SATMAX", CORKIT_FLOAT32, 6.5e-9F, {}, false},
    {2, "DOUBLE", CORKIT_FLOAT64, {}, {}, false},
    {3, "maximum of 0.1 or more", CORKIT_FLOAT32, {}, {}, true},
    {4, "SATMAX and SATMIN", CORKIT_FLOAT32, 6.5e-9F, 1e-12F, false},
};

bool statistic(const std::string &card) { return card.starts_with("DATA") || card.starts_with("DSAT") || card.starts_with("NSAT"); }

// SolarSoft sums FLOAT images in single precision, corkit in double.
bool summed(const std::string &card) { return card.starts_with("DATAAVG ") || card.starts_with("DATASIG "); }

}  // namespace

BOOST_DATA_TEST_CASE(statistics_cards_equal_those_of_reduce_statistics2, boost::unit_test::data::make(statistics_cases), c) {
  const auto set = reference_set();
  const auto input = set.find("stages/stats_in.fts.fz");
  const auto expected = set.find("stages/stats_" + std::to_string(c.number) + ".hdr");
  if (!input || !expected) return;
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  auto raw = read_raw(*input);
  if (c.clamp) {
    const double maximum = *std::max_element(raw.pixels.begin(), raw.pixels.end());
    BOOST_TEST(std::count(raw.pixels.begin(), raw.pixels.end(), maximum) == 16);
    std::replace(raw.pixels.begin(), raw.pixels.end(), maximum, static_cast<double>(0.1F));
  }
  const Array image(corkit_array_create(c.type, raw.nx, raw.ny));
  BOOST_REQUIRE(image);
  if (c.type == CORKIT_FLOAT32) {
    std::transform(raw.pixels.begin(), raw.pixels.end(), pixels_of<float>(image.get()).begin(),
                   [](double p) { return static_cast<float>(p); });
  } else {
    std::copy(raw.pixels.begin(), raw.pixels.end(), pixels_of<double>(image.get()).begin());
  }
  const Header header(corkit_header_create());
  must(corkit_reduce_statistics2(context.get(), image.get(), header.get(), c.satmax ? &*c.satmax : nullptr,
                                 c.satmin ? &*c.satmin : nullptr));

  std::vector<std::string> reference;
  std::ifstream file(*expected);
  for (std::string line; std::getline(file, line);)
    if (statistic(line)) reference.push_back((line + std::string(80, ' ')).substr(0, 80));
  std::vector<std::string> mine;
  for (const auto &card : cards_of(header.get()))
    if (statistic(card)) mine.push_back(card);
  BOOST_REQUIRE_EQUAL(mine.size(), reference.size());
  std::size_t identical = 0, failed = 0;
  double largest = 0;
  for (std::size_t k = 0; k < mine.size(); ++k) {
    identical += mine[k] == reference[k];
    bool good = mine[k] == reference[k];
    if (!good && summed(reference[k]) && mine[k].substr(0, 10) == reference[k].substr(0, 10) &&
        mine[k].substr(30) == reference[k].substr(30)) {
      const double relative = std::abs(std::stod(mine[k].substr(10, 20)) / std::stod(reference[k].substr(10, 20)) - 1);
      largest = std::max(largest, relative);
      good = relative <= 3e-3;  // error of a single-precision sum over the image
    }
    failed += !good;
    BOOST_TEST(good, "\n  " << mine[k] << "\n  " << reference[k]);
  }
  record_stage(set, std::string("reduce_statistics2, ") + c.how, "stages/stats_" + std::to_string(c.number) + ".hdr",
               "all cards identical; DATAAVG, DATASIG 3e-3", mine.size(), identical, largest, "relative, AVG and SIG", failed == 0);
}
