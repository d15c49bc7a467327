#!/usr/bin/env python3
"""A bill of materials of corkit, SPDX 2.3 in JSON, made from the tables of docs/dependencies.md.

    scripts/sbom.py [-o FILE] [--all]

Versions are those of the Debian packages installed here; where a package is not installed, or this is no Debian system, the table's.
--all: with the tools that build and test. The same commit and packages give the same bytes.
"""
import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def tables():
    """Rows of the document's two tables as dictionaries, with the section's title."""
    section, titles = "", None
    for line in (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        if not line.startswith("|"):
            titles = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if titles is None:
            titles = cells
        elif not set(line) <= set("|-"):
            yield section, dict(zip(titles, cells))


def output_of(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def package(identifier, name, version, licence, **more):
    return {"SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", identifier), "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False, "licenseConcluded": licence, "licenseDeclared": licence, "copyrightText": "NOASSERTION", **more}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output")
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()

    version = re.search(r"project\(corkit VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)
    commit = output_of("git", "rev-parse", "HEAD")
    moment = int(output_of("git", "show", "-s", "--format=%ct", "HEAD") or 0)
    corkit = package("corkit", "corkit", version + ("+" + commit[:12] if commit else ""), "BSD-3-Clause", primaryPackagePurpose="LIBRARY")
    packages, relations = [corkit], [("SPDXRef-DOCUMENT", "DESCRIBES", corkit["SPDXID"])]
    for section, row in tables():
        installed = section.startswith("In what")
        if not installed and not arguments.all:
            continue
        debian = row["Debian package"]
        found = output_of("dpkg-query", "-W", "-f", "${Version}", debian)
        references = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": f"pkg:deb/debian/{debian}@{found}"}] if found else []
        entry = package(debian, row.get("Library") or row["Tool"], found or row["Version"], row["Licence"], externalRefs=references,
                        comment=row.get("Used by") or row["Used for"])
        packages.append(entry)
        if not installed:
            relations.append((entry["SPDXID"], "BUILD_TOOL_OF", corkit["SPDXID"]))
        elif row["Linked as"] == "compiled in":
            relations.append((corkit["SPDXID"], "STATIC_LINK", entry["SPDXID"]))
        else:
            relations.append((corkit["SPDXID"], "DYNAMIC_LINK", entry["SPDXID"]))
    digest = hashlib.sha256(json.dumps(packages, sort_keys=True).encode()).hexdigest()
    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"corkit-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/corkit-{version}-{digest[:32]}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)), "creators": ["Tool: corkit-sbom"]},
        "packages": packages,
        "relationships": [{"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b} for a, kind, b in relations]}
    text = json.dumps(document, indent=1) + "\n"
    if arguments.output:
        pathlib.Path(arguments.output).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
