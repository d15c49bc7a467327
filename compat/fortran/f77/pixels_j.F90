#define PIXEL integer(int32)
#define PIXEL_TYPE CORKIT_INT32
#define PUT_PIXELS crkapj
#define GET_PIXELS crkagj
#define REDUCE_PIXELS crklvj
#define PRODUCT_PIXELS crkpgj
#include "pixels.inc"
