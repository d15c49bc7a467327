#include "stages/warp.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "idl/bilinear.hpp"
#include "idl/float_functions.hpp"
#include "idl/triangulate.hpp"
#include "idl/trigrid.hpp"
#include "lasco/distortion_coefficients.hpp"
#include "stages/plate_scale.hpp"

namespace corkit {
namespace {

constexpr int kNodes = 33;
constexpr int kStep = 32;  // unbinned pixels

struct Nodes {
  Image<double> x{kNodes, kNodes};
  Image<double> y{kNodes, kNodes};
};

// T is FLOAT or DOUBLE, as IDL's arithmetic has it.
template <class T>
Nodes control_points(const WarpKey &key) {
  const auto c = lasco::distortion_coefficients(key.detector);
  const T sumx = static_cast<T>(key.sumx);
  const T sumy = static_cast<T>(key.sumy);
  const T xc = static_cast<T>(key.center_x) / sumx;
  const T yc = static_cast<T>(key.center_y) / sumy;
  const T scale = key.plate_scale;
  Nodes nodes;
  for (int j = 0; j < kNodes; ++j) {
    for (int i = 0; i < kNodes; ++i) {
      const T dx = static_cast<T>(kStep * i / key.sumx) - xc;
      const T dy = static_cast<T>(kStep * j / key.sumy) - yc;
      const T r = std::sqrt(sumx * dx * (sumx * dx) + sumy * dy * (sumy * dy));
      const T mm = r * lasco::kPixelMillimetres;
      const T mm2 = mm * mm;
      const T f = r + mm * (c[0] + c[1] * mm2 + c[2] * idl::power4(mm)) / lasco::kPixelMillimetres;
      const T r0 = scale * f / (static_cast<float>(key.sumx) * key.plate_scale);
      const T theta = idl::atan2(dy, dx);
      nodes.x(i, j) = r0 * idl::cos(theta) + xc;
      nodes.y(i, j) = r0 * idl::sin(theta) + yc;
    }
  }
  return nodes;
}

}  // namespace

WarpKey warp_key(const LascoHeader &h, const Center &center, int nx, int ny, Oracle oracle) {
  WarpKey key;
  const auto detector = parse_detector(h.detector);
  if (!detector) throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DETECTOR is '" + h.detector + "': the distortion of C2 and C3 is known");
  key.detector = *detector;
  key.nx = nx;
  key.ny = ny;
  key.sumx = h.xbinning();
  key.sumy = h.ybinning();
  if (key.sumx > kStep || key.sumy > kStep || kStep % key.sumx != 0 || kStep % key.sumy != 0)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE,
                "SUMCOL x LEBXSUM = " + std::to_string(key.sumx) + " and SUMROW x LEBYSUM = " + std::to_string(key.sumy) +
                    ": the distortion is known on a grid of 32 pixels, which other sums than 1, 2, 4, 8, 16, 32 do not divide");
  key.plate_scale = get_sec_pixel(h);
  key.center_x = center.x;
  key.center_y = center.y;
  key.center_is_float = center.is_float;
  key.oracle = oracle;
  return key;
}

WarpMap warp_map(const WarpKey &key) {
  const Nodes nodes = key.center_is_float ? control_points<float>(key) : control_points<double>(key);
  const double dx = static_cast<double>(kStep / key.sumx);
  const double dy = static_cast<double>(kStep / key.sumy);
  const auto cuts = idl::grid_diagonals(kNodes, kNodes, 0, dx, 0, dy, key.oracle);
  return {idl::trigrid_map(nodes.x, dx, dy, cuts, key.nx, key.ny), idl::trigrid_map(nodes.y, dx, dy, cuts, key.nx, key.ny)};
}

namespace {

template <class T>
void check_size(const Image<T> &image, const WarpMap &map) {
  if (image.nx() != map.x.nx() || image.ny() != map.x.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, "an image of " + std::to_string(image.nx()) + " x " + std::to_string(image.ny()) +
                                             " pixels cannot be warped by a map of " + std::to_string(map.x.nx()) + " x " +
                                             std::to_string(map.x.ny()));
}

// Of each row, whether it or the next one holds a pixel of the mask: no others can touch a result between them.
std::vector<std::uint8_t> rows_with_mask(const Image<std::uint8_t> &mask) {
  std::vector<std::uint8_t> rows(static_cast<std::size_t>(mask.ny()), 0);
  for (int y = 0; y < mask.ny(); ++y) {
    unsigned seen = 0;
    for (int x = 0; x < mask.nx(); ++x) seen |= mask.row(y)[x];
    rows[static_cast<std::size_t>(y)] = seen != 0 ? 1 : 0;
  }
  for (std::size_t y = 0; y + 1 < rows.size(); ++y) rows[y] |= rows[y + 1];
  return rows;
}

}  // namespace

template <class T>
Image<T> warp(const Image<T> &image, const WarpMap &map) {
  check_size(image, map);
  return idl::interpolate(image, map.x, map.y);
}
template Image<std::uint8_t> warp(const Image<std::uint8_t> &, const WarpMap &);
template Image<std::int16_t> warp(const Image<std::int16_t> &, const WarpMap &);
template Image<std::uint16_t> warp(const Image<std::uint16_t> &, const WarpMap &);
template Image<std::int32_t> warp(const Image<std::int32_t> &, const WarpMap &);
template Image<float> warp(const Image<float> &, const WarpMap &);
template Image<double> warp(const Image<double> &, const WarpMap &);

Image<std::uint8_t> warp_touched(const Image<std::uint8_t> &mask, const WarpMap &map) {
  check_size(mask, map);
  const auto rows = rows_with_mask(mask);
  const auto last_x = static_cast<float>(mask.nx() - 1);
  const auto last_y = static_cast<float>(mask.ny() - 1);
  const auto touched_at = [&](std::size_t k) {
    const float x = idl::clamp_to(map.x[k], last_x);
    const float y = idl::clamp_to(map.y[k], last_y);
    const int i = static_cast<int>(x);
    const int j = static_cast<int>(y);
    const std::uint8_t *lower = mask.row(j) + i;
    const std::uint8_t *upper = mask.row(std::min(j + 1, mask.ny() - 1)) + i;
    const std::ptrdiff_t right = i + 1 < mask.nx() ? 1 : 0;
    const float weight =
        idl::bilinear<float>(lower[0], lower[right], upper[0], upper[right], static_cast<double>(x) - i, static_cast<double>(y) - j);
    return static_cast<std::uint8_t>(weight > 0);
  };
  Image<std::uint8_t> touched(mask.nx(), mask.ny());
  for (std::size_t k = 0; k < touched.size(); ++k)
    if (rows[static_cast<std::size_t>(idl::clamp_to(map.y[k], last_y))] != 0) touched[k] = touched_at(k);
  return touched;
}

double distortion_arcsec(Detector detector, double r_pixels, double scale_arcsec) {
  const auto c = lasco::distortion_coefficients(detector);
  const double mm = r_pixels * lasco::kPixelMillimetres;
  return scale_arcsec * (r_pixels + mm * (c[0] + c[1] * mm * mm + c[2] * idl::power4(mm)) / lasco::kPixelMillimetres);
}

}  // namespace corkit
