"""The Slurm array job of examples/slurm, on a cluster of this machine: four parts, one killed and submitted again.

Exit status 77 where Slurm is not installed or the test is not run by root."""
import csv
import pathlib
import sys

import slurm_cluster
from support import C3, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card, temporary_folder

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "examples" / "slurm" / "reduce.sbatch"
PARTS, IMAGES = 4, 60
VARIABLES = clean_environment()  # products of Slurm and of this process get the same DATE


class ArrayJob(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.archive, self.out = self.folder / "archive", self.folder / "level1"
        self.archive.mkdir()
        for k in range(IMAGES):
            path = self.archive / f"321706{k:02d}.fts"
            edited_copy(l05(C3), path, lambda data, name=path.name: set_card(data, "FILENAME", f"'{name}'       /"))
        (self.folder / "cluster").mkdir()

    def submit(self, cluster, *options):
        return cluster.submit(str(SCRIPT), *options, cwd=self.folder, CORKIT=COMMAND, INPUT=self.archive, OUTPUT=self.out, CALIB=demo())

    def records(self, part):
        table = self.out / "reports" / f"{part}.csv"
        if not table.exists():
            return []
        with table.open(newline="") as file:
            return list(csv.DictReader(file))

    def products(self, folder):
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def outputs(self):
        return "\n".join(f"{p.name}: {p.read_text()}" for p in self.folder.glob("corkit-*.out"))

    def test_four_parts_one_killed_and_submitted_again(self):
        local = self.folder / "local"
        self.assertEqual(corkit("reduce", self.archive, "--calib", demo(), "-o", local, "-q").returncode, 0)
        with slurm_cluster.Cluster(self.folder / "cluster", PARTS, VARIABLES) as cluster:
            try:
                self.run_array(cluster)
            except Exception:
                print(cluster.logs(), self.outputs(), file=sys.stderr)
                raise
        self.assertEqual(self.products(self.out), self.products(local))
        inputs = [row["input"] for part in range(PARTS) for row in self.records(part) if row["status"] == "ok"]
        # The image in hand when the task was killed may have its product but no record; then it was skipped later.
        self.assertTrue(IMAGES - 1 <= len(inputs) <= IMAGES)
        self.assertEqual(len(set(inputs)), len(inputs))

    def run_array(self, cluster):
        killed = 2
        array = self.submit(cluster)
        slurm_cluster.wait_until(lambda: self.records(killed), 60, "a record of the task")
        cluster.say("scancel", "--full", "--signal=KILL", f"{array}_{killed}")
        cluster.wait(120)
        states = [cluster.state(f"{array}_{task}") for task in range(PARTS)]
        self.assertEqual([s for i, s in enumerate(states) if i != killed], ["COMPLETED"] * 3, self.outputs())
        self.assertIn(states[killed], ("FAILED", "CANCELLED"))
        done = len(self.products(self.out))
        self.assertLess(done, IMAGES, "the task was over before it was killed")

        again = self.submit(cluster, f"--array={killed}")
        cluster.wait(120)
        self.assertEqual(cluster.state(f"{again}_{killed}"), "COMPLETED", self.outputs())
        statuses = [row["status"] for row in self.records(killed)]
        self.assertEqual(set(statuses), {"ok", "skipped"})


if __name__ == "__main__":
    reason = slurm_cluster.missing()
    if reason is not None:
        print(f"skipped: {reason}")
        sys.exit(77)
    main()
