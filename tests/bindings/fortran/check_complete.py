"""Fortran has all of corkit.h: every exported function is bound, every number is that of the header. check_complete.py SOURCE"""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
fortran = source / "compat/fortran"
failures = []

exported = set((source / "tests/abi/symbols.txt").read_text().split())
bound = set()
for file in (fortran / "src").glob("*.fypp"):
    bound |= {"corkit_" + name for name in re.findall(r"@:c_function\((\w+), ", file.read_text())}
for name in sorted(exported - bound):
    failures.append(f"{name} is not bound: give it an interface in compat/fortran/src/corkit_c*.fypp")

header = (source / "libcorkit/include/corkit/corkit.h").read_text()
# Comments may name numbers, too.
plain = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
numbers = {name: int(value) for name, value in re.findall(r"^\s*(CORKIT_[A-Z0-9_]+) = (\d+)", plain, re.M)}
module = {name: int(value) for name, value in re.findall(r"enumerator :: (\w+) = (\d+)", (fortran / "src/corkit_codes.f90").read_text())}
include = (fortran / "f77/corkit.inc").read_text()
parameters = {name: int(value) for name, value in re.findall(r"(CORKIT_\w+) = (\d+)", include)}
for name, found in (("compat/fortran/src/corkit_codes.f90", module), ("compat/fortran/f77/corkit.inc", parameters)):
    for key in sorted(numbers.keys() | found.keys()):
        if numbers.get(key) != found.get(key):
            failures.append(f"{name}: {key} is {found.get(key)}, in corkit.h {numbers.get(key)}")

for line in include.splitlines():
    if len(line) > 72:
        failures.append(f"compat/fortran/f77/corkit.inc: more than 72 columns: {line}")

if len(numbers) < 20 or len(bound) < 70:
    failures.append(f"only {len(numbers)} numbers and {len(bound)} functions were found: is this script still right?")
sys.exit("\n".join(failures) if failures else 0)
