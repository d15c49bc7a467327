#include "change_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "median.hpp"

namespace corkit::inpaint {
namespace {

// Medians, so that a star or a cosmic ray in one of the two is no change.
double change_of_cell(const SourceImage &image, const SourceImage &other, int x0, int y0) {
  std::vector<float> ours, theirs;
  for (int y = y0; y < y0 + kChangeCell; ++y) {
    for (int x = x0; x < x0 + kChangeCell; ++x) {
      if (image.valid(x, y) == 0 || other.valid(x, y) == 0) return std::numeric_limits<double>::quiet_NaN();
      ours.push_back(image.brightness(x, y));
      theirs.push_back(other.brightness(x, y));
    }
  }
  return std::log(static_cast<double>(upper_median(ours)) / static_cast<double>(upper_median(theirs)));
}

}  // namespace

Image<float> change_between(const SourceImage &image, const SourceImage &other) {
  Image<float> change(image.valid.nx() / kChangeCell, image.valid.ny() / kChangeCell);
  for (int j = 0; j < change.ny(); ++j)
    for (int i = 0; i < change.nx(); ++i) change(i, j) = static_cast<float>(change_of_cell(image, other, i * kChangeCell, j * kChangeCell));
  return change;
}

double spread_of_change(const Image<float> &change, int x0, int y0, int width, int height) {
  std::vector<float> values;
  for (int j = y0 / kChangeCell; j < std::min((y0 + height) / kChangeCell, change.ny()); ++j)
    for (int i = x0 / kChangeCell; i < std::min((x0 + width) / kChangeCell, change.nx()); ++i)
      if (std::isfinite(change(i, j))) values.push_back(change(i, j));
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  double mean = 0, squares = 0;
  for (const float value : values) mean += static_cast<double>(value);
  mean /= static_cast<double>(values.size());
  for (const float value : values) squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

}  // namespace corkit::inpaint
