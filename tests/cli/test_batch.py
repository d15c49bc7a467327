"""corkit reduce over archives: folders, patterns, lists, parts, records, the log, a killed run resumed, the progress bar."""
import csv
import gzip
import json
import os
import pty
import re
import shutil
import signal
import subprocess

from support import (C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card,
                     temporary_folder)


def rows_of(table):
    with table.open(newline="") as file:
        return list(csv.DictReader(file))


class BatchTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = self.folder / "out"

    def reduce(self, *arguments, cwd=None):
        return corkit("reduce", "--calib", demo(), "-o", self.out, *arguments, cwd=cwd)

    def inputs(self, *arguments, cwd=None):
        """The inputs that are reduced, in order; nothing is written."""
        done = self.reduce(*arguments, "--json", "--noimg", cwd=cwd)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line)["input"] for line in done.stdout.splitlines()]

    def products(self):
        return sorted(p.name for p in self.out.rglob("*")) if self.out.exists() else []

    def copies(self, count, folder=None):
        paths = []
        for k in range(count):
            path = (folder or self.folder) / f"321706{k:02d}.fts"
            edited_copy(l05(C3), path, lambda data, name=path.name: set_card(data, "FILENAME", f"'{name}'       /"))
            paths.append(path)
        return paths

    def archive(self):
        """Days with images, gzipped ones, and what else lies there."""
        days = self.folder / "archive"
        for name in ("020521/c2", "020521/c3", "020522/c3", ".hidden"):
            (days / name).mkdir(parents=True)
        shutil.copy(l05(C2), days / "020521/c2" / C2)
        shutil.copy(l05(C3), days / "020521/c3" / C3)
        subprocess.run(["gzip", "-nk", days / "020521/c3" / C3], check=True)
        (days / "020521/c3" / C3).unlink()
        shutil.copy(l05(C3_LOST), days / "020522/c3/32170502.FTS")
        (days / "020521/c3/img_hdr.txt").write_text("32170501.fts  2002/05/21  02:42:05  C3  19.1  1024  1024\n\n32170501.fts\n")
        for name in (".hidden/22170509.fts", "020521/c2/.22170509.fts", "020521/c2/25170501.fts", "020521/notes.txt", "020522/list.tar.gz"):
            (days / name).write_text("no image")
        (days / "loop").symlink_to(days)
        return days


class Folders(BatchTest):
    def test_stand_for_the_images_below_in_order(self):
        days = self.archive()
        self.assertEqual(self.inputs(days), [str(days / n) for n in ("020521/c2/" + C2, f"020521/c3/{C3}.gz", "020522/c3/32170502.FTS")])

    def test_may_be_where_the_products_are(self):
        days = self.archive()
        for _ in range(2):
            done = corkit("reduce", ".", "--calib", demo(), cwd=days / "020522")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(p.name for p in (days / "020522").iterdir()), [C3_LOST_OUT, "c3", "list.tar.gz"])

    def test_without_images_are_a_remark(self):
        empty = self.folder / "empty"
        empty.mkdir()
        done = self.reduce(empty, l05(C2), "-q")
        self.assertEqual((done.returncode, self.products()), (0, [C2_OUT]))
        self.assert_one_line(done.stderr, str(empty), "no level-0.5 image")

    def test_nothing_but_folders_without_images_is_a_failure(self):
        empty = self.folder / "empty"
        empty.mkdir()
        for more in ((), ("-q",), ("--shard", "0/2")):
            done = self.reduce(empty, *more)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assert_one_line(done.stderr, str(empty), "no level-0.5 image")
        for command in (("info",), ("data", "list"), ("stars",), ("quicklook", "-o", self.folder / "a.png"), ("background", "-o", self.folder / "b.fts"),
                        ("validate", "--products", self.folder)):
            done = corkit(*command, empty)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assert_one_line(done.stderr, str(empty), "there is no")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["empty"])

    def test_calibration_folders_hold_no_images(self):
        self.assertEqual(self.inputs(demo()), [str(l05(name)) for name in (C2, C3, C3_LOST)])
        for folder in ("lasco_data/calib", "nrl_lib/idl/data/calib"):
            (self.folder / "calib" / folder).mkdir(parents=True)
            shutil.copy(l05(C2), self.folder / "calib" / folder)
        for command in (("reduce", "-o", self.out), ("data", "list"), ("info",)):
            done = corkit(*command, self.folder / "calib")
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assert_one_line(done.stderr, f"corkit: {self.folder}/calib: there is no ", "--calib")
        beside = self.folder / "calib/lasco_data/020521" / C3
        beside.parent.mkdir()
        shutil.copy(l05(C3), beside)
        self.assertEqual(self.inputs(self.folder / "calib"), [str(beside)])
        done = corkit("browse", demo(), "-o", self.folder / "page.html", "--size", "32")
        self.assertEqual((done.returncode, done.stderr, done.stdout[:8]), (0, "", "3 images"))

    def test_stand_for_their_images_in_other_commands_too(self):
        days = self.archive()
        (days / "020521/c2/25170501.fts").unlink()
        images = [str(days / name) for name in (f"020521/c2/{C2}", f"020521/c3/{C3}.gz", "020522/c3/32170502.FTS")]
        for named in (days, f"{days}/02*"):
            done = corkit("info", named, "--json", "--calib", demo())
            self.assertEqual([json.loads(line)["file"] for line in done.stdout.splitlines()], images)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        done = corkit("quicklook", days, "-o", f"{self.folder}/png/", "--size", "64")
        self.assertEqual([line.split(" -> ")[0] for line in done.stdout.splitlines()], images)


