#!/usr/bin/env python3
"""Whether docs/dependencies.md names every library that these files are linked with, and the bill of materials is whole.

    check_dependencies.py READELF FILE...
"""
import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
document = (root / "docs/dependencies.md").read_text(encoding="utf-8")
named = set(re.findall(r"lib[\w+.-]+\.so[.\d]*|ld-linux[\w.-]*", document))
own = re.compile(r"libcorkit[-\w]*\.so")
problems = []
for path in sys.argv[2:]:
    dynamic = subprocess.run([sys.argv[1], "-dW", path], capture_output=True, text=True, check=True).stdout
    for library in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
        if library not in named and not own.match(library) and not library.startswith("ld-linux"):
            problems.append(f"{path} is linked with {library}, which docs/dependencies.md does not name")

bill = json.loads(subprocess.run([sys.executable, "-B", root / "scripts/sbom.py", "--all"], capture_output=True, text=True, check=True).stdout)
known = {package["SPDXID"] for package in bill["packages"]} | {"SPDXRef-DOCUMENT"}
if len(known) != len(bill["packages"]) + 1:
    problems.append("two packages of the bill of materials have the same name")
for package in bill["packages"]:
    if not package["versionInfo"] or not package["licenseDeclared"]:
        problems.append(f"{package['name']} has no version or no licence")
for relation in bill["relationships"]:
    if not {relation["spdxElementId"], relation["relatedSpdxElement"]} <= known:
        problems.append(f"{relation} names no package")
print("\n".join(problems) or f"{len(sys.argv) - 2} files, {len(bill['packages'])} packages: all are named")
sys.exit(1 if problems else 0)
