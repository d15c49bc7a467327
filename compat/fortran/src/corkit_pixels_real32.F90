! The routines of pixel_arguments.inc for real(real32) pixels.
#define PIXEL real(real32)
#define PIXEL_TYPE CORKIT_FLOAT32
#define PIXEL_REAL
module corkit_pixels_real32
#include "pixel_arguments.inc"
end module corkit_pixels_real32
