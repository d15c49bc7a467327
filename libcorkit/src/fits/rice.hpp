// Walks a Rice stream without decoding it.
//
// Follows   FITS standard 4.0, section 10.4.1
// Notes     CFITSIO's decoder does not look for the end of its input: a damaged run of zero bits takes it through memory that is not
//           its own. A stream that passes here ends within its bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace corkit {

// True if `pixels` integers of `bytepix` bytes (1, 2 or 4), coded in blocks of `block` pixels, can be decoded from these bytes.
bool rice_stream_is_whole(std::string_view bytes, std::size_t pixels, int bytepix, std::size_t block);

}  // namespace corkit
