#include "learn_flat.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "events.hpp"
#include "median.hpp"

namespace corkit::inpaint {
namespace {

constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();
constexpr double kFlatSigma = 6;  // pixels
constexpr int kFlatReach = 18;
constexpr float kMostOfKernel = 0.9F;  // of the kernel's weight
constexpr double kFlatOutlier = 4;     // deviations
constexpr std::size_t kFewestFlatEvents = 3;
constexpr double kFlatTrimmed = 0.2;  // of the events, at either end
constexpr float kMostOfUsual = 4;     // of the median of power and noise; beyond lie fringes at the occulter's edge, and the dark
constexpr float kLargestAveraged =
    0.05F;  // of what is averaged to know how much is signal: a bad pixel must not speak for its surroundings

std::array<float, 2 * kFlatReach + 1> flat_kernel() {
  std::array<float, 2 * kFlatReach + 1> kernel{};
  int k = -kFlatReach;
  for (float &weight : kernel) {
    weight = static_cast<float>(std::exp(-0.5 * k * k / (kFlatSigma * kFlatSigma)));
    ++k;
  }
  return kernel;
}

// Along rows, transposed: twice is both ways.
Image<float> smoothed_and_turned(const Image<float> &in) {
  const auto kernel = flat_kernel();
  Image<float> out(in.ny(), in.nx());
  for (int y = 0; y < in.ny(); ++y) {
    const float *row = in.row(y);
    for (int x = 0; x < in.nx(); ++x) {
      float sum = 0;
      for (int k = std::max(-kFlatReach, -x); k <= std::min(kFlatReach, in.nx() - 1 - x); ++k)
        sum += kernel[static_cast<std::size_t>(k + kFlatReach)] * row[x + k];
      out(y, x) = sum;
    }
  }
  return out;
}

// Over what has a value; NaN where that is less than most of what is near: a mean of one side is off by the slope.
Image<float> local_mean(const Image<float> &image) {
  Image<float> value(image.nx(), image.ny()), weight(image.nx(), image.ny());
  for (std::size_t k = 0; k < image.size(); ++k) {
    if (!std::isfinite(image[k])) continue;
    value[k] = image[k];
    weight[k] = 1;
  }
  value = smoothed_and_turned(smoothed_and_turned(value));
  weight = smoothed_and_turned(smoothed_and_turned(weight));
  const auto kernel = flat_kernel();
  const float along = std::accumulate(kernel.begin(), kernel.end(), 0.0F), least = kMostOfKernel * along * along;
  for (std::size_t k = 0; k < value.size(); ++k) value[k] = weight[k] > least ? value[k] / weight[k] : kNoValue;
  return value;
}

Image<float> relative_to(const Image<float> &image, const Image<float> &mean) {
  Image<float> relative(image.nx(), image.ny());
  for (std::size_t k = 0; k < image.size(); ++k) relative[k] = image[k] / mean[k] - 1;
  return relative;
}

Image<float> small_scales(const SourceImage &source) {
  Image<float> image = source.brightness;
  for (std::size_t k = 0; k < image.size(); ++k)
    if (source.valid[k] == 0) image[k] = kNoValue;
  const Image<float> first_mean = local_mean(image), first = relative_to(image, first_mean);
  std::vector<float> sizes;
  for (const float value : first)
    if (std::isfinite(value)) sizes.push_back(std::abs(value));
  if (sizes.empty()) return first;
  const double limit = kFlatOutlier * 1.4826 * static_cast<double>(upper_median(sizes));
  Image<float> quiet = image;
  for (std::size_t k = 0; k < quiet.size(); ++k)
    if (static_cast<double>(std::abs(first[k])) > limit) quiet[k] = first_mean[k];
  return relative_to(image, local_mean(quiet));
}

// The median of what has a value.
float usual(const Image<float> &image) {
  std::vector<float> values;
  std::copy_if(image.begin(), image.end(), std::back_inserter(values), [](float v) { return std::isfinite(v); });
  return values.empty() ? 0 : upper_median(values);
}

struct EventEstimate {
  float mean = kNoValue, variance = kNoValue;  // of the mean
};

EventEstimate trimmed_mean(std::vector<float> &values) {
  if (values.size() < kFewestFlatEvents) return {};
  std::sort(values.begin(), values.end());
  const auto cut = std::max<std::ptrdiff_t>(1, std::lround(kFlatTrimmed * static_cast<double>(values.size())));
  const auto first = values.begin() + cut, last = values.end() - cut;
  double sum = 0;
  for (auto at = first; at != last; ++at) sum += static_cast<double>(*at);
  const double mean = sum / static_cast<double>(last - first);
  // Winsorised: what was cut off counts as the last value that was kept.
  const auto n = static_cast<double>(values.size()), kept = static_cast<double>(last - first);
  double squares = 0;
  for (const float value : values) {
    const double off = static_cast<double>(std::clamp(value, *first, *(last - 1))) - mean;
    squares += off * off;
  }
  return {static_cast<float>(mean), static_cast<float>(squares / (n - 1) * n / (kept * kept))};
}

}  // namespace

Image<float> response_of(const LearnedFlat &flat) {
  Image<float> response(flat.deviation.nx(), flat.deviation.ny());
  for (std::size_t k = 0; k < response.size(); ++k) response[k] = static_cast<float>(1 + flat.step * flat.deviation[k]);
  return response;
}

FlatLearner::FlatLearner(const std::vector<SourceImage> &images, const std::vector<std::size_t> &use) {
  for (const Event &event : group_events(images)) {
    EventMean mean;
    Image<float> count;
    for (const std::size_t k : event.images) {
      if (std::find(use.begin(), use.end(), k) == use.end()) continue;
      const Image<float> one = small_scales(images[k]);
      if (count.empty()) {
        mean.deviation = Image<float>(one.nx(), one.ny());
        count = mean.deviation;
      }
      mean.days.push_back(images[k].day);
      for (std::size_t i = 0; i < one.size(); ++i) {
        if (!std::isfinite(one[i])) continue;
        mean.deviation[i] += one[i];
        count[i] += 1;
      }
    }
    if (count.empty()) continue;
    for (std::size_t i = 0; i < count.size(); ++i) mean.deviation[i] = count[i] > 0 ? mean.deviation[i] / count[i] : kNoValue;
    events_.push_back(std::move(mean));
  }
}

LearnedFlat FlatLearner::learn(const std::string &without_day) const {
  std::vector<const Image<float> *> use;
  for (const EventMean &event : events_)
    if (std::find(event.days.begin(), event.days.end(), without_day) == event.days.end()) use.push_back(&event.deviation);
  if (use.size() < kFewestFlatEvents) return {};
  const int nx = use.front()->nx(), ny = use.front()->ny();
  Image<float> mean(nx, ny), squares(nx, ny), variance(nx, ny);
  std::vector<float> values;
  for (std::size_t k = 0; k < mean.size(); ++k) {
    values.clear();
    for (const auto *event : use)
      if (std::isfinite((*event)[k])) values.push_back((*event)[k]);
    const EventEstimate estimate = trimmed_mean(values);
    const float size = std::min(std::abs(estimate.mean), kLargestAveraged);
    mean[k] = estimate.mean;
    squares[k] = std::isfinite(estimate.mean) ? size * size : kNoValue;
    variance[k] = std::isfinite(estimate.mean) ? std::min(estimate.variance, kLargestAveraged * kLargestAveraged) : kNoValue;
  }
  squares = local_mean(squares);
  variance = local_mean(variance);
  const float most_power = kMostOfUsual * usual(squares), most_noise = kMostOfUsual * usual(variance);
  LearnedFlat flat{Image<std::int8_t>(nx, ny), kFlatStep, {}};
  for (std::size_t k = 0; k < mean.size(); ++k) {
    if (!std::isfinite(mean[k]) || !(squares[k] > variance[k]) || squares[k] > most_power || variance[k] > most_noise) continue;
    const double kept = 1 - static_cast<double>(variance[k] / squares[k]);
    flat.deviation[k] = static_cast<std::int8_t>(std::clamp<long>(std::lround(kept * static_cast<double>(mean[k]) / flat.step), -127, 127));
  }
  return flat;
}

}  // namespace corkit::inpaint
