#!/usr/bin/env python3
"""Makes reference_data/calib-*.tar.xz, reference_data/parity/ and reference_data/random/ from the large reference set.

usage: pack_reference_data.py REFERENCE OUTPUT      e.g. ../shared/reference reference_data

REFERENCE is the folder with calib.tar.gz, l05/, e2e/, stages/ ...; OUTPUT/calib-*.tar.xz hold the whole calibration tree
(bytes and modification times unchanged), OUTPUT/parity/ and OUTPUT/random/ a part of the reference outputs, cut to size. Needs python3-astropy,
and fpack, xz and tar on the path. Every image written is read back and compared with its source.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
from astropy.io import fits

# Copied as they are.
WHOLE = """
l05/22180023.fts.fz l05/22180043.fts.fz l05/22460014.fts.fz
l05/32180003.fts.fz l05/32180023.fts.fz l05/32180043.fts.fz l05/32450014.fts.fz l05/32180073.fts.fz l05/32180083.fts.fz l05/32180093.fts.fz
extra/22180053.fts.fz extra/32180103.fts.fz extra/expfac_lines.txt
e2e/25180043.crop.fts.fz
e2e/35180003.fts.fz e2e/35180023.fts.fz e2e/35180043.fts.fz e2e/35450014.fts.fz e2e/35180073.fts.fz e2e/35180083.fts.fz e2e/35180093.fts.fz
extra/35180103.fts.fz
stages/offset_bias_recon.txt stages/calfactor.txt
stages/stats_in.fts.fz stages/stats_0.hdr stages/stats_1.hdr stages/stats_2.hdr stages/stats_3.hdr stages/stats_4.hdr
""".split()

# Cut to a box of the full frame: x0, y0, width, height. The boxes hold lost blocks where the image has some.
BOXES = {
    "e2e/25180023.crop.fts.fz": (512, 544, 320, 256),  # lost blocks (20,20) (21,20)
    "e2e/25460014.crop.fts.fz": (512, 544, 320, 256),
    "e2e/b_c3_2005_miss5.crop.fts.fz": (256, 288, 320, 256),  # (10,10) (11,10)
    "e2e/b_c3_2005_leb2.crop.fts.fz": (128, 128, 256, 256),
    "extra/25180053.fts.fz": (128, 128, 256, 256),
    "extra/b_35180103.fts.fz": (128, 128, 256, 256),
    "flags/nowarp_b1.crop.fts.fz": (256, 288, 320, 256),
    "stages/c2_calibrate_22180043.fts.fz": (128, 128, 256, 256),
    "stages/c3_calibrate_32180003_nomask.crop.fts.fz": (512, 512, 256, 256),
    "stages/c3_calibrate_32180023_fuzzy_nomask.crop.fts.fz": (256, 288, 320, 256),
    "stages/c3_calibrate_32180083_fuzzy_nomask.fts.fz": (128, 128, 256, 256),
    "stages/warp_22180043_gx.fts.fz": (0, 0, 192, 192),  # the corner, where the distortion is largest
    "stages/warp_22180043_gy.fts.fz": (0, 0, 192, 192),
    "stages/warp_32180003_gx.fts.fz": (832, 0, 192, 192),
    "stages/warp_32180003_gy.fts.fz": (832, 640, 192, 192),  # near (976, 736) a node that a fused atan2f moves
    "stages/warp_32180083_gx.fts.fz": (0, 320, 192, 192),
    "stages/warp_32180083_gy.fts.fz": (320, 320, 192, 192),  # the same node
}

# Cases of random/ whose inputs are here, too; their products whole, or as a box.
RANDOM = "A06 A07 B02 B05 C04 C10 D00 E00 E02 F00 G00 H00 I00 J00 J02 K00 L00 N00 P02".split()
RANDOM_BOXES = {case: (160, 160, 128, 128) for case in ("B05", "F00", "G00", "L00", "N00")}
RANDOM_CALIBRATION = ("c2_101997t1828_102797t2241_timeoffsets.sav", "c2_120697t0027_123097t2023_timeoffsets.sav", "occulter_center_2.dat",
                      "pointing2/c2_c3_last_post_recovery_day.sav", "pointing2/c2_post_recovery_adj_xyr_medv2.sav",
                      "pointing2/c3_post_recovery_adj_xyr_medv2.sav")

# One archive a kind of data: the byte delta of the element size is what makes smooth tables small.
ARCHIVES = {
    "calib-images.tar.xz": (4, ["lasco_data"]),
    "calib-tables.tar.xz": (16, ["nrl_lib", "ancil"]),
}


def image_of(path):
    with fits.open(path, do_not_scale_image_data=True) as hdus:
        hdu = next(h for h in hdus if h.data is not None)
        return np.array(hdu.data), hdu.header


def cut(source, target, box):
    pixels, header = image_of(source)
    x0, y0, nx, ny = box
    left, bottom = x0 - header.get("CROPX0", 0), y0 - header.get("CROPY0", 0)
    if left < 0 or bottom < 0 or left + nx > pixels.shape[1] or bottom + ny > pixels.shape[0]:
        raise SystemExit(f"{source}: the box {box} is not inside")
    part = np.ascontiguousarray(pixels[bottom:bottom + ny, left:left + nx])
    hdu = fits.PrimaryHDU(part)
    hdu.header["CROPX0"], hdu.header["CROPY0"] = x0, y0
    hdu.header["FULLNX"] = header.get("FULLNX", pixels.shape[1])
    hdu.header["FULLNY"] = header.get("FULLNY", pixels.shape[0])
    for keyword in ("BSCALE", "BZERO"):
        if keyword in header:
            hdu.header[keyword] = header[keyword]
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "image.fts")
        hdu.writeto(plain)
        method = ["-g2", "-q", "0"] if part.dtype.kind == "f" else ["-r"]
        subprocess.run(["fpack", *method, plain], check=True)
        shutil.move(plain + ".fz", target)
    again, _ = image_of(target)
    if again.tobytes() != part.tobytes():
        raise SystemExit(f"{target}: pixels changed")


def pack_random(reference, output):
    shutil.rmtree(output, ignore_errors=True)
    for folder in ("l05", "out", "headers", "calib_extra/pointing2"):
        os.makedirs(os.path.join(output, folder))
    with open(os.path.join(reference, "cases.txt")) as file:
        lines = [line for line in file if line.startswith("#") or line[:3] in RANDOM]
    with open(os.path.join(output, "cases.txt"), "w") as file:
        file.writelines(line.rsplit(" | ", 1)[0] + "\n" for line in lines)
    copies = ["pointing.txt"] + ["calib_extra/" + name for name in RANDOM_CALIBRATION]
    for folder in ("l05", "out", "headers"):
        for name in sorted(os.listdir(os.path.join(reference, folder))):
            if folder == "out" and name[:3] in RANDOM_BOXES:
                cut(os.path.join(reference, folder, name), os.path.join(output, folder, name.replace(".fts.fz", ".crop.fts.fz")), RANDOM_BOXES[name[:3]])
            elif name[:3] in RANDOM:
                copies.append(folder + "/" + name)
    for name in copies:
        shutil.copyfile(os.path.join(reference, name), os.path.join(output, name))


def pack_calibration(reference, output):
    with tempfile.TemporaryDirectory() as tree:
        subprocess.run(["tar", "xpf", os.path.join(reference, "calib.tar.gz"), "-C", tree], check=True)
        for name, (delta, folders) in ARCHIVES.items():
            tar = subprocess.Popen(["tar", "c", "--format=ustar", "--sort=name", "--owner=root:0", "--group=root:0", "-C", tree, *folders],
                                   stdout=subprocess.PIPE)
            with open(os.path.join(output, name), "wb") as packed:
                lzma = "--lzma2=preset=9e,lc=0,lp=2,pb=2" if delta == 4 else "--lzma2=preset=9e,lc=0,lp=3,pb=3"
                subprocess.run(["xz", "-c", f"--delta=dist={delta}", lzma], stdin=tar.stdout, stdout=packed, check=True)
            if tar.wait() != 0:
                raise SystemExit("tar failed")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    reference, output = sys.argv[1:]
    parity = os.path.join(output, "parity")
    shutil.rmtree(parity, ignore_errors=True)
    for name in WHOLE:
        os.makedirs(os.path.dirname(os.path.join(parity, name)), exist_ok=True)
        shutil.copyfile(os.path.join(reference, name), os.path.join(parity, name))
    for name, box in BOXES.items():
        os.makedirs(os.path.dirname(os.path.join(parity, name)), exist_ok=True)
        cut(os.path.join(reference, name), os.path.join(parity, name), box)
    pack_random(os.path.join(reference, "random"), os.path.join(output, "random"))
    pack_calibration(reference, output)


if __name__ == "__main__":
    main()
