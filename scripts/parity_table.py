#!/usr/bin/env python3
"""Makes docs/parity.md from what the parity programs measure.

usage: parity_table.py BUILD [OUTPUT]        e.g. build/release docs/parity.md

Runs BUILD/bin/test_parity_{idl,fill,stages,products,random} (make_inputs.py's images are made by `ctest -R parity.make_inputs` before), reads
their logs and BUILD/test_data/parity_*.csv, and writes the tables. Standard library only. Exit 1 if a program fails.
"""
import csv
import os
import platform
import re
import subprocess
import sys

PROGRAMS = ("idl", "fill", "stages", "products", "random", "pointing")
MEASURING = ("idl", "stages", "products", "random", "pointing")  # those that write parity_*.csv


def run_committed(build):
    """The committed references, where the large set is there too: a sentence, "" if that is what ran anyway; and whether it passed."""
    rows, failed = [], False
    for name in MEASURING:
        if name == "idl":  # what IDL printed is committed: the same in both
            continue
        done = subprocess.run([os.path.join(build, "bin", "test_parity_" + name)], capture_output=True, text=True,
                              env={**os.environ, "CORKIT_PARITY_SET": "committed"})
        failed |= done.returncode != 0
        rows += csv_rows(os.path.join(build, "test_data", f"parity_{name}_committed.csv"))
    images = [r for r in rows if r["table"] in ("product", "random") and r["compared"] > 0]
    text = (f"{sum(r['passed'] for r in images)} of {len(images)} image comparisons, {sum(r['passed'] for r in rows) - sum(r['passed'] for r in images)} of "
            f"{len(rows) - len(images)} others meet the requirements")
    return text, failed


def run_programs(build):
    """Log of each program, and whether each of its test cases passed."""
    logs, cases, failed = {}, {}, False
    for name in PROGRAMS:
        program = os.path.join(build, "bin", "test_parity_" + name)
        if not os.path.exists(program):
            print(f"not built: {program}", file=sys.stderr)
            failed = True
            continue
        done = subprocess.run([program, "--log_level=message", "--report_level=detailed", "--report_sink=stdout"], capture_output=True, text=True)
        logs[name] = done.stdout + done.stderr
        failed |= done.returncode != 0
        for case, result in re.findall(r'Test case "(?:%s/)?([^"]+)" has (passed|failed|aborted|been skipped)' % name, logs[name]):
            cases[f"{name}/{case}"] = result == "passed"
        if done.returncode != 0:
            print(f"{program} failed:\n{logs[name][-4000:]}", file=sys.stderr)
    return logs, cases, failed


def csv_rows(path):
    rows = []
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            for key in ("compared", "identical", "largest", "filled", "filled_largest", "within"):
                row[key] = float(row[key])
            row["passed"] = row["passed"] == "1"
            rows.append(row)
    return rows


def measurements(build):
    rows = []
    for name in MEASURING:
        for ending in ("", "_committed"):
            path = os.path.join(build, "test_data", f"parity_{name}{ending}.csv")
            if os.path.exists(path):
                rows += csv_rows(path)
                break
    return rows


def number(value):
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}".replace(",", " ")
    return f"{value:.3g}"


def mark(passed):
    return "" if passed else " **NOT MET**"


