#!/usr/bin/env python3
"""Level-1 images of an archive on a Dask cluster.

    reduce.py /archive/c3 /data/level1 --calib /ssw/soho/lasco                       workers on this machine, one a core
    reduce.py /archive/c3 /data/level1 --calib /ssw/soho/lasco --scheduler HOST:8786   on a cluster that is running

Products that are there are left alone, so a run that was stopped is started again. Exit status 1 if some image failed.
"""
import argparse
import csv
import dataclasses
import pathlib
import sys

from distributed import Client, LocalCluster

import corkit.dask


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=pathlib.Path, help="folder of level-0.5 images")
    parser.add_argument("output", type=pathlib.Path, help="folder for the products")
    parser.add_argument("--calib", help="calibration files; default: the environment's")
    parser.add_argument("--scheduler", help="address of a running cluster")
    parser.add_argument("--workers", type=int, help="on this machine; default: one a core")
    parser.add_argument("--report", type=pathlib.Path, help="table of all images, .csv")
    arguments = parser.parse_args()

    files = sorted(path for path in arguments.archive.rglob("[23][123]*.f*ts*") if path.is_file())
    # corkit's library is threaded, but one thread a worker keeps the memory of a worker small and its death cheap.
    if arguments.scheduler:
        cluster = arguments.scheduler
    else:
        cluster = LocalCluster(n_workers=arguments.workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    with Client(cluster) as client:
        records = corkit.dask.reduce_all(client, files, arguments.output, calibration=arguments.calib, skip_existing=True)
    if not arguments.scheduler:
        cluster.close()

    if arguments.report:
        with arguments.report.open("w", newline="") as table:
            writer = csv.DictWriter(table, [field.name for field in dataclasses.fields(corkit.dask.Record)])
            writer.writeheader()
            writer.writerows(dataclasses.asdict(record) for record in records)
    failed = [record for record in records if record.status != "CORKIT_OK"]
    for record in failed:
        print(f"{record.input}: {record.error}", file=sys.stderr)
    print(f"{len(records)} images: {sum(record.skipped for record in records)} were there, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":  # LocalCluster starts processes that import this file
    sys.exit(main())
