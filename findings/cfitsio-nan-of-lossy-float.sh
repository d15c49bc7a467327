#!/usr/bin/env bash
# Tool       CFITSIO and fpack, Debian libcfitsio10 and libcfitsio-bin 4.2.0-3
# Behaviour  fits_read_img with nulval = NULL ("no checking for null pixels") leaves the NaN of a float image NaN. Of the same image
#            fpacked with fpack's default for floats, NaN pixels come back as ordinary finite numbers close to the image's own, status 0;
#            they are NaN again only if a pointer to NaN is given. What "no checking" means depends on how the file was compressed.
# Hurts      readers that pass NULL because they want NaN to stay NaN: masked pixels become brightness, without a word.
# Seen       plain, nulval NULL: pixel 150 is nan, status 0        plain, nulval NaN: pixel 150 is nan, status 0
#            fpacked, nulval NULL: pixel 150 is 94.3, status 0     fpacked, nulval NaN: pixel 150 is nan, status 0
#            (the image lies between 100 and 110; the number changes with fpack's dither)
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libcfitsio10 4.2.0-3
need libcfitsio-dev 4.2.0-3
need libcfitsio-bin 4.2.0-3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >make.c <<'C'
#include <fitsio.h>
#include <math.h>

int main(void) {
  static float pixels[100 * 100];
  unsigned seed = 1;
  for (int i = 0; i < 100 * 100; i++) {
    seed = seed * 1103515245U + 12345U;
    pixels[i] = 100 + (float)((seed >> 16) & 0x7fff) / 3276.8F;
  }
  pixels[150] = NAN;
  fitsfile *f;
  int status = 0;
  long size[2] = {100, 100};
  fits_create_file(&f, "plain.fits", &status);
  fits_create_img(f, FLOAT_IMG, 2, size, &status);
  fits_write_img(f, TFLOAT, 1, 100 * 100, pixels, &status);
  fits_close_file(f, &status);
  return status;
}
C
cat >read.c <<'C'
#include <fitsio.h>
#include <math.h>
#include <stdio.h>

int main(int argc, char **argv) {
  static float pixels[100 * 100];
  float nan_value = NAN;
  int any;
  (void)argc;
  for (int check = 0; check < 2; check++) {
    fitsfile *f;
    int status = 0;
    fits_open_image(&f, argv[1], READONLY, &status);
    fits_read_img(f, TFLOAT, 1, 100 * 100, check ? &nan_value : NULL, pixels, &any, &status);
    printf("%s, nulval %s: pixel 149 is %.1f, pixel 150 is %.1f, status %d\n", argv[2], check ? "NaN" : "NULL", pixels[149], pixels[150], status);
    fits_close_file(f, &status);
  }
  return 0;
}
C
gcc -o make make.c -lcfitsio
gcc -o read read.c -lcfitsio
./make
fpack -S plain.fits >packed.fits.fz
{
  ./read plain.fits plain
  ./read packed.fits.fz fpacked
} | tee seen
if ! grep -q '^plain, nulval NULL: .*150 is nan, status 0' seen || ! grep -q '^plain, nulval NaN: .*150 is nan, status 0' seen ||
  ! grep -q '^fpacked, nulval NULL: .*150 is -*[0-9.]*, status 0' seen || ! grep -q '^fpacked, nulval NaN: .*150 is nan, status 0' seen; then
  echo "the behaviour has changed"
  exit 1
fi
