// Headers of C3 images for the tests of the fill.
#pragma once

#include "lasco/lasco_header.hpp"

namespace corkit::test {

// nx x ny pixels, binned, whose first pixel is (x0, y0) of the full unbinned frame.
inline LascoHeader c3_header(int nx, int ny, int binning = 1, int x0 = 0, int y0 = 0) {
  LascoHeader header;
  header.detector = "C3";
  header.filter = "Clear";
  header.naxis1 = nx;
  header.naxis2 = ny;
  header.r1col = 20 + x0;
  header.r1row = 1 + y0;
  header.r2col = header.r1col + nx * binning - 1;
  header.r2row = header.r1row + ny * binning - 1;
  header.lebxsum = binning;
  header.lebysum = binning;
  return header;
}

}  // namespace corkit::test
