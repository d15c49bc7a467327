! The routines of pixel_arguments.inc for integer(int32) pixels.
#define PIXEL integer(int32)
#define PIXEL_TYPE CORKIT_INT32
module corkit_pixels_int32
#include "pixel_arguments.inc"
end module corkit_pixels_int32
