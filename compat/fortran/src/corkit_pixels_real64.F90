! The routines of pixel_arguments.inc for real(real64) pixels.
#define PIXEL real(real64)
#define PIXEL_TYPE CORKIT_FLOAT64
#define PIXEL_REAL
module corkit_pixels_real64
#include "pixel_arguments.inc"
end module corkit_pixels_real64
