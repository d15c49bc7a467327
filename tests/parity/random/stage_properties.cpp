// Stages by themselves: the photometric ones are linear, the warp of a constant is the constant.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "reduction.hpp"
#include "stages/warp.hpp"

namespace {

using namespace corkit;
using namespace corkit::test;
namespace data = boost::unit_test::data;

// Multiples of 4, so that weighted means by quarters are whole: fixwrap makes LONG of sums.
Image<double> quarterable(const Image<std::int16_t> &image) {
  Image<double> copy(image.nx(), image.ny());
  std::transform(image.begin(), image.end(), copy.begin(), [](std::int16_t p) { return static_cast<std::uint16_t>(p) & ~3; });
  return copy;
}

double largest_of(const Image<double> &image) {
  return std::abs(*std::max_element(image.begin(), image.end(), [](double p, double q) { return std::abs(p) < std::abs(q); }));
}

template <class T>
void check_constant(const WarpMap &map, T constant) {
  Image<T> image(map.nx(), map.ny());
  std::fill(image.begin(), image.end(), constant);
  const auto warped = warp(image, map);
  const auto different = std::count_if(warped.begin(), warped.end(), [&](T p) { return p != constant; });
  BOOST_TEST(different == 0, different << " pixels are not " << static_cast<double>(constant));
}

}  // namespace

// Bias, exposure, calibration factor, vignetting and ramp are one affine function of the pixels: what they make of a weighted mean of three
// exposures is the weighted mean of what they make of each. DOUBLE in, so DOUBLE throughout but for FLOAT factors; of sums FLOAT. A dozen
// roundings of 1e-16 or 6e-8.
BOOST_DATA_TEST_CASE(the_photometric_stages_are_linear, data::make(seeds(24)), seed) {
  auto draw = seed.draw();
  const auto sums = draw.pick({Sums::none, Sums::leb, Sums::chip});
  const auto first = random_exposure(draw, sums);
  Level1Options options;
  options.fill = Fill::none;
  options.no_vig = draw.chance(0.2);
  const auto p = quarterable(first.pixels);
  Image<double> q(p.nx(), p.ny()), r(p.nx(), p.ny()), mean(p.nx(), p.ny());
  for (auto &value : q) value = 4 * draw.between(100, 4000);
  std::fill(r.begin(), r.end(), 4 * draw.between(100, 4000));
  for (std::size_t k = 0; k < mean.size(); ++k) mean[k] = p[k] / 4 + q[k] / 4 + r[k] / 2;

  const auto calibrated = [&](const Image<double> &image) { return after_stage(image, first.header, "calibrate", options); };
  const auto fp = calibrated(p), fq = calibrated(q), fr = calibrated(r), fm = calibrated(mean);
  const double scale = std::max({largest_of(fp), largest_of(fq), largest_of(fr)});
  double largest = 0;
  for (std::size_t k = 0; k < fm.size(); ++k) {
    const double error = std::abs(fm[k] - (fp[k] / 4 + fq[k] / 4 + fr[k] / 2));
    if (!(error <= largest)) largest = error;
  }
  BOOST_TEST(scale > 0);
  const double allowed = sums == Sums::none ? 4e-15 : 4e-7;
  BOOST_TEST(largest <= allowed * scale, largest / scale << " of the brightest pixel; " << sums);
}

BOOST_DATA_TEST_CASE(a_constant_warped_is_the_constant, data::make(seeds(24)), seed) {
  auto draw = seed.draw();
  const bool c3 = draw.chance(0.5);
  const int sum = draw.pick({1, 2, 4});
  WarpKey key;
  key.detector = c3 ? Detector::C3 : Detector::C2;
  key.nx = key.ny = 1024 / sum;
  key.sumx = key.sumy = sum;
  key.plate_scale = static_cast<float>((c3 ? 56.0 : 11.9) * sum);
  key.center_x = draw.real(480, 540);
  key.center_y = draw.real(480, 540);
  key.center_is_float = c3;
  key.oracle = draw.pick({Oracle::idl, Oracle::gdl});
  const auto map = warp_map(key);
  check_constant(map, static_cast<double>(1 << draw.between(0, 20)));
  check_constant(map, static_cast<float>(1 << draw.between(0, 20)));
  check_constant(map, static_cast<std::int16_t>(draw.between(-32768, 32767)));
  check_constant(map, 0.0);
}
