"""Many images on a Dask cluster: each worker process keeps one context, and results come back as records.

    from distributed import Client
    import corkit.dask

    with Client(n_workers=8, threads_per_worker=1) as client:
        for record in corkit.dask.reduce_all(client, paths, "level1", calibration="/ssw/soho/lasco"):
            if record.status != "CORKIT_OK":
                print(record.input, record.error)

Needs the package distributed, which is imported when reduce_all is called.
"""
import dataclasses
import os
import time

from . import capi
from ._contexts import Context
from ._errors import CorkitError
from ._level1 import reduce_level_1

__all__ = ["Record", "reduce_all"]

WORKER_LOST = "worker lost"
NOT_CORKIT = "exception"


@dataclasses.dataclass(frozen=True)
class Record:
    """What became of an image.

    Attributes:
        input: its path, as it was given.
        output: path of the product, "" if there is none.
        status: "CORKIT_OK", or the name of a status of docs/errors.md; "exception" for an exception that is not corkit's, "worker lost" for an
            image with which more workers than retries allow have died.
        error: the sentence, "" if all went well.
        detector, date, nmissing: "C2" or "C3", DATE-OBS and number of lost blocks of the product; "", "" and None where there is none.
        warnings: list of sentences.
        skipped: True if the product was there and skip_existing left it alone.
        seconds: that it took, on the worker.
        worker: the worker's address, "" if it was lost.
    """

    input: str
    output: str = ""
    status: str = "CORKIT_OK"
    error: str = ""
    detector: str = ""
    date: str = ""
    nmissing: int | None = None
    warnings: tuple = ()
    skipped: bool = False
    seconds: float = 0.0
    worker: str = ""


def _context(worker, calibration):
    """The worker's own context for these calibration files, made once."""
    contexts = worker.__dict__.setdefault("_corkit_contexts", {})
    if calibration not in contexts:
        contexts[calibration] = Context(calibration)
    return contexts[calibration]


def _date(header):
    time_of_day = str(header.get("TIME-OBS", "")).strip()
    return str(header.get("DATE-OBS", "")) + (" " + time_of_day if time_of_day else "")


def _reduce(path, outdir, calibration, options):
    """Runs on a worker. Never raises what the client may be unable to rebuild."""
    from distributed import get_worker

    worker = get_worker()
    start = time.perf_counter()
    try:
        with worker._corkit_lock:
            context = _context(worker, calibration)
        result = reduce_level_1(path, outdir, context=context, **options)
    except CorkitError as error:
        found = {"status": error.name, "error": str(error)}
    except Exception as error:
        found = {"status": NOT_CORKIT, "error": f"{type(error).__name__}: {error}"}
    else:
        nmissing = None if result.skipped else result.nmissing
        found = {"output": result.path, "detector": result.detector, "date": _date(result.header), "nmissing": nmissing,
                 "warnings": tuple(result.warnings), "skipped": result.skipped}
    return Record(path, seconds=time.perf_counter() - start, worker=worker.address, **found)
