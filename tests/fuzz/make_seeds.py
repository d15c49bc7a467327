#!/usr/bin/env python3
"""Inputs that the fuzz targets begin with: small, whole, one folder a target. The same bytes in every run.

    make_seeds.py --calib TREE OUT      TREE is a calibration tree as the tests unpack it from reference_data
"""
import argparse
import gzip
import json
import math
import pathlib
import struct
import zlib

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--calib", required=True, type=pathlib.Path)
parser.add_argument("out", type=pathlib.Path)
arguments = parser.parse_args()
calib, out = arguments.calib, arguments.out


def seed(target, name, content):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("ascii"))


def card(keyword, value):
    text = value if value.startswith("'") else value.rjust(20)
    return (keyword.ljust(8) + "= " + text).ljust(80)[:80]


def fits(header, data):
    text = "".join(c.ljust(80) for c in [*header, "END"])
    return text.ljust(-(-len(text) // 2880) * 2880).encode() + data + b"\0" * (-len(data) % 2880)


# --- headers ---------------------------------------------------------------------------------------------------------------------------

def header(detector, day, mid_date, n=1, nx=64, ny=64, left=320, bottom=320, **more):
    """Cards of a field of nx x ny pixels, each a sum of n x n, that begins at a pixel of the frame."""
    first = 2 if detector == "C2" else 3
    cards = {
        "SIMPLE": "T", "BITPIX": "16", "NAXIS": "2", "NAXIS1": str(nx), "NAXIS2": str(ny), "FILENAME": f"'{first}2180003.fts'",
        "FILEORIG": "'050513_124205.img'", "DATE-OBS": f"'{day}'", "TIME-OBS": "'12:42:05.410'", "EXPTIME": "19.0996",
        "TELESCOP": "'SOHO'", "INSTRUME": "'LASCO'", "DETECTOR": f"'{detector}'", "READPORT": "'C'", "SUMROW": "0", "SUMCOL": "0",
        "LEBXSUM": str(n), "LEBYSUM": str(n), "FILTER": "'Orange'" if detector == "C2" else "'Clear'", "POLAR": "'Clear'",
        "COMPRSSN": "'X#'", "MID_DATE": str(mid_date), "MID_TIME": "45735.0", "R1COL": str(left + 20), "R1ROW": str(bottom + 1),
        "R2COL": str(left + 19 + nx * n), "R2ROW": str(bottom + ny * n), "CRPIX1": "519.2", "CRPIX2": "533.5", "CROTA1": "0.0",
        "CDELT1": "56.0" if detector == "C3" else "11.9", "CDELT2": "56.0" if detector == "C3" else "11.9"}
    cards.update(more)
    return [card(k, v) for k, v in cards.items()]


# Sums of 4 bring a frame of 256 x 256, which is fast.
HEADERS = {
    "c3": header("C3", "2005/05/13", 53503, n=4),
    "c2": header("C2", "2005/05/13", 53503, n=4),
    "c3_1997": header("C3", "1997/04/12", 50550, n=4, CROTA1="5.5"),
    "c2_1997": header("C2", "1997/04/12", 50550, n=4, nx=96),
    "c2_roll": header("C2", "2014/09/10", 56910, n=4, CROTA1="180.0"),
    "c3_chip": header("C3", "2018/03/20", 58197, n=4, LEBXSUM="2", LEBYSUM="2", SUMROW="2", SUMCOL="2"),
    "c2_polar": header("C2", "2013/05/13", 56425, n=4, POLAR="'+60 Deg'"),
    "c3_blue": header("C3", "2013/07/20", 56493, n=4, FILTER="'Blue'"),
    "c3_field": header("C3", "2005/05/13", 53503, n=4, nx=256, ny=256, left=0, bottom=0),
    "c2_eight": header("C2", "2005/05/13", 53503, n=8, nx=128, ny=128, left=0, bottom=0),
    "model": header("C3", "2005/05/13", 53503, n=4, FILENAME="'3m_clcl_050513.fts'", FILEORIG="'0'"),
}
LARGE = {
    "large_c3": header("C3", "2005/05/13", 53503),
    "large_c2": header("C2", "1997/04/12", 50550, nx=96),
    "large_leb": header("C3", "1999/06/15", 51344, n=2, nx=96, ny=64, left=256, bottom=256),
    "large_chip": header("C3", "2018/03/20", 58197, n=1, SUMROW="2", SUMCOL="2", R2COL="467", R2ROW="448"),
}
LETTERS = {"c3": "", "c2": "k", "c3_1997": "o", "c2_1997": "ob", "c2_roll": "fQ", "c3_chip": "ZM", "c2_polar": "ce", "c3_blue": "uHL", "c3_field": "ZF",
           "c2_eight": "M", "model": "di", "large_c3": "", "large_c2": "ob", "large_leb": "ZF", "large_chip": "ZM"}


def reduce_seed(name, letters, cards):
    seed("reduce", name, "\n".join([letters, *(c.rstrip() for c in cards)]) + "\n")


for name, cards in {**HEADERS, **LARGE}.items():
    seed("cards", name, "".join(cards))
    if name in LARGE:
        reduce_seed(name, LETTERS[name] + "PYZ", cards)
        reduce_seed(name + "_header", LETTERS[name], cards)
    else:
        reduce_seed(name, LETTERS[name], cards)
        reduce_seed(name + "_lost", LETTERS[name] + "YZ", cards)
seed("cards", "long", "".join([
    "LONGSTRN= 'OGIP 1.0'".ljust(80), "STORY   = 'It''s a text of which the rest follows&'".ljust(80), "CONTINUE  'here' / with a comment".ljust(80),
    "HIERARCH ESO DET = 'EXPTIME = 5'".ljust(80), "COMMENT one".ljust(80), "HISTORY two".ljust(80), card("X", "1.5D-03"), card("Y", "T")]))

# --- FITS files ------------------------------------------------------------------------------------------------------------------------

SHORTS = b"".join(struct.pack(">h", 700 + (k * 7) % 90) for k in range(16 * 16))


def simple(bitpix, **more):
    values = {"SIMPLE": "T", "BITPIX": str(bitpix), "NAXIS": "2", "NAXIS1": "16", "NAXIS2": "16", **more}
    return [card(k, v) for k, v in values.items()]


plain = fits(simple(16), SHORTS)
seed("fits_reader", "int16", plain)
seed("fits_reader", "uint16", fits(simple(16, BZERO="32768.0", BSCALE="1.0"), SHORTS))
seed("fits_reader", "byte", fits(simple(8), SHORTS[:256]))
seed("fits_reader", "int32", fits(simple(32, BLANK="-1"), SHORTS * 2))
seed("fits_reader", "float", fits(simple(-32, BSCALE="2.0"), struct.pack(">256f", *range(256))))
seed("fits_reader", "double", fits(simple(-64), struct.pack(">256d", *range(256))))
seed("fits_reader", "gzip", gzip.compress(plain, mtime=0))
seed("fits_reader", "two_members", gzip.compress(plain[:2880], mtime=0) + gzip.compress(plain[2880:], mtime=0))
empty = [card("SIMPLE", "T"), card("BITPIX", "16"), card("NAXIS", "0"), card("EXTEND", "T")]
extension = ["XTENSION= 'IMAGE   '", *simple(16)[1:], card("PCOUNT", "0"), card("GCOUNT", "1")]
seed("fits_reader", "extension", fits(empty, b"") + fits(extension, SHORTS))


def tiled(kind, tiles, zbitpix=16, parameters=(), unit=1):
    """A compressed image: a binary table, a tile a row; unit: bytes of what the column holds."""
    rows, heap = b"", b""
    for tile in tiles:
        rows += struct.pack(">ii", len(tile) // unit, len(heap))
        heap += tile
    table = ["XTENSION= 'BINTABLE'", card("BITPIX", "8"), card("NAXIS", "2"), card("NAXIS1", "8"), card("NAXIS2", str(len(tiles))),
             card("PCOUNT", str(len(heap))), card("GCOUNT", "1"), card("TFIELDS", "1"), card("TTYPE1", "'COMPRESSED_DATA'"),
             card("TFORM1", f"'1P{'BI'[unit - 1]}({max(map(len, tiles)) // unit})'"), card("ZIMAGE", "T"), card("ZSIMPLE", "T"), card("ZBITPIX", str(zbitpix)), card("ZNAXIS", "2"),
             card("ZNAXIS1", "16"), card("ZNAXIS2", "16"), card("ZTILE1", "16"), card("ZTILE2", str(16 // len(tiles))), card("ZCMPTYPE", f"'{kind}'"),
             *(card(k, v) for k, v in parameters)]
    return fits(empty, b"") + fits(table, rows + heap)


BLOCK = (("ZNAME1", "'BLOCKSIZE'"), ("ZVAL1", "32"), ("ZNAME2", "'BYTEPIX'"), ("ZVAL2", "2"))
lines = [SHORTS[32 * k:32 * k + 32] for k in range(16)]
seed("fits_reader", "tiles_gzip", tiled("GZIP_1", [gzip.compress(line, mtime=0) for line in lines]))
seed("fits_reader", "tiles_gzip2", tiled("GZIP_2", [gzip.compress(line[::2] + line[1::2], mtime=0) for line in lines]))
# Rice: 16-bit first value, 4 bits for "all differences are 0" (0), so the row is constant.
seed("fits_reader", "tiles_rice", tiled("RICE_1", [struct.pack(">HB", 700 + k, 0) for k in range(16)], parameters=BLOCK))
# PLIO: a header of 7 words, then one instruction: zeros.
seed("fits_reader", "tiles_plio", tiled("PLIO_1", [struct.pack(">8h", 0, 7, -100, 8, 0, 0, 0, 16)] * 16, unit=2))
# HCOMPRESS: code, nx, ny, scale, sum of all, bits of the three quadrants (0: all the same), the end.
seed("fits_reader", "tiles_hcompress", tiled("HCOMPRESS_1", [struct.pack(">HiiiqBBBB", 0xDD99, 16, 16, 0, 1000, 0, 0, 0, 0)],
                                            parameters=(("ZNAME1", "'SCALE'"), ("ZVAL1", "0"), ("ZNAME2", "'SMOOTH'"), ("ZVAL2", "0"))))

# --- tables of the calibration tree -------------------------------------------------------------------------------------------------------

nrl, ancil = calib / "nrl_lib/idl", calib / "ancil/attitude/roll"
for table in sorted(nrl.glob("expfac/data/*/*.dat")):
    seed("exposure", table.name, b"\n".join(table.read_bytes().splitlines()[:4]) + b"\n")
seed("attitude", "nominal", (ancil / "nominal_roll_attitude.dat").read_bytes()[:2000])
seed("attitude", "predicted", "TITLE\n! comment\n2014-09-10T00:00:00.000Z  6.45\n2014-09-10T00:10:00.000Z  6.46\n")
seed("occulter", "c3", (nrl / "convert/c3_occltr_cntr.dat").read_bytes()[:2000])
seed("occulter", "all", (nrl / "convert/occulter_center.dat").read_bytes()[:4000])
seed("null_blocks", "c2", (calib / "lasco_data/calib/c2nullblocks.txt").read_bytes())
seed("null_blocks", "some", "0 1 30 31\n 992 1023\n")
for name, text in {"none": "None", "two": "0011", "many": "".join(f"{'0123456789ABCDEFGHIJKLMNOPQRSTUV'[k]}5" for k in range(32)), "blank": " "}.items():
    seed("misslist", name, text)
# The number of records, little-endian, then records in either order.
for name, order in {"big": ">", "little": "<"}.items():
    seed("time_diff", name, struct.pack("<4i", 3, 0, 0, 0) + b"".join(struct.pack(order + "4i", 50550 + k, 1000 * k, 50550 + k, 1000 * k + 250) for k in range(3)))
seed("time_diff", "tree", struct.pack("<i", 39) + (nrl / "data/calib/TIME_DIFF.DAT").read_bytes()[4:16 * 40])
for table in sorted((nrl / "data/calib").glob("*.sav")):
    if table.stat().st_size < 16000:
        seed("save", table.name, table.read_bytes())
seed("day_list", "day", "32170501.fts  2002/05/21  00:30:05  C3  19.1  1024 1024\n22170502.fts.gz 2002-05-21 00:31:05 C2 25.1\n# no image\nshort.fits\n")

# --- the sky -----------------------------------------------------------------------------------------------------------------------------

STARS = "# stars\nra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag\n0.04846,-0.36044,61.8,-11.7,7.25,1.20\n0.06642,8.00722,61.9,-0.2,5.55,1.44\n"
seed("star_table", "two", STARS)
seed("star_table", "gzip", gzip.compress(STARS.encode(), mtime=0))


def horizons(columns, rows, units="KM-S", frame="ICRF"):
    return "\n".join(["*****", "Target body name: SOHO (spacecraft) (-21)         {source: SOHO_merged}",
                      "Center body name: Sun (10)                        {source: DE441}", f"Output units    : {units}", f"Reference frame : {frame}",
                      columns, "$$SOE", *rows, "$$EOE", "*****", ""])


# The Earth is at 118 degrees of ecliptic longitude on 2003-07-21, and goes on by one a day.
PLACES = [(52841 + day, math.radians(298 + 0.955 * day)) for day in range(-2, 4)]
EPHEMERIS_COLUMNS = "            JDTDB,            Calendar Date (TDB),                      X,                      Y,                      Z,"
EQUATOR = math.radians(23.44)
for name, unit, units, frame in (("km", 150.3e6, "KM-S", "Ecliptic of J2000.0"), ("au", 1.005, "AU-D", "Ecliptic of J2000.0")):
    seed("ephemeris", name, horizons(EPHEMERIS_COLUMNS, [
        f"{2400000.5 + mjd:.9f}, A.D. 2003-Jul-{mjd - 52820:02d} 00:00:00.0000, {unit * math.cos(a):.9E}, {unit * math.sin(a):.9E}, 1.0E-04," for mjd, a in PLACES],
        units, frame))
OBSERVER_COLUMNS = " Date__(UT)__HR:MN, , , R.A._____(ICRF), DEC______(ICRF),                delta,      deldot,"
seed("ephemeris", "observer", horizons(OBSERVER_COLUMNS, [
    f" 2003-Jul-{mjd - 52820:02d} 00:00, , , {math.degrees(math.atan2(math.cos(EQUATOR) * math.sin(a), math.cos(a))) % 360:.6f}, "
    f"{math.degrees(math.asin(math.sin(EQUATOR) * math.sin(a))):.6f}, 1.00500000000000, 0.1," for mjd, a in PLACES], "AU-D"))
seed("ephemeris", "sexagesimal", horizons(OBSERVER_COLUMNS, [f" 2003-Jul-{20 + k} 00:00, , , 20 0{k} 01.5, -20 15 10.1, 1.005, 0.1," for k in range(5)]))

# --- SAVE files of our own, as small as they can be ----------------------------------------------------------------------------------------

def save_text(text):
    data = text.encode()
    return struct.pack(">i", len(data)) + data + b"\0" * (-len(data) % 4)


def variable(name, kind, values, packing):
    """An array of one axis."""
    body = save_text(name) + struct.pack(">ii", kind, 0x14)
    body += struct.pack(">8i", 8, 8, 8 * len(values), len(values), 1, 0, 0, 8) + struct.pack(">8i", len(values), *[1] * 7)
    body += struct.pack(">i", 7) + struct.pack(f">{len(values)}{packing}", *values)
    return 2, body


def save(*records, compressed=False):
    content = b"SR" + struct.pack(">H", 6 if compressed else 4)
    for kind, body in records:
        if compressed:
            body = zlib.compress(body)
        at = len(content) + 16 + len(body)
        content += struct.pack(">iIII", kind, at, 0, 0) + body
    return content + struct.pack(">iIII", 6, len(content) + 16, 0, 0)


three = variable("TAI", 5, [1.5e9, 1.6e9, 1.7e9], "d")
seed("save", "small", save(three))
seed("save", "small_compressed", save(three, compressed=True))

# --- safetensors --------------------------------------------------------------------------------------------------------------------------


def safetensors(entries, data):
    text = json.dumps(entries).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


two = {"__metadata__": {"format": "pt"}, "a.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
       "b": {"dtype": "I8", "shape": [], "data_offsets": [24, 25]}}
seed("safetensors", "two", safetensors(two, bytes(25)))
seed("safetensors", "none", safetensors({}, b""))
seed("safetensors", "types", safetensors({kind: {"dtype": kind, "shape": [1], "data_offsets": [8 * k, 8 * k + 8]} for k, kind in enumerate(["F64", "I64"])}, bytes(16)))
