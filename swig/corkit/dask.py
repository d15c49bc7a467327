"""Many images on a Dask cluster: each worker process keeps one context, and results come back as records.

    from distributed import Client
    import corkit.dask

    with Client(n_workers=8, threads_per_worker=1) as client:
        for record in corkit.dask.reduce_all(client, paths, "level1", calibration="/ssw/soho/lasco"):
            if record.status != "CORKIT_OK":
                print(record.input, record.error)

Needs the package distributed, which is imported when reduce_all is called.
"""
from __future__ import annotations

import dataclasses
import os
import threading
import time

from . import capi
from ._contexts import Context
from ._errors import CorkitError
from ._level1 import reduce_level_1

__all__ = ["Record", "reduce_all"]

WORKER_LOST = "worker lost"
NOT_CORKIT = "exception"

_lock = threading.Lock()  # of the making of contexts; a worker has several threads


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
        with _lock:
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


def _seen_from_anywhere(path):
    """Workers may have another current folder."""
    return None if path is None else os.path.abspath(os.fsdecode(path))


def _check(options):
    known = set(capi.level1_option_names())
    for name in options:
        if name not in known:
            raise TypeError(f"reduce_all has no option '{name}'; it takes those of reduce_level_1, except stage_hook")


def _record(future, path):
    """The record of a future that is over. An exception here is Dask's: the worker died, or the task was cancelled."""
    try:
        return dataclasses.replace(future.result(), input=path)
    except Exception as error:
        return Record(path, status=WORKER_LOST, error=" ".join(f"{type(error).__name__}: {error}".split()))


def reduce_all(client, files, outdir, *, calibration=None, in_flight=1000, retries=3, progress=None, **options):
    """Reduces files on the workers of a Dask cluster, each image a task.

    Args:
        client: a distributed.Client. The workers must have corkit, and see files, outdir and calibration under the same names.
        files: paths of level-0.5 images; any iterable, or one path. Relative ones are relative to the client's current folder, as are outdir and calibration.
        outdir: folder for the products; None: nothing is written.
        calibration: as of corkit.Context, which each worker process makes once; None: from the worker's environment.
        in_flight: how many tasks the scheduler is given at a time: the memory that a run takes does not grow with the number of files.
        retries: how often Dask tries again what ended with an exception of its own. An image whose worker dies is given to another worker;
            distributed.scheduler.allowed-failures says how often.
        progress: called as progress(record) when an image is over, in that order.
        options: as of reduce_level_1, such as skip_existing=True; not stage_hook.

    Returns:
        list of Record, in the order of files. An image that fails is a record with status and error, not an exception.
    """
    from distributed import as_completed

    _check(options)
    calibration = calibration if calibration == "demo" else _seen_from_anywhere(calibration)
    outdir = _seen_from_anywhere(outdir)
    waiting = enumerate([files] if isinstance(files, (str, os.PathLike)) else files)
    records, running = [], {}
    over = as_completed()

    def submit_next():
        for index, path in waiting:
            future = client.submit(_reduce, _seen_from_anywhere(path), outdir, calibration, options, pure=False, retries=retries)
            running[future.key] = index, os.fsdecode(path)
            records.append(None)
            over.add(future)
            return True
        return False

    while len(running) < max(1, in_flight) and submit_next():
        pass
    if not running:
        return records
    for future in over:
        index, path = running.pop(future.key)
        records[index] = _record(future, path)
        future.release()
        if progress is not None:
            progress(records[index])
        submit_next()
    return records
