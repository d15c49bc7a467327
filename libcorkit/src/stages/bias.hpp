// Bias of an image from camera, port and date.
//
// Follows   offset_bias.pro 1.39 (12/27/16)
// Returned  DN, with the IDL type SolarSoft gives it (INT, LONG or FLOAT): the type decides how HISTORY prints it
// Notes     whole days only. Coefficients after 2001: see lasco/bias_coefficients.hpp.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "lasco/lasco_header.hpp"

namespace corkit {

using Bias = std::variant<std::int16_t, std::int32_t, float>;

float as_float(const Bias &bias);
std::string idl_text(const Bias &bias);  // TRIM(STRING(bias))

// offset_bias(tel, port, yymmdd). Upper or lower case, blanks around. Unknown camera or port: 0.
Bias offset_bias(std::string_view detector, std::string_view port, int mjd);
// offset_bias(hdr [, /SUM]): the day of MID_DATE, else of DATE-OBS, else of DATE, else 50083.
Bias offset_bias(const LascoHeader &header, bool sum);
// The line it adds to a FITS header.
std::string offset_bias_history(const Bias &bias);

}  // namespace corkit
