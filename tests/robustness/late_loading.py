#!/usr/bin/env python3
"""A host that loads libcorkit late, as Python, IDL and GDL do, and has no memory when a call of a new thread fails: it goes on.

Under LD_PRELOAD=CORKIT_FAULT_SHIM. Environment: CORKIT_LIBRARY.
"""
import ctypes
import os
import sys
import threading

NOT_FOUND = 201
fail_allocation_of = ctypes.CDLL(None).corkit_fail_allocation_of
corkit = ctypes.CDLL(os.environ["CORKIT_LIBRARY"])
corkit.corkit_context_create.restype = ctypes.c_void_p
corkit.corkit_last_error.restype = ctypes.c_char_p
context = ctypes.c_void_p(corkit.corkit_context_create(None, None))
problems = []


def first_failure_without_memory():
    """The first call makes what the thread needs; the dynamic linker gets no more for it when the second fails."""
    corkit.corkit_context_destroy(ctypes.c_void_p(corkit.corkit_context_create(None, None)))
    fail_allocation_of(b"/ld", 1)
    status = corkit.corkit_reduce_level1(context, b"/nonexistent", b"/nonexistent", None, None)
    sentence = corkit.corkit_last_error(context).decode()
    fail_allocation_of(b"/ld", 0)
    if status != NOT_FOUND or "/nonexistent" not in sentence:
        problems.append(f"a thread's first failure: {status}, {sentence}")


thread = threading.Thread(target=first_failure_without_memory)
thread.start()
thread.join()
print("\n".join(problems) or "the host went on")
sys.exit(1 if problems else 0)