class Patterns(BatchTest):
    def test_are_expanded_as_a_shell_does(self):
        days = self.archive()
        self.assertEqual(self.inputs(f"{days}/*/c?/[23]2*"), [str(days / n) for n in ("020521/c2/" + C2, f"020521/c3/{C3}.gz", "020522/c3/32170502.FTS")])
        self.assertEqual(self.inputs("02052[2]", cwd=days), ["020522/c3/32170502.FTS"])

    def test_that_fit_nothing_are_a_missing_file(self):
        done = self.reduce(f"{self.folder}/*.fts", l05(C2), "-q")
        self.assertEqual((done.returncode, self.products()), (1, [C2_OUT]))
        self.assert_one_line(done.stderr, f"{self.folder}/*.fts", "not found")

    def test_a_file_of_that_name_comes_first(self):
        path = self.folder / "a[1].fts"
        shutil.copy(l05(C2), path)
        self.assertEqual(self.inputs(path), [str(path)])


class Lists(BatchTest):
    def test_of_the_archive_name_files_beside_them(self):
        days = self.archive()
        listed = days / "020521/c3/img_hdr.txt"
        self.assertEqual(self.inputs(f"@{listed}")[:1], [str(days / f"020521/c3/{C3}.gz")])
        self.assertEqual(self.inputs("@img_hdr.txt", cwd=listed.parent)[:1], [C3 + ".gz"])

    def test_a_name_with_blanks_is_a_name(self):
        shutil.copy(l05(C2), self.folder / "an image.fts")
        (self.folder / "list.txt").write_text("an image.fts\nan image.fts \n")
        self.assertEqual(self.inputs(f"@{self.folder}/list.txt"), [str(self.folder / "an image.fts")])

    def test_a_record_is_not_written_over_what_is_read(self):
        image = self.folder / C2
        shutil.copy(l05(C2), image)
        (self.folder / "list.csv").write_text(f"{C2}\n")
        before = image.read_bytes()
        for options in (("--log", image), ("--report", self.folder / "list.csv")):
            done = self.reduce(image, f"@{self.folder}/list.csv", *options)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("is one of the files that are read", done.stderr)
        self.assertEqual(image.read_bytes(), before)
        self.assertEqual((self.folder / "list.csv").read_text(), f"{C2}\n")

    def test_an_image_named_twice_is_reduced_once(self):
        shutil.copy(l05(C2), self.folder / C2)
        (self.folder / "list.txt").write_text(f"{C2}\n")
        named = (self.folder, self.folder / C2, f"{self.folder}/./{C2}", f"{self.folder}/*.fts", f"@{self.folder}/list.txt")
        self.assertEqual(self.inputs(*map(str, named)), [str(self.folder / C2)])

    def test_names_relative_to_the_current_folder(self):
        (self.folder / "lists").mkdir()
        (self.folder / "lists/list.txt").write_text(C2 + "\n")
        self.assertEqual(self.inputs("@" + str(self.folder / "lists/list.txt"), cwd=demo() / "l05"), [C2])

    def test_a_file_that_is_not_there_is_named_beside_the_list(self):
        (self.folder / "list.txt").write_text("22999999.fts 2002/05/21\n")
        done = self.reduce(f"@{self.folder}/list.txt")
        self.assertEqual(done.returncode, 1)
        sentence = f"{self.folder}/22999999.fts: file not found; line 1 of @{self.folder}/list.txt names it\n"
        self.assert_one_line(done.stderr, sentence)
        shutil.copy(l05(C2), self.folder / C2)
        for command in (("stars",), ("info",), ("data", "list"), ("validate", "--products", self.folder), ("quicklook", "-o", self.folder / "a.png"),
                        ("inpaint", "fit", "-o", self.folder / "c.pt")):
            done = corkit(*command, f"@{self.folder}/list.txt", *(() if command[0] == "inpaint" else ("--calib", demo())))
            self.assertEqual(done.returncode, 1, done)
            self.assert_one_line(done.stderr, sentence)

    def test_the_line_of_a_file_that_is_not_there_counts_all_lines(self):
        shutil.copy(l05(C2), self.folder / C2)
        (self.folder / "list.txt").write_text(f"\ufeff# of May\n\n{C2}\n  gone.fts\n")
        done = corkit("background", f"@{self.folder}/list.txt", "-o", self.folder / "b.fts")
        lines = done.stderr.splitlines()
        self.assertEqual((done.returncode, lines[0]), (1, f"corkit: {self.folder}/gone.fts: file not found; line 4 of @{self.folder}/list.txt names it"))
        self.assertIn("is not written", lines[1])

    def test_are_read_alike_by_all_commands(self):
        """Names of the first column, relative to the list, perhaps packed there."""
        listed = self.archive() / "020521/c3/img_hdr.txt"
        for command in (("info",), ("data", "list"), ("stars", "--json"), ("quicklook", "-o", f"{self.folder}/png/")):
            done = corkit(*command, f"@{listed}", "--calib", demo())
            self.assertIn(str(listed.parent / f"{C3}.gz"), done.stdout, done)
            self.assertNotIn("file not found", done.stderr)

    def test_a_picture_is_not_written_over_the_list(self):
        (self.folder / "list.txt").write_text(f"{l05(C2)}\n{l05(C3)}\n")
        for command in ("quicklook", "background"):
            self.assert_usage(corkit(command, f"@{self.folder}/list.txt", "-o", self.folder / "list.txt"), "one of the files that are read")
        self.assertEqual((self.folder / "list.txt").read_text(), f"{l05(C2)}\n{l05(C3)}\n")