def summary_rows(rows, logs, cases):
    """The table of requirements: what, against, must be, measured."""
    out = []

    def stage(title, prefix, against, must, text):
        part = [r for r in rows if r["table"] == "stage" and r["what"].startswith(prefix)]
        if part:
            out.append((title, against, must, text(part) + mark(all(r["passed"] for r in part))))

    def passed(title, against, must, names, text):
        part = {c: ok for c, ok in cases.items() if any(n in c for n in names)}
        if part:
            out.append((title, against, must, text + mark(all(part.values()))))

    def identical_of(part):
        return f"{number(sum(r['identical'] for r in part))} of {number(sum(r['compared'] for r in part))} identical"

    def largest(pattern, log):
        values = [float(v) for v in re.findall(pattern, logs.get(log, ""))]
        return max(values) if values else None

    stage("offset_bias", "offset_bias", "stages/offset_bias_recon.txt", "identical, value and IDL type", identical_of)
    stage("calfactor", "c2_calfactor", "stages/calfactor.txt, 1440 rows", "identical to the bit", identical_of)
    stage("mb2strmap, strmap2mb", "mb2strmap", "stages/mb2str.txt", "identical", identical_of)
    passed("tmask", "stages/tmask_*", "identical", ["tmask_is_identical"], "4 of 4 masks identical")
    passed("triangulation of the warp mesh", "stages/triangles_*.txt", "identical, in order", ["warp_meshes_have_gdls_triangles"],
           "2 x 2048 triangles identical")
    stage("solar_ephem", "solar_ephem", "stages/solar_ephem.txt", "1e-15", lambda p: f"largest relative difference {number(max(r['largest'] for r in p))}")
    stage("RSUN", "RSUN", "three genuine products", "all 12 printed digits", lambda p: f"{int(p[0]['identical'])} of 3")
    stage("c2_calibrate", "c2_calibrate", "stages/c2_calibrate_*", "identical", identical_of)
    stage("c3_calibrate", "c3_calibrate", "stages/c3_calibrate_*", "identical outside zero pixels; there 1e-5 of the signal",
          lambda p: identical_of(p) + f"; zero pixels {number(max(r['filled_largest'] for r in p))}")
    stage("reduce_statistics2", "reduce_statistics2", "stages/stats_*.hdr", "identical but DATAAVG, DATASIG (3e-3)",
          lambda p: identical_of(p) + f" cards; AVG and SIG {number(max(r['largest'] for r in p))}")
    dct = re.search(r"DCT: largest difference (\S+) forward, (\S+) inverse", logs.get("fill", ""))
    if dct:
        passed("DCT", "stages/dct_*", "1e-7; inverse 3e-7, since SolarSoft's FLOAT inverse is itself 2.4e-7 from the block it started from",
               ["forward_and_inverse_agree"], f"{float(dct[1]):.2g} forward, {float(dct[2]):.2g} inverse")
    stage("warp of x and y", "warp of", "stages/warp_*", "1e-5 px (the storage step)", lambda p: f"largest {number(max(r['largest'] for r in p))} px")
    passed("ROT, `--oracle gdl`", "stages/rot_*", "identical", ["rot_parity", "equal_gdl"], "identical")
    passed("zone maps of lost blocks", "stages/fuzzy_map_*", "identical", ["zones_of_the_lost_blocks"], "identical")
    hcie = largest(r"hcie \S+: \d+ filled pixels, largest difference (\S+)", "fill")
    if hcie is not None:
        passed("hcie_zone, `--oracle gdl`", "stages/fuzzy_hcie_*", "1e-4 * max(value, median fill)", ["zone_of_a_frame_is_closed", "zones_are_closed"], number(hcie))
    stage("fuzzy_image, `--oracle gdl`", "fuzzy_image", "stages/, extra/fuzzy_out_*", "unfilled identical; filled 1e-4 * max(value, median fill)",
          lambda p: identical_of(p) + f"; filled {number(max(r['filled_largest'] for r in p))}")
    passed("quintic surface (IDL's TRI_SURF)", "the numpy reading of the specification, and its defining properties (tests/unit/idl); IDL itself below",
           "1e-12", ["derivatives_and_surfaces_agree"], "agrees")

    products = [r for r in rows if r["table"] == "product"]
    gdl = [r for r in products if r["oracle"] == "gdl"]
    if gdl:
        counts = [r["filled_largest"] for r in gdl if r["filled_unit"] == "counts"]
        floats = [r["filled_largest"] for r in gdl if r["filled_unit"] != "counts"]
        out.append((f"{len(gdl)} product images, `--oracle gdl --compat-bugs`", "e2e, real/out, extra, flags: int16, float and `b_`",
                    "outside filled blocks identical to the bit; fills 1e-5 of the signal, 1 count",
                    identical_of(gdl) + f"; fills {number(max(floats, default=0))} of the signal, {number(max(counts, default=0))} counts"
                    + mark(all(r["passed"] for r in gdl))))
    plain = [r for r in products if r["oracle"] == "idl" and "sample" in r["must_be"]]
    if plain:
        out.append((f"{len(plain)} unrolled product images, defaults", "same",
                    "outside filled blocks each pixel no farther than its sample's move times the steepest step it crosses, and one rounding",
                    identical_of(plain) + f"; {100 * min(r['within'] for r in plain):.2f} % within 2e-3 or 1 count in the worst image"
                    + mark(all(r["passed"] for r in plain))))
    rolled = [r for r in products if r["oracle"] == "idl" and "sample" not in r["must_be"]]
    if rolled:
        out.append((f"{len(rolled)} rolled product images, defaults", "same", "97 % within 2e-3 or 1 count",
                    f"{100 * min(r['within'] for r in rolled):.2f} % in the worst image" + mark(all(r["passed"] for r in rolled))))
    headers = [r for r in rows if r["table"] == "header"]
    if headers:
        out.append((f"{len(headers)} headers", "headers/*.txt", "every card identical but card 0's time, DATE, DATAAVG, DATASIG (6.1e-3)",
                    identical_of(headers) + f" cards, the others are the allowed ones, {number(sum(r['filled'] for r in headers))} unexpected; AVG and SIG "
                    + number(max(r["largest"] for r in headers)) + mark(all(r["passed"] for r in headers))))
    unusual = random_cases(rows)
    if unusual:
        same = sum(case["identical"] for case in unusual.values())
        out.append((f"{len(unusual)} unusual fields, sums and headers, `--oracle gdl --compat-bugs`", "random/: products, cards, errors", "identical, or listed under \"Random headers\"",
                    f"{same} identical, {len(unusual) - same} listed" + mark(all(case["passed"] for case in unusual.values()))))
    for r in rows:
        if r["table"] == "genuine":
            out.append((f"genuine header {r['what']}", r["against"], r["must_be"],
                        f"{number(r['identical'])} of {number(r['compared'])} cards, {number(r['filled'])} explained deviations" + mark(r["passed"])))
    return out


