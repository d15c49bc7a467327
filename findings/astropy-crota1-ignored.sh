#!/usr/bin/env bash
# Tool       astropy.wcs (wcslib 7.12 inside), Debian python3-astropy 5.2.1-2+deb12u1
# Behaviour  A roll angle given as CROTA1 is accepted without a word (has_crota() even says True) and has no effect: the angle belongs to the
#            latitude axis, so CROTA2 alone is read. A header with CROTA1 = 30 has the same coordinates as one without.
# Hurts      coronagraph images of the nineties, whose headers give the roll as CROTA1: features land at the wrong position angle, with
#            the right distance from the Sun, so that nothing looks wrong.
# Seen       no roll:     pixel (60, 49.5) is 588.0, 0.0 arcsec    has_crota False
#            CROTA1 = 30: pixel (60, 49.5) is 588.0, 0.0 arcsec    has_crota True
#            CROTA2 = 30: pixel (60, 49.5) is 509.2, 294.0 arcsec  has_crota True
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
/usr/bin/python3 - 2>&1 <<'P' | tee seen
from astropy.io import fits
from astropy.wcs import WCS
for label, key in (("no roll", None), ("CROTA1 = 30", "CROTA1"), ("CROTA2 = 30", "CROTA2")):
    header = fits.Header()
    for name, value in (("NAXIS", 2), ("NAXIS1", 100), ("NAXIS2", 100), ("CTYPE1", "HPLN-TAN"), ("CTYPE2", "HPLT-TAN"), ("CUNIT1", "arcsec"),
                        ("CUNIT2", "arcsec"), ("CRPIX1", 50.5), ("CRPIX2", 50.5), ("CRVAL1", 0.0), ("CRVAL2", 0.0), ("CDELT1", 56.0), ("CDELT2", 56.0)):
        header[name] = value
    if key:
        header[key] = 30.0
    wcs = WCS(header)
    x, y = wcs.pixel_to_world_values(60, 49.5)
    print(f"{label}: pixel (60, 49.5) is {3600 * x:.1f}, {3600 * y:.1f} arcsec, has_crota {wcs.wcs.has_crota()}")
P
cat >want <<'T'
no roll: pixel (60, 49.5) is 588.0, 0.0 arcsec, has_crota False
CROTA1 = 30: pixel (60, 49.5) is 588.0, 0.0 arcsec, has_crota True
CROTA2 = 30: pixel (60, 49.5) is 509.2, 294.0 arcsec, has_crota True
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
