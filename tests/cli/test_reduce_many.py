"""corkit reduce with many files: lists, threads, bad files among good ones, resuming, interrupting."""
import json
import os
import shutil
import signal
import subprocess
import unittest

from support import (C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card,
                     temporary_folder)


class ManyTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = self.folder / "out"

    def reduce(self, *arguments):
        return corkit("reduce", "--calib", demo(), "-o", self.out, *arguments)

    def products(self):
        return sorted(p.name for p in self.out.iterdir()) if self.out.exists() else []

    def copies(self, count):
        """C3 images that differ in name only."""
        paths = []
        for k in range(count):
            path = self.folder / f"321706{k:02d}.fts"
            edited_copy(l05(C3), path, lambda data, name=path.name: set_card(data, "FILENAME", f"'{name}'       /"))
            paths.append(path)
        return paths


class Lists(ManyTest):
    def test_names_come_from_a_list(self):
        names = self.folder / "list.txt"
        names.write_text(f"\ufeff# two images\n\n{l05(C2)}\n   {l05(C3)}  \n-\n")
        done = self.reduce(f"@{names}")
        self.assertEqual((done.returncode, self.products()), (0, [C2_OUT, C3_OUT]), done.stderr)

    def test_an_empty_list_is_done_at_once(self):
        names = self.folder / "list.txt"
        names.write_text("# nothing today\n")
        done = self.reduce(f"@{names}")
        self.assertEqual((done.returncode, done.stdout, self.products()), (0, "", []))

    def test_lists_and_names_mix_in_order(self):
        names = self.folder / "list.txt"
        names.write_text(f"{l05(C2)}\n")
        done = self.reduce(l05(C3), f"@{names}", l05(C3_LOST), "--json")
        self.assertEqual([json.loads(line)["input"] for line in done.stdout.splitlines()], [str(l05(n)) for n in (C3, C2, C3_LOST)])


class SameNames(ManyTest):
    def rivals(self):
        """A broken image, then two whole ones, all of one product's name."""
        paths = [self.folder / part / C3 for part in ("one", "two", "three")]
        for path in paths:
            path.parent.mkdir()
            path.write_bytes(l05(C3).read_bytes())
        paths[0].write_bytes(paths[0].read_bytes()[:60000])
        return paths

    def test_an_image_that_fails_gives_its_name_back_to_the_next(self):
        broken, whole, late = self.rivals()
        for jobs in ("1", "3"):
            self.out = self.folder / f"out{jobs}"
            done = self.reduce(broken, whole, late, "-j", jobs, "--json")
            self.assertEqual(done.returncode, 1)
            lines = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual([line["status"] for line in lines], ["error", "ok", "error"], jobs)
            self.assertIn(f"same name as that of {whole}", lines[2]["error"])
            self.assertEqual(self.products(), [C3_OUT])


class Threads(ManyTest):
    def test_any_number_of_threads_gives_the_same_bytes(self):
        inputs = [l05(C2), l05(C3), l05(C3_LOST), *self.copies(3)]
        results = []
        for jobs in ("1", "4", "0"):
            self.out = self.folder / f"out{jobs}"
            done = self.reduce(*inputs, "-j", jobs)
            self.assertEqual(done.returncode, 0, done.stderr)
            results.append(({p.name: p.read_bytes() for p in self.out.iterdir()}, done.stdout.replace(str(self.out), ""), done.stderr.split(";")[0]))
        self.assertEqual(len(results[0][0]), 6)
        self.assertTrue(results[0] == results[1] == results[2])


