! FORTRAN 77: c2_calfactor, c3_calfactor.
#define ROUTINE crkcf2
#define FACTOR_OF corkit_c2_calfactor
#include "factor.inc"

#define ROUTINE crkcf3
#define FACTOR_OF corkit_c3_calfactor
#include "factor.inc"