def random_cases(rows):
    """The cases of tests/parity/random: id to cause, pixels and cards, whether identical, and why not."""
    found = {}
    for r in rows:
        if r["table"] not in ("random", "random_header"):
            continue
        case = found.setdefault(r["what"], {"cause": re.sub(r" *\([^)]*\)$", "", r["against"]), "identical": True, "passed": True, "why": "", "rows": []})
        case["rows"].append(r)
        case["passed"] &= r["passed"]
        header = r["table"] == "random_header"
        refused = not header and r["compared"] == 0
        if refused:
            case["why"] = r["must_be"]
        case["identical"] &= (r["passed"] if header or refused else r["passed"] and r["identical"] == r["compared"])
        if not header and r["must_be"] != "identical" and r["identical"] < r["compared"]:
            case["why"] = r["must_be"]
    return found


def random_section(rows, cases):
    found = random_cases(rows)
    if not found:
        return []
    body = []
    for letter in sorted({name[0] for name in found}):
        part = {name: case for name, case in found.items() if name[0] == letter}
        causes = dict.fromkeys(case["cause"] for case in part.values())
        failing = [name for name, case in part.items() if not case["passed"]]
        why = list(dict.fromkeys(case["why"] for case in part.values() if case["why"])) + ([f"**NOT MET**: {', '.join(failing)}"] if failing else [])
        same = sum(case["identical"] for case in part.values())
        body.append((letter, "; ".join(causes), len(part), same, len(part) - same, "; ".join(why)))
    pixels = [r for r in rows if r["table"] == "random" and r["must_be"] == "identical"]
    headers = [r for r in rows if r["table"] == "random_header"]
    counts = [r["filled_largest"] for r in pixels if r["filled_unit"] == "counts"]
    floats = [r["filled_largest"] for r in pixels if r["filled_unit"] not in ("counts", "")]
    properties = {}
    for name, ok in cases.items():
        title = name.split("/")[1].replace("_", " ")
        if name.startswith("random/") and "solarsoft" not in title and "references" not in title:
            properties.setdefault(title, []).append(ok)
    lines = ["## Random headers", "",
             "Unusual fields, sums and headers, `--oracle gdl --compat-bugs`, against SolarSoft's products of the same files: pixels to the bit, and every card but card 0's",
             "time, DATE, DATAAVG and DATASIG. Letters are those of `random/cases.txt`. A case that SolarSoft cannot finish counts as identical where corkit refuses the image.", "",
             *table(["", "what", "cases", "identical", "differing", "why"], body), "",
             f"In the other cases {number(sum(r['identical'] for r in pixels))} of {number(sum(r['compared'] for r in pixels))} pixels outside fills are identical; fills "
             f"{number(max(floats, default=0))} of the signal, {number(max(counts, default=0))} counts. "
             f"{number(sum(r['identical'] for r in headers))} of {number(sum(r['compared'] for r in headers))} cards are identical, "
             f"{number(sum(r['filled'] for r in headers))} unexpected.", ""]
    if properties:
        lines += ["Properties of made-up images with random headers, which need no reference (`CORKIT_TEST_SEED` chooses other ones):", "",
                  *(f"* {title} ({len(passed)}){mark(all(passed))}" for title, passed in sorted(properties.items())), ""]
    return lines


