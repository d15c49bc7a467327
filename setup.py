"""Builds the Python package with CMake: corkit's library too, bundled into the wheel, or on an installed one.

CORKIT_USE_SYSTEM_LIB=1 uses the library that pkg-config finds (PKG_CONFIG_PATH for one in a prefix of its own).
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent


def version():
    """The one that CMakeLists.txt gives the project."""
    return re.search(r"^project\(corkit VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE).group(1)


class CMakeBuild(build_ext):
    """Configures, builds and installs the component `python` into the wheel."""

    def run(self):
        system = os.environ.get("CORKIT_USE_SYSTEM_LIB", "0") not in ("", "0")
        build = pathlib.Path(self.build_temp).resolve() / ("system" if system else "bundled")
        if system:
            # What CMake remembers of an earlier run may be another library.
            shutil.rmtree(build, ignore_errors=True)
        target = ROOT / "swig" if self.inplace else pathlib.Path(self.build_lib).resolve()
        definitions = {
            "CMAKE_BUILD_TYPE": "Release",
            "CORKIT_PYTHON_INSTALL_DIR": ".",
            "CORKIT_PYTHON_BUNDLE": "OFF" if system else "ON",
            "Python3_EXECUTABLE": sys.executable,
        }
        if not system:
            parts = ("TOOLS", "TESTS", "BENCH", "GDL", "DLM")
            definitions.update({f"CORKIT_BUILD_{part}": "OFF" for part in parts}, CORKIT_BUILD_PYTHON="ON")
        configure = ["cmake", "-S", ROOT / "swig" if system else ROOT, "-B", build, *(f"-D{k}={v}" for k, v in definitions.items())]
        jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)
        subprocess.run(configure, check=True)
        subprocess.run(["cmake", "--build", build, "--target", "corkit_python", "--parallel", jobs], check=True)
        subprocess.run(["cmake", "--install", build, "--component", "python", "--prefix", target], check=True)


setup(
    version=version(),
    # Named so that the wheel gets the platform's tag; CMake knows how it is made.
    ext_modules=[Extension("corkit._capi", sources=[])],
    cmdclass={"build_ext": CMakeBuild},
)
