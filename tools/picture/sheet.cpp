#include "picture/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace corkit::picture {
namespace {

constexpr int kGap = 4;  // pixels
constexpr Colour kPaper = 0x202020;

}  // namespace

SheetShape sheet_shape(int n, int width, int height) {
  const double ideal = std::sqrt(4.0 / 3 * n * height / width);
  const int columns = std::clamp(static_cast<int>(std::lround(ideal)), 1, std::max(n, 1));
  return {columns, (n + columns - 1) / columns};
}

Rgb sheet_of(const std::vector<Rgb> &pictures, int columns) {
  int width = 1, height = 1;
  for (const Rgb &picture : pictures) {
    width = std::max(width, picture.nx());
    height = std::max(height, picture.ny());
  }
  const int n = static_cast<int>(pictures.size());
  const int rows = (n + columns - 1) / columns;
  Rgb sheet(columns * (width + kGap) + kGap, rows * (height + kGap) + kGap, kPaper);
  for (int i = 0; i < n; ++i) {
    const Rgb &picture = pictures[static_cast<std::size_t>(i)];
    const int x0 = kGap + i % columns * (width + kGap) + (width - picture.nx()) / 2;
    const int y0 = kGap + i / columns * (height + kGap) + (height - picture.ny()) / 2;
    for (int y = 0; y < picture.ny(); ++y) std::copy_n(picture.row(y), picture.nx(), sheet.row(y0 + y) + x0);
  }
  return sheet;
}

}  // namespace corkit::picture
