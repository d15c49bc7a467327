#!/usr/bin/env bash
# Tool       CFITSIO, Debian libcfitsio10 4.2.0-3
# Behaviour  A .gz may consist of several members one after the other; gunzip, zlib's gzread and astropy read them as one file. CFITSIO
#            stops after the first: the file opens, the header is right, and reading the pixels ends with status 107, "tried to move past
#            end of file". Where the first member holds the primary image whole, what follows it is missing without a word: the file
#            then has one HDU fewer.
# Hurts      archives whose files were compressed in parallel or by appending (block-wise gzip writes such files): they look damaged to
#            every program built on CFITSIO and are not.
# Seen       gunzip: the original, byte for byte
#            cut in the pixels: astropy sum 49995000; CFITSIO status 107
#            cut between two HDUs: astropy 2 HDUs; CFITSIO 1 HDU, status 0
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
cat >make.py <<'P'
import gzip
import numpy as np
from astropy.io import fits
image = fits.PrimaryHDU(np.arange(10000, dtype=np.int16).reshape(100, 100))
fits.HDUList([image, fits.ImageHDU(np.ones((10, 10), np.int16))]).writeto("whole.fits")
data = open("whole.fits", "rb").read()
for name, cut in (("pixels", 9000), ("hdus", 2880 + 20160)):
    with open(name + ".fits.gz", "wb") as out:
        out.write(gzip.compress(data[:cut]) + gzip.compress(data[cut:]))
P
/usr/bin/python3 make.py
cat >read.c <<'C'
#include <fitsio.h>
#include <stdio.h>

int main(int argc, char **argv) {
  static int pixels[10000];
  int status = 0, number = 0;
  fitsfile *f = NULL;
  (void)argc;
  fits_open_image(&f, argv[1], READONLY, &status);
  if (status == 0) fits_read_img(f, TINT, 1, 10000, NULL, pixels, NULL, &status);
  int reading = status;
  status = 0;
  fits_get_num_hdus(f, &number, &status);
  printf("CFITSIO: %s: status of reading the pixels %d, %d HDUs\n", argv[1], reading, number);
  return 0;
}
C
gcc -o read read.c -lcfitsio
{
  for name in pixels hdus; do
    gunzip -c "$name.fits.gz" | cmp - whole.fits && echo "gunzip: $name.fits.gz: the original, byte for byte"
    /usr/bin/python3 - "$name.fits.gz" <<'P'
import sys
from astropy.io import fits
with fits.open(sys.argv[1]) as hdus:
    print(f"astropy: {sys.argv[1]}: sum of the pixels {hdus[0].data.sum(dtype=int)}, {len(hdus)} HDUs")
P
    ./read "$name.fits.gz"
  done
} | tee seen
cat >want <<'T'
gunzip: pixels.fits.gz: the original, byte for byte
astropy: pixels.fits.gz: sum of the pixels 49995000, 2 HDUs
CFITSIO: pixels.fits.gz: status of reading the pixels 107, 1 HDUs
gunzip: hdus.fits.gz: the original, byte for byte
astropy: hdus.fits.gz: sum of the pixels 49995000, 2 HDUs
CFITSIO: hdus.fits.gz: status of reading the pixels 0, 1 HDUs
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