class Shards(BatchTest):
    def parts(self, count, *arguments):
        return [[os.path.basename(name) for name in self.inputs(*arguments, "--shard", f"{i}/{count}")] for i in range(count)]

    def test_are_disjoint_complete_and_of_similar_size(self):
        names = self.folder / "names.txt"
        numbers = [f"{camera}2{k:06d}.fts" for camera in "23" for k in range(4000, 4300)]
        names.write_text("\n".join(numbers))
        parts = []
        for i in range(4):
            report = self.folder / f"{i}.jsonl"
            done = corkit("reduce", f"@{names}", "--calib", demo(), "-o", self.out, "--shard", f"{i}/4", "--report", report, "-q")
            self.assertEqual(done.returncode, 1)  # the files are not there
            parts.append([os.path.basename(json.loads(line)["input"]) for line in report.read_text().splitlines()])
        self.assertEqual(sorted(sum(parts, [])), sorted(numbers))
        for part in parts:
            self.assertLess(abs(len(part) - 150), 40)

    def test_do_not_depend_on_what_else_is_there(self):
        copies = self.copies(8)
        before = self.parts(3, *copies)
        self.assertEqual(sum(map(len, before)), 8)
        after = self.parts(3, *reversed(copies[:5]))
        for part, fewer in zip(before, after):
            self.assertEqual(sorted(fewer), sorted(set(part) & {p.name for p in copies[:5]}))

    def test_do_not_depend_on_folder_compression_and_products(self):
        copies = self.copies(6)
        before = self.parts(2, *copies)
        self.assertEqual(self.reduce(*copies[:3], "-q").returncode, 0)
        subprocess.run(["gzip", *copies], check=True)
        self.assertEqual([[n + ".gz" for n in part] for part in before], self.parts(2, *(f"{p}.gz" for p in copies)))

    def test_wrong_ones_are_usage(self):
        for text in ("4/4", "0/0", "1", "-1/4", "a/b", "1/2/3", "0/4 ", "0/1000001", "0/99999999999999999999", ""):
            with self.subTest(text=text):
                done = self.reduce(l05(C2), "--shard", text)
                if text:
                    self.assert_usage(done, "--shard")

    def test_an_empty_part_is_done_at_once(self):
        parts = [self.reduce(l05(C2), "--shard", f"{i}/2", "--noimg") for i in range(2)]
        self.assertEqual([p.returncode for p in parts], [0, 0])
        self.assertEqual(sorted(len(p.stdout.splitlines()) for p in parts), [0, 1])


