// Made-up skies: no false solution, errors as stated.
//
// Notes     40 images in CI; CORKIT_TEST_SKIES=1000 makes a long run, CORKIT_TEST_SEED=17 other images.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <map>

#include "skies.hpp"
#include "support/synthetic_sky.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

int number_from(const char *variable, int otherwise) {
  const char *text = std::getenv(variable);
  return text == nullptr ? otherwise : std::atoi(text);
}

int skies() { return number_from("CORKIT_TEST_SKIES", 40); }
std::uint32_t seed(int k) { return static_cast<std::uint32_t>(number_from("CORKIT_TEST_SEED", 1) * 100000 + k); }
Detector detector(int k) { return k % 2 == 0 ? Detector::C3 : Detector::C2; }

// A solution is false where it is off by what no error explains.
bool is_false(const sky::Solution &solution, const MadeSky &made) {
  const double off = std::hypot(solution.geocentric_sun.x - made.geocentric_sun.x, solution.geocentric_sun.y - made.geocentric_sun.y);
  return off > 1 + 6 * solution.position_error_px ||
         std::abs(turn_between(solution.roll_deg, made.roll_deg)) > 0.1 + 6 * solution.roll_error_deg;
}

}  // namespace

BOOST_AUTO_TEST_CASE(made_up_skies_are_solved_or_refused_and_errors_are_as_stated) {
  struct Tally {
    int images = 0, solved = 0, wrong = 0, position_within = 0, roll_within = 0;
  };
  std::map<std::string, Tally> tallies;
  for (int k = 0; k < skies(); ++k) {
    const auto made = made_sky({detector(k), seed(k)}, stars());
    const auto solution = solved(made.image, made.header);
    Tally &tally = tallies[std::string(name(detector(k)))];
    ++tally.images;
    if (!solution.solved) continue;
    ++tally.solved;
    if (is_false(solution, made)) {
      ++tally.wrong;
      BOOST_ERROR("sky " << seed(k) << ": a false solution, " << solution.stars.size() << " stars");
      continue;
    }
    const double off = std::hypot(solution.geocentric_sun.x - made.geocentric_sun.x, solution.geocentric_sun.y - made.geocentric_sun.y);
    tally.position_within += off <= solution.position_error_px ? 1 : 0;
    tally.roll_within += std::abs(turn_between(solution.roll_deg, made.roll_deg)) <= solution.roll_error_deg ? 1 : 0;
  }
  for (const auto &[camera, tally] : tallies) {
    BOOST_TEST_MESSAGE(camera << ": " << tally.solved << " of " << tally.images << " skies solved, " << tally.wrong
                              << " falsely; within one stated error: position " << tally.position_within << ", roll " << tally.roll_within);
    BOOST_TEST(tally.wrong == 0);
    // A position has two axes: 63 per cent lie within the error of both together, 68 per cent of the rolls within theirs. Four standard
    // deviations of such a count are allowed.
    const auto n = static_cast<double>(tally.solved);
    BOOST_TEST(std::abs(tally.position_within - 0.63 * n) <= 4 * std::sqrt(0.63 * 0.37 * n) + 1);
    BOOST_TEST(std::abs(tally.roll_within - 0.68 * n) <= 4 * std::sqrt(0.68 * 0.32 * n) + 1);
  }
  // Hardly a C3 field has too few stars; C2's often have.
  BOOST_TEST(tallies["C3"].solved >= 0.9 * tallies["C3"].images);
  BOOST_TEST(tallies["C2"].solved >= 0.3 * tallies["C2"].images);
}

BOOST_AUTO_TEST_CASE(skies_without_stars_and_skies_of_another_day_are_refused) {
  const int n = std::max(skies() / 5, 4);
  for (int k = 0; k < n; ++k) {
    const auto empty = made_sky({detector(k), seed(k) + 50000, false}, stars());
    BOOST_TEST(!solved(empty.image, empty.header).solved, "a sky without stars, seed " << seed(k) + 50000);
    const auto made = made_sky({detector(k), seed(k) + 60000}, stars());
    BOOST_TEST(!solved(made.image, days_later(made.header, 37)).solved, "37 days off, seed " << seed(k) + 60000);
  }
}
