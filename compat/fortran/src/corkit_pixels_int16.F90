! The routines of pixel_arguments.inc for integer(int16) pixels.
#define PIXEL integer(int16)
#define PIXEL_TYPE CORKIT_INT16
module corkit_pixels_int16
#include "pixel_arguments.inc"
end module corkit_pixels_int16
