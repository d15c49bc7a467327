#include "sub_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tool {
namespace {

constexpr int kFrame = 1024;

int whole_number(const corkit_header *header, const char *keyword) {
  const double value = number_value(header, keyword, 0);
  return std::isfinite(value) && std::abs(value) < 1e6 ? static_cast<int>(value) : 0;
}

int sum_of(const corkit_header *header, const char *chip, const char *leb) {
  return std::max(whole_number(header, chip), 1) * std::max(whole_number(header, leb), 1);
}

// R1COL, or P1COL where it is not given.
int corner_of(const corkit_header *header, const char *r1, const char *p1) {
  const int corner = whole_number(header, r1);
  return corner >= 1 ? corner : whole_number(header, p1);
}

}  // namespace

std::optional<FramedImage> put_into_frame(const corkit_array &image, const corkit_header *header) {
  const int sum = sum_of(header, "SUMCOL", "LEBXSUM");
  if (sum != sum_of(header, "SUMROW", "LEBYSUM") || (sum != 1 && sum != 2 && sum != 4)) return std::nullopt;
  const int side = kFrame / sum;
  const bool frame_size = image.nx == side && image.ny == side;
  const int first_column = corner_of(header, "R1COL", "P1COL"), first_row = corner_of(header, "R1ROW", "P1ROW");
  if (frame_size || first_column < 20 || first_row < 1) return std::nullopt;
  const int x0 = (first_column - 20) / sum, y0 = (first_row - 1) / sum;
  if (x0 + image.nx > side || y0 + image.ny > side) return std::nullopt;
  // A full field summed without a word of that in its header.
  if (whole_number(header, "R2COL") - first_column + 1 == kFrame && whole_number(header, "R2ROW") - first_row + 1 == kFrame)
    return std::nullopt;

  FramedImage framed{corkit::Image<double>(side, side, 0.0), corkit::Image<std::uint8_t>(side, side, 1),
                     Header(corkit_header_copy(header))};
  for (int y = 0; y < image.ny; ++y)
    for (int x = 0; x < image.nx; ++x) {
      framed.pixels(x0 + x, y0 + y) = pixel(image, static_cast<size_t>(y) * static_cast<size_t>(image.nx) + static_cast<size_t>(x));
      framed.outside(x0 + x, y0 + y) = 0;
    }
  for (const auto &[keyword, value] :
       {std::pair{"NAXIS1", side}, {"NAXIS2", side}, {"R1COL", 20}, {"R1ROW", 1}, {"R2COL", 1043}, {"R2ROW", kFrame}})
    check(corkit_header_set_int(framed.header.get(), keyword, value, nullptr));
  return framed;
}

}  // namespace tool
