#include "stages/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "idl/arrays.hpp"

namespace corkit {
namespace {

constexpr std::array kLimits{0.01F, 0.10F, 0.25F, 0.5F, 0.75F, 0.90F, 0.95F, 0.98F, 0.99F};
constexpr std::array kNames{"DATAP01", "DATAP10", "DATAP25", "DATAP50", "DATAP75", "DATAP90", "DATAP95", "DATAP98", "DATAP99"};

template <class T>
void cap_hot_pixels(Image<T> &image) {
  constexpr T kCap = static_cast<T>(0.00005F);
  // A NaN first pixel must not hide the maximum, so no std::max_element.
  T largest = -std::numeric_limits<T>::infinity();
  for (const T value : image)
    if (value > largest) largest = value;
  if (!(largest >= static_cast<T>(0.1F))) return;
  for (T &value : image)
    if (value > kCap) value = kCap;
}

// The bin scale: the smallest power of ten that brings the median to 1000 or more.
template <class T>
double bin_scale(T median) {
  double scale = 1;
  while (median * scale < 1000 && scale < 1e300) scale *= 10;
  return scale;
}

// Bin of element `rank` of the bins in ascending order; earlier calls have partitioned the bins before `from`.
std::int64_t bin_at(std::vector<std::int64_t> &bins, std::size_t from, std::size_t rank) {
  const auto nth = bins.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(bins.begin() + static_cast<std::ptrdiff_t>(from), nth, bins.end());
  return *nth;
}

// SolarSoft walks the cumulative histogram: each percentile is the bin where the count first exceeds limit*n, and at least one bin
// further than the one before.
std::array<double, kLimits.size()> percentiles(std::vector<std::int64_t> bins, double scale) {
  std::array<double, kLimits.size()> result{};
  const auto n = bins.size();
  const std::int64_t last = *std::max_element(bins.begin(), bins.end());
  std::int64_t bin = -1;
  std::size_t from = 0;
  for (std::size_t i = 0; i < kLimits.size(); ++i) {
    const float tile = kLimits[i] * static_cast<float>(n);
    const auto rank = static_cast<std::size_t>(std::floor(tile));
    const std::int64_t found = rank < n ? bin_at(bins, from, rank) : last;
    from = std::min(rank, n - 1);
    bin = std::min(std::max(found, bin + 1), last);
    result[i] = static_cast<double>(bin) / scale;
  }
  return result;
}

template <class T>
struct Positive {
  std::vector<T> values;
  T smallest{}, largest{};
  double mean = 0, sigma = 0;
};

template <class T>
Positive<T> positive_pixels(const Image<T> &image) {
  Positive<T> p;
  p.values.reserve(image.size());
  for (const T value : image)
    if (value > 0) p.values.push_back(value);
  if (p.values.empty()) return p;
  const auto [low, high] = std::minmax_element(p.values.begin(), p.values.end());
  p.smallest = *low;
  p.largest = *high;
  const auto n = static_cast<double>(p.values.size());
  double sum = 0;
  for (const T value : p.values) sum += value;
  p.mean = sum / n;
  double squares = 0;
  for (const T value : p.values) squares += (value - p.mean) * (value - p.mean);
  p.sigma = p.values.size() > 1 ? std::sqrt(squares / (n - 1)) : 0;
  return p;
}

template <class T>
std::vector<StatisticsCard> statistics(Image<T> &image, std::optional<float> satmax, std::optional<float> satmin) {
  cap_hot_pixels(image);
  auto positive = positive_pixels(image);
  if (positive.values.empty()) return {};
  const auto n = positive.values.size();
  const T upper = satmax ? static_cast<T>(*satmax) : positive.largest;
  const T lower = satmin ? static_cast<T>(*satmin) : positive.smallest;
  long long unsaturated = 0;
  long long cut_off = 0;
  T largest_below = 0;
  bool any_below = false;
  for (const T value : image) {
    if (value < upper) {
      ++unsaturated;
      if (!any_below || value > largest_below) largest_below = value;
      any_below = true;
    }
    if (value < lower && value != 0) ++cut_off;
  }
  const T reported = upper == positive.largest && any_below ? largest_below : positive.largest;
  const double scale = bin_scale(idl::median_in_place(std::span<T>(positive.values)));
  std::vector<std::int64_t> bins(n);
  std::transform(positive.values.begin(), positive.values.end(), bins.begin(),
                 [scale](T value) { return static_cast<std::int64_t>(std::min(value * scale, 9e18)); });
  const auto percent = percentiles(std::move(bins), scale);

  // SATMAX and SATMIN keep their FLOAT type in the cards; values measured in the image have the image's.
  const auto card_value = [](std::optional<float> given, T measured) -> HeaderValue {
    if (given) return *given;
    return measured;
  };
  std::vector<StatisticsCard> cards{
      {"DATAMIN", static_cast<float>(positive.smallest), " Minimum Value Not Equal to Zero before BSCALE"},
      {"DATAMAX", static_cast<float>(reported), " Maximum Value before BSCALE"},
      {"DATAZER", static_cast<long long>(image.size() - n), " Number of Zero Pixels"},
      {"DATASAT", static_cast<long long>(image.size()) - unsaturated, " Number of Saturated Pixels"},
      {"DSATVAL", card_value(satmax, upper), " Value used as saturated"},
      {"DSATMIN", card_value(satmin, lower), " Minimum value in scaled image"},
      {"NSATMIN", cut_off, " Number of pixels cut off on lower end"},
      {"DATAAVG", static_cast<T>(positive.mean), " Mean of Image before BSCALE"},
      {"DATASIG", static_cast<T>(positive.sigma), " Standard Deviation of Image before BSCALE"},
  };
  for (std::size_t i = 0; i < percent.size(); ++i) cards.push_back({kNames[i], percent[i], " Percentile Value"});
  return cards;
}

}  // namespace

std::vector<StatisticsCard> reduce_statistics2(RealImage &image, std::optional<float> satmax, std::optional<float> satmin) {
  return std::visit([&](auto &pixels) { return statistics(pixels, satmax, satmin); }, image);
}

}  // namespace corkit
