// Pictures of filled holes: truth, lost, fuzzy, membrane, learned, error, side by side; one hole a row.
#pragma once

#include <string>
#include <vector>

#include "core/image.hpp"

namespace corkit::inpaint {

// Panels of one height, any widths, as 8-bit grey.
using Panel = Image<std::uint8_t>;

// Brightness low ... high becomes 1 ... 255; 0 in lost pixels. y grows upwards, as astronomers show images.
Panel panel(const Image<float> &image, const Image<std::uint8_t> &lost, float low, float high);
// Panels side by side with a white line between them.
Panel row_of(const std::vector<Panel> &panels);
// Rows below each other; shorter ones are filled up in black.
Panel sheet_of(const std::vector<Panel> &rows);
// Error(CORKIT_ERROR_IO) naming path. Whole or not at all.
void write_png(const std::string &path, const Panel &panel);

}  // namespace corkit::inpaint
