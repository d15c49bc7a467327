"""corkit reduce where something lies already: products of the same observation, of another with the same number, damaged ones, other files."""
import fcntl
import json
import subprocess

from support import C2, C2_OUT, C3, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card, temporary_folder


def temporary_of(path, attempt):
    """The name under which a program writes a file that is there already: FNV-1a of the final one."""
    code = 0xCBF29CE484222325
    for byte in path.name.encode():
        code = (code ^ byte) * 0x100000001B3 % 2**64
    return path.with_name(f".corkit-{code:016x}-{attempt:x}.tmp")


class ExistingTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = self.folder / "out"

    def reduce(self, *arguments):
        return corkit("reduce", "--calib", demo(), "-o", self.out, *arguments)

    def reduce_json(self, *arguments):
        done = self.reduce(*arguments, "--json")
        return done, [json.loads(line) for line in done.stdout.splitlines()]

    def product(self):
        """The product of the C2 image, made; its bytes."""
        self.assertEqual(self.reduce(l05(C2), "-q").returncode, 0)
        return (self.out / C2_OUT).read_bytes()

    def later(self, years=18):
        """Another observation with the number of the C2 image: the counter was reset."""
        path = self.folder / C2
        edited_copy(l05(C2), path, lambda data: (set_card(data, "DATE-OBS", f"'{2002 + years}/05/21'         /"),
                                                 set_card(data, "MID_DATE", f"{58990:>20} /")))
        return path


class SameObservation(ExistingTest):
    def test_is_left_alone_with_skip_existing(self):
        before = self.product()
        stat = (self.out / C2_OUT).stat()
        done, (first, second) = self.reduce_json(l05(C2), l05(C3), "--skip-existing")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((first["status"], first.get("skipped"), first["output"]), ("ok", True, str(self.out / C2_OUT)))
        self.assertNotIn("skipped", second)
        self.assertEqual((self.out / C2_OUT).read_bytes(), before)
        self.assertEqual((self.out / C2_OUT).stat().st_ino, stat.st_ino)

    def test_what_a_killed_run_left_beside_it_goes_and_what_a_living_one_writes_stays(self):
        stages = self.folder / "stages"
        self.assertEqual(self.reduce(l05(C2), "-q", "--dump-stages", stages).returncode, 0)
        dumped = stages / C2_OUT.removesuffix(".fts")
        left = [temporary_of(self.out / C2_OUT, k) for k in range(2)] + [temporary_of(next(dumped.iterdir()), 0)]
        for path in left:
            path.write_bytes(b"half")
        other = temporary_of(self.out / C3_OUT, 0)
        other.write_bytes(b"half")
        with open(left[1], "rb") as living:
            fcntl.flock(living, fcntl.LOCK_EX)
            _, (line,) = self.reduce_json(l05(C2), "--skip-existing", "--dump-stages", stages)
            self.assertTrue(line.get("skipped"))
            self.assertEqual([path.exists() for path in (*left, other)], [False, True, False, True])
        for image in (C2, C3):
            self.assertEqual(self.reduce(l05(image), "--skip-existing", "-q").returncode, 0)
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), [C2_OUT, C3_OUT])

    def test_is_replaced_without(self):
        self.product()
        inode = (self.out / C2_OUT).stat().st_ino
        self.assertEqual(self.reduce(l05(C2), "-q").returncode, 0)
        self.assertNotEqual((self.out / C2_OUT).stat().st_ino, inode)

    def test_made_with_other_options_is_the_same_observation(self):
        for option in ("--no-time-correction", "--no-scale", "--no-warp"):
            with self.subTest(option):
                self.assertEqual(self.reduce(l05(C3), option, "-q").returncode, 0)
                done, (line,) = self.reduce_json(l05(C3), "--skip-existing")
                self.assertTrue(line.get("skipped"), done)

    def test_with_extensions_is_whole(self):
        self.assertEqual(self.reduce(l05(C3), "--fill", "membrane", "--fill-mask", "-q").returncode, 0)
        _, (line,) = self.reduce_json(l05(C3), "--skip-existing")
        self.assertTrue(line.get("skipped"))
        data = (self.out / C3_OUT).read_bytes()
        (self.out / C3_OUT).write_bytes(data[:-2880])
        _, (line,) = self.reduce_json(l05(C3), "--skip-existing")
        self.assertNotIn("skipped", line)

    def test_cut_short_is_made_again(self):
        whole = self.product()
        for size in (len(whole) - 1, len(whole) - 2880, 20 * 2880, 0):
            with self.subTest(size=size):
                (self.out / C2_OUT).write_bytes(whole[:size])
                done, (line,) = self.reduce_json(l05(C2), "--skip-existing")
                self.assertEqual((done.returncode, line.get("skipped")), (0, None), done.stderr)
                self.assertEqual((self.out / C2_OUT).read_bytes(), whole)


