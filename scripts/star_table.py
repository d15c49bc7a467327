#!/usr/bin/env python3
"""Makes corkit's star table from the Hipparcos and Tycho-2 catalogues.

usage: star_table.py HIP_MAIN.DAT TYC2.DAT... -o ecliptic_stars.csv.gz [--limit 8.8] [--latitude 11.5]

HIP_MAIN.DAT is the text file of CDS I/239 (hip_main.dat), TYC2.DAT those of CDS I/259 (tyc2.dat, or tyc2.dat.00 ... tyc2.dat.19, and
suppl_1.dat, which hold the same stars once), plain or gzipped. A star of both is taken from Hipparcos. Standard library only.
"""
import argparse
import gzip
import math
import sys

OBLIQUITY = math.radians(84381.448 / 3600)
HIPPARCOS_EPOCH_YEARS = 2000.0 - 1991.25
COLUMNS = "ra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag"


def lines_of(path):
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rt", encoding="ascii", errors="replace") as file:
        yield from file


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def at_2000(ra, dec, pm_ra, pm_dec):
    years = HIPPARCOS_EPOCH_YEARS / 3.6e6
    return (ra + pm_ra * years / math.cos(math.radians(dec))) % 360, dec + pm_dec * years


def hipparcos(path):
    """(HIP number, star) at epoch J2000."""
    for line in lines_of(path):
        field = line.split("|")
        if len(field) < 38:
            sys.exit(f"{path}: a line has {len(field)} fields, 78 are expected: give hip_main.dat of CDS I/239")
        v, ra, dec, pm_ra, pm_dec = (number(field[i]) for i in (5, 8, 9, 12, 13))
        if None in (v, ra, dec):
            continue
        pm_ra, pm_dec = pm_ra or 0.0, pm_dec or 0.0
        yield int(field[1]), (*at_2000(ra, dec, pm_ra, pm_dec), pm_ra, pm_dec, v, number(field[37]) or 0.0)


def tycho2(path):
    """(HIP number or None, star); V and B-V of Johnson from those of Tycho (ESA SP-1200, volume 1, section 1.3)."""
    for line in lines_of(path):
        field = line.rstrip("\n").split("|")
        supplement = len(field) < 25
        if supplement and len(field) < 18:
            sys.exit(f"{path}: a line has {len(field)} fields: give tyc2.dat or suppl_1.dat of CDS I/259")
        places = (2, 3, 4, 5, 11, 13) if supplement else (2, 3, 4, 5, 17, 19)
        ra, dec, pm_ra, pm_dec, bt, vt = (number(field[i]) for i in places)
        if None in (ra, dec, vt):
            continue
        colour = bt - vt if bt is not None else 0.7
        if supplement:  # at the epoch of Hipparcos
            ra, dec = at_2000(ra, dec, pm_ra or 0.0, pm_dec or 0.0)
        hip = field[17 if supplement else 23].strip()[:6].strip()
        yield int(hip) if hip.isdigit() else None, (ra, dec, pm_ra or 0.0, pm_dec or 0.0, vt - 0.090 * colour, 0.850 * colour)


def ecliptic_latitude_deg(ra_deg, dec_deg):
    ra, dec = math.radians(ra_deg), math.radians(dec_deg)
    return math.degrees(math.asin(math.sin(dec) * math.cos(OBLIQUITY) - math.cos(dec) * math.sin(OBLIQUITY) * math.sin(ra)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hipparcos")
    parser.add_argument("tycho2", nargs="+")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--limit", type=float, default=8.8, help="faintest V")
    parser.add_argument("--latitude", type=float, default=11.5, help="degrees from the ecliptic")
    arguments = parser.parse_args()

    stars, numbers = [], set()
    for hip, star in hipparcos(arguments.hipparcos):
        numbers.add(hip)
        stars.append(star)
    for path in arguments.tycho2:
        stars += [star for hip, star in tycho2(path) if hip not in numbers]
    chosen = sorted(star for star in stars if star[4] < arguments.limit and abs(ecliptic_latitude_deg(*star[:2])) < arguments.latitude)
    text = "".join(f"{ra:.5f},{dec:.5f},{pm_ra:.1f},{pm_dec:.1f},{v:.2f},{b_v:.2f}\n" for ra, dec, pm_ra, pm_dec, v, b_v in chosen)
    with open(arguments.output, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        file.write((COLUMNS + "\n" + text).encode("ascii"))
    print(f"{len(chosen)} stars -> {arguments.output}")


if __name__ == "__main__":
    main()
