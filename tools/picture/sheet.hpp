// Pictures side by side in rows: contact sheets.
#pragma once

#include <vector>

#include "picture/png_file.hpp"

namespace corkit::picture {

struct SheetShape {
  int columns = 0, rows = 0;
};

// As many columns as make n pictures of about this shape a sheet that is about 4 : 3.
SheetShape sheet_shape(int n, int width, int height);

// Row by row from the top left. Cells have the size of the largest picture.
Rgb sheet_of(const std::vector<Rgb> &pictures, int columns);

}  // namespace corkit::picture