class OtherObservation(ExistingTest):
    def test_is_never_overwritten_silently(self):
        before = self.product()
        for options in ([], ["--skip-existing"], ["-j", "2"], ["--no-time-correction"]):
            with self.subTest(options=options):
                done = self.reduce(self.later(), *options)
                self.assertEqual(done.returncode, 1)
                self.assert_one_line(done.stderr, str(self.later()), str(self.out / C2_OUT), "2002/05/21 00:30:05.412", "2020/05/21 00:30:05.412", "--overwrite")
                self.assertEqual((self.out / C2_OUT).read_bytes(), before)

    def test_in_pipeline_folders_lies_elsewhere(self):
        self.assertEqual(self.reduce(l05(C2), "--pipeline", "-q").returncode, 0)
        self.assertEqual(self.reduce(self.later(), "--pipeline", "-q").returncode, 0)
        self.assertEqual(len(list(self.out.rglob(C2_OUT))), 2)

    def test_is_replaced_when_asked_for(self):
        for options in (["--overwrite"], ["--overwrite", "--skip-existing"]):
            with self.subTest(options=options):
                before = self.product() if options == ["--overwrite"] else self.reduce(l05(C2), "--overwrite") and (self.out / C2_OUT).read_bytes()
                self.assertEqual(self.reduce(self.later(), *options, "-q").returncode, 0)
                self.assertNotEqual((self.out / C2_OUT).read_bytes(), before)

    def test_nothing_that_is_written_nothing_that_is_refused(self):
        self.product()
        for option in ("--nofits", "--noimg"):
            self.assertEqual(self.reduce(self.later(), option, "-q").returncode, 0)


class OtherFiles(ExistingTest):
    def test_are_neither_done_nor_overwritten(self):
        self.out.mkdir()
        for content in (b"there already", b"\0" * 5760, l05(C3).read_bytes()):
            for options in ([], ["--skip-existing"]):
                with self.subTest(content=content[:20], options=options):
                    (self.out / C2_OUT).write_bytes(content)
                    done = self.reduce(l05(C2), *options)
                    self.assertEqual(done.returncode, 1)
                    self.assert_one_line(done.stderr, str(self.out / C2_OUT), "no level-1 product", "--overwrite")
                    self.assertEqual((self.out / C2_OUT).read_bytes(), content)
        self.assertEqual(self.reduce(l05(C2), "--overwrite", "-q").returncode, 0)
        self.assertTrue((self.out / C2_OUT).read_bytes().startswith(b"SIMPLE  ="))


class TwoAtOnce(ExistingTest):
    def test_processes_on_one_folder_do_not_disturb_each_other(self):
        inputs = []
        for k in range(12):
            path = self.folder / f"321706{k:02d}.fts"
            edited_copy(l05(C3), path, lambda data, name=path.name: set_card(data, "FILENAME", f"'{name}'       /"))
            inputs.append(path)
        alone = self.folder / "alone"
        self.assertEqual(corkit("reduce", "--calib", demo(), "-o", alone, *inputs, "-q").returncode, 0)
        expected = {p.name: p.read_bytes() for p in alone.iterdir()}
        for options in ([], ["--skip-existing"]):
            with self.subTest(options=options):
                self.out = self.folder / f"out{len(options)}"
                report = self.folder / f"report{len(options)}.csv"
                command = [COMMAND, "reduce", "--calib", demo(), "-o", self.out, "-q", "--report", report, *options, *inputs]
                running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=clean_environment()) for _ in range(3)]
                errors = [process.communicate(timeout=300)[1] for process in running]
                self.assertEqual(([process.returncode for process in running], errors), ([0, 0, 0], ["", "", ""]))
                self.assertEqual({p.name: p.read_bytes() for p in self.out.iterdir()}, expected)  # and no temporary file
                lines = report.read_text().splitlines()
                self.assertEqual(len(lines), 1 + 3 * len(inputs))
                self.assertTrue(all(line.count(",") == 8 for line in lines), lines)


if __name__ == "__main__":
    main()
