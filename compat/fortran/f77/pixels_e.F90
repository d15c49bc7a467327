#define PIXEL real(real32)
#define PIXEL_TYPE CORKIT_FLOAT32
#define PUT_PIXELS crkape
#define GET_PIXELS crkage
#define REDUCE_PIXELS crklve
#define PRODUCT_PIXELS crkpge
#define FILL_PIXELS crkfme
#include "pixels.inc"
