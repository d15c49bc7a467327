#include "stages/warp.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/instruction_set.hpp"
#include "idl/bilinear.hpp"
#include "idl/float_functions.hpp"
#include "idl/interpolate.hpp"
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
  if (!detector) throw Error(CORKIT_ERROR_KEYWORD_VALUE, said("DETECTOR", h.detector) + ": the distortion of C2 and C3 is known");
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

WarpKey sky_warp_key(const LascoHeader &h, int nx, int ny) {
  WarpKey key = warp_key(h, {}, nx, ny, Oracle::idl);
  key.geometry = Geometry::sky;
  return key;
}

WarpMap warp_map(const WarpKey &key) {
  if (key.geometry == Geometry::sky) return sky_warp_map(key);
  const Nodes nodes = key.center_is_float ? control_points<float>(key) : control_points<double>(key);
  const double dx = static_cast<double>(kStep / key.sumx);
  const double dy = static_cast<double>(kStep / key.sumy);
  const auto cuts = idl::grid_diagonals(kNodes, kNodes, 0, dx, 0, dy, key.oracle);
  return {idl::MapRows(nodes.x, dx, dy, cuts, key.nx, key.ny), idl::MapRows(nodes.y, dx, dy, cuts, key.nx, key.ny)};
}

namespace {

template <class T>
void check_size(const Image<T> &image, const WarpMap &map) {
  if (image.nx() != map.nx() || image.ny() != map.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, "an image of " + std::to_string(image.nx()) + " x " + std::to_string(image.ny()) +
                                             " pixels cannot be warped by a map of " + std::to_string(map.nx()) + " x " +
                                             std::to_string(map.ny()));
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

struct RowRange {
  int first, last;
};

// The rows that samples at these ordinates start from; place: room for one number each.
RowRange rows_of(const float *y, int ny, std::vector<int> &place) {
  const auto top = static_cast<float>(ny - 1);
  int *row = place.data();
  const std::size_t n = place.size();
  RowRange range{ny - 1, 0};
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
    int first = ny - 1;
    int last = 0;
    for (std::size_t k = 0; k < n; ++k) row[k] = static_cast<int>(idl::clamp_to(y[k], top));
    for (std::size_t k = 0; k < n; ++k) first = row[k] < first ? row[k] : first;
    for (std::size_t k = 0; k < n; ++k) last = row[k] > last ? row[k] : last;
    range = {first, last};
  });
  return range;
}

}  // namespace

template <class T>
Image<T> warp(const Image<T> &image, const WarpMap &map) {
  check_size(image, map);
  auto out = Image<T>::uninitialized(image.nx(), image.ny());
  const auto columns = static_cast<std::size_t>(image.nx());
  map.for_each_row(
      [&](int row, const float *x, const float *y) { idl::interpolate_run(image, x, y, out.row(row), columns, best_instruction_set()); });
  return out;
}
template Image<std::uint8_t> warp(const Image<std::uint8_t> &, const WarpMap &);
template Image<std::int16_t> warp(const Image<std::int16_t> &, const WarpMap &);
template Image<std::uint16_t> warp(const Image<std::uint16_t> &, const WarpMap &);
template Image<std::int32_t> warp(const Image<std::int32_t> &, const WarpMap &);
template Image<float> warp(const Image<float> &, const WarpMap &);
template Image<double> warp(const Image<double> &, const WarpMap &);

template <class T>
Image<double> times_warped(const Image<T> &image, const Image<std::uint8_t> &mask, const WarpMap &map) {
  check_size(image, map);
  check_size(mask, map);
  auto out = Image<double>::uninitialized(image.nx(), image.ny());
  const auto columns = static_cast<std::size_t>(image.nx());
  map.for_each_row([&](int row, const float *x, const float *y) {
    double *to = out.row(row);
    const T *from = image.row(row);
    idl::interpolate_run(mask, x, y, to, columns, best_instruction_set());
    run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
      for (std::size_t k = 0; k < columns; ++k) to[k] = static_cast<double>(from[k]) * to[k];
    });
  });
  return out;
}
template Image<double> times_warped(const Image<float> &, const Image<std::uint8_t> &, const WarpMap &);
template Image<double> times_warped(const Image<double> &, const Image<std::uint8_t> &, const WarpMap &);

Image<std::uint8_t> warp_touched(const Image<std::uint8_t> &mask, const WarpMap &map) {
  check_size(mask, map);
  const auto rows = rows_with_mask(mask);
  const auto columns = static_cast<std::size_t>(mask.nx());
  Image<std::uint8_t> touched(mask.nx(), mask.ny());
  std::vector<float> weights(columns);
  std::vector<int> place(columns);
  const auto meets_mask = [&](const float *y) {
    const auto range = rows_of(y, mask.ny(), place);
    const auto end = rows.begin() + range.last + 1;
    return std::find(rows.begin() + range.first, end, std::uint8_t{1}) != end;
  };
  map.for_each_row(meets_mask, [&](int row, const float *x, const float *y) {
    idl::interpolate_run(mask, x, y, weights.data(), columns, best_instruction_set());
    std::uint8_t *to = touched.row(row);
    for (std::size_t k = 0; k < columns; ++k) to[k] = weights[k] > 0 ? 1 : 0;
  });
  return touched;
}

double distortion_arcsec(Detector detector, double r_pixels, double scale_arcsec) {
  const auto c = lasco::distortion_coefficients(detector);
  const double mm = r_pixels * lasco::kPixelMillimetres;
  return scale_arcsec * (r_pixels + mm * (c[0] + c[1] * mm * mm + c[2] * idl::power4(mm)) / lasco::kPixelMillimetres);
}

}  // namespace corkit
