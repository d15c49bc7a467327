#include "fill/flat_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "fill/near_blocks.hpp"

namespace corkit {
namespace {

constexpr int kFlatAround = 3;                // blocks around what is missing
constexpr int kFlatCell = 8;                  // pixels a side of a cell, whose plane is taken off
constexpr std::size_t kFewestFlatCells = 64;  // cells
constexpr double kFlatOutlier = 4;            // deviations
constexpr double kLeastShare = 0.2, kLeastSignificance = 6;

constexpr std::size_t kFlatCellPixels = static_cast<std::size_t>(kFlatCell) * kFlatCell;
using FlatCell = std::array<double, kFlatCellPixels>;

void take_off_plane(FlatCell &cell) {
  constexpr double middle = (kFlatCell - 1) / 2.0, squares = kFlatCell * kFlatCell * (kFlatCell * kFlatCell - 1) / 12.0;
  double mean = 0, along_x = 0, along_y = 0;
  for (std::size_t k = 0; k < kFlatCellPixels; ++k) {
    mean += cell[k] / kFlatCellPixels;
    along_x += cell[k] * (static_cast<double>(k % kFlatCell) - middle) / squares;
    along_y += cell[k] * (static_cast<double>(k / kFlatCell) - middle) / squares;
  }
  for (std::size_t k = 0; k < kFlatCellPixels; ++k)
    cell[k] -= mean + along_x * (static_cast<double>(k % kFlatCell) - middle) + along_y * (static_cast<double>(k / kFlatCell) - middle);
}

// FlatDeviations of image and flat from their planes, of cells that were measured throughout.
struct FlatDeviations {
  std::vector<float> image, flat;
};

void add_cell(const Image<double> &image, const Image<std::uint8_t> &state, const Image<float> &flat, int x0, int y0, FlatDeviations &to) {
  FlatCell ours{}, theirs{};
  double mean = 0;
  for (std::size_t k = 0; k < kFlatCellPixels; ++k) {
    const int x = x0 + static_cast<int>(k % kFlatCell), y = y0 + static_cast<int>(k / kFlatCell);
    if (state(x, y) != kMeasured) return;
    ours[k] = image(x, y);
    theirs[k] = static_cast<double>(flat(x, y));
    mean += ours[k] / kFlatCellPixels;
  }
  if (!(mean > 0)) return;
  for (double &value : ours) value /= mean;
  take_off_plane(ours);
  take_off_plane(theirs);
  for (std::size_t k = 0; k < kFlatCellPixels; ++k) {
    to.image.push_back(static_cast<float>(ours[k]));
    to.flat.push_back(static_cast<float>(theirs[k]));
  }
}

double robust_deviation(const std::vector<float> &values) {
  std::vector<float> sizes(values.size());
  std::transform(values.begin(), values.end(), sizes.begin(), [](float v) { return std::abs(v); });
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return 1.4826 * static_cast<double>(*middle);
}

}  // namespace

Image<float> flat_of_field(const Image<float> &frame, const FlatPlace &place, int nx, int ny) {
  const int sx = place.sum_x, sy = place.sum_y;
  if (sx < 1 || sy < 1 || place.x0 < 0 || place.y0 < 0 || place.x0 > frame.nx() || place.y0 > frame.ny() ||
      nx > frame.nx() / sx - place.x0 || ny > frame.ny() / sy - place.y0)
    return {};
  auto flat = Image<float>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) {
    for (int x = 0; x < nx; ++x) {
      double sum = 0;
      for (int b = (place.y0 + y) * sy; b < (place.y0 + y + 1) * sy; ++b)
        for (int a = (place.x0 + x) * sx; a < (place.x0 + x + 1) * sx; ++a) sum += static_cast<double>(frame(a, b));
      flat(x, y) = static_cast<float>(sum / (sx * sy));
    }
  }
  return flat;
}

double flat_share(const Image<double> &image, const Image<std::uint8_t> &state, const Image<float> &flat) {
  FlatDeviations deviations;
  NearBlocks(state, kFlatAround).each([&](int x0, int y0, int x1, int y1) {
    for (int y = y0; y + kFlatCell <= y1; y += kFlatCell)
      for (int x = x0; x + kFlatCell <= x1; x += kFlatCell) add_cell(image, state, flat, x, y, deviations);
  });
  if (deviations.image.size() < kFewestFlatCells * kFlatCellPixels) return 0;
  const double limit = kFlatOutlier * robust_deviation(deviations.image);
  double both = 0, flats = 0, images = 0, n = 0;
  for (std::size_t k = 0; k < deviations.image.size(); ++k) {
    const auto ours = static_cast<double>(deviations.image[k]), theirs = static_cast<double>(deviations.flat[k]);
    if (!(std::abs(ours) <= limit) || !std::isfinite(theirs)) continue;
    both += ours * theirs;
    flats += theirs * theirs;
    images += ours * ours;
    n += 1;
  }
  if (!(flats > 0)) return 0;
  const double share = both / flats, noise = std::max(0.0, images - share * both) / n;
  const bool beyond_doubt = share >= kLeastShare && share * share * flats > kLeastSignificance * kLeastSignificance * noise;
  return beyond_doubt ? std::min(share, 1.0) : 0;
}

}  // namespace corkit
