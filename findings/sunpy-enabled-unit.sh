#!/usr/bin/env bash
# Tool       sunpy and astropy.units, Debian python3-sunpy 4.1.2-1+deb12u1 and python3-astropy 5.2.1-2+deb12u1
# Behaviour  A unit that astropy was taught with add_enabled_units() parses with u.Unit("MSB"), and a map whose BUNIT is MSB has no unit all the
#            same: sunpy asks for format="fits", and that format's list of units is closed. BUNIT = '1' is refused too; a blank BUNIT is
#            what means dimensionless. A map without a unit still has .quantity, which is then dimensionless without a word.
# Hurts      users of coronagraph images in mean solar brightness: the remedy that astropy's manual gives has no effect, and .quantity of
#            such a map adds to any pure number.
# Seen       u.Unit("MSB") after add_enabled_units: MSB
#            BUNIT 'MSB': unit None, quantity in Unit(dimensionless)
#            BUNIT '1': unit None, quantity in Unit(dimensionless)
#            BUNIT '': unit Unit(dimensionless), quantity in Unit(dimensionless)
#            quantity * u.Unit("MSB"): MSB
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
cat >unit.py <<'P'
import astropy.units as u
import numpy as np
import sunpy.map
from astropy.io import fits
u.add_enabled_units([u.def_unit("MSB")])
print('u.Unit("MSB") after add_enabled_units:', u.Unit("MSB"))
header = fits.Header()
for name, value in (("INSTRUME", "LASCO"), ("DETECTOR", "C3"), ("DATE-OBS", "2002-05-21T00:29:48.184"), ("CTYPE1", "HPLN-TAN"), ("CTYPE2", "HPLT-TAN"),
                    ("CUNIT1", "arcsec"), ("CUNIT2", "arcsec"), ("CRPIX1", 32.5), ("CRPIX2", 32.5), ("CRVAL1", 0.0), ("CRVAL2", 0.0), ("CDELT1", 56.0),
                    ("CDELT2", 56.0)):
    header[name] = value
for text in ("MSB", "1", ""):
    header["BUNIT"] = text
    image = sunpy.map.Map(np.ones((64, 64), np.float32), header)
    print(f"BUNIT {text!r}: unit {image.unit!r}, quantity in {image.quantity.unit!r}")
print('quantity * u.Unit("MSB"):', (image.quantity * u.Unit("MSB")).unit)
P
/usr/bin/python3 -W ignore unit.py 2>log | grep -v '^INFO' | tee seen
cat >want <<'T'
u.Unit("MSB") after add_enabled_units: MSB
BUNIT 'MSB': unit None, quantity in Unit(dimensionless)
BUNIT '1': unit None, quantity in Unit(dimensionless)
BUNIT '': unit Unit(dimensionless), quantity in Unit(dimensionless)
quantity * u.Unit("MSB"): MSB
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
