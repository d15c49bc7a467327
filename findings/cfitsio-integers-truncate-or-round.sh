#!/usr/bin/env bash
# Tool       CFITSIO, Debian libcfitsio10 4.2.0-3
# Behaviour  Floating-point pixels written with fits_write_img are cut off towards zero in an image of type SHORT_IMG or LONG_IMG, and
#            rounded to the nearest in one of type USHORT_IMG or ULONG_IMG. Both have BITPIX 16 or 32 in the file; the unsigned kinds
#            differ by BZERO alone, and it is the path with scaling that rounds. Reading has the same two paths the other way: TSHORT
#            pixels of a floating-point image are cut off.
# Hurts      whoever changes an image from unsigned to signed (or adds BSCALE) and finds half a count less in the mean.
# Seen       SHORT_IMG:  1.6 2.7 400.6 0.9 -> 1 2 400 0
#            USHORT_IMG: 1.6 2.7 400.6 0.9 -> 2 3 401 1
#            LONG_IMG:   1.6 2.7 400.6 0.9 -> 1 2 400 0
#            ULONG_IMG:  1.6 2.7 400.6 0.9 -> 2 3 401 1
#            DOUBLE_IMG read as TSHORT: 1.6 2.7 400.6 0.9 -> 1 2 400 0
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libcfitsio10 4.2.0-3
need libcfitsio-dev 4.2.0-3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >write.c <<'C'
#include <fitsio.h>
#include <stdio.h>

static fitsfile *written(const char *name, int type, int *status) {
  double pixels[4] = {1.6, 2.7, 400.6, 0.9};
  long size[2] = {2, 2};
  fitsfile *f = NULL;
  fits_create_file(&f, name, status);
  fits_create_img(f, type, 2, size, status);
  fits_write_img(f, TDOUBLE, 1, 4, pixels, status);
  return f;
}

int main(void) {
  const struct {
    const char *name;
    int type;
  } kinds[] = {{"SHORT_IMG", SHORT_IMG}, {"USHORT_IMG", USHORT_IMG}, {"LONG_IMG", LONG_IMG}, {"ULONG_IMG", ULONG_IMG}};
  for (int k = 0; k < 4; k++) {
    int status = 0;
    double back[4];
    fitsfile *f = written(kinds[k].name, kinds[k].type, &status);
    fits_read_img(f, TDOUBLE, 1, 4, NULL, back, NULL, &status);
    fits_close_file(f, &status);
    printf("%s: 1.6 2.7 400.6 0.9 -> %g %g %g %g (status %d)\n", kinds[k].name, back[0], back[1], back[2], back[3], status);
  }
  int status = 0;
  short back[4];
  fitsfile *f = written("DOUBLE_IMG", DOUBLE_IMG, &status);
  fits_read_img(f, TSHORT, 1, 4, NULL, back, NULL, &status);
  fits_close_file(f, &status);
  printf("DOUBLE_IMG read as TSHORT: 1.6 2.7 400.6 0.9 -> %d %d %d %d (status %d)\n", back[0], back[1], back[2], back[3], status);
  return status;
}
C
gcc -o write write.c -lcfitsio
./write | tee seen
cat >want <<'T'
SHORT_IMG: 1.6 2.7 400.6 0.9 -> 1 2 400 0 (status 0)
USHORT_IMG: 1.6 2.7 400.6 0.9 -> 2 3 401 1 (status 0)
LONG_IMG: 1.6 2.7 400.6 0.9 -> 1 2 400 0 (status 0)
ULONG_IMG: 1.6 2.7 400.6 0.9 -> 2 3 401 1 (status 0)
DOUBLE_IMG read as TSHORT: 1.6 2.7 400.6 0.9 -> 1 2 400 0 (status 0)
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
