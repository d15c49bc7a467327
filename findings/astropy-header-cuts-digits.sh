#!/usr/bin/env bash
# Tool       astropy, Debian python3-astropy 5.2.1-2+deb12u1
# Behaviour  A number put into a Header is shown unchanged by that Header, and written with at most 20 characters: sign, point and exponent
#            count, and what is over is cut off, not rounded. A negative number with an exponent loses three to four digits of the 17 it
#            needs; even 0.1 + 0.2 comes back as another number (16 digits at most). There is room for 50 more characters on the card.
# Hurts      whoever keeps brightness factors, matrix elements or times in headers and compares after reading: equal in memory, different
#            from file, and always towards zero.
# Seen       in memory -1.2345678901234567e-10   in the file -1.2345678901234E-10
#            in memory -1.999999999999999e-300   in the file -1.999999999999E-300
#            in memory 0.30000000000000004       in the file 0.3
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need python3-astropy 5.2.1-2+deb12u1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
/usr/bin/python3 - <<'P' | tee seen
from astropy.io import fits
for value in (-1.2345678901234567e-10, -1.999999999999999e-300, 0.1 + 0.2):
    hdu = fits.PrimaryHDU()
    hdu.header["FACTOR"] = value
    hdu.writeto("header.fits", overwrite=True)
    back = fits.getheader("header.fits")
    print(f"in memory {hdu.header['FACTOR']!r:<24} in the file {str(back.cards['FACTOR'])[10:30].strip():<20} equal: {back['FACTOR'] == value}")
P
cat >want <<'T'
in memory -1.2345678901234568e-10  in the file -1.2345678901234E-10 equal: False
in memory -1.999999999999999e-300  in the file -1.999999999999E-300 equal: False
in memory 0.30000000000000004      in the file 0.3                  equal: False
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
