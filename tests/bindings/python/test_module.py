"""The package as such: what importing it costs, life without astropy, stubs, the example of the documents."""
import ast
import inspect
import os
import pathlib
import re
import subprocess
import sys
import textwrap

import corkit
from conftest import C3, C3_SMALL, CALIBRATION, SOURCE, cards

HEAVY = ("numpy", "astropy", "sunpy", "torch", "scipy", "matplotlib")


def python(code, *arguments, **environment):
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, **environment}, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_versions():
    assert re.fullmatch(r"\d+\.\d+\.\d+", corkit.__version__)
    assert corkit.__version__ in (SOURCE / "CMakeLists.txt").read_text()
    assert corkit.solarsoft_version == "reduce_level_1 1.68"


def test_import_takes_less_than_a_tenth_of_a_second_and_loads_nothing_heavy():
    code = """
        import sys, time
        start = time.process_time()
        import corkit
        print(time.process_time() - start, *[name for name in sys.argv[1:] if name in sys.modules])
    """
    runs = [python(code, *HEAVY).split() for _ in range(5)]
    assert all(run[1:] == [] for run in runs)
    assert min(float(run[0]) for run in runs) < 0.1


def test_torch_is_not_mapped():
    maps = python("import corkit; print(open('/proc/self/maps').read())")
    assert "libcorkit" in maps and "torch" not in maps


WITHOUT_ASTROPY = """
    import sys

    class Block:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in ("astropy", "sunpy"):
                raise ImportError(f"{name} is blocked")

    sys.meta_path.insert(0, Block())
    import pickle
    import corkit

    path, calibration = sys.argv[1:]
    context = corkit.Context(calibration)
    image, header = corkit.lasco_readfits(path)
    assert type(header) is corkit.Header
    by_path = corkit.reduce_level_1(path, context=context)
    for given in (header, header.cards, "".join(header.cards), pickle.loads(pickle.dumps(header))):
        result = corkit.reduce_level_1((image, given), context=context, wcs_observer=True)
        assert result.header.cards[:-3] != [] and result.data.tobytes() == by_path.data.tobytes()
    plain = {key: header[key] for key in header}
    assert corkit.reduce_level_1((image, plain), context=context).data.tobytes() == by_path.data.tobytes()

    out = by_path.header
    assert out["detector"] == out["DETECTOR"] == "C3" and out["CRPIX1"] > 0 and isinstance(out["NAXIS1"], int)
    assert out["SIMPLE"] is True and isinstance(out["EXPTIME"], float) and "NONE" not in out and out.get("NONE", 5) == 5
    assert "corkit" in out["HISTORY"].splitlines()[-1] and len(out) == len(list(out)) == len(dict(out))
    assert "DSUN_OBS" in result.header and "DSUN_OBS" not in out
    assert not any(name.split(".")[0] in ("astropy", "sunpy") for name in sys.modules)
    try:
        out["NONE"]
    except KeyError as error:
        assert error.args == ("NONE",)
    print("\\n".join(out.cards))
"""


def test_without_astropy(context):
    printed = python(WITHOUT_ASTROPY, C3, CALIBRATION).split("\n")[:-1]
    assert printed == cards(corkit.reduce_level_1(C3, context=context).header)


def stub():
    path = pathlib.Path(corkit.__file__).with_name("__init__.pyi")
    assert path.with_name("py.typed").exists()
    return ast.parse(path.read_text())


def test_stub_has_every_name_and_no_other():
    names = set()
    for node in stub().body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign):
            names.add(node.target.id)
    assert names == set(corkit.__all__)
    assert all(hasattr(corkit, name) for name in names)


def test_stub_has_the_arguments_of_every_function():
    fields = {"reduce_level_1": corkit.capi.level1_option_names() + ["stage_hook"]}
    for node in stub().body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        told = [a.arg for a in node.args.args + node.args.kwonlyargs]
        real = inspect.signature(getattr(corkit, node.name)).parameters.values()
        named = [p.name for p in real if p.kind is not p.VAR_KEYWORD]
        if named == [p.name for p in real]:
            assert told == named, node.name
        else:
            assert set(named) < set(told), node.name
            if node.name in fields:
                assert set(told) - set(named) == set(fields[node.name])


def test_stub_has_the_fields_of_every_result():
    from corkit import _routines

    tuples = {node.name[1:]: [item.target.id for item in node.body] for node in stub().body
              if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "NamedTuple" for base in node.bases)}
    assert tuples == {name: list(kind._fields) for name, kind in vars(_routines).items() if isinstance(kind, type) and hasattr(kind, "_fields")}


def test_every_option_of_the_c_struct_is_known():
    header = (SOURCE / "libcorkit" / "include" / "corkit" / "corkit.h").read_text()
    body = re.search(r"typedef struct corkit_level1_options \{(.*?)\} corkit_level1_options;", header, re.DOTALL).group(1)
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
    fields = [line.split()[-1].lstrip("*") for line in body.split(";") if line.strip() and "(*" not in line]
    fields = ["fill_context" if f == "context" else f for f in fields]
    assert [f for f in fields if f not in ("size", "stage_hook_user", "ncontext")] == corkit.capi.level1_option_names()


def test_everything_is_documented():
    for name in corkit.__all__:
        thing = getattr(corkit, name)
        if callable(thing):
            assert inspect.getdoc(thing), name
    for name in corkit.capi.level1_option_names():
        assert name in corkit.reduce_level_1.__doc__, name


def test_example_of_the_document(tmp_path):
    text = (SOURCE / "docs" / "python.md").read_text()
    code = re.search(r"```python\n(# Level-1.*?)```", text, re.DOTALL).group(1)
    image = tmp_path / "32180073.fts"
    corkit.writefits(image, *corkit.lasco_readfits(C3_SMALL))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "CORKIT_DATA": str(CALIBRATION), "EXAMPLE_IMAGE": str(image)})
    assert done.returncode == 0, done.stderr
    assert "C3" in done.stdout and (tmp_path / "level1" / "35180073.fts").exists()
