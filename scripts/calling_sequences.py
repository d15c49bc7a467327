#!/usr/bin/env python3
"""The calling sequences in docs/idl-gdl.md and docs/python.md, from the sources.

  scripts/calling_sequences.py          fails if a document says something else
  scripts/calling_sequences.py --write  puts them into the documents
"""
import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- calling sequences -->\n", "<!-- end of the calling sequences -->\n"
WIDTH = 140


def folded(line):
    """One sequence, continued as IDL does."""
    lines = [line]
    while len(lines[-1]) > WIDTH:
        cut = lines[-1].rindex(", ", 0, WIDTH - 2) + 2
        lines[-1:] = [lines[-1][:cut] + "$", "        " + lines[-1][cut:]]
    return lines


def idl():
    sequences = []
    for file in sorted((ROOT / "compat/idl").glob("*.pro")):
        text = re.sub(r"\$[^\n]*\n\s*", "", file.read_text())
        kind, name, arguments = re.search(r"(?im)^(pro|function)\s+(\w+),?\s*(.*)$", text).groups()
        arguments = arguments.strip()
        call = f"{name}, {arguments}" if kind.lower() == "pro" else f"Result = {name}({arguments})"
        sequences += folded("    " + call)
    return "\n".join(sequences) + "\n"


def python():
    rows = ["| call | |", "|---|---|"]
    tree = ast.parse((ROOT / "swig/corkit/_routines.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            first = ast.get_docstring(node).split("\n\n")[0].replace("\n", " ").rstrip(".")
            rows.append(f"| `{node.name}({ast.unparse(node.args)})` | {first} |")
    return "\n".join(rows) + "\n"


def main():
    write = sys.argv[1:] == ["--write"]
    stale = []
    for name, block in (("docs/idl-gdl.md", idl()), ("docs/python.md", python())):
        path = ROOT / name
        text = path.read_text()
        before, rest = text.split(BEGIN)
        made = before + BEGIN + "\n" + block + "\n" + END + rest.split(END)[1]
        if made != text:
            stale.append(name)
            if write:
                path.write_text(made)
    if stale and not write:
        sys.exit(f"{', '.join(stale)}: the calling sequences are not those of the sources; run scripts/calling_sequences.py --write")


if __name__ == "__main__":
    main()
