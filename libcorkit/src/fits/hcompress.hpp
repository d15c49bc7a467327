// Walks an HCOMPRESS stream without undoing its transform.
//
// Follows   FITS standard 4.0, section 10.4.4: quadtrees of the bit planes of the H-transform's coefficients, then their signs
// Notes     CFITSIO's decoder looks neither for the end of its input nor at the size that the stream announces. A stream that passes here
//           ends within its bytes and has the size of its tile.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace corkit {

// The scale of a stream of nx columns and ny rows (0 or 1: nothing was lost); empty if it is damaged. planes: the most bits a
// coefficient may have.
std::optional<int> hcompress_scale(std::string_view bytes, std::size_t nx, std::size_t ny, int planes);

}  // namespace corkit
