"""corkit.dask on a LocalCluster: records in order, failures as records, one context a worker, a worker killed in mid-run."""
import os
import pickle
import signal
import subprocess
import sys

import pytest

distributed = pytest.importorskip("distributed", reason="Debian: python3-distributed")

import dask  # noqa: E402

import corkit  # noqa: E402
import corkit.dask  # noqa: E402
from conftest import C2_SMALL, C3_SMALL, CALIBRATION, IMAGES  # noqa: E402

IMAGE_NAMES = [C2_SMALL, C3_SMALL, IMAGES / "32180083.fts.fz", IMAGES / "32180093.fts.fz"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dask")
    with dask.config.set({"temporary-directory": str(folder), "distributed.worker.use-file-locking": False,
                          "distributed.comm.timeouts.connect": "60s", "distributed.scheduler.allowed-failures": 3}):
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
            with distributed.Client(cluster) as made:
                yield made


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def local(paths, folder):
    context = corkit.Context(CALIBRATION)
    for path in paths:
        corkit.reduce_level_1(path, folder, context=context)
    return contents(folder)


def test_the_module_does_not_import_dask():
    code = "import sys, corkit, corkit.dask; sys.exit('distributed' in sys.modules or 'dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_products_and_records_in_order(client, tmp_path):
    expected = local(IMAGE_NAMES, tmp_path / "local")
    seen = []
    records = corkit.dask.reduce_all(client, IMAGE_NAMES, tmp_path / "out", calibration=CALIBRATION, progress=seen.append)
    assert [r.input for r in records] == [str(p) for p in IMAGE_NAMES]
    assert [(r.status, r.error, r.detector) for r in records] == [("CORKIT_OK", "", d) for d in ("C2", "C3", "C3", "C3")]
    assert contents(tmp_path / "out") == expected
    for record in records:
        assert os.path.basename(record.output) in expected and record.date and record.seconds > 0 and record.worker.startswith("tcp://127.0.0.1")
    assert sorted(seen, key=lambda r: r.input) == sorted(records, key=lambda r: r.input)
    again = corkit.dask.reduce_all(client, IMAGE_NAMES, tmp_path / "out", calibration=CALIBRATION, skip_existing=True)
    assert all(r.skipped and r.status == "CORKIT_OK" and r.nmissing is None for r in again)


def test_failures_are_records(client, tmp_path):
    text = tmp_path / "text.fts"
    text.write_text("no FITS file\n" * 300)
    records = corkit.dask.reduce_all(client, [tmp_path / "none.fts", C3_SMALL, text], tmp_path / "out", calibration=CALIBRATION)
    assert [r.status for r in records] == ["CORKIT_ERROR_FILE_NOT_FOUND", "CORKIT_OK", "CORKIT_ERROR_NOT_FITS"]
    assert "none.fts" in records[0].error and "text.fts" in records[2].error and records[0].output == ""
    no_context = corkit.dask.reduce_all(client, [C3_SMALL], tmp_path / "out", calibration=tmp_path / "no folder")
    assert no_context[0].status == "CORKIT_ERROR_CALIBRATION_MISSING" and "no folder" in no_context[0].error


def test_options_and_names_are_checked_before_anything_runs(client, tmp_path):
    for wrong in ("no_wrap", "stage_hook"):
        with pytest.raises(TypeError, match=wrong):
            corkit.dask.reduce_all(client, [C3_SMALL], tmp_path, calibration=CALIBRATION, **{wrong: True})
    records = corkit.dask.reduce_all(client, [C3_SMALL], tmp_path, calibration=CALIBRATION, fill="magic")
    assert records[0].status == "exception" and "magic" in records[0].error
    assert corkit.dask.reduce_all(client, [], tmp_path) == []


def test_relative_names_are_the_clients(client, tmp_path, monkeypatch):
    monkeypatch.chdir(IMAGES)
    records = corkit.dask.reduce_all(client, [C3_SMALL.name], os.path.relpath(tmp_path / "out"), calibration=os.path.relpath(CALIBRATION))
    assert (records[0].input, records[0].status) == (C3_SMALL.name, "CORKIT_OK"), records
    assert len(contents(tmp_path / "out")) == 1


def worker_contexts(dask_worker):
    return {str(k): id(v) for k, v in dask_worker._corkit_contexts.items()}


def test_one_context_a_worker(client, tmp_path):
    corkit.dask.reduce_all(client, IMAGE_NAMES * 2, None, calibration=CALIBRATION)
    before = client.run(worker_contexts)
    corkit.dask.reduce_all(client, IMAGE_NAMES * 2, None, calibration=CALIBRATION, in_flight=2)
    after = client.run(worker_contexts)
    assert len(before) == 2
    for worker, contexts in before.items():
        assert contexts[str(CALIBRATION)] == after[worker][str(CALIBRATION)]


def test_a_killed_worker_is_survived(client, tmp_path):
    workers = client.run(os.getpid)
    paths = IMAGE_NAMES * 8
    done = []

    def kill_once(record):
        done.append(record)
        if len(done) == 3:
            os.kill(workers[record.worker], signal.SIGKILL)

    records = corkit.dask.reduce_all(client, paths, tmp_path / "out", calibration=CALIBRATION, progress=kill_once)
    assert len(done) == len(paths)
    assert [r.status for r in records] == ["CORKIT_OK"] * len(paths)
    assert [r.input for r in records] == [str(p) for p in paths]
    assert contents(tmp_path / "out") == local(IMAGE_NAMES, tmp_path / "local")
    assert len({r.worker for r in records}) >= 2


def poison(path, outdir, calibration, options):
    os.kill(os.getpid(), signal.SIGKILL)


def test_an_image_that_kills_its_workers_is_a_record(client, tmp_path, monkeypatch):
    monkeypatch.setattr(corkit.dask, "_reduce", poison)
    (record,) = corkit.dask.reduce_all(client, [C3_SMALL], tmp_path)
    assert record.status == "worker lost" and "KilledWorker" in record.error and "\n" not in record.error
    monkeypatch.undo()
    assert corkit.dask.reduce_all(client, [C3_SMALL], tmp_path, calibration=CALIBRATION)[0].status == "CORKIT_OK"


def fails(path):
    corkit.reduce_level_1(path, context=corkit.Context(CALIBRATION))


def test_exceptions_of_corkit_keep_their_class_on_the_way(client):
    with pytest.raises(corkit.InputFileNotFoundError) as caught:
        client.submit(fails, "/none.fts", pure=False).result()
    assert (caught.value.status, caught.value.name) == (201, "CORKIT_ERROR_FILE_NOT_FOUND")
    assert "/none.fts" in str(caught.value)
    record = corkit.dask.Record("a.fts")
    assert pickle.loads(pickle.dumps(record)) == record


def test_the_example_reduces_a_folder_and_reports(tmp_path):
    (tmp_path / "archive").mkdir()
    for path in IMAGE_NAMES[:2]:
        (tmp_path / "archive" / path.name).symlink_to(path)
    (tmp_path / "archive" / "32999999.fts").write_text("no FITS file\n" * 300)
    example = os.path.join(os.environ["CORKIT_SOURCE_DIR"], "examples", "dask", "reduce.py")
    command = [sys.executable, example, tmp_path / "archive", tmp_path / "out", "--calib", CALIBRATION, "--workers", "2", "--report", tmp_path / "report.csv"]
    for there in (0, 2):
        done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
        assert done.returncode == 1 and "32999999.fts" in done.stderr, done
        assert f"3 images: {there} were there, 1 failed" in done.stdout
    assert len((tmp_path / "report.csv").read_text().splitlines()) == 4
    assert contents(tmp_path / "out") == local(IMAGE_NAMES[:2], tmp_path / "local")
