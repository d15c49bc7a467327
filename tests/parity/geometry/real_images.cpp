// Real images: roll by stars against the solutions of the large set, and products of geometry sky measured by their own stars.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "../../support/reference_set.hpp"
#include "made_sky.hpp"
#include "sky/solve.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

struct Known {
  std::string camera, image;
  double roll_deg = 0;
};

std::vector<Known> known_images(const ReferenceSet &set) {
  std::ifstream in(set.root / "stars" / "solutions.csv");
  std::vector<Known> known;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> fields;
    std::istringstream columns(line);
    for (std::string field; std::getline(columns, field, ',');) fields.push_back(field);
    known.push_back({fields.at(0), fields.at(1), std::stod(fields.at(8))});
  }
  return known;
}

std::filesystem::path file_of(const ReferenceSet &set, const std::string &image) {
  for (const char *folder : {"l05", "train_c2"})
    if (const auto path = set.data / folder / (image + ".fts.fz"); std::filesystem::exists(path)) return path;
  return {};
}

double number(const corkit_header *header, const char *keyword) {
  double value = 0;
  must(corkit_header_get_double(header, keyword, &value));
  return value;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(real_images)

BOOST_AUTO_TEST_CASE(products_of_geometry_sky_have_the_scale_and_roll_that_they_state) {
  const auto set = reference_set();
  if (!set.large) {
    BOOST_TEST_MESSAGE("no real images here: skipped");
    return;
  }
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const auto table = sky::read_star_table(sky::find_star_table(""));
  int c3 = 0, c2 = 0;
  for (const auto &known : known_images(set)) {
    const bool is_c3 = known.camera == "C3";
    if (!is_c3 && c2 >= 6) continue;
    ++(is_c3 ? c3 : c2);
    const auto path = file_of(set, known.image);
    BOOST_REQUIRE_MESSAGE(!path.empty(), "no image " << known.image);
    auto options = default_options();
    options.geometry = CORKIT_GEOMETRY_SKY;
    options.pointing = CORKIT_POINTING_STARS;
    options.no_roll_correction = 1;
    options.no_scale = 1;
    const auto image = read_image(context, path);
    corkit_product *made = nullptr;
    must(corkit_reduce_level1_array(context.get(), image.image.get(), image.header.get(), nullptr, &options, &made));
    const Product product(made);
    const auto *header = corkit_product_header(made);
    BOOST_TEST_CONTEXT(known.camera << ' ' << known.image) {
      // An image that was turned over is stated as it is afterwards.
      const double roll = std::remainder(number(header, "CROTA") - known.roll_deg, 180.0);
      BOOST_TEST(std::abs(roll) < (is_c3 ? 0.003 : 0.012));
      const auto solution =
          sky::solve_stars(context->level1.store(), table, nullptr, api::as_image(corkit_product_image(made)), header->cards, {});
      BOOST_TEST(solution.solved, solution.reason);
      if (!solution.solved) continue;
      BOOST_TEST_MESSAGE(known.camera << ' ' << known.image << ": " << solution.stars.size() << " stars, rms " << solution.rms_px
                                      << " px, by noise " << solution.noise_rms_px << ", scale " << solution.scale_arcsec.value_or(0)
                                      << " +- " << solution.scale_error_arcsec << ", CDELT1 " << number(header, "CDELT1"));
      // Of C3 the scatter of all stars; that of faint ones is noise for the most part.
      double squares = 0;
      int bright = 0;
      for (const auto &star : solution.stars)
        if (star.star.v_mag < 8) {
          squares += (star.off.x * star.off.x + star.off.y * star.off.y) / 2;
          ++bright;
        }
      const double rms = std::sqrt(squares / bright);
      BOOST_TEST_MESSAGE("  of " << bright << " brighter than V = 8: rms " << rms << " px");
      BOOST_TEST(rms < (is_c3 ? 0.2 : 0.3));
      BOOST_TEST(solution.rms_px < (is_c3 ? 0.2 : 0.35));
      if (!is_c3) continue;
      BOOST_TEST(std::abs(solution.scale_arcsec.value() - number(header, "CDELT1")) < 0.03);
    }
  }
  BOOST_TEST(c3 > 5);
}

BOOST_AUTO_TEST_SUITE_END()
