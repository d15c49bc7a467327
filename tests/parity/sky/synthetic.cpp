// Made-up skies: no false solution, errors as stated.
//
// Notes     40 images in CI; CORKIT_TEST_SKIES=1000 makes a long run, CORKIT_TEST_SEED=17 other images.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>

#include "core/error.hpp"
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

BOOST_AUTO_TEST_CASE(a_header_whose_roll_is_wrong_by_any_angle_does_no_harm) {
  for (int k = 0; k < 4; ++k) {
    const auto made = made_sky({detector(k), seed(k) + 70000}, stars());
    Header header = made.header;
    header.set("CROTA1", std::remainder(header.get_double("CROTA1").value_or(0) + 40 + 30 * k, 360.0));
    const auto solution = solved(made.image, header);
    BOOST_TEST(solution.solved, "seed " << seed(k) + 70000 << ": " << solution.reason);
    BOOST_TEST(!is_false(solution, made), "seed " << seed(k) + 70000);
  }
}

namespace {

// SOHO stands where it sees the Sun at the camera's nominal pixel, or that far from there towards the line between Earth and Sun.
sky::Ephemeris soho_that_sees_the_sun_at_its_nominal_pixel(const MadeSky &made, double moved_km = 0) {
  const auto optics = made.camera->optics();
  const sky::Vec3 seen = made.camera->direction(optics.sun);
  sky::Vec3 km = sky::scaled(sky::unit(sky::sum(seen, sky::earth_velocity(made.middle), -1)),
                             -0.99 * sky::length(sky::earth_position_au(made.middle)) * 149597870.7);
  km = sky::sum(km, sky::tangent(sky::earth_position_au(made.middle), sky::unit(km)), moved_km);
  std::string text =
      "Target body name: SOHO (-21)\nCenter body name: Sun (10)\nOutput units    : KM-S\nReference frame : ICRF\n JDTDB, Calendar Date "
      "(TDB), X, Y, Z,\n$$SOE\n";
  const double tdb_day = (utc_to_tai(made.middle) + 32.184) / 86400 + 36204 + 2400000.5;
  for (int hour = -2; hour <= 2; ++hour) {
    char row[200];
    std::snprintf(row, sizeof row, "%.9f, , %.9E, %.9E, %.9E,\n", tdb_day + hour / 24.0, km[0], km[1], km[2]);
    text += row;
  }
  return {text + "$$EOE\n", "soho.txt"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(with_an_ephemeris_the_sun_is_where_soho_sees_it) {
  for (int k = 0; k < 4; ++k) {
    const auto made = made_sky({detector(k), seed(k) + 80000}, stars());
    const auto ephemeris = soho_that_sees_the_sun_at_its_nominal_pixel(made);
    const auto solution = solved(made.image, made.header, &ephemeris);
    BOOST_TEST_CONTEXT("seed " << seed(k) + 80000) {
      BOOST_TEST(solution.solved, solution.reason);
      BOOST_REQUIRE(solution.sun);
      const auto at = made.camera->optics().sun;
      BOOST_TEST(std::hypot(solution.sun->x - at.x, solution.sun->y - at.y) <= 5 * solution.position_error_px);
      BOOST_TEST(std::abs(turn_between(*solution.sun_roll_deg, made.roll_deg)) <= 5 * solution.roll_error_deg);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_ephemeris_that_is_wrong_is_named_where_the_image_is_solved_without_it) {
  for (int k = 0; k < 4; ++k) {
    const auto made = made_sky({detector(k), seed(k) + 80000}, stars());
    const auto ephemeris = soho_that_sees_the_sun_at_its_nominal_pixel(made, 6e5);
    const auto solution = solved(made.image, made.header, &ephemeris);
    BOOST_TEST_CONTEXT("seed " << seed(k) + 80000) {
      BOOST_TEST(!solution.solved);
      BOOST_TEST(solution.reason.find("with the ephemeris soho.txt the Sun would be ") == 0U, solution.reason);
      BOOST_TEST(solution.reason.find("without it ") != std::string::npos, solution.reason);
    }
  }
}

BOOST_AUTO_TEST_CASE(damaged_headers_and_pixels_are_refused_or_passed_over) {
  const auto made = made_sky({Detector::C3, seed(1)}, stars());
  Header header = made.header;
  header.set("CROTA1", 1e30);
  BOOST_TEST(!is_false(solved(made.image, header), made));
  header = made.header;
  header.set("EXPTIME", 0.0);
  BOOST_CHECK_THROW(solved(made.image, header), Error);
  header = made.header;
  header.set("R2COL", 700);
  BOOST_CHECK_THROW(solved(made.image, header), Error);
  for (const char *sum : {"SUMCOL", "LEBYSUM"}) {
    header = made.header;
    header.set(sum, 2);
    BOOST_CHECK_EXCEPTION(solved(made.image, header), Error,
                          [&](const Error &error) { return std::string(error.what()).find(std::string(sum) + " 2") != std::string::npos; });
  }
  header = made.header;
  header.set("LEVEL", std::string("1.0"));
  header.set("CRPIX1", 1e30);
  BOOST_CHECK_THROW(solved(made.image, header), Error);
  auto pixels = convert<float>(made.image);
  for (std::size_t k = 0; k < pixels.size(); k += 101) pixels[k] = k % 2 == 0 ? std::numeric_limits<float>::quiet_NaN() : 3e38F;
  const auto solution = solved(pixels, made.header);
  BOOST_TEST((!solution.solved || !is_false(solution, made)));
  BOOST_TEST(!solved(Image<float>(1024, 1024), made.header).solved);
}
