// Hierarchical contour interpolation: the surface that closes the gaps of a zone.
//
// Follows   fuzzy/hcie_zone.pro (spec/level1.md 10.5, 20.7)
// Given     zone: pixels around a gap, 0 in the gap; sides are multiples of 32 pixels
// Returned  the zone with every pixel of value 0 replaced; all others as they were
// Notes     1. Cells of 4 x 4 pixels are completed by natural splines along lines across the brightness gradient; a line with
//              fewer than two known cells keeps its zeros.
//           2. The surface through the cells' first inner pixels is 0 beyond them, on pixels 0, 1 and the last of each axis.
//           3. Oracle::idl: quintic surface on IDL's triangles. Oracle::gdl: planes on GDL's.
//           4. Cells and surface are FLOAT as SolarSoft's arrays are; what is between them is DOUBLE. SolarSoft's FLOAT arithmetic differs
//              by a few units in the last place of the largest value in the zone.
#pragma once

#include <map>
#include <utility>

#include "core/image.hpp"
#include "core/oracle.hpp"

namespace corkit::fuzzy {

// How the cells' grids are triangulated, by their size: zones of equal size share it.
class CellCuts {
 public:
  explicit CellCuts(Oracle oracle) : oracle_(oracle) {}

  Oracle oracle() const { return oracle_; }
  const Image<std::uint8_t> &of(int nx, int ny);

 private:
  Oracle oracle_;
  std::map<std::pair<int, int>, Image<std::uint8_t>> cuts_;
};

// Cells of value 0 filled from the others of their lines; angle as grad_zone gives it.
Image<float> fill_cells(const Image<float> &cells, double angle);

// The three-pixel means along lines at right angles to angle, for the pixels where zone is 0.
Image<float> smooth_lines(const Image<float> &zone, const Image<float> &filled, double angle);

Image<float> hcie_zone(const Image<float> &zone, CellCuts &cuts);

}  // namespace corkit::fuzzy
