// Pictures of filled holes: truth, lost, fuzzy, membrane, learned, error, side by side; one hole a row.
#pragma once

#include <string>
#include <vector>

#include "core/image.hpp"
#include "picture/png_file.hpp"

namespace corkit::inpaint {

// Panels of one height, any widths, as 8-bit grey.
using Panel = picture::Grey;

// Brightness low ... high becomes 1 ... 255; 0 in lost pixels. y grows upwards, as astronomers show images.
Panel panel(const Image<float> &image, const Image<std::uint8_t> &lost, float low, float high);
// Panels side by side with a white line between them.
Panel row_of(const std::vector<Panel> &panels);
// Rows below each other; shorter ones are filled up in black.
Panel sheet_of(const std::vector<Panel> &rows);
// A panel or a row below a line of text.
Panel titled(const Panel &panel, const std::string &title);

}  // namespace corkit::inpaint
