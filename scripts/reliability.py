#!/usr/bin/env python3
"""Prints what was measured last: inputs fuzzed, faults, kills, lines covered; the tables of docs/reliability.md.

    scripts/reliability.py        after scripts/fuzz.sh, scripts/faults.sh, scripts/coverage.sh, of which each leaves its counts in build/
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTS, FAULTS, COVERAGE = ROOT / "build/fuzz/counts.txt", ROOT / "build/reliability/faults.json", ROOT / "build/reliability/coverage.txt"


def number(value):
    return f"{value:,}".replace(",", " ")


def fuzzing():
    print("Fuzzing (`scripts/fuzz.sh`)\n")
    if not COUNTS.exists():
        return print("not measured\n")
    targets, commits = {}, {}
    for line in COUNTS.read_text(encoding="utf-8").splitlines():
        commit, target, seconds, inputs = line.split()
        at = targets.setdefault(target, [0, 0])
        at[0] += int(inputs)
        at[1] += int(seconds)
        commits[commit] = True
    findings = ROOT / "build/fuzz/findings"
    print("| Target | Inputs | Seconds | Not survived |\n|---|---|---|---|")
    for target, (inputs, seconds) in sorted(targets.items()):
        print(f"| {target} | {number(inputs)} | {seconds} | {len(list(findings.glob(target + '-*')))} |")
    print(f"| in all | {number(sum(t[0] for t in targets.values()))} | {number(sum(t[1] for t in targets.values()))} | {len(list(findings.glob('*')))} |")
    print(f"\nCommits {', '.join(commits)}.\n")


def faults():
    print("Faults and kills (`scripts/faults.sh`)\n")
    if not FAULTS.exists():
        return print("not measured\n")
    report = json.loads(FAULTS.read_text(encoding="utf-8"))
    print("| What | Image | Faults | Error, nothing written | Right bytes |\n|---|---|---|---|---|")
    for kind, title in (("calls", "system calls"), ("allocations", "allocations")):
        for row in report[kind]:
            print(f"| {title}, by {row['by']} | {row['scenario']} | {number(row['faults'])} | {number(row['errors'])} | {number(row['right'])} |")
    for row in report.get("limits", []):
        print(f"| memory limits | {row['scenario']} | {number(row['limits'] - row['not_loaded'])} | {number(row['errors'])} | {number(row['right'])} |")
    if "kills" in report:
        kills = report["kills"]
        print(f"\n{kills['kills']} kills: {number(kills['products_finished'])} products finished before them, {kills['temporary_files_left']} temporary files left for the next run.")
    print(f"\n{len(report['problems'])} that should not be. Commit {report['commit']}.\n")


def coverage():
    print("Lines of libcorkit that the tests run (`scripts/coverage.sh`)\n")
    if not COVERAGE.exists():
        return print("not measured\n")
    lines = COVERAGE.read_text(encoding="utf-8").splitlines()
    print("\n".join(line for line in lines if line.startswith("TOTAL")))
    print("Below 90 %:")
    for line in lines:
        words = line.split()
        if len(words) >= 4 and words[0].startswith("libcorkit/") and words[3].endswith("%") and int(words[3][:-1]) < 90:
            print(f"  {words[0]} {words[3]}")
    print()


if __name__ == "__main__":
    fuzzing()
    faults()
    coverage()
    sys.exit(0)
