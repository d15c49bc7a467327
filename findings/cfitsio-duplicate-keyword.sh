#!/usr/bin/env bash
# Tool       CFITSIO, Debian libcfitsio10 4.2.0-3
# Behaviour  fits_read_key of a keyword that stands in the header twice gives the first card, then the second, then the first again:
#            the search goes on from where the last one ended and wraps around, so what was read before decides. The status is 0 each time.
#            astropy, on the same file, gives the first card always; IDL's FXPAR gives the last.
# Hurts      whoever asks for a value in two places (a check, then the use) on old headers, where editors left the old CRPIX1 or EXPTIME
#            beside the new one: the check sees one value and the computation the other.
# Seen       read 1: CRPIX1 = 511.5    read 2: CRPIX1 = 512.25    read 3: CRPIX1 = 511.5    read 4: CRPIX1 = 512.25
#            after asking for EXPTIME: CRPIX1 = 512.25
#            astropy: 511.5 511.5 511.5
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libcfitsio10 4.2.0-3
need libcfitsio-dev 4.2.0-3
need python3-astropy 5.2.1-2+deb12u1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >twice.c <<'C'
#include <fitsio.h>
#include <stdio.h>

int main(void) {
  fitsfile *f;
  int status = 0;
  long size[2] = {2, 2};
  short pixels[4] = {1, 2, 3, 4};
  fits_create_file(&f, "twice.fits", &status);
  fits_create_img(f, SHORT_IMG, 2, size, &status);
  fits_write_record(f, "CRPIX1  =                511.5 / nominal", &status);
  fits_write_record(f, "EXPTIME =                 19.1 / [s]", &status);
  fits_write_record(f, "CRPIX1  =               512.25 / from stars", &status);
  fits_write_img(f, TSHORT, 1, 4, pixels, &status);
  fits_close_file(f, &status);

  double value;
  fits_open_image(&f, "twice.fits", READONLY, &status);
  for (int i = 1; i <= 4; i++) {
    fits_read_key(f, TDOUBLE, "CRPIX1", &value, NULL, &status);
    printf("read %d: CRPIX1 = %g (status %d)\n", i, value, status);
  }
  fits_read_key(f, TDOUBLE, "EXPTIME", &value, NULL, &status);
  fits_read_key(f, TDOUBLE, "CRPIX1", &value, NULL, &status);
  printf("after asking for EXPTIME: CRPIX1 = %g (status %d)\n", value, status);
  fits_close_file(f, &status);
  return status;
}
C
gcc -o twice twice.c -lcfitsio
./twice | tee seen
/usr/bin/python3 - <<'P' | tee -a seen
from astropy.io import fits
header = fits.getheader("twice.fits")
print("astropy:", header["CRPIX1"], header["CRPIX1"], header["CRPIX1"])
P
cat >want <<'T'
read 1: CRPIX1 = 511.5 (status 0)
read 2: CRPIX1 = 512.25 (status 0)
read 3: CRPIX1 = 511.5 (status 0)
read 4: CRPIX1 = 512.25 (status 0)
after asking for EXPTIME: CRPIX1 = 512.25 (status 0)
astropy: 511.5 511.5 511.5
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