def table(titles, rows):
    lines = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def compiler(build):
    try:
        with open(os.path.join(build, "CMakeCache.txt")) as file:
            path = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.*)$", file.read(), re.M)[1]
        return subprocess.run([path, "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, TypeError, IndexError):
        return "unknown compiler"


def document(build, rows, logs, cases, committed):
    sets = sorted({r["reference"] for r in rows if r["table"] != "idl"})
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if hasattr(platform, "freedesktop_os_release") else ""
    lines = [
        "# Parity with SolarSoft",
        "",
        "Measured by the programs in `tests/parity`; this page is written by `scripts/parity_table.py`.",
        "",
        f"* Platform: {platform.machine()}, {system or platform.system()}, {compiler(build)}, {' '.join(platform.libc_ver())}, libstdc++. Bit-identity rests on IEEE 754",
        "  arithmetic without fused multiply-add (`-ffp-contract=off`, no `-ffast-math`); [reliability.md](reliability.md#the-same-bits) has the other platforms.",
        f"* References: {', '.join(sets)}. They are outputs of SolarSoft's own routines under GDL 1.0.1, with synthetic calibration files in the real names",
        "  and formats. The committed part, `reference_data/`, always runs (`CORKIT_PARITY_SET=committed` asks for it where the large set is there):",
        f"  {committed}.",
        "* Regenerate: `cmake --build --preset release && ctest --test-dir build/release -R parity && scripts/parity_table.py build/release docs/parity.md`",
        "",
        "\"Identical\" means equal in every bit (but for the sign of zero, which fpack drops from the references). \"Filled\" pixels depend on pixels that were not read out (`corkit_product_missing()`);",
        "a test checks that these are no more than lost blocks can reach.",
        "",
        "## Requirements",
        "",
        *table(["what", "against", "must be", "measured"], summary_rows(rows, logs, cases)),
        "",
        "Why images differ a little with the default oracle: IDL cuts the mesh of the distortion along other diagonals than GDL (differences.md, section 4); samples",
        "move by up to 0.022 px (C2) or 0.054 px (C3), and no pixel changes by more than that explains. Why rolled images differ more: GDL's ROT cuts the fractions of",
        "a pixel to 1/1000 and copies pixels at the image's border, IDL's interpolates bilinearly. Why fills differ: GDL's TRIGRID ignores QUINTIC, so the references",
        "were filled with a linear surface, on GDL's triangles; IDL's is quintic.",
        "Why DATAAVG and DATASIG differ: SolarSoft sums a million pixels in single precision, corkit in double; DATASIG of real images by up to 6.0e-3.",
        "",
        "## Images",
        "",
        "Pixels outside fills, those identical, the largest difference among them; then filled pixels and their largest difference. int16 in counts, float in",
        "MSB outside and relative to the signal inside.",
        "",
    ]
    own = [r for r in rows if r["table"] == "idl"]
    if own:
        at = lines.index("## Images")
        lines[at:at] = ["## IDL's own numbers", "",
                        "What IDL itself (2018) printed of TRIANGULATE and TRIGRID /QUINTIC, as its users published it (`reference_data/idl`): no GDL, no SolarSoft. With GDL's",
                        "diagonals the two surfaces are missed by 1e-4 and more.", "",
                        *table(["what", "printed", "must be", "measured"],
                               [(r["what"], r["against"], r["must_be"],
                                 (f"{number(r['identical'])} of {number(r['compared'])} rows" if r["compared"] > 1 else f"off by {number(r['largest'])}")
                                 + mark(r["passed"])) for r in own]), ""]
    body = []
    for r in rows:
        if r["table"] != "product":
            continue
        within = f"{100 * r['within']:.2f} %" if r["within"] >= 0 else ""
        body.append((r["against"], r["oracle"], number(r["compared"]), number(r["identical"]), f"{number(r['largest'])} {r['unit']}" if r["largest"] else "0",
                     number(r["filled"]), f"{number(r['filled_largest'])} {r['filled_unit']}" if r["filled"] else "", within, "yes" if r["passed"] else "**no**"))
    lines += table(["reference", "oracle", "pixels", "identical", "largest", "filled", "largest", "within 2e-3 or 1 count", "met"], body)
    lines += ["", *random_section(rows, cases)]
    lines += ["## Headers", "", *table(["header", "cards", "identical", "AVG and SIG", "unexpected"],
              [(r["against"], number(r["compared"]), number(r["identical"]), number(r["largest"]), number(r["filled"])) for r in rows if r["table"] == "header"])]
    lines += ["", "Listed exceptions: `e2e_35900015`, two HISTORY cards, whose text in the reference is that of stand-ins for `get_roll_or_xy` and `get_sun_center`.",
              "", "## Stages", "", *table(["what", "against", "oracle", "compared", "identical", "largest", "filled", "largest", "met"],
              [(r["what"], r["against"], r["oracle"], number(r["compared"]), number(r["identical"]), f"{number(r['largest'])} {r['unit']}" if r["largest"] else "0",
                number(r["filled"]) if r["filled"] else "", number(r["filled_largest"]) if r["filled"] else "", "yes" if r["passed"] else "**no**")
               for r in rows if r["table"] == "stage"]), ""]
    return "\n".join(lines)


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    build = sys.argv[1]
    output = sys.argv[2] if len(sys.argv) == 3 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "parity.md")
    for name in MEASURING:  # a table of this run only
        for ending in ("", "_committed"):
            path = os.path.join(build, "test_data", f"parity_{name}{ending}.csv")
            if os.path.exists(path):
                os.remove(path)
    logs, cases, failed = run_programs(build)
    rows = measurements(build)
    if not rows:
        raise SystemExit("nothing was measured")
    committed, committed_failed = run_committed(build)
    failed |= committed_failed
    with open(output, "w") as file:
        file.write(document(build, rows, logs, cases, committed))
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
