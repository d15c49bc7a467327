#!/usr/bin/env bash
# Tool       sunpy, Debian python3-sunpy 4.1.2-1+deb12u1
# Behaviour  Map.rotate() turns the image to solar north, removes CROTA1 and CROTA2, writes PC1_1 = 1 ... and leaves the card CROTA with the old
#            angle, in the map's meta and in the file that save() writes. sunpy and astropy do not look at CROTA, so nothing is amiss there.
# Hurts      programs that take the roll of a LASCO image from CROTA, as the COMMENT in its header tells them ("Rotate image CROTA degrees CCW
#            to correct"): they turn the image, which is upright already, once more.
# Seen       before: CROTA 30.0, CROTA1 30.0, CROTA2 30.0
#            saved after rotate(): CROTA 30.0, CROTA1 None, CROTA2 None, PC1_1 1.00, PC1_2 0.00
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need python3-sunpy 4.1.2-1+deb12u1
need python3-astropy 5.2.1-2+deb12u1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >rotate.py <<'P'
import numpy as np
import sunpy.map
from astropy.io import fits
header = fits.Header()
for name, value in (("INSTRUME", "LASCO"), ("DETECTOR", "C3"), ("DATE-OBS", "2002-05-21T00:29:48.184"), ("CTYPE1", "HPLN-TAN"), ("CTYPE2", "HPLT-TAN"),
                    ("CUNIT1", "arcsec"), ("CUNIT2", "arcsec"), ("CRPIX1", 32.5), ("CRPIX2", 32.5), ("CRVAL1", 0.0), ("CRVAL2", 0.0), ("CDELT1", 56.0),
                    ("CDELT2", 56.0), ("CROTA", 30.0), ("CROTA1", 30.0), ("CROTA2", 30.0)):
    header[name] = value
image = sunpy.map.Map(np.ones((64, 64), np.float32), header)
print("before: " + ", ".join(f"{key} {header.get(key)}" for key in ("CROTA", "CROTA1", "CROTA2")))
image.rotate().save("rotated.fits")
saved = fits.getheader("rotated.fits")
print("saved after rotate(): " + ", ".join(f"{key} {saved.get(key)}" for key in ("CROTA", "CROTA1", "CROTA2"))
      + f", PC1_1 {saved['PC1_1']:.2f}, PC1_2 {saved['PC1_2']:.2f}")
P
/usr/bin/python3 -W ignore rotate.py 2>log | grep -v '^INFO' | tee seen
cat >want <<'T'
before: CROTA 30.0, CROTA1 30.0, CROTA2 30.0
saved after rotate(): CROTA 30.0, CROTA1 None, CROTA2 None, PC1_1 1.00, PC1_2 0.00
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
