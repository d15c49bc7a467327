! FORTRAN 77: values of keywords. J INTEGER, E REAL, D DOUBLE PRECISION, L LOGICAL.
#define VALUE integer
#define GET_VALUE crkgkj
#define SET_VALUE crkpkj
#include "values.inc"
#undef VALUE
#undef SET_VALUE
#undef GET_VALUE

#define VALUE real
#define GET_VALUE crkgke
#define SET_VALUE crkpke
#include "values.inc"
#undef VALUE
#undef SET_VALUE
#undef GET_VALUE

#define VALUE double precision
#define GET_VALUE crkgkd
#define SET_VALUE crkpkd
#include "values.inc"
#undef VALUE
#undef SET_VALUE
#undef GET_VALUE

#define VALUE logical
#define SET_VALUE crkpkl
#include "values.inc"
#undef VALUE
#undef SET_VALUE
