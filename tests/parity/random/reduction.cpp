#include "reduction.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "random_cases.hpp"

namespace corkit::test {

namespace {

struct Reached {
  Image<double> image;
};

std::size_t different(const AnyImage &a, const AnyImage &b) {
  if (a.index() != b.index() || width(a) != width(b) || height(a) != height(b)) return static_cast<std::size_t>(-1);
  return std::visit(
      [&](const auto &p) {
        const auto &q = std::get<std::decay_t<decltype(p)>>(b);
        std::size_t count = 0;
        for (std::size_t k = 0; k < p.size(); ++k) count += std::memcmp(&p[k], &q[k], sizeof p[k]) != 0;
        return count;
      },
      a);
}

AnyImage any_of(const RealImage &image) {
  return std::visit([](const auto &pixels) -> AnyImage { return pixels; }, image);
}

}  // namespace

CalibrationRequest calibration_request() {
  return {std::string(CORKIT_TEST_DATA_DIR) + "/calib", {}, nrl_lib_with(random_set(), 'C').string(), {}};
}

const Level1Context &the_context() {
  static const Level1Context context(calibration_request());
  return context;
}

Level1Product reduced(const Level1Context &context, const Exposure &exposure, const Level1Options &options) {
  return reduce_level1(context, exposure.pixels, exposure.header, options);
}

Image<double> after_stage(const AnyImage &pixels, const corkit::Header &header, const std::string &stage, Level1Options options) {
  options.stage_hook = [&](int, const char *name, const Image<double> &image) {
    if (std::string(name) == stage || std::string(name).substr(2) == "_" + stage) throw Reached{image};
  };
  try {
    reduce_level1(the_context(), pixels, header, options);
  } catch (Reached &reached) {
    return std::move(reached.image);
  }
  throw std::runtime_error("no stage " + stage);
}

std::vector<std::string> timeless_cards(const Level1Product &product) {
  std::vector<std::string> cards;
  for (const auto &card : product.header.cards())
    if (!card.starts_with("SIMPLE  =") && !card.starts_with("DATE    =")) cards.push_back(card);
  return cards;
}

void check_same(const Level1Product &a, const Level1Product &b) {
  BOOST_TEST(different(a.image, b.image) == 0U);
  BOOST_TEST(different(any_of(a.calibrated), any_of(b.calibrated)) == 0U);
  BOOST_TEST(different(a.missing, b.missing) == 0U);
  BOOST_TEST(timeless_cards(a) == timeless_cards(b), boost::test_tools::per_element());
  BOOST_TEST(a.warnings == b.warnings, boost::test_tools::per_element());
  BOOST_TEST(a.name == b.name);
}

}  // namespace corkit::test