class Records(BatchTest):
    def test_table(self):
        report = self.folder / "report.csv"
        bad = self.folder / 'a "bad", one.fts'
        bad.write_bytes(b"")
        self.reduce(l05(C3_LOST), bad, "--report", report)
        self.reduce(l05(C3_LOST), "--report", report, "--skip-existing")
        rows = rows_of(report)
        self.assertEqual([(r["input"], r["status"], r["detector"], r["nmissing"]) for r in rows],
                         [(str(l05(C3_LOST)), "ok", "C3", "5"), (str(bad), "error", "", ""), (str(l05(C3_LOST)), "skipped", "C3", "")])
        self.assertEqual(rows[0]["output"], str(self.out / C3_LOST_OUT))
        self.assertTrue(rows[0]["date"].startswith("2002-05-21T"))
        self.assertIn("empty", rows[1]["error"])
        self.assertGreater(float(rows[0]["seconds"]), 0)

    def test_json_lines(self):
        report = self.folder / "report.jsonl"
        self.reduce(l05(C2), "/nonexistent.fts", "--report", report, "-j", "2")
        records = {r["input"]: r for r in map(json.loads, report.read_text().splitlines())}
        self.assertEqual({k: r["status"] for k, r in records.items()}, {str(l05(C2)): "ok", "/nonexistent.fts": "error"})
        self.assertEqual(list(records[str(l05(C2))]), ["input", "output", "status", "error", "detector", "date", "nmissing", "warnings", "seconds"])

    def test_of_an_image_that_is_refused_have_its_camera(self):
        """What its header says; nothing where that could not be read to its end."""
        dark, cut, other = (self.folder / f"{name}.fts" for name in ("dark", "cut", "other"))
        edited_copy(l05(C2), dark, lambda data: set_card(data, "LP_NUM", "'Dark'"))
        edited_copy(l05(C3), other, lambda data: set_card(data, "DETECTOR", "'COR2,\"A\"'"))
        short, broken = self.folder / "short.fts.gz", self.folder / "broken.fts.gz"
        shutil.copy(l05(C3), cut)
        with cut.open("r+b") as file:
            file.truncate(2880)
        for path, length in ((short, 100000), (broken, 4000)):
            path.write_bytes(gzip.compress(l05(C3).read_bytes()[:length]))
        text = self.folder / "text.fts"
        text.write_text("DETECTOR= 'C2'".ljust(80) + "END".ljust(2800))
        known = {str(dark): "C2", str(other): 'COR2,"A"', str(short): "C3", str(cut): None, str(broken): None, str(text): None, "/nonexistent.fts": None}
        report = self.folder / "report.csv"
        done = self.reduce(*known, "--json", "--report", report)
        self.assertEqual({r["input"]: r["detector"] for r in map(json.loads, done.stdout.splitlines())}, known)
        self.assertEqual({r["input"]: r["detector"] for r in rows_of(report)}, {path: camera or "" for path, camera in known.items()})
        done = corkit("stars", *known, "--json", "--table", self.folder / "stars.csv")
        self.assertEqual({r["input"]: r["camera"] for r in map(json.loads, done.stdout.splitlines())}, known)
        self.assertEqual({r["input"]: r["camera"] for r in rows_of(self.folder / "stars.csv")}, {path: camera or "" for path, camera in known.items()})
        for path, camera in known.items():
            done = corkit("fill", path, "-o", self.folder / "filled.fts", "--fill", "membrane", "--json")
            self.assertEqual((done.returncode, json.loads(done.stdout)["detector"]), (1, camera))

    def test_half_a_line_of_a_full_disk_is_cut_off(self):
        report = self.folder / "report.csv"
        self.reduce(l05(C2), "--report", report)
        whole = report.read_text()
        report.write_text(whole + "/archive/321")
        self.reduce(l05(C2), "--report", report, "--skip-existing")
        self.assertTrue(report.read_text().startswith(whole))
        self.assertEqual([r["status"] for r in rows_of(report)], ["ok", "skipped"])

    def test_what_is_no_report_or_log_stays(self):
        """Half a line is cut off what corkit wrote, and off nothing else."""
        image, table, lines, page = (self.folder / name for name in ("a.fts", "a.csv", "a.jsonl", "a.png"))
        image.write_bytes(l05(C3).read_bytes())
        table.write_text("a,b\n1,2")
        lines.write_text("[1,\n2")
        page.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        for option, path, words in (("--log", image, "no text"), ("--log", page, "no text"), ("--report", table, "other columns"),
                                    ("--report", lines, "no JSON lines")):
            before = path.read_bytes()
            self.assert_usage(self.reduce(l05(C2), option, path), f"{option} {path}", words, "another file")
            self.assertEqual(path.read_bytes(), before)
        notes = self.folder / "notes.txt"
        notes.write_text("of May\nno end")
        self.assertEqual(self.reduce(l05(C2), "--log", notes).returncode, 0)
        self.assertTrue(notes.read_text().startswith("of May\nno end\nProcedure reduce_level_1"))
        whole = notes.read_text()[len("of May\nno end\n"):]
        notes.write_text(whole + "Procedure reduce_lev")
        self.reduce(l05(C2), "--log", notes)
        self.assertTrue(notes.read_text().startswith(whole + "Procedure reduce_level_1.pro"))
        begun = self.folder / "begun.csv"
        begun.write_text("input,outp")
        self.assertEqual(self.reduce(l05(C2), "--report", begun).returncode, 0)
        self.assertEqual([r["status"] for r in rows_of(begun)], ["ok"])

    def test_a_record_that_cannot_be_written_stops_the_run(self):
        done = self.reduce(*self.copies(30), "--report", self.folder / "none/report.csv")
        self.assertEqual((done.returncode, self.products()), (1, []))
        self.assert_one_line(done.stderr, "--report", "none/report.csv")
        full = self.folder / "full.jsonl"
        full.symlink_to("/dev/full")
        done = self.reduce(*self.copies(30), "--report", full, "-q")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "--report", "stopped")
        self.assertLess(len(self.products()), 30)

    def test_names_and_tables_that_cannot_be_meant(self):
        self.assert_usage(self.reduce(l05(C2), "--report", self.folder / "report.txt"), "--report", ".csv", ".jsonl")
        (self.folder / "other.csv").write_text("a,b\n1,2\n")
        self.assert_usage(self.reduce(l05(C2), "--report", self.folder / "other.csv"), "other columns")
        self.assertEqual((self.folder / "other.csv").read_text(), "a,b\n1,2\n")


