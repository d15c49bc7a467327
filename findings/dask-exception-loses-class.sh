#!/usr/bin/env bash
# Tool       Dask distributed, Debian python3-distributed 2022.12.1+ds.1-3
# Behaviour  An exception class whose __init__ takes two arguments and gives one sentence to its base class reaches the client as a plain
#            Exception: class and attributes are gone, the sentence is wrapped in the text of repr(). The same class with a one-argument
#            __init__ arrives whole. There is no warning; the reason is that pickle calls the class with the base class's arguments.
# Hurts      callers with `except CalibrationError:` around future.result(): the handler that worked on one machine is never entered on the
#            cluster.
# Seen       two arguments: the client gets Exception("Status('image.fts: status 400')"), status lost
#            one argument:  the client gets Plain('image.fts: status 400'), class kept
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need python3-distributed 2022.12.1+ds.1-3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >errors.py <<'P'
class Status(Exception):
    def __init__(self, path, status):
        super().__init__(f"{path}: status {status}")
        self.path, self.status = path, status


class Plain(Exception):
    pass


def two():
    raise Status("image.fts", 400)


def one():
    raise Plain("image.fts: status 400")
P
cat >run.py <<'P'
import errors
from distributed import Client, LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        for label, work in (("two arguments", errors.two), ("one argument", errors.one)):
            try:
                client.submit(work).result()
            except Exception as error:
                kept = type(error) in (errors.Status, errors.Plain)
                print(f"{label}: the client gets {error!r}, class {'kept' if kept else 'lost'}, has status: {hasattr(error, 'status')}")
P
PYTHONPATH=$work /usr/bin/python3 run.py 2>log | tee seen
cat >want <<'T'
two arguments: the client gets Exception("Status('image.fts: status 400')"), class lost, has status: False
one argument: the client gets Plain('image.fts: status 400'), class kept, has status: False
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
