#include "stages/plate_scale.hpp"

#include "core/error.hpp"
#include "lasco/detector.hpp"

namespace corkit {

float get_sec_pixel(const LascoHeader &h) {
  if (h.naxis1 < 1 || h.r2col < h.r1col)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "NAXIS1, R1COL and R2COL do not describe a field: the plate scale needs R2COL > R1COL");
  return subtense(h.detector) * (static_cast<float>(h.r2col - h.r1col + 1) / static_cast<float>(h.naxis1));
}

float get_sec_pixel_full(const LascoHeader &h, int full) {
  if (full < 1) throw Error(CORKIT_ERROR_ARGUMENT, "get_sec_pixel: the size of the full frame must be positive");
  return subtense(h.detector) * 1024.0F / static_cast<float>(full);
}

}  // namespace corkit
