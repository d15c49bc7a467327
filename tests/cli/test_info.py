"""corkit info: header summary, map of blocks, calibration files."""
import json
import shutil

from support import C2, C2_OUT, C3, C3_LOST, C3_LOST_OUT, C3_OUT, CommandTest, corkit, demo, edited_copy, l05, main, set_card, temporary_folder


class Info(CommandTest):
    def info(self, path, *options, calib=True):
        done = corkit("info", path, "--json", *(("--calib", demo()) if calib else ()), *options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.count("\n"), 1)
        return json.loads(done.stdout)

    def test_header_summary(self):
        found = self.info(l05(C2))
        self.assertEqual([found[k] for k in ("filename", "detector", "filter", "polar", "date_obs", "time_obs", "exptime", "size", "field", "full_field")],
                         [C2, "C2", "Orange", "Clear", "2002/05/21", "00:30:05.412", 25.1, [1024, 1024], [20, 1, 1043, 1024], True])
        self.assertTrue(found["synthetic"])

    def test_map_of_lost_blocks(self):
        found = self.info(l05(C3_LOST))
        rows = found["blocks"]
        self.assertEqual((len(rows), {len(row) for row in rows}), (32, {32}))
        lost = {(x, 31 - y) for y, row in enumerate(rows) for x, state in enumerate(row) if state == "X"}
        self.assertEqual(lost, {(10, 10), (11, 10), (20, 22), (7, 15), (24, 9)})
        self.assertEqual((rows[0][0], rows[16][3], found["nmissing"]), ("#", ".", 5))
        self.assertRegex(found["misslist"], "^([0-9A-V]{4})+$")

    def test_counts_blocks_of_c2_as_the_calibration_files_do(self):
        calib = temporary_folder(self) / "calib"
        shutil.copytree(demo(), calib)
        never_sent = next(calib.rglob("c2nullblocks.txt"))
        numbers = never_sent.read_text().split()
        for fewer in (2, 20):
            never_sent.write_text(" ".join(numbers[fewer:]) + "\n")
            done = corkit("info", l05(C2), "--json", "--calib", calib)
            found = json.loads(done.stdout)
            self.assertEqual(corkit("reduce", l05(C2), "--calib", calib, "-o", calib.parent, "-q").returncode, 0)
            product = self.info(calib.parent / C2_OUT, calib=False)
            self.assertEqual((found["nmissing"], found["misslist"]), (product["nmissing"], product["misslist"]))
            self.assertEqual(found["nmissing"], fewer)

    def test_nothing_lost(self):
        for name in (C2, C3):
            found = self.info(l05(name))
            self.assertEqual(found["nmissing"], 0)
            self.assertNotIn("X", "".join(found["blocks"]))

    def test_calibration_files_that_would_be_used(self):
        for name, some in ((C2, {"c2vig_final.fts", "c2nullblocks.txt", "c2_post_recovery_adj_xyr_medv2.sav", "c2_expfactor_020521.dat"}),
                           (C3, {"c3vig_postint_final.fts", "C3ramp.fts", "3m_clcl_all.fts", "TIME_DIFF.DAT", "c3_expfactor_020521.dat"})):
            files = {f["name"]: f["state"] for f in self.info(l05(name))["calibration"]["files"]}
            self.assertLessEqual(some, files.keys())
            self.assertEqual(set(files.values()), {"ok"}, files)

    def test_early_images_use_the_early_files(self):
        early = temporary_folder(self) / "early.fts"

        def to_1996(data):
            set_card(data, "DATE-OBS", "'1996/06/01'         /")
            set_card(data, "MID_DATE", f"{50235:>20} /")

        edited_copy(l05(C3), early, to_1996)
        names = {f["name"] for f in self.info(early)["calibration"]["files"]}
        self.assertLessEqual({"c3vig_preint_final.fts", "c3_pre_recovery_adj_xyr_medv2.sav", "c2_012496t1544_082997t1827_timeoffsets.sav"}, names)

    def test_works_without_calibration_and_says_what_is_missing(self):
        found = self.info(l05(C3_LOST), calib=False)
        self.assertEqual(found["nmissing"], 5)
        states = {f["state"] for f in found["calibration"]["files"]}
        self.assertEqual(states, {"missing"})

    def test_text(self):
        done = corkit("info", l05(C3_LOST), "--calib", demo())
        self.assertEqual(done.returncode, 0)
        for words in ("camera        C3", "exposure      19.0977 s", "NMISSING      5", "c3_cl_mask_lvl1.fts", "synthetic"):
            self.assertIn(words, done.stdout)

    def test_level_1_has_the_blocks_of_its_header(self):
        folder = temporary_folder(self)
        self.assertEqual(corkit("reduce", l05(C3_LOST), l05(C2), "--calib", demo(), "-o", folder, "-q").returncode, 0)
        found, raw = self.info(folder / C3_LOST_OUT), self.info(l05(C3_LOST))
        self.assertEqual((found["level"], raw["level"]), ("1", "0.5"))
        self.assertEqual((found["nmissing"], found["misslist"], found["blocks"]), (5, raw["misslist"], []))
        self.assertTrue(found["synthetic"])
        self.assertEqual(self.info(folder / C2_OUT)["misslist"], None)
        text = corkit("info", folder / C3_LOST_OUT, "--calib", demo()).stdout
        for words in ("level         1\n", "NMISSING      5\n", "those of the level-0.5 image", "synthetic"):
            self.assertIn(words, text)
        self.assertNotIn("camera's clock", text)

    def test_a_count_of_blocks_that_is_none_is_not_told(self):
        folder = temporary_folder(self)
        self.assertEqual(corkit("reduce", l05(C3_LOST), "--calib", demo(), "-o", folder, "-q").returncode, 0)
        for text in ("'abc'", "                  -3", "                 2.5", "'-3'"):
            edited_copy(folder / C3_LOST_OUT, folder / "odd.fts", lambda data: set_card(data, "NMISSING", text))
            found = self.info(folder / "odd.fts")
            self.assertEqual([found[key] for key in ("nmissing", "misslist", "nmissing_outside")], [None] * 3, text)
            self.assertIn("NMISSING of the header is no number of blocks", corkit("info", folder / "odd.fts").stdout)

        def drop(data):
            at = data.index(b"MISSLIST=")
            data[at:at + 8] = b"OTHERKEY"
        edited_copy(folder / C3_LOST_OUT, folder / "odd.fts", drop)
        found = self.info(folder / "odd.fts")
        self.assertEqual((found["nmissing"], found["misslist"]), (5, None))
        self.assertIn("MISSLIST      not given\n", corkit("info", folder / "odd.fts").stdout)

    def test_says_what_reduce_will_refuse(self):
        for keyword, text in (("EXPTIME", "                  0.0"), ("SUMCOL", f"{2:>20}"), ("R2COL", f"{0:>20}")):
            odd = temporary_folder(self) / C3
            edited_copy(l05(C3), odd, lambda data: set_card(data, keyword, text))
            done = corkit("reduce", odd, "--calib", demo(), "--no-fits")
            refused = self.info(odd)["refused"]
            self.assertEqual(done.returncode, 1, keyword)
            self.assertIn(keyword, refused)
            self.assertIn(refused, done.stderr)
        self.assertIsNone(self.info(l05(C3))["refused"])

    def test_of_level_1_nothing_is_refused_or_needed(self):
        folder = temporary_folder(self)
        self.assertEqual(corkit("reduce", l05(C3), "--calib", demo(), "-o", folder, "-q").returncode, 0)
        found = self.info(folder / C3_OUT)
        self.assertEqual((found["refused"], found["warnings"], found["calibration"]["files"]), (None, [], []))
        text = corkit("info", folder / C3_OUT, "--calib", demo()).stdout
        self.assertNotIn("refused", text)
        self.assertNotIn("calibration ", text)

    def test_several_files_have_a_section_each(self):
        one, two = (corkit("info", l05(name), "--calib", demo()).stdout for name in (C2, C3_LOST))
        done = corkit("info", l05(C2), l05(C3_LOST), "--calib", demo())
        self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", one + "\n" + two))

    def test_several_files_are_a_json_line_each(self):
        done = corkit("info", l05(C2), l05(C3_LOST), l05(C2), "--json", "--calib", demo())
        self.assertEqual(list(map(json.loads, done.stdout.splitlines())), [self.info(l05(C2)), self.info(l05(C3_LOST))])

    def test_a_file_that_cannot_be_read_leaves_the_others(self):
        alone = corkit("info", l05(C3), "--calib", demo()).stdout
        for files in ((l05(C3), "/nonexistent.fts"), ("/nonexistent.fts", l05(C3))):
            done = corkit("info", *files, "--calib", demo())
            self.assertEqual((done.returncode, done.stdout, done.stderr), (1, alone, "corkit: /nonexistent.fts: file not found\n"))

    def test_no_files(self):
        listed = temporary_folder(self) / "list.txt"
        listed.write_text("# none\n")
        self.assert_usage(corkit("info", f"@{listed}"), "no files")
        self.assert_usage(corkit("info", "-"), "no files")

    def test_files_that_cannot_be_read(self):
        for path in ("/nonexistent.fts", temporary_folder(self)):
            done = corkit("info", path)
            self.assertEqual(done.returncode, 1)
            self.assert_one_line(done.stderr, f"corkit: {path}: ")


if __name__ == "__main__":
    main()
