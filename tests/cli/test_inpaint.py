"""corkit inpaint and the fill with LibTorch: both recipes on the demonstration set's images, resumed, exported, scored; and what goes wrong."""
import array
import hashlib
import json
import pathlib
import resource
import statistics
import subprocess
import time
import unittest

from support import C3_LOST, COMMAND, CommandTest, clean_environment, corkit, demo, l05, main, temporary_folder

TINY = ("--channels", "2,3", "--batch", "1", "--validation-groups", "1")


class Inpaint(CommandTest):
    def inpaint(self, *arguments, status=0):
        done = corkit("inpaint", *arguments)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def lines(self, *arguments):
        return [json.loads(line) for line in self.inpaint(*arguments, "--json", "-q").stdout.splitlines()]

    def state(self, checkpoint):
        content = checkpoint.read_bytes()
        size = int.from_bytes(content[:8], "little")
        return json.loads(json.loads(content[8:8 + size])["__metadata__"]["state"])

    def settings(self, checkpoint):
        return self.state(checkpoint)["settings"]

    def killed(self, *arguments, writes):
        """Kills the command as soon as the file is there."""
        process = subprocess.Popen([COMMAND, "inpaint", *arguments, "-q"], env=clean_environment())
        while not writes.exists() and process.poll() is None:
            time.sleep(0.02)
        self.assertIsNone(process.poll(), "it was over before it could be killed")
        process.kill()
        process.wait()

    def images(self):
        return demo() / "l05"

    def test_recipe_product_from_training_to_scores(self):
        folder = temporary_folder(self)
        train = ("train", self.images(), "--camera", "C2", *TINY, "--report-every", "1", "--checkpoint-every", "2", "--seed", "7")
        whole = self.lines(*train, "--checkpoint", folder / "whole", "--csv", folder / "whole.csv", "--steps", "4")
        self.assertEqual([line["event"] for line in whole], ["begin"] + 4 * ["progress"] + ["end"])
        self.assertTrue(all(line["loss"] is not None for line in whole if line["event"] == "progress"))
        rows = (folder / "whole.csv").read_text().splitlines()
        self.assertEqual((rows[0].split(",")[:2], len(rows)), (["step", "loss"], 5))

        # Noise is part of the recipe, and of the settings; without it other weights come out.
        quiet = self.lines(*train, "--checkpoint", folder / "quiet", "--steps", "4", "--noise", "0")
        self.assertEqual((self.settings(folder / "whole")["noise"], self.settings(folder / "quiet")["noise"]), (1, 0))
        self.assertNotEqual([line["loss"] for line in whole[1:-1]], [line["loss"] for line in quiet[1:-1]])

        # More threads draw samples ahead; what is learned is the same.
        self.lines(*train, "--checkpoint", folder / "threads", "--steps", "4", "--threads", "3")
        self.assertEqual((folder / "whole").read_bytes(), (folder / "threads").read_bytes())

        # A finished training that is asked for again has nothing to do, and other settings are refused.
        self.assertEqual([line["event"] for line in self.lines(*train, "--checkpoint", folder / "whole", "--steps", "4")], ["begin", "end"])
        other = self.inpaint(*train, "--checkpoint", folder / "whole", "--steps", "5", status=1)
        self.assertRegex(other.stderr, "begun with other settings")

        # Few images with holes, seen again and again.
        for name in ("pool", "again"):
            self.lines(*train, "--checkpoint", folder / name, "--steps", "6", "--pool", "2")
        self.assertEqual((folder / "pool").read_bytes(), (folder / "again").read_bytes())
        self.assertEqual(self.settings(folder / "pool")["pool"], 2)

        # A training that is killed goes on from its checkpoint to the same weights.
        steps = ("--steps", "30", "--checkpoint")
        self.lines(*train, *steps, folder / "uninterrupted")
        self.killed(*train, *steps, folder / "killed", writes=folder / "killed")
        self.assertIn(self.state(folder / "killed")["step"], range(2, 30, 2))
        self.lines(*train, *steps, folder / "killed")
        self.assertEqual((folder / "killed").read_bytes(), (folder / "uninterrupted").read_bytes())

        # Another training begins with these weights, and says so.
        self.lines(*train, "--checkpoint", folder / "further", "--steps", "1", "--start", folder / "whole")
        start = self.settings(folder / "further")["start"]
        self.assertEqual(start, {"file": "whole", "sha256": hashlib.sha256((folder / "whole").read_bytes()).hexdigest()})

        weights = folder / "c2.safetensors"
        exported = self.lines("export", "--checkpoint", folder / "whole", "--camera", "C2", "-o", weights)
        self.assertRegex(exported[-1]["sha256"], "^[0-9a-f]{64}$")
        table = self.lines("evaluate", self.images(), "--camera", "C2", "--weights", weights, "--holes", "1", "--csv", folder / "holes.csv", "--gallery", folder / "pictures")
        rows = [line for line in table if line["event"] == "table"]
        self.assertEqual({row["method"] for row in rows}, {"fuzzy", "membrane isotropic", "membrane radial", "kriging", "dl"})
        self.assertEqual({row["size"] for row in rows}, {"1", "2x2", "3x2...4x4"})
        learned = [row for row in rows if row["method"] == "dl"]
        self.assertTrue(all(0 < row["smoothed_median"] < 100 and 0 <= row["covered"] <= 1 for row in learned), learned)
        self.assertEqual((folder / "pictures" / "gallery.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(len((folder / "holes.csv").read_text().splitlines()), 1 + len(rows))

        # No two of these images lie within two hours: nothing to tell a front by. What is no class and no number is refused.
        self.assertEqual([row for row in self.lines("evaluate", self.images(), "--camera", "C2", "--holes", "front,1") if row["event"] == "table"], [])
        again = self.lines("evaluate", self.images(), "--camera", "C2", "--holes", "random,1", "--by-event", "--hardest", "2", "--gallery", folder / "hardest")
        rows = [row for row in again if row["event"] == "table"]
        self.assertEqual(len([row for row in rows if "day" in row]), len([row for row in rows if "day" not in row]))
        self.assertEqual(sorted(path.name for path in (folder / "hardest").iterdir()), ["gallery.png", "hardest_1.png", "hardest_2.png"])
        self.assertRegex(self.inpaint("evaluate", self.images(), "--holes", "loud", status=2).stderr, "neither random, front nor quiet")

        # A network is kept from one weights file to the next.
        self.lines("export", "--weights", weights, "--camera", "C2", "-o", folder / "kept.safetensors")
        kept = self.lines("evaluate", self.images(), "--camera", "C2", "--weights", folder / "kept.safetensors", "--holes", "1")
        self.assertEqual([row for row in kept if row["event"] == "table"], [row for row in table if row["event"] == "table"])

        # Calibrated again, expected errors stay what they are.
        factors = []
        for begin, end in ((weights, "once"), (folder / "once", "twice")):
            factors += [line["sigma_factor"] for line in self.lines("export", self.images(), "--weights", begin, "--camera", "C2", "--holes", "2",
                                                                    "--validation-events", "2002-05-21", "-o", folder / end) if line["event"] == "calibrated"]
        self.assertNotAlmostEqual(factors[0], 1, 3)
        self.assertAlmostEqual(factors[0], factors[1], 6)

        damaged = folder / "damaged.safetensors"
        damaged.write_bytes(weights.read_bytes()[:-5])
        for path, says in ((damaged, "truncated"), (folder / "none", "no such file"), (folder / "holes.csv", "not a safetensors file")):
            failed = self.inpaint("evaluate", self.images(), "--camera", "C2", "--weights", path, status=1)
            self.assertRegex(failed.stderr, says)
            self.assertEqual(failed.stderr.count("\n"), 1)
        self.assertRegex(self.inpaint("evaluate", self.images(), "--camera", "C3", "--weights", weights, status=1).stderr, "weights for C2")

    def test_covariance_is_fitted_and_trained_with(self):
        folder = temporary_folder(self)
        fit = ("fit", self.images(), "--camera", "C2", "--holes", "9", "--seed", "3")
        lines = self.lines(*fit, "--steps", "30", "-o", folder / "a.json")
        fitted = [line for line in lines if line["event"] == "fitted"]
        self.assertEqual([line["covariance"] for line in fitted], ["single"])  # no two images within two hours
        self.assertLess(fitted[0]["loss"], fitted[0]["loss_before"])
        file = json.loads((folder / "a.json").read_text())
        self.assertEqual((file["format"], file["camera"], file["fit"]["holes"]), ("corkit-covariance-1", "C2", 9))
        self.assertRegex(file["fit"]["data_sha256"], "^[0-9a-f]{64}$")

        # The same numbers with two threads; a second fit goes on from the first.
        self.lines(*fit, "--steps", "30", "--threads", "2", "-o", folder / "b.json")
        self.assertEqual((folder / "a.json").read_bytes(), (folder / "b.json").read_bytes())

        # What a fit that is killed leaves behind is a file that another begins with.
        killed = folder / "killed.json"
        self.killed(*fit, "--steps", "100000", "-o", killed, writes=killed)
        self.lines(*fit, "--steps", "4", "--start", killed, "-o", killed)
        further = [line for line in self.lines(*fit, "--steps", "5", "--start", folder / "a.json", "-o", folder / "c.json") if line["event"] == "fitted"]
        self.assertAlmostEqual(further[0]["loss_before"], fitted[0]["loss"], 9)

        train = ("train", self.images(), "--camera", "C2", *TINY, "--steps", "1", "--covariance")
        self.lines(*train, folder / "a.json", "--checkpoint", folder / "net")
        self.assertEqual(self.settings(folder / "net")["architecture"]["covariance"], file["single"])
        (folder / "cut.json").write_bytes((folder / "a.json").read_bytes()[:-200])
        for path, says in ((folder / "none.json", "cannot be opened"), (folder / "cut.json", "holds no covariance"), (folder / "net", "holds no covariance")):
            self.assertRegex(self.inpaint(*train, path, "--checkpoint", folder / "other", status=1).stderr, says)

    def test_too_little_memory_for_libtorch_is_said_to_be_that(self):
        out = temporary_folder(self) / "filled.fts"

        def fill(limit_mib):
            return subprocess.run([COMMAND, "fill", l05(C3_LOST), "--calib", demo(), "--fill", "dl", "-o", out], capture_output=True, text=True,
                                  env=clean_environment(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit_mib << 20, limit_mib << 20)))

        short = fill(300)
        self.assertEqual(short.returncode, 1, short.stderr)
        self.assertRegex(short.stderr, "not enough memory .*ulimit -v")
        self.assertEqual(short.stderr.count("\n"), 1)
        self.assertFalse(out.exists())
        self.assertEqual(fill(2048).returncode, 0)

    def test_the_weights_that_are_shipped_fill_better_than_the_membrane(self):
        weights = pathlib.Path(__file__).parents[2] / "inpaint" / "weights"
        for camera, contexts in (("C2", {False}), ("C3", {False, True})):  # two of the demonstration set's C3 images are close in time
            lines = self.lines("evaluate", self.images(), "--camera", camera, "--weights", weights / f"{camera.lower()}.safetensors", "--holes", "2")
            rows = [line for line in lines if line["event"] == "table" and line["method"] == "dl"]
            self.assertEqual({row["context"] for row in rows}, contexts)
            for row in rows:
                if row["size"] != "3x2...4x4":  # the demonstration set's pylon and bright streamer fill much of those
                    self.assertLess(row["relative"], 1, row)

    def test_the_flat_fields_that_are_shipped_are_not_of_the_events_that_they_are_scored_on(self):
        for camera, least in (("c2", 0.005), ("c3", 0.003)):
            content = (pathlib.Path(__file__).parents[2] / "inpaint" / "weights" / f"{camera}.safetensors").read_bytes()
            size = int.from_bytes(content[:8], "little")
            header = json.loads(content[8:8 + size])
            told = header["__metadata__"]
            learned, scored = json.loads(told["flat_events"]), json.loads(told["scores"])["events"]
            self.assertGreaterEqual(len(learned), 3)
            self.assertFalse({day.replace("/", "-") for day in learned} & set(scored))
            self.assertEqual((header["flat"]["dtype"], header["flat"]["shape"]), ("I8", [1024, 1024]))
            begin, end = header["flat"]["data_offsets"]
            steps = array.array("b", content[8 + size + begin:8 + size + end])
            # Around the middle of a row between the occulter and the edge: some tenths of a per cent.
            row = steps[1024 * 512 + 800:1024 * 512 + 960]
            self.assertTrue(least < statistics.pstdev(row) * float(told["flat_step"]) < 0.02)
            self.assertLess(abs(statistics.mean(row)) * float(told["flat_step"]), 0.005)

    def test_libtorch_is_loaded_for_the_learned_fill_alone(self):
        folder = temporary_folder(self)

        def loaded(*arguments):
            done = corkit(*arguments, "--calib", demo(), LD_DEBUG="files")
            self.assertEqual(done.returncode, 0, done.stderr[-500:])
            return {name for name in ("libcorkit.so", "libcorkit-inpaint", "libtorch") if name in done.stderr}

        for fill in ("fuzzy", "membrane"):
            self.assertEqual(loaded("reduce", l05(C3_LOST), "--fill", fill, "-o", folder), {"libcorkit.so"})
        self.assertEqual(loaded("fill", l05(C3_LOST), "--fill", "dl", "-o", folder / "x.fts"), {"libcorkit.so", "libcorkit-inpaint", "libtorch"})

    def test_recipe_paper_is_resumed_exactly(self):
        folder = temporary_folder(self)
        train = ("train", self.images(), "--recipe", "paper", "--camera", "C3", "--size", "64", "--depth", "2", "--base-channels", "2", "--largest", "1", "--batch", "2",
                 "--report-every", "20", "--checkpoint-every", "1", "--steps", "60", "--fine-tuning-steps", "60", "--csv", folder / "curve.csv")
        whole = self.lines(*train, "--checkpoint", folder / "a")
        self.assertRegex(whole[0]["note"], "VGG-19")
        self.assertEqual(len(whole), 8)
        self.killed(*train, "--checkpoint", folder / "b", writes=folder / "b")
        self.assertLess(self.state(folder / "b")["step"], 120)  # enough steps that it cannot be over before it is killed
        again = self.lines(*train, "--checkpoint", folder / "b")
        self.assertEqual((folder / "a").read_bytes(), (folder / "b").read_bytes())
        self.assertEqual(whole[-2]["loss"], again[-2]["loss"])

    def test_what_goes_wrong_is_said(self):
        folder = temporary_folder(self)
        train = ("train", "--checkpoint", folder / "c", *TINY, "--steps", "1")
        level1 = temporary_folder(self)
        self.assertEqual(corkit("reduce", l05(C3_LOST), "--calib", demo(), "-o", level1).returncode, 0)
        for arguments, status, says in (
            ((*train, folder / "nowhere"), 1, "no such file or folder"),
            ((*train, folder), 1, "no FITS image"),
            ((*train, level1), 1, "LEVEL .* level-0.5 images"),
            ((*train, self.images(), "--camera", "C2", "--events", "1999-01-01"), 1, "no image was taken on 1999-01-01"),
            ((*train, self.images(), "--camera", "C2", "--with-context"), 1, "within two hours"),
            ((*train, self.images(), "--recipe", "magic"), 2, "--recipe"),
            (("fit", self.images()), 2, "--output"),
            (("fit", self.images(), "--camera", "C2", "--holes", "9", "--steps", "1", "-o", folder / "no" / "where.json"), 1, "cannot be written"),
            (("evaluate",), 2, "FOLDER"),
            (("export", "--checkpoint", folder / "none", "-o", folder / "w"), 1, "cannot be opened"),
            (("export", "-o", folder / "w"), 1, "either --checkpoint"),
            ((*train, self.images(), "--camera", "C2", "--fronts", "2"), 1, "--fronts must be 0 to 1"),
        ):
            done = self.inpaint(*arguments, status=status)
            self.assertRegex(done.stderr, says)

    def test_no_plugin(self):
        done = corkit("inpaint", "evaluate", self.images(), CORKIT_INPAINT_LIB="/nonexistent/plugin.so")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "install libcorkit-inpaint")


if __name__ == "__main__":
    main()
