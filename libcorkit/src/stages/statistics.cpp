#include "stages/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/instruction_set.hpp"
#include "stages/order_statistics.hpp"
#include "stages/ordered_sum.hpp"
#include "stages/piecewise.hpp"
#include "stages/positive_piece.hpp"

namespace corkit {
namespace {

constexpr std::array kLimits{0.01F, 0.10F, 0.25F, 0.5F, 0.75F, 0.90F, 0.95F, 0.98F, 0.99F};
constexpr std::array kNames{"DATAP01", "DATAP10", "DATAP25", "DATAP50", "DATAP75", "DATAP90", "DATAP95", "DATAP98", "DATAP99"};

// Of the positive pixels.
template <class T>
struct Extremes {
  T smallest = std::numeric_limits<T>::infinity();
  T largest = 0;
  std::size_t count = 0;
  double sum = 0;
};

template <class T>
Extremes<T> extremes(const Image<T> &image, PositiveOrderStatistics<T> &order) {
  Extremes<T> e;
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
    for_each_piece(image, [&](std::span<const T> piece) CORKIT_INLINED_LAMBDA {
      const PositivePiece<T> positive(piece);
      const T smallest = positive.smallest();
      e.smallest = std::min(e.smallest, smallest);
      e.largest = std::max(e.largest, positive.largest());
      e.count += positive.count();
      if constexpr (std::is_same_v<T, float>)
        e.sum = ordered_float_sum(positive.pixels(), smallest, e.sum);
      else
        e.sum = ordered_sum(positive.pixels(), e.sum, [](T pixel) CORKIT_INLINED_LAMBDA { return pixel; });
      order.count(positive);
    });
  });
  return e;
}

template <class T>
void cap_hot_pixels(Image<T> &image) {
  constexpr T kCap = static_cast<T>(0.00005F);
  for (T &value : image)
    if (value > kCap) value = kCap;
}

// The smallest power of ten that brings the median to 1000 or more.
template <class T>
double bin_scale(T median) {
  double scale = 1;
  while (median * scale < 1000 && scale < 1e300) scale *= 10;
  return scale;
}

// Of the median, and of the values at kLimits.
template <class T>
std::vector<std::size_t> percentile_ranks(const Extremes<T> &e) {
  std::vector<std::size_t> ranks{e.count / 2};  // MEDIAN: the upper of two middle values
  for (const float limit : kLimits) {
    const float tile = limit * static_cast<float>(e.count);
    ranks.push_back(std::min(static_cast<std::size_t>(std::floor(tile)), e.count - 1));
  }
  return ranks;
}

// SolarSoft walks the cumulative histogram of LONG(value*scale): each percentile is the bin where the count first exceeds limit*n, and at
// least one bin further than the one before. Bins rise with values, so the bin of the value of that rank is the same number.
template <class T>
std::array<double, kLimits.size()> percentiles(const std::vector<T> &values, const Extremes<T> &e) {
  const double scale = bin_scale(values[0]);
  const auto bin_of = [scale](T value) { return static_cast<std::int64_t>(std::min(value * scale, 9e18)); };
  const std::int64_t last = bin_of(e.largest);
  std::array<double, kLimits.size()> result{};
  std::int64_t bin = -1;
  for (std::size_t i = 0; i < kLimits.size(); ++i) {
    bin = std::min(std::max(bin_of(values[i + 1]), bin + 1), last);
    result[i] = static_cast<double>(bin) / scale;
  }
  return result;
}

template <class T>
struct Spread {
  long long unsaturated = 0;  // pixels below the upper limit
  long long low = 0;          // non-zero pixels below the lower limit
  T largest = 0;              // positive pixel below the upper limit; 0 if there is none
  double squares = 0;         // sum over the positive pixels
};

template <class T>
Spread<T> spread(const Image<T> &image, T upper, T lower, double mean, PositiveOrderStatistics<T> &order) {
  Spread<T> s;
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
    for_each_piece(image, [&](std::span<const T> piece) CORKIT_INLINED_LAMBDA {
      s.unsaturated += count_where(piece, [upper](T value) CORKIT_INLINED_LAMBDA { return value < upper; });
      s.low += count_where(piece, [lower](T value) CORKIT_INLINED_LAMBDA { return (value < lower) & (value != 0); });
      const PositivePiece<T> positive(piece);
      s.largest = std::max(s.largest, positive.largest_below(upper));
      s.squares = ordered_sum(positive.pixels(), s.squares, [mean](T value) CORKIT_INLINED_LAMBDA {
        const auto pixel = static_cast<double>(value);
        const double apart = (pixel > 0 ? pixel : mean) - mean;
        return apart * apart;
      });
      order.gather(positive);
    });
  });
  return s;
}

// The largest pixel below a limit.
template <class T>
T largest_below(const Image<T> &image, T limit, const Spread<T> &s) {
  if (s.largest > 0) return s.largest;
  T largest = -std::numeric_limits<T>::infinity();
  for (const T value : image)
    if (value < limit) largest = std::max(largest, value);
  return largest;
}

template <class T>
std::vector<StatisticsCard> statistics(Image<T> &image, std::optional<float> satmax, std::optional<float> satmin) {
  PositiveOrderStatistics<T> order;
  auto e = extremes(image, order);
  if (e.count == 0) return {};
  if (e.largest >= static_cast<T>(0.1F)) {
    cap_hot_pixels(image);
    order = {};
    e = extremes(image, order);
  }
  const T upper = satmax ? static_cast<T>(*satmax) : e.largest;
  const T lower = satmin ? static_cast<T>(*satmin) : e.smallest;
  const double mean = e.sum / static_cast<double>(e.count);
  order.want(percentile_ranks(e));
  const auto s = spread(image, upper, lower, mean, order);
  const T largest = upper == e.largest && s.unsaturated > 0 ? largest_below(image, upper, s) : e.largest;
  const double deviation = e.count < 2 ? 0 : std::sqrt(s.squares / static_cast<double>(e.count - 1));
  const auto percent = percentiles(order.values(), e);

  // SATMAX and SATMIN keep their FLOAT type in the cards; values measured in the image have the image's.
  const auto card_value = [](std::optional<float> given, T measured) -> HeaderValue {
    if (given) return *given;
    return measured;
  };
  std::vector<StatisticsCard> cards{
      {"DATAMIN", static_cast<float>(e.smallest), " Minimum Value Not Equal to Zero before BSCALE"},
      {"DATAMAX", static_cast<float>(largest), " Maximum Value before BSCALE"},
      {"DATAZER", static_cast<long long>(image.size() - e.count), " Number of Zero Pixels"},
      {"DATASAT", static_cast<long long>(image.size()) - s.unsaturated, " Number of Saturated Pixels"},
      {"DSATVAL", card_value(satmax, upper), " Value used as saturated"},
      {"DSATMIN", card_value(satmin, lower), " Minimum value in scaled image"},
      {"NSATMIN", s.low, " Number of pixels cut off on lower end"},
      {"DATAAVG", static_cast<T>(mean), " Mean of Image before BSCALE"},
      {"DATASIG", static_cast<T>(deviation), " Standard Deviation of Image before BSCALE"},
  };
  for (std::size_t i = 0; i < percent.size(); ++i) cards.push_back({kNames[i], percent[i], " Percentile Value"});
  return cards;
}

}  // namespace

std::vector<StatisticsCard> reduce_statistics2(RealImage &image, std::optional<float> satmax, std::optional<float> satmin) {
  return std::visit([&](auto &pixels) { return statistics(pixels, satmax, satmin); }, image);
}

}  // namespace corkit
