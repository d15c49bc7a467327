! FORTRAN 77: SolarSoft's routines that make an image of an image. ctx, arr, hdr, out are handles; flags are INTEGER, 0 or 1.

! c2_calibrate
#define ROUTINE crkca2
#define ARGUMENTS ctx, arr, hdr, nocalf, out, status
#define GIVEN ctx, arr, hdr, nocalf
#define MADE out, status
#define MAKER corkit_c2_calibrate
#define MORE , nocalf /= 0
#include "image_routine.inc"

! c3_calibrate; mask: fuzzy_image's TOO_MANY.
#define ROUTINE crkca3
#define ARGUMENTS ctx, arr, hdr, nocalf, novig, nomask, fuzzy, oracle, out, mask, status
#define GIVEN ctx, arr, hdr, nocalf, novig, nomask, fuzzy, oracle
#define MADE out, mask, status
#define MAKER corkit_c3_calibrate
#define MORE , corkit_c3_calibrate_options(nocalf /= 0, novig /= 0, nomask /= 0, fuzzy /= 0, oracle), mask
#include "image_routine.inc"

! c2_calibrate with /NO_UPDATE
#define ROUTINE crkcu2
#define ARGUMENTS ctx, arr, hdr, nocalf, out, status
#define GIVEN ctx, arr, hdr, nocalf
#define MADE out, status
#define MAKER corkit_c2_calibrate
#define MORE , nocalf /= 0, no_update=.true.
#include "image_routine.inc"

! c3_calibrate with /NO_UPDATE; mask: fuzzy_image's TOO_MANY.
#define ROUTINE crkcu3
#define ARGUMENTS ctx, arr, hdr, nocalf, novig, nomask, fuzzy, oracle, out, mask, status
#define GIVEN ctx, arr, hdr, nocalf, novig, nomask, fuzzy, oracle
#define MADE out, mask, status
#define MAKER corkit_c3_calibrate
#define MORE , corkit_c3_calibrate_options(nocalf /= 0, novig /= 0, nomask /= 0, fuzzy /= 0, oracle, no_update=.true.), mask
#include "image_routine.inc"

! c2_warp, c3_warp
#define ROUTINE crkwp2
#define ARGUMENTS ctx, arr, hdr, out, status
#define GIVEN ctx, arr, hdr
#define MADE out, status
#define MAKER corkit_c2_warp
#define MORE
#include "image_routine.inc"

#define ROUTINE crkwp3
#define ARGUMENTS ctx, arr, hdr, out, status
#define GIVEN ctx, arr, hdr
#define MADE out, status
#define MAKER corkit_c3_warp
#define MORE
#include "image_routine.inc"

! fuzzy_image; many: TOO_MANY.
#define ROUTINE crkfuz
#define ARGUMENTS ctx, arr, hdr, oracle, out, many, status
#define GIVEN ctx, arr, hdr, oracle
#define MADE out, many, status
#define MAKER corkit_fuzzy_image
#define MORE , oracle, many
#include "image_routine.inc"
