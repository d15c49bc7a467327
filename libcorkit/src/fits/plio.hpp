// Walks a PLIO line list without decoding it.
//
// Follows   FITS standard 4.0, section 10.4.3
// Notes     CFITSIO's decoder takes the length of the list from the list itself. It never writes beyond its tile.
#pragma once

#include <string_view>

namespace corkit {

// True if the list of 16-bit words, most significant byte first, ends within its bytes.
bool plio_list_is_whole(std::string_view bytes);

}  // namespace corkit
