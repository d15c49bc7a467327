// What has changed between two images of the corona, on cells of 8 x 8 pixels.
#pragma once

#include "source_image.hpp"

namespace corkit::inpaint {

inline constexpr int kChangeCell = 8;  // pixels

// Changes by cells, NaN where a cell is not wholly read out in both.
Image<float> change_between(const SourceImage &image, const SourceImage &other);
// Of a box whose sides are multiples of cells; NaN where no cell of it has a change. Places between cells are rounded down.
double spread_of_change(const Image<float> &change, int x0, int y0, int width, int height);

}  // namespace corkit::inpaint
