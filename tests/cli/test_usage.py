"""Help, version, and command lines that cannot be carried out: one line on stderr, exit status 2."""
import gzip

from support import C2, C3, CommandTest, corkit, demo, l05, main, temporary_folder


class Help(CommandTest):
    def test_help_says_what_it_is_for_with_three_examples_and_where_calibration_comes_from(self):
        done = corkit("--help")
        self.assertEqual(done.returncode, 0)
        for words in ("level-0.5", "level-1", "Three examples", "corkit data demo", "corkit reduce", "--calib DIR", "CORKIT_DATA", "LASCO_DATA", "Exit status"):
            self.assertIn(words, done.stdout)

    def test_every_command_has_help(self):
        for command in (("reduce",), ("compare",), ("info",), ("data",), ("data", "list"), ("data", "verify"), ("data", "demo")):
            done = corkit(*command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            self.assertIn("Usage: corkit " + " ".join(command), done.stdout)

    def test_version_names_the_solarsoft_that_is_followed(self):
        done = corkit("--version")
        self.assertEqual((done.returncode, done.stdout), (0, "corkit 0.1.0, follows reduce_level_1 1.68\n"))

    def test_reduce_help_lists_the_options_scripts_rely_on(self):
        text = corkit("reduce", "--help").stdout
        for option in ("--calib", "--fill", "--context", "--no-vig", "--no-mask", "--no-warp", "--no-stat", "--no-scale", "--no-roll-correction",
                       "--no-time-correction", "--noimg", "--no-fits", "--pipeline", "--oracle", "--compat-bugs", "--geometry", "--pointing", "--ephemeris", "--saturate-negatives", "--insist", "--skip-existing",
                       "-j", "--json", "--dump-stages", "-q", "-v", "-o"):
            self.assertIn(option, text)


class UsageErrors(CommandTest):
    def test_nothing_said(self):
        self.assert_usage(corkit(), "reduce")

    def test_a_command_that_does_not_exist_is_named(self):
        self.assert_usage(corkit("reduse", "x.fts"), "reduse")
        self.assert_usage(corkit("data", "lst"), "lst")

    def test_no_files(self):
        self.assert_usage(corkit("reduce"), "FILE")

    def test_unknown_option(self):
        self.assert_usage(corkit("reduce", "x.fts", "--no-such"), "--no-such")

    def test_values_that_are_not_allowed(self):
        self.assert_usage(corkit("reduce", "x.fts", "--fill", "magic"), "--fill", "magic")
        self.assert_usage(corkit("reduce", "x.fts", "--oracle", "matlab"), "--oracle", "matlab")
        self.assert_usage(corkit("reduce", "x.fts", "--geometry", "flat"), "--geometry", "flat")
        self.assert_usage(corkit("reduce", "x.fts", "--pointing", "gps"), "--pointing", "gps")
        self.assert_usage(corkit("reduce", "x.fts", "--ephemeris", "soho.txt"), "--ephemeris", "--pointing stars")
        self.assert_usage(corkit("reduce", "x.fts", "-j", "-1"), "-1")
        self.assert_usage(corkit("reduce", "x.fts", "-j", "many"), "many")
        self.assert_usage(corkit("compare", "a.fts", "b.fts", "--rtol", "-1"), "--rtol")

    def test_context_without_a_fill_that_uses_it(self):
        self.assert_usage(corkit("reduce", "x.fts", "--context", "y.fts"), "--context", "--fill")
        self.assert_usage(corkit("reduce", "x.fts", "--fill", "fuzzy", "--context", "y.fts"), "--context", "--fill")

    def test_quiet_and_verbose(self):
        self.assert_usage(corkit("reduce", "x.fts", "-q", "-v"), "-q")

    def test_calibration_folder_that_is_not_there_is_one_line(self):
        for command in (("reduce", "x.fts", "y.fts"), ("info", "x.fts"), ("data", "list"), ("data", "verify")):
            done = corkit(*command, "--calib", "/nonexistent/calib")
            self.assertEqual(done.returncode, 1)
            self.assert_one_line(done.stderr, "/nonexistent/calib")

    def test_a_file_is_no_calibration_folder(self):
        for command in (("reduce", l05(C3)), ("info", l05(C3)), ("data", "list"), ("validate", l05(C3), "--products", l05(C3).parent)):
            done = corkit(*command, "--calib", l05(C3))
            self.assertEqual(done.returncode, 1)
            self.assert_one_line(done.stderr, str(l05(C3)), "is a file, not a folder")

    def test_an_empty_value_is_none(self):
        for words in (("reduce", "x.fts", "-o", ""), ("reduce", "x.fts", "--context", ""), ("reduce", ""),
                      ("stars", "x.fts", "--table", ""), ("data", "list", "--calib", "")):
            self.assert_usage(corkit(*words), "is empty", "leave it out")

    def test_an_option_is_no_value(self):
        folder = temporary_folder(self)
        for words in (("reduce", "x.fts", "-o", "--json"), ("reduce", "x.fts", "--calib", "-q"), ("stars", "x.fts", "--table", "--json"),
                      ("data", "list", "--calib", "--json")):
            self.assert_usage(corkit(*words, cwd=folder), f"is followed by {words[-1]}: give it a value")
        self.assertEqual(list(folder.iterdir()), [])

    def test_an_image_is_not_a_list(self):
        zipped = temporary_folder(self) / "list.gz"
        zipped.write_bytes(gzip.compress(b"a.fts\n" * 1000))
        for path in (l05(C2), zipped):
            for command in (("reduce",), ("info",), ("quicklook", "-o", "x.png")):
                self.assert_usage(corkit(*command, f"@{path}"), f"@{path}: is no list of names")

    def test_a_list_is_not_an_image(self):
        folder = temporary_folder(self)
        listed, text = folder / "list.txt", folder / "text.txt"
        listed.write_text("# of May\n32999999.fts  2002/05/21\n")
        text.write_text("no image\n")
        for command in (("reduce",), ("info",), ("stars",), ("data", "list"), ("quicklook", "-o", folder / "x.png"),
                        ("validate", "--products", l05(C3).parent), ("reduce", l05(C3), "--fill", "membrane", "--context"),
                        ("fill", l05(C3), "-o", folder / "x.fts", "--context")):
            done = corkit(*command, listed)
            self.assertEqual(done.returncode, 1, done)
            self.assert_one_line(done.stderr, f"{listed}: is a list of names, not an image; give it as @{listed}")
            self.assertIn("text.txt: is not a FITS file", corkit(*command, text).stderr)
        done = corkit("background", listed, l05(C2), "-o", folder / "x.fts")
        self.assertIn(f"give it as @{listed}\n", done.stderr)
        self.assertEqual(sorted(folder.iterdir()), [listed, text])

    def test_one_image_is_not_a_list(self):
        folder = temporary_folder(self)
        (folder / "list.txt").write_text(f"{l05(C3)}\n")
        for name in ("list.txt", "@list.txt"):
            for command, status in (((("fill", "-o", "x.fts"), 1), (("compare", l05(C3)), 2), (("quicklook", l05(C3), "-o", "x.png", "--background"), 1),
                                     (("browse", l05(C3).parent, "-o", "x.html", "--background"), 1))):
                done = corkit(*command, name, cwd=folder)
                self.assertEqual(done.returncode, status, done)
                self.assert_one_line(done.stderr, f"{name}: is a list of names; one image is wanted here")
        self.assertEqual([p.name for p in folder.iterdir()], ["list.txt"])

    def test_a_list_that_cannot_be_read(self):
        self.assert_usage(corkit("reduce", "@/nonexistent/list.txt"), "/nonexistent/list.txt")

    def test_a_folder_is_not_a_list(self):
        self.assert_usage(corkit("reduce", f"@{temporary_folder(self)}"), "list")

    def test_a_table_that_is_a_folder_is_told_at_once(self):
        self.assert_usage(corkit("stars", "x.fts", "--table", temporary_folder(self)), "--table", "is a folder")

    def test_a_file_is_no_output_folder(self):
        done = corkit("validate", "x.fts", "--products", "y", "-o", l05(C3))
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, f"-o {l05(C3)} is a file")

    def test_a_folder_may_have_the_name_of_a_file_and_it_is_said(self):
        folder = temporary_folder(self)
        for images, name, said in (((C3,), "x.fts", True), ((C3,), "x.fts", False), ((C3,), "z.fts/", False), ((C2, C3), "y.fits", False), ((C3,), "x.fit/y", False)):
            done = corkit("reduce", *map(l05, images), "--calib", demo(), "-q", "--overwrite", "-o", name, cwd=folder)
            self.assertEqual(done.returncode, 0, done)
            self.assertEqual(len(list((folder / name).glob("*.fts"))), len(images))
            self.assertEqual(f"-o {name} is made as a folder" in done.stderr, said, done.stderr)

    def test_demo_spares_a_folder_with_other_files(self):
        folder = temporary_folder(self)
        (folder / "mine.txt").write_text("mine")
        self.assert_usage(corkit("data", "demo", folder), "not empty")
        self.assertEqual([p.name for p in folder.iterdir()], ["mine.txt"])


if __name__ == "__main__":
    main()
