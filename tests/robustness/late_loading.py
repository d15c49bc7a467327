#!/usr/bin/env python3
"""A host that loads libcorkit late, as Python, IDL and GDL do, and has no memory: calls fail, the host goes on.

Under LD_PRELOAD=CORKIT_FAULT_SHIM. Environment: CORKIT_LIBRARY, CORKIT_TEST_CALIB a calibration tree, CORKIT_TEST_SCRATCH a folder this may empty.
"""
import ctypes
import os
import shutil
import signal
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from level05 import Level05  # noqa: E402

MEMORY, NOT_FOUND = 600, 201
SCRATCH = os.environ["CORKIT_TEST_SCRATCH"]
os.environ["CORKIT_DATA"] = os.environ["CORKIT_TEST_CALIB"]
fail_allocation_of = ctypes.CDLL(None).corkit_fail_allocation_of
corkit = ctypes.CDLL(os.environ["CORKIT_LIBRARY"])
corkit.corkit_context_create.restype = ctypes.c_void_p
corkit.corkit_last_error.restype = ctypes.c_char_p
context = ctypes.c_void_p(corkit.corkit_context_create(None, None))
problems = []


def reduce(path):
    status = corkit.corkit_reduce_level1(context, path.encode(), SCRATCH.encode(), None, None)
    return status, corkit.corkit_last_error(context).decode()


def expect(what, found, right):
    if not right:
        problems.append(f"{what}: {found}")


def first_failure_without_memory():
    """The first call makes what the thread needs; the dynamic linker gets no more for it when the second fails."""
    corkit.corkit_context_destroy(ctypes.c_void_p(corkit.corkit_context_create(None, None)))
    fail_allocation_of(b"/ld", 1)
    found = reduce("/nonexistent")
    fail_allocation_of(b"/ld", 0)
    expect("a thread's first failure", found, found[0] == NOT_FOUND and "/nonexistent" in found[1])


def fftw_without_memory(image):
    for number in (1, 100, 1500, 2000):
        fail_allocation_of(b"libfftw3.so", number)
        found = reduce(image)
        fail_allocation_of(b"libfftw3.so", 0)
        expect(f"allocation {number} of FFTW", found, found[0] == MEMORY and "out of memory" in found[1])
    found = reduce(image)
    expect("a reduction after those", found, found[0] == 0)
    expect("SIGABRT", signal.getsignal(signal.SIGABRT), signal.getsignal(signal.SIGABRT) == signal.SIG_DFL)


shutil.rmtree(SCRATCH, ignore_errors=True)
lost = Level05("C3", "32180100.fts").lose_block(5, 5).write(os.path.join(SCRATCH, "lost.fts"))
for work in (first_failure_without_memory, lambda: fftw_without_memory(lost)):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
print("\n".join(problems) or "the host went on")
sys.exit(1 if problems else 0)
