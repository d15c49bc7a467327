#define PIXEL real(real64)
#define PIXEL_TYPE CORKIT_FLOAT64
#define PUT_PIXELS crkapd
#define GET_PIXELS crkagd
#define REDUCE_PIXELS crklvd
#define PRODUCT_PIXELS crkpgd
#define FILL_PIXELS crkfmd
#include "pixels.inc"
