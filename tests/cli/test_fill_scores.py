"""What the learned fill must reach on the four C2 events that nothing was fitted to: real images, where they are there (docs/inpainting.md)."""
import csv
import os
import pathlib
import statistics
import subprocess
from concurrent.futures import ThreadPoolExecutor

from support import COMMAND, CommandTest, clean_environment, main, temporary_folder

IMAGES = pathlib.Path(os.environ["CORKIT_TRAINING_IMAGES"])
HELD_OUT = "2013-08-17,2013-10-25,2014-01-14,2014-02-12"
SIZES = ("1", "2x2", "3x2...4x4")


class FillScores(CommandTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        weights = pathlib.Path(__file__).parents[2] / "inpaint" / "weights" / "c2.safetensors"
        folder = temporary_folder(cls)

        def score(holes):
            file = folder / f"{holes}.csv"
            subprocess.run([COMMAND, "inpaint", "evaluate", IMAGES, "--camera", "C2", "--events", HELD_OUT, "--weights", weights, "--holes", holes, "--csv", file,
                            "-q"], check=True, stdout=subprocess.DEVNULL, env=clean_environment(OMP_NUM_THREADS="1"))
            rows = {}  # of size and method, in the order of the holes
            for row in csv.DictReader(file.read_text().splitlines()):
                rows.setdefault((row["size"], row["method"] + (" with context" if row["context"] == "1" else "")), []).append(row)
            return rows
        kinds = ("random,200", "front,40", "quiet,40")  # as many as docs/inpainting.md has
        with ThreadPoolExecutor(2) as two:
            cls.rows = dict(zip((kind.split(",")[0] for kind in kinds), two.map(score, kinds)))

    @classmethod
    def addCleanup(cls, *arguments, **keywords):
        cls.addClassCleanup(*arguments, **keywords)

    def errors(self, kind, size, method):
        """Smoothed relative errors, %, in the order of the holes."""
        return [100 * float(row["smoothed"]) for row in self.rows[kind][size, method]]

    def test_medians_of_two_by_two_blocks(self):
        for kind, method, most in (("front", "dl with context", 0.90), ("front", "membrane with context", 1.20), ("quiet", "dl with context", 0.23),
                                   ("random", "dl with context", 0.28)):
            errors = self.errors(kind, "2x2", method)
            self.assertEqual(len(errors), 200 if kind == "random" else 40)
            self.assertLess(statistics.median(errors), most, (kind, method))

    def test_context_costs_nothing_hole_by_hole(self):
        for kind in self.rows:
            for size in SIZES:
                choices = [self.errors(kind, size, method) for method in ("dl", "kriging at rest with context", "kriging carried with context")]
                best = min(choices, key=statistics.median)
                ratios = [a / b for a, b in zip(self.errors(kind, size, "dl with context"), best)]
                self.assertLess(statistics.median(ratios), 1.02, (kind, size))
                self.assertLess(statistics.geometric_mean(ratios), 1.02, (kind, size))

    def test_expected_errors_of_each_class(self):
        for kind, rows in self.rows.items():
            for method in ("dl", "dl with context", "membrane with context"):
                covered = statistics.mean(float(row["covered"]) for size in SIZES for row in rows[size, method])
                self.assertTrue(0.66 <= covered <= 0.70, (kind, method, covered))


if __name__ == "__main__":
    main()
