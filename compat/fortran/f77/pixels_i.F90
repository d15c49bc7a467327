#define PIXEL integer(int16)
#define PIXEL_TYPE CORKIT_INT16
#define PUT_PIXELS crkapi
#define GET_PIXELS crkagi
#define REDUCE_PIXELS crklvi
#define PRODUCT_PIXELS crkpgi
#include "pixels.inc"