class Log(BatchTest):
    STAMP = r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}"

    def test_has_solarsofts_lines_in_order(self):
        log = self.folder / "reduce_level_1.log"
        self.assertEqual(self.reduce(l05(C3_LOST), "--log", log).returncode, 0)
        wanted = [rf"Procedure reduce_level_1\.pro,v1\.68 started at {self.STAMP}", rf"Input = {re.escape(str(l05(C3_LOST)))}",
                  r"32170502\.fts 2002/05/21t\d\d:\d\d:\d\d\.\d+ Clear Clear", rf"Procedure c3_calibrate started at {self.STAMP}",
                  r"Used c3vig_postint_final\.fts", rf"Procedure c3_calibrate completed at {self.STAMP}", rf"Procedure c3_warp started at {self.STAMP}",
                  rf"Procedure c3_warp completed at {self.STAMP}", r"No roll correction applied\.", r"NMISSING =        5",
                  r"DATASAT = *\d+,  DATAMIN= *[-+.e\d]+,  DATAMAX= *[-+.e\d]+", rf"Writing FITS file to {re.escape(str(self.out / C3_LOST_OUT))}",
                  rf"Procedure reduce_level_1 ended at {self.STAMP}", "", "", "", "", "", ""]
        lines = log.read_text().split("\n")[:-1]
        self.assertEqual(len(lines), len(wanted), lines)
        for line, pattern in zip(lines, wanted):
            self.assertRegex(line, f"^{pattern}$")

    def test_grows_and_keeps_images_apart(self):
        log = self.folder / "reduce.log"
        log.write_text("earlier\n")
        copies = self.copies(12)
        self.assertEqual(self.reduce(*copies, "/nonexistent.fts", "--log", log, "-j", "4", "-q").returncode, 1)
        text = log.read_text()
        self.assertTrue(text.startswith("earlier\n"))
        blocks = text[len("earlier\n"):].split("\n\n\n\n\n\n\n")[:-1]
        self.assertEqual(sorted(b.splitlines()[1] for b in blocks), sorted(f"Input = {p}" for p in copies))
        for block in blocks:
            lines = block.splitlines()
            self.assertTrue(lines[0].startswith("Procedure reduce_level_1.pro") and lines[-1].startswith("Procedure reduce_level_1 ended"), block)
            name = os.path.basename(lines[1])
            self.assertTrue(lines[2].startswith(name) and "Writing FITS file to" in lines[-2] and lines[-2].endswith("35" + name[2:]), block)

    def test_says_why_an_image_failed(self):
        bad = self.folder / C3
        edited_copy(l05(C3), bad, lambda data: set_card(data, "EXPTIME", f"{0.0:>20} /"))
        log = self.folder / "reduce.log"
        self.reduce(bad, "--log", log)
        self.assertRegex(log.read_text(), r"\n32170501\.fts .* ERROR: .*EXPTIME.*\nProcedure reduce_level_1 ended")


