#!/usr/bin/env bash
# Tool       astropy.time (ERFA inside), Debian python3-astropy 5.2.1-2+deb12u1
# Behaviour  On a day that ends with a leap second, Time(mjd, format="mjd", scale="utc") stretches the fraction of the day over 86401 s: MJD
#            57753.5 is 12:00:00.500, not noon, and the error grows to a second by midnight. The days before and after are exact.
# Hurts      users of solar time stamps kept as MJD and milliseconds of day (SolarSoft's internal form): mjd + ms / 86400000 is half a second
#            off at noon of 1997-06-30, 1998-12-31, 2005-12-31, 2008-12-31, 2012-06-30, 2015-06-30 and 2016-12-31, and of no other day since 1996.
# Seen       57752.5 = 2016-12-30T12:00:00.000   57753.5 = 2016-12-31T12:00:00.500   57754.5 = 2017-01-01T12:00:00.000
#            2016-12-31T12:00:00 = MJD 57753.499994213
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
/usr/bin/python3 -W ignore - <<'P' | tee seen
from astropy.time import Time
for mjd in (57752.5, 57753.5, 57753.75, 57754.5):
    print(mjd, "=", Time(mjd, format="mjd", scale="utc").isot)
print("2016-12-31T12:00:00 = MJD", f"{Time('2016-12-31T12:00:00', scale='utc').mjd:.9f}")
P
cat >want <<'T'
57752.5 = 2016-12-30T12:00:00.000
57753.5 = 2016-12-31T12:00:00.500
57753.75 = 2016-12-31T18:00:00.750
57754.5 = 2017-01-01T12:00:00.000
2016-12-31T12:00:00 = MJD 57753.499994213
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
