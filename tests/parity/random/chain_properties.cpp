// Whole reductions of random images: every valid one gives a whole product, whatever was reduced before, in whatever order its cards are.

#include <atomic>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/thread_group.hpp"
#include "reduction.hpp"
#include "time/utc.hpp"

namespace {

using namespace corkit;
using namespace corkit::test;
namespace data = boost::unit_test::data;

Sums random_sums(Draw &draw) { return draw.pick({Sums::none, Sums::leb, Sums::leb, Sums::chip}); }

Exposure random_input(Draw &draw) {
  const Sums sums = random_sums(draw);
  auto exposure = random_exposure(draw, sums);
  if (draw.chance(0.4)) lose_blocks(exposure, draw, draw.between(1, 12));
  if (draw.chance(0.3)) exposure = read_out(exposure, random_field(draw));
  return exposure;
}

// Without SolarSoft's bugs where it sums: they count blocks below zero, and stop where one is lost.
Level1Options random_options(Draw &draw, const Exposure &exposure) {
  Level1Options options;
  options.fill = draw.pick({Fill::standard, Fill::standard, Fill::fuzzy, Fill::none, Fill::membrane});
  options.oracle = draw.chance(0.7) ? Oracle::idl : Oracle::gdl;
  options.compat_bugs = draw.chance(0.2) && exposure.sums == Sums::none;
  options.no_mask = draw.chance(0.1);
  options.no_warp = draw.chance(0.1);
  options.no_vig = draw.chance(0.1);
  options.no_scale = draw.chance(0.1);
  options.no_stat = draw.chance(0.1);
  options.no_roll_correction = draw.chance(0.1);
  options.no_time_correction = draw.chance(0.1);
  return options;
}

// Cards in another order, with others between them: the first five, HISTORY and COMMENT keep theirs.
Header reordered(const Header &header, Draw &draw) {
  std::vector<std::string> first, text;
  std::vector<std::vector<std::string>> groups;
  for (const auto &card : header.cards()) {
    if (first.size() < 5)
      first.push_back(card);
    else if (card.starts_with("HISTORY") || card.starts_with("COMMENT"))
      text.push_back(card);
    else
      groups.push_back({card});
  }
  const int more = draw.between(0, 20);
  for (int k = 0; k < more; ++k) groups.push_back(unread_cards(draw));
  draw.shuffle(groups);
  auto cards = first;
  for (const auto &group : groups) cards.insert(cards.end(), group.begin(), group.end());
  cards.insert(cards.end(), text.begin(), text.end());
  return Header(cards);
}

bool is_utc(const std::string &text) {
  return text.size() == 23 && text[10] == 'T' && parse_mjd(text.substr(0, 10)) && parse_ms(text.substr(11));
}

}  // namespace

BOOST_DATA_TEST_CASE(every_valid_image_gives_a_whole_product, data::make(seeds(30)), seed) {
  auto draw = seed.draw();
  const auto exposure = random_input(draw);
  const auto product = reduced(the_context(), exposure, random_options(draw, exposure));
  const auto &h = product.header;
  BOOST_TEST(h.get_int("NAXIS1").value_or(0) == width(product.image));
  BOOST_TEST(h.get_int("NAXIS2").value_or(0) == height(product.image));
  BOOST_TEST(width(product.image) == height(product.image));
  BOOST_TEST(h.get_string("DETECTOR").value_or("") == (exposure.c3() ? "C3" : "C2"));
  BOOST_TEST(h.get_string("BUNIT").value_or("") == "MSB");
  BOOST_TEST(product.nmissing >= 0);
  const auto pixels = convert<double>(product.image);
  const auto finite = std::count_if(pixels.begin(), pixels.end(), [](double p) { return std::isfinite(p); });
  BOOST_TEST(static_cast<std::size_t>(finite) == pixels.size());
  for (const char *keyword : {"CRPIX1", "CRPIX2", "CROTA", "CDELT1", "XCEN", "YCEN", "EXPTIME"})
    BOOST_TEST(std::isfinite(h.get_double(keyword).value_or(NAN)), keyword);
  const double rsun = h.get_double("RSUN").value_or(0);
  BOOST_TEST((rsun > 940 && rsun < 990), "RSUN " << rsun);  // SOHO's distance, 0.97 to 1.01 AU
  if (const auto date = h.get_string("DATE_OBS")) BOOST_TEST(is_utc(*date), *date);
}

BOOST_DATA_TEST_CASE(the_order_of_cards_and_unread_cards_do_not_change_a_header, data::make(seeds(200)), seed) {
  auto draw = seed.draw();
  auto exposure = random_exposure(draw, Sums::chip);
  Level1Options options;
  options.noimg = true;
  options.no_time_correction = draw.chance(0.2);
  const auto plain = reduced(the_context(), exposure, options);
  exposure.header = reordered(exposure.header, draw);
  check_same(plain, reduced(the_context(), exposure, options));
}

BOOST_DATA_TEST_CASE(the_order_of_cards_and_unread_cards_do_not_change_a_product, data::make(seeds(8)), seed) {
  auto draw = seed.draw();
  auto exposure = random_input(draw);
  const auto options = random_options(draw, exposure);
  const auto plain = reduced(the_context(), exposure, options);
  exposure.header = reordered(exposure.header, draw);
  check_same(plain, reduced(the_context(), exposure, options));
}

BOOST_DATA_TEST_CASE(a_product_depends_on_its_image_alone, data::make(seeds(2)), seed) {
  auto draw = seed.draw();
  std::vector<Exposure> exposures;
  std::vector<Level1Options> options;
  for (int k = 0; k < 8; ++k) {
    exposures.push_back(random_input(draw));
    options.push_back(random_options(draw, exposures.back()));
  }
  const Level1Context one(calibration_request()), other(calibration_request());
  std::vector<Level1Product> alone, together(exposures.size());
  for (std::size_t k = 0; k < exposures.size(); ++k) alone.push_back(reduced(one, exposures[k], options[k]));

  std::vector<std::size_t> order(exposures.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  draw.shuffle(order);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t k = next++; k < order.size(); k = next++) together[order[k]] = reduced(other, exposures[order[k]], options[order[k]]);
  };
  corkit::ThreadGroup threads;
  for (int k = 0; k < 3; ++k) threads.start(work);
  threads.join();
  for (std::size_t k = 0; k < exposures.size(); ++k) BOOST_TEST_CONTEXT("image " << k) {
      check_same(alone[k], together[k]);
    }
}
