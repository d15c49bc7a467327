#!/usr/bin/env python3
"""Makes the figures of docs/geometry.md from the stars in images, and prints how far they scatter about each geometry.

usage: geometry_figures.py STARS.csv... [-o docs/images]

STARS.csv: what `corkit stars IMAGE... --photometry --table STARS.csv` writes, of unsummed level-0.5 images. Needs numpy and matplotlib.
"""
import argparse
import csv
import os

import numpy

ARCSEC = numpy.pi / 180 / 3600
MM = 0.021  # of a pixel

# centre of the distortion [pixels, 0-based], arc seconds per undistorted pixel, a, b, c
SKY = {"C3": ((515.52, 528.94), 56.0, (-0.01767, 6.46e-8, 5.10e-14)),
       "C2": ((527.6, 509.7), 11.9012, (0.0051344125, -0.00012233862 * MM**2, 1.0978595e-7 * MM**4))}
SOLARSOFT = {"C3": ((516.284, 529.489), 56.0, (-0.0151657, 0.000165455 * MM**2, 0.0)),
             "C2": ((512.634, 505.293), 11.9, SKY["C2"][2])}


def read_stars(files):
    """Of each camera the images, of each image the stars: measured x, y and x, y as the sky's geometry has them. Not of summed images, whose
    stars all lie within 512 pixels."""
    cameras = {}
    for name in files:
        with open(name, newline="") as lines:
            for row in csv.DictReader(lines):
                if row["level"] != "0.5":
                    continue
                x, y, dx, dy = (float(row[k]) for k in ("x", "y", "off_x", "off_y"))
                cameras.setdefault(row["camera"], {}).setdefault(row["input"], []).append((x, y, x - dx, y - dy))
    return {camera: [numpy.array(stars) for stars in images.values() if len(stars) > 3 and numpy.max(stars, axis=0)[:2].max() > 600] for camera, images in cameras.items()}


def directions(geometry, x, y):
    """Unit vectors about the optical axis of what raw pixels see."""
    (x0, y0), scale, (a, b, c) = geometry
    raw = numpy.hypot(x - x0, y - y0)
    r = raw.copy()
    for _ in range(8):
        r -= (r * (1 + a + b * r**2 + c * r**4) - raw) / (1 + a + 3 * b * r**2 + 5 * c * r**4)
    k = scale * ARCSEC * r / raw
    v = numpy.stack([(x - x0) * k, (y - y0) * k, numpy.ones_like(r)])
    return v / numpy.linalg.norm(v, axis=0)


def pixels(geometry, v):
    (x0, y0), scale, (a, b, c) = geometry
    x, y = v[:2] / v[2] / (scale * ARCSEC)
    r2 = x**2 + y**2
    stretch = 1 + a + b * r2 + c * r2**2
    return numpy.stack([x0 + x * stretch, y0 + y * stretch])


def turned(v, angles):
    return v + numpy.cross(angles, v, axis=0)


def residuals(geometry, image, start):
    """Measured minus predicted, after the three angles of the image's own attitude."""
    measured, v = image[:, :2].T, directions(start, image[:, 2], image[:, 3])
    # Roughly to the other axis, then by Gauss and Newton.
    shift = numpy.array([start[0][1] - geometry[0][1], -(start[0][0] - geometry[0][0]), 0]) * geometry[1] * ARCSEC
    v = turned(v, -shift.reshape(3, 1))
    for _ in range(6):
        off = (measured - pixels(geometry, v)).ravel()
        step = 1e-6
        slopes = [(pixels(geometry, turned(v, step * numpy.eye(3)[:, [k]])) - pixels(geometry, v)).ravel() / step for k in range(3)]
        angles = numpy.linalg.lstsq(numpy.array(slopes).T, off, rcond=None)[0]
        v = turned(v, angles.reshape(3, 1))
        v /= numpy.linalg.norm(v, axis=0)
    return measured - pixels(geometry, v)


def scatter(geometry, images, start):
    off = numpy.hstack([residuals(geometry, image, start) for image in images])
    return numpy.sqrt(numpy.mean(off**2))


def with_best_scale(geometry, images, start):
    """The scale that leaves the least, by a parabola through three."""
    centre, scale, distortion = geometry
    for width in (0.004, 0.0005):
        tries = scale * numpy.array([1 - width, 1, 1 + width])
        left = [scatter((centre, s, distortion), images, start) ** 2 for s in tries]
        parabola = numpy.polyfit(tries - scale, left, 2)
        scale -= parabola[1] / (2 * parabola[0])
    return centre, scale, distortion


def along_the_radius(geometry, images, start):
    (x0, y0), _, _ = geometry
    r, off = [], []
    for image in images:
        d = residuals(geometry, image, start)
        x, y = image[:, 0] - x0, image[:, 1] - y0
        radius = numpy.hypot(x, y)
        r.append(radius)
        off.append((d[0] * x + d[1] * y) / radius)
    return numpy.hstack(r), numpy.hstack(off)


def along_x(geometry, images, start):
    return (numpy.hstack([image[:, 0] for image in images]) - geometry[0][0],
            numpy.hstack([residuals(geometry, image, start)[0] for image in images]))


def rings(r, off, width):
    """Mean and its error, by r."""
    points = []
    for low in numpy.arange(-720, 720, width):
        inside = off[(r >= low) & (r < low + width)]
        if len(inside) >= 8:
            points.append((r[(r >= low) & (r < low + width)].mean(), inside.mean(), inside.std() / numpy.sqrt(len(inside))))
    return numpy.array(points).T


def draw(camera, images, folder):
    from matplotlib import use

    use("Agg")
    from matplotlib import pyplot

    start = SKY[camera]
    scaled = with_best_scale(SOLARSOFT[camera], images, start)
    shown = [(f"SolarSoft, {SOLARSOFT[camera][1]} arcsec", SOLARSOFT[camera], "tab:red"),
             (f"SolarSoft's distortion, {scaled[1]:.{2 if camera == 'C3' else 3}f} arcsec", scaled, "tab:orange"), ("--geometry sky", start, "tab:blue")]
    count = sum(len(image) for image in images)
    print(f"{camera}: {count} stars in {len(images)} images")
    figure, axes = pyplot.subplots(figsize=(7, 3.6))
    for label, geometry, colour in shown:
        print(f"  {label}: {scatter(geometry, images, start):.3f} px rms an axis")
        # C2's distortion has another centre, which moves stars to the left and right.
        r, mean, error = rings(*along_the_radius(geometry, images, start), 40) if camera == "C3" else rings(*along_x(geometry, images, start), 80)
        axes.errorbar(r, mean, error, marker="o", markersize=3, linewidth=1, capsize=2, color=colour, label=label)
    axes.axhline(0, color="gray", linewidth=0.5)
    axes.set_xlabel("raw pixels from the centre of the distortion" + (", outwards" if camera == "C3" else ", to the right"))
    axes.set_ylabel("measured minus predicted, px")
    axes.set_title(f"{camera}: {count} stars in {len(images)} images", fontsize=10)
    axes.legend(fontsize=8, frameon=False)
    figure.tight_layout()
    path = os.path.join(folder, f"geometry_{camera.lower()}.png")
    figure.savefig(path, dpi=80, metadata={"Software": None})
    print(f"  {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="+", metavar="STARS.csv")
    parser.add_argument("-o", "--output", default="docs/images")
    arguments = parser.parse_args()
    for camera, images in sorted(read_stars(arguments.tables).items()):
        draw(camera, images, arguments.output)


if __name__ == "__main__":
    main()