class BadFiles(ManyTest):
    def test_one_bad_file_does_not_stop_the_others(self):
        empty, text, short = self.folder / "empty.fts", self.folder / "text.fts", self.folder / "short.fts"
        empty.write_bytes(b"")
        text.write_text("not a FITS file\n" * 300)
        short.write_bytes(l05(C3).read_bytes()[:30000])
        bad = ["/nonexistent.fts", empty, text, short]
        done = self.reduce(bad[0], l05(C2), bad[1], bad[2], l05(C3), bad[3], "-j", "2", "-q")
        self.assertEqual((done.returncode, self.products()), (1, [C2_OUT, C3_OUT]))
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), len(bad), done.stderr)
        for line, path in zip(lines, bad):
            self.assertTrue(line.startswith(f"corkit: {path}: ") and len(line) > len(f"corkit: {path}: ") + 10, line)
            self.assertEqual(line.count(str(path)), 1, line)

    def test_two_inputs_with_one_product_name(self):
        twin = self.folder / "twin.fts"
        edited_copy(l05(C3), twin, lambda data: set_card(data, "FILENAME", "'31170501.fts'       /"))  # quick-look: 34170501.fts
        other = self.folder / "other.fts"
        edited_copy(l05(C3), other, lambda data: set_card(data, "FILENAME", "'33170501.fts'       /"))  # 34170501.fts as well
        for jobs in ("1", "4"):
            self.out = self.folder / f"out{jobs}"
            done = self.reduce(l05(C3), l05(C3), twin, other, "-j", jobs, "-q")
            self.assertEqual((done.returncode, self.products()), (1, ["34170501.fts", C3_OUT]))
            lines = done.stderr.splitlines()
            self.assertEqual(len(lines), 1, done.stderr)
            self.assertTrue(lines[0].startswith(f"corkit: {other}: ") and str(twin) in lines[0])

    def test_missing_calibration_is_one_line_an_image(self):
        nothing = self.folder / "nothing"
        nothing.mkdir()
        done = corkit("reduce", l05(C2), l05(C3), "--calib", nothing, "-o", self.out)
        self.assertEqual((done.returncode, self.products()), (1, []))
        self.assertEqual(len(done.stderr.splitlines()), 3, done.stderr)
        self.assertIn("0 done, 0 skipped, 2 failed", done.stderr.splitlines()[2])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_an_output_folder_that_cannot_be_written(self):
        self.out.mkdir()
        self.out.chmod(0o500)
        done = self.reduce(l05(C2), l05(C3))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 3, done.stderr)

    def test_an_output_folder_that_is_a_file(self):
        self.out.write_text("a file")
        done = self.reduce(l05(C2), l05(C3))
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, f"corkit: -o {self.out} is a file; give a folder")
        self.assertEqual(self.out.read_text(), "a file")
        done = corkit("reduce", l05(C2), "--calib", demo(), "-o", self.folder / "new", "--dump-stages", l05(C3))
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, f"--dump-stages {l05(C3)} is a file")

    def test_a_name_without_its_ending_is_told(self):
        shutil.copy(l05(C2), self.folder / C2)
        for named in (C2.removesuffix(".fts"), f"{self.folder}/{C2}".removesuffix(".fts")):
            for command in (("reduce",), ("info",), ("data", "list"), ("quicklook", "-o", self.folder / "a.png"), ("stars",)):
                done = corkit(*command, named, "--calib", demo(), cwd=self.folder)
                self.assertEqual(done.returncode, 1)
                self.assert_one_line(done.stderr, f"corkit: {named}: file not found; {named}.fts is there")


class Streams(ManyTest):
    def test_a_name_with_a_line_feed_is_one_line(self):
        done = self.reduce("/nonexistent/a\nb.fts")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "/nonexistent/a\\x0ab.fts")

    def test_a_closed_pipe_stops_the_run_between_images(self):
        with subprocess.Popen([COMMAND, "reduce", "--calib", demo(), "-o", self.out, *self.copies(40)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, env=clean_environment()) as process:
            process.stdout.readline()
            process.stdout.close()
            errors = process.stderr.read()
        self.assertEqual(process.returncode, 1, errors)
        self.assert_one_line(errors, "stdout")
        self.assertLess(len(self.products()), 40)
        self.assertTrue(all(name.endswith(".fts") for name in self.products()))

    def test_warnings_are_a_line_each_unless_quiet(self):
        late = self.folder / "late.fts"  # after the last day with final pointing
        edited_copy(l05(C3), late, lambda data: (set_card(data, "DATE-OBS", "'2027/05/21'         /"), set_card(data, "MID_DATE", f"{61546:>20} /")))
        done = self.reduce(late)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stderr, "no warning")
        self.assertTrue(all(line.startswith(f"corkit: {late}: warning: ") for line in done.stderr.splitlines()), done.stderr)
        self.assertEqual(self.reduce(late, "-q").stderr, "")
        done = self.reduce(late, "--json")
        self.assertEqual(done.stderr, "")
        self.assertIn("interim", " ".join(json.loads(done.stdout)["warnings"]))

    def test_a_time_that_is_not_corrected_is_told(self):
        late = self.folder / "late.fts"
        edited_copy(l05(C3), late, lambda data: (set_card(data, "DATE-OBS", "'2027/05/21'         /"), set_card(data, "MID_DATE", f"{61546:>20} /")))
        told = "DATE-OBS is by the camera's clock"
        self.assertIn(told, self.reduce(late).stderr)
        self.assertNotIn(told, self.reduce(late, "--no-time-correction").stderr)
        self.assertNotIn(told, self.reduce(l05(C3)).stderr)


class Interrupt(ManyTest):
    def test_finishes_images_in_progress_and_begins_no_more(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                self.out = self.folder / number.name
                self.check_stopped_by(number)

    def check_stopped_by(self, number):
        inputs = self.copies(60)
        with subprocess.Popen([COMMAND, "reduce", "--calib", demo(), "-o", self.out, "--json", *inputs], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, env=clean_environment()) as process:
            first = process.stdout.readline()  # one image is done
            process.send_signal(number)
            rest, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 128 + number, errors)
        self.assertIn("stopped", errors)
        done = [json.loads(line)["output"] for line in [first, *rest.splitlines()]]
        self.assertLess(len(done), len(inputs))
        self.assertEqual(self.products(), sorted(os.path.basename(path) for path in done))
        sizes = {(self.out / name).stat().st_size for name in self.products()}
        self.assertEqual(len(sizes), 1)

    def test_a_run_that_survives_its_terminal_goes_on(self):
        inputs = self.copies(12)
        with subprocess.Popen([COMMAND, "reduce", "--calib", demo(), "-o", self.out, "--json", *inputs], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=clean_environment(), preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as process:  # as nohup does
            process.stdout.readline()
            process.send_signal(signal.SIGHUP)
            process.communicate(timeout=120)
        self.assertEqual((process.returncode, len(self.products())), (0, len(inputs)))


if __name__ == "__main__":
    main()
