"""A document's example is the file that the tests compile and run: check_document.py DOCUMENT FILE..."""
import pathlib
import re
import sys

document = pathlib.Path(sys.argv[1])
blocks = re.findall(r"^```[a-z0-9]*\n(.*?)^```$", document.read_text(), re.S | re.M)
for name in sys.argv[2:]:
    if pathlib.Path(name).read_text() not in blocks:
        sys.exit(f"{document} has no code block that equals {name}: copy the file into the document")