class Killed(BatchTest):
    def test_a_run_is_resumed(self):
        copies = self.copies(30)
        report = self.folder / "report.csv"
        arguments = [*copies, "--report", report, "--skip-existing", "-j", "2", "--json"]
        with subprocess.Popen([COMMAND, "reduce", "--calib", demo(), "-o", self.out, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              env=clean_environment()) as process:
            for _ in range(3):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        first = self.products()
        self.assertTrue(3 <= len(first) < 30, first)
        self.assertTrue(all(name.endswith(".fts") for name in first))
        text = report.read_text()
        self.assertTrue(text.endswith("\n"))
        done = self.reduce(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{30 - len(first)} done, {len(first)} skipped, 0 failed", done.stderr)
        self.assertEqual(self.products(), sorted("35" + p.name[2:] for p in copies))
        self.assertEqual(len({p.stat().st_size for p in self.out.iterdir()}), 1)
        rows = rows_of(report)
        self.assertEqual({r["input"] for r in rows}, {str(p) for p in copies})


class Summary(BatchTest):
    def test_ends_a_run_of_several_images(self):
        done = self.reduce(l05(C2), l05(C3), "/nonexistent.fts")
        self.assertRegex(done.stderr.splitlines()[-1], r"^corkit: 2 done, 0 skipped, 1 failed, 0 warnings; \d+\.\d s, \d+\.\d images/s$")

    def test_has_no_rate_where_all_was_there(self):
        self.reduce(l05(C2), l05(C3))
        done = self.reduce(l05(C2), l05(C3), "--skip-existing")
        self.assertRegex(done.stderr, r"^corkit: 0 done, 2 skipped, 0 failed, 0 warnings; \d+\.\d s\n$")

    def test_not_when_quiet_and_not_for_one_image(self):
        self.assertEqual(self.reduce(l05(C2), l05(C3), "-q").stderr, "")
        self.assertEqual(self.reduce(l05(C2)).stderr, "")

    def test_bar_on_a_terminal_only(self):
        self.assertNotIn("[", self.reduce(l05(C2), l05(C3)).stderr)
        master, slave = pty.openpty()
        with subprocess.Popen([COMMAND, "reduce", "--calib", demo(), "-o", self.out, *self.copies(4)], stdout=subprocess.DEVNULL, stderr=slave,
                              env=clean_environment()) as process:
            os.close(slave)
            text = b""
            try:
                while part := os.read(master, 4096):
                    text += part
            except OSError:  # the other side is closed
                pass
        os.close(master)
        self.assertEqual(process.returncode, 0)
        self.assertIn(b"] 0/4", text)
        self.assertRegex(text.decode(), r"\] 3/4 \d+\.\d images/s, \d+:\d\d left")
        self.assertRegex(text.decode(), r"4 done, 0 skipped, 0 failed")


if __name__ == "__main__":
    main()
