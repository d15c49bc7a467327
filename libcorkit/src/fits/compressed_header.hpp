// The header an image had before fpack turned it into a table.
//
// Follows   FITS standard 4.0, section 10.1.2, as funpack undoes it
// Given     header  cards of the binary table that holds the compressed image
// Returned  the image's own cards: Z keywords under their own names (card 0 with its original comment), the table's keywords,
//           EXTNAME = 'COMPRESSED_IMAGE' and the checksums of the compressed data left out
#pragma once

#include "fits/header.hpp"

namespace corkit {

Header uncompressed_header(const Header &header);

}  // namespace corkit
