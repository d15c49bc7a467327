#!/usr/bin/env python3
"""The table "The same bits" of docs/reliability.md: products of the same images on several platforms, byte for byte.

usage: platform_table.py IMAGES CALIB NAME=COMMAND NAME=COMMAND...
       platform_table.py ../shared/data/l05 build/release/test_data/calib 'x86-64=build/release/bin/corkit' 'aarch64=build/aarch64/emulated/corkit'

IMAGES is a folder of level-0.5 images, CALIB a calibration tree; the first COMMAND is what the others are compared with. Each reduces all
images with --oracle gdl --compat-bugs, once as it is and once with --no-scale (float pixels). Standard library only. Exit 1 if a byte differs.
"""
import array
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

OPTIONS = {"default output": [], "`--no-scale`": ["--no-scale"]}
BLOCK = 2880


def reduce_all(command, images, calib, options, folder):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1000000000"}
    done = subprocess.run([*shlex.split(command), "reduce", *map(str, images), "--calib", calib, "-o", str(folder), "-q", "--oracle", "gdl",
                           "--compat-bugs", *options], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command}: {done.stderr.strip()}")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def split(product):
    """The header's cards, and the pixels of the primary image (int16 or float)."""
    at = 0
    while not any(product[k:k + 8] == b"END     " for k in range(at, at + BLOCK, 80)):
        at += BLOCK
    header, data = product[:at + BLOCK], product[at + BLOCK:]
    bitpix = next(int(header[k + 10:k + 30]) for k in range(0, len(header), 80) if header[k:k + 8] == b"BITPIX  ")
    pixels = array.array({16: "h", -32: "f"}[bitpix])
    pixels.frombytes(data[:len(data) // pixels.itemsize * pixels.itemsize])
    if sys.byteorder == "little":
        pixels.byteswap()
    return header, pixels


def compared(reference, other):
    """What a cell of the table says, and whether all bytes are the same."""
    if reference.keys() != other.keys():
        return "other files", False
    differing = [name for name in reference if reference[name] != other[name]]
    if not differing:
        return f"identical ({len(reference)} files)", True
    cards = pixels = 0
    for name in differing:
        (header, mine), (other_header, theirs) = split(reference[name]), split(other[name])
        cards += sum(header[k:k + 80] != other_header[k:k + 80] for k in range(0, len(header), 80))
        pixels += sum(a != b and not (a != a and b != b) for a, b in zip(mine, theirs))
    return f"{len(differing)} of {len(reference)} files, {pixels} pixels, {cards} cards", False


def main():
    if len(sys.argv) < 5 or not all("=" in argument for argument in sys.argv[3:]):
        raise SystemExit(__doc__)
    images = sorted(pathlib.Path(sys.argv[1]).glob("*.fts*"))
    platforms = [argument.split("=", 1) for argument in sys.argv[3:]]
    same = True
    rows = {name: [] for name, _ in platforms[1:]}
    for options in OPTIONS.values():
        reference = None
        for name, command in platforms:
            with tempfile.TemporaryDirectory() as folder:
                products = reduce_all(command, images, sys.argv[2], options, pathlib.Path(folder))
            if reference is None:
                reference = products
                continue
            cell, identical = compared(reference, products)
            rows[name].append(cell)
            same = same and identical
    print(f"| platform | {' | '.join(OPTIONS)} |\n|---|---|---|")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
