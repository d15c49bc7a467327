#!/usr/bin/env python3
"""Fails when reducing an image takes more instructions than the committed figures allow.

    bench/instructions.py [--renew] [PROGRAMS]      PROGRAMS: folder of the corkit command, default build/release/bin

Counted by callgrind for images of the demo set: the first of a process, and one more in a process that has reduced one. Counts do not
depend on the load of the machine, nor on its speed. They do depend on the compiler and on the instruction sets that valgrind offers
(AVX2 where the processor has it, never AVX-512), so instructions.json has figures for each pair of these; for a pair that it lacks
nothing is compared (exit status 77) and the last line says so.

More instructions than allowed: a change made reducing dearer. Find out where:
    valgrind --tool=callgrind build/release/bin/corkit reduce ... && callgrind_annotate callgrind.out.*
Where the cost is wanted, or much has been won, write the figures anew with --renew on a release build and commit the file with the change.
"""

import argparse
import json
import pathlib
import platform
import shutil
import sys
import tempfile

from scenes import Build, demo_scenes

ALLOWED = 1.05
NOTHING_TO_COMPARE = 77
FIGURES = pathlib.Path(__file__).with_name("instructions.json")


def compiler(programs):
    """Name and major version of the compiler, from the build's CMake files."""
    values = {}
    for file in (programs.parent / "CMakeFiles").glob("*/CMakeCXXCompiler.cmake"):
        for line in file.read_text().splitlines():
            if line.startswith("set(CMAKE_CXX_COMPILER_"):
                name, _, value = line[len("set(CMAKE_CXX_COMPILER_") : -1].partition(" ")
                values[name] = value.strip('"')
    return f"{values['ID']} {values['VERSION'].split('.')[0]}"


def instruction_set():
    """The widest that corkit has code for and valgrind offers."""
    flags = next((line for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("flags")), "")
    return platform.machine() + (" AVX2" if "avx2" in flags.split() else "")


def count(programs):
    """Millions of instructions by what is done."""
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        build = Build(programs, work)
        counts = {}
        for scene in demo_scenes(build.corkit, work):
            one, two = build.instructions(scene.files[:1]), build.instructions(scene.files[:2])
            counts[scene.title + ", first of a process"] = round(one / 1e6, 1)
            counts[scene.title + ", warm"] = round((two - one) / 1e6, 1)
        return counts


def compare(counts, figures):
    """What is above the figures."""
    too_many = []
    for what, millions in counts.items():
        ratio = millions / figures[what]
        print(f"{what:44}{millions:10.1f}{figures[what]:10.1f}{ratio:8.3f}")
        if ratio > ALLOWED:
            too_many.append(what)
    return too_many


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parents[1] / "build/release/bin")
    parser.add_argument("--renew", action="store_true", help="write the figures of this compiler and instruction set")
    a = parser.parse_args()
    if not shutil.which("valgrind"):
        print("valgrind is not installed: nothing is counted")
        return NOTHING_TO_COMPARE
    here = f"{compiler(a.programs)}, {instruction_set()}"
    all_figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    counts = count(a.programs)
    if a.renew:
        all_figures[here] = counts
        FIGURES.write_text(json.dumps(all_figures, indent=2, sort_keys=True) + "\n")
        print(f"{FIGURES}: figures for {here} written")
        return 0
    if here not in all_figures:
        print(*(f"{what:44}{millions:10.1f}" for what, millions in counts.items()), sep="\n")
        print(f"{FIGURES.name} has no figures for {here}, only for {'; '.join(all_figures)}: nothing is compared. Add them with --renew.")
        return NOTHING_TO_COMPARE
    print(f"millions of instructions, {here}: counted, committed, ratio")
    too_many = compare(counts, all_figures[here])
    if too_many:
        print(f"more than {ALLOWED:.2f} times the committed figure: {'; '.join(too_many)}. See the head of bench/instructions.py.")
    return 1 if too_many else 0


sys.exit(main())
