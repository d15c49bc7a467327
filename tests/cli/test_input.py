"""corkit reduce and info on what archives hold beside clean level-0.5 images: each input gives the right product, a warning or a refusal."""
import json
import pathlib
import re
import struct

from support import C2, C2_OUT, C3, C3_OUT, CommandTest, cards, corkit, demo, l05, main, pixels, temporary_folder, value

REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "reference_data" / "parity" / "l05" / "22180023.fts.fz"
DATE = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$"
DAY, TIME = "2002/05/21", "00:30:05.412"
LATE = "2035/03/01"


def text(string):
    return f"'{string:<8}'"


def edited(source, target, change=None, remove=(), add=()):
    """A copy with other cards. change: keyword -> value text; remove: keywords; add: (keyword, value text), before the first HISTORY."""
    data = pathlib.Path(source).read_bytes()
    start = data.index(b"FILENAME= ") // 2880 * 2880
    while not data[start:].startswith((b"SIMPLE  =", b"XTENSION=")):
        start -= 2880
    header, at = [], start
    while not data[at:at + 80].startswith(b"END     "):
        header.append(data[at:at + 80].decode("latin-1"))
        at += 80
    end = start + -(-(at + 80 - start) // 2880) * 2880
    header = [card for card in header if card[:8].rstrip() not in remove]
    for i, card in enumerate(header):
        keyword = card[:8].rstrip()
        if keyword in (change or {}):
            header[i] = f"{keyword:<8}= {change[keyword]}".ljust(80)
    history = next(i for i, card in enumerate(header) if card.startswith("HISTORY"))
    header[history:history] = [f"{keyword:<8}= {value}".ljust(80) for keyword, value in add]
    block = "".join(header + ["END".ljust(80)])
    pathlib.Path(target).write_bytes(data[:start] + block.ljust(-(-len(block) // 2880) * 2880).encode("latin-1") + data[end:])
    return target


class InputTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)
        self.out = temporary_folder(self)

    def image(self, change=None, remove=(), add=(), source=None, name=None):
        source = source or l05(C2)
        return edited(source, self.folder / (name or pathlib.Path(source).name), change, remove, add)

    def reduce(self, file, *options):
        return corkit("reduce", file, "--overwrite", "--calib", demo(), "-o", self.out, *options)

    def warnings(self, file, *options):
        done = self.reduce(file, "--json", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout).get("warnings", [])

    def assert_warns(self, file, *words, options=()):
        found = self.warnings(file, *options)
        self.assertTrue(any(all(word in line for word in words) for line in found), (words, found))
        return found

    def assert_refused(self, file, *words, options=()):
        self.out = temporary_folder(self)
        done = self.reduce(file, *options)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assert_one_line(done.stderr, str(file), *words)
        self.assertEqual(list(self.out.iterdir()), [])

    def assert_refused_unless_insisted(self, file, *words):
        self.assert_refused(file, *words, "--insist")
        self.assert_warns(file, *words, options=("--insist",))

    def product(self, file, *options, name=C2_OUT):
        done = self.reduce(file, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.out / name


class Clean(InputTest):
    def test_level_05_images_get_no_warning(self):
        for name in (C2, C3):
            self.assertEqual(self.warnings(l05(name)), [])


class Dates(InputTest):
    ISO = {"TIME-OBS kept": {"DATE-OBS": text("2002-05-21T00:30:05.412")},
           "TIME-OBS blank": {"DATE-OBS": text("2002-05-21T00:30:05.412"), "TIME-OBS": text("")},
           "with slashes": {"DATE-OBS": text("2002/05/21 00:30:05.412"), "TIME-OBS": text("")},
           "with Z": {"DATE-OBS": text("2002-05-21T00:30:05.412Z"), "TIME-OBS": text("")},
           "date alone": {"DATE-OBS": text("2002-05-21")},
           "TIME-OBS no time": {"DATE-OBS": text("2002-05-21T00:30:05.412"), "TIME-OBS": text("noon")}}

    def date_cards(self, path):
        return value(path, "DATE-OBS"), value(path, "DATE_OBS")

    def test_an_iso_date_gives_the_product_of_the_slash_date(self):
        expected = self.date_cards(self.product(l05(C2)))
        image = pixels(self.out / C2_OUT)
        self.assertRegex(expected[0], DATE)
        for what, change in self.ISO.items():
            with self.subTest(what):
                path = self.product(self.image(change))
                self.assertEqual(self.date_cards(path), expected)
                self.assertEqual(pixels(path), image)
                self.assertTrue(any(c.startswith("DATE-OBS=") and "Final Correction" in c for c in cards(path)))
                self.assertTrue(any("time_correction2.pro" in c for c in cards(path)))

    def test_time_obs_may_be_missing(self):
        expected = self.date_cards(self.product(l05(C2)))
        file = self.image({"DATE-OBS": text("2002-05-21T00:30:05.412")}, remove=["TIME-OBS"])
        self.assertEqual(self.date_cards(self.product(file)), expected)
        self.assert_warns(file, "TIME-OBS is blank", "corrected")

    def test_later_than_the_pointing_tables(self):
        for change in ({"DATE-OBS": text(LATE.replace("/", "-") + "T00:30:05.412")},
                       {"DATE-OBS": text(LATE.replace("/", "-") + "T00:30:05.412"), "TIME-OBS": text("")}, {"DATE-OBS": text(LATE)}):
            path = self.product(self.image(change))
            self.assertEqual(self.date_cards(path), ("2035-03-01T00:30:05.412",) * 2)
            self.assertFalse(any(c.startswith("DATE-OBS=") and "Final Correction" in c for c in cards(path)))

    def test_without_time_correction(self):
        for what, change in self.ISO.items():
            with self.subTest(what):
                path = self.product(self.image(change), "--no-time-correction")
                self.assertRegex(value(path, "DATE-OBS"), r"^2002[-/]05[-/]21T00:30:05.412$")
                self.assertEqual("-" in value(path, "DATE-OBS"), "-" in change["DATE-OBS"])

    def test_an_hour_of_one_digit(self):
        path = self.product(self.image({"TIME-OBS": text("0:30:05.412")}), "--no-time-correction")
        self.assertEqual(value(path, "DATE-OBS"), "2002/05/21T00:30:05.412")

    def test_no_time_at_all_is_refused_everywhere(self):
        for date in (DAY, LATE, "2002-05-21"):
            for time in (text(""), text("25:00:00"), text("12h30"), "0"):
                for options in ((), ("--no-time-correction",)):
                    file = self.image({"DATE-OBS": text(date), "TIME-OBS": time})
                    self.assert_refused(file, "DATE-OBS", "TIME-OBS", date, "correct these keywords", options=options)
        self.assert_refused(self.image({"DATE-OBS": text(LATE)}, remove=["TIME-OBS"]), "TIME-OBS")

    def test_a_date_with_something_else_behind_it_is_refused(self):
        for date in ("2002-05-21Tnoon", "2002/05/21abc", "2002-05-21T25:00:00"):
            self.assert_refused(self.image({"DATE-OBS": text(date)}), "DATE-OBS", date)

    def test_two_times_that_differ_are_told(self):
        file = self.image({"DATE-OBS": text("2002-05-21T11:11:11.000")})
        self.assert_warns(file, "11:11:11.000", TIME, "TIME-OBS is used")
        self.assertLess(value(self.out / C2_OUT, "DATE-OBS"), "2002-05-21T01")

    def test_the_keywords_of_jp2_headers_are_read(self):
        expected = self.date_cards(self.product(l05(C2)))
        file = self.image(remove=["DATE-OBS", "TIME-OBS"], add=[("DATE_OBS", text(DAY)), ("TIME_OBS", text(TIME))])
        self.assertEqual(self.warnings(file), [])
        self.assertEqual(self.date_cards(self.out / C2_OUT), expected)

    def test_middle_of_the_exposure_on_another_day(self):
        self.assert_warns(self.image({"MID_DATE": "55201"}), "MID_DATE", "55201", DAY)
        self.assert_warns(self.image(remove=["MID_DATE"]), "MID_DATE", "missing")
        self.assertEqual([w for w in self.warnings(self.image({"MID_DATE": "52416"})) if "MID_DATE" in w], [])


class Level1(InputTest):
    def test_products_are_refused(self):
        product = self.product(l05(C2))
        self.assert_refused(product, "LEVEL", "1.0", "--insist")
        self.assert_refused(product, "LEVEL", "--insist", options=("--skip-existing",))
        self.out = product.parent
        done = self.reduce(product, "--skip-existing")
        self.assertEqual((done.returncode, done.stdout), (1, ""))

    def test_any_spelling_of_the_level(self):
        for level in (text("1.0"), "1.0", "1", text("L1"), text("2.0")):
            self.assert_refused(self.image(add=[("LEVEL", level)]), "LEVEL", "--insist")
        self.assertEqual(self.warnings(self.image(add=[("LEVEL", text("0.5"))])), [])

    def test_insisting_reduces_them_with_a_warning(self):
        self.assert_refused_unless_insisted(self.image(add=[("LEVEL", text("1.0"))]), "LEVEL")

    def test_brightness_for_a_unit(self):
        self.assert_refused_unless_insisted(self.image(add=[("BUNIT", text("MSB"))]), "BUNIT", "MSB")
        self.assertEqual(self.warnings(self.image(add=[("BUNIT", text("DN"))])), [])

    def test_names_of_products(self):
        for name in ("25170501.fts", "24170501.fts", "35170501.fts", "2m1_orcl_050513.fts", "2mr1_orcl_050513.fts"):
            self.assert_refused(self.image({"FILENAME": text(name)}), "FILENAME", name, "--insist")
        self.assert_warns(self.image({"FILENAME": text("25170501.fts")}), "FILENAME", options=("--insist",))
        self.assertEqual([p.name for p in self.out.iterdir()], ["25170501.fts"])

    def test_a_product_is_not_written_over_its_image(self):
        file = self.image({"FILENAME": text("25170501.fts")}, name="25170501.fts")
        before = file.read_bytes()
        done = corkit("reduce", file, "--calib", demo(), "-o", self.folder, "--insist")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, str(file), "over the image")
        self.assertEqual(file.read_bytes(), before)

    def test_the_time_is_as_final_as_the_header_says(self):
        for comment, final in (("/ Final Correction", True), ("/ WARNING: Original uncorrected value", False)):
            file = self.image({"DATE-OBS": text("2002-05-21T00:29:58.912") + " " + comment, "TIME-OBS": text("")}, add=[("LEVEL", text("1.0"))])
            path = self.product(file, "--insist")
            self.assertEqual((value(path, "DATE-OBS"), value(path, "DATE_OBS")), ("2002-05-21T00:29:58.912",) * 2)
            self.assertEqual(any(c.startswith("DATE-OBS=") and "Final Correction" in c for c in cards(path)), final)

    def test_fill_still_takes_products(self):
        product = self.product(l05(C3), name=C3_OUT)
        done = corkit("fill", product, "--calib", demo(), "--fill", "membrane", "-o", self.folder / "filled.fts")
        self.assertEqual(done.returncode, 0, done.stderr)


class NoCorona(InputTest):
    def test_dark_lamp_and_continuous_images(self):
        for program in ("Dark", "DARK", " dark", "Cal Lamp", "CalLamp", "cal lamp", "Cont", "CONT"):
            self.assert_refused(self.image({"LP_NUM": text(program)}), "LP_NUM", program.strip(), "--insist")
        self.assert_refused_unless_insisted(self.image({"LP_NUM": text("Dark")}), "LP_NUM", "dark image")
        for program in ("Normal", "Seq PW", "Seq FP", "Sum", "0"):
            self.assertEqual(self.warnings(self.image({"LP_NUM": text(program)})), [])

    def test_lamp(self):
        for lamp in ("1", text("1"), text("On"), "T"):
            self.assert_refused(self.image({"LAMP": lamp}), "LAMP", "--insist")
        self.assert_refused_unless_insisted(self.image({"LAMP": "3"}), "LAMP", "3")

    def test_closed_door(self):
        self.assert_refused_unless_insisted(self.image(add=[("DOOR", text("Closed"))]), "DOOR", "closed")
        self.assert_refused(self.image({"LP_NUM": text("Door Cls")}), "LP_NUM")
        self.assertEqual(self.warnings(self.image(add=[("DOOR", text("Open"))])), [])

    def test_an_image_without_light_gets_a_warning(self):
        file = self.image()
        data = bytearray(file.read_bytes())
        at = len(data) - 1024 * 1024 * 2
        at -= at % 2880
        data[at:at + 1024 * 1024 * 2] = (570).to_bytes(2, "big") * (1024 * 1024)
        file.write_bytes(data)
        self.assert_warns(file, "bias", "dark image", "door")

    def test_other_telescopes_and_cameras(self):
        self.assert_refused_unless_insisted(self.image({"TELESCOP": text("STEREO")}), "TELESCOP", "STEREO")
        self.assert_refused_unless_insisted(self.image({"INSTRUME": text("SECCHI")}), "INSTRUME", "SECCHI")
        self.assertEqual(self.warnings(self.image(remove=["TELESCOP", "INSTRUME"])), [])
        for detector in ("EIT", "C1", "COR2"):
            for options in ((), ("--insist",)):
                self.assert_refused(self.image({"DETECTOR": text(detector)}), "DETECTOR", detector, "only C2 and C3", options=options)


class Names(InputTest):
    def test_a_model_name_with_the_header_of_an_image_is_refused(self):
        for name in ("3y_clcl_050513.fts", "3y1_clcl.fts", "3m_clcl_050513.fts", "2d_orcl_050513.fts", "2deg.fts"):
            self.assert_refused_unless_insisted(self.image(name=name), name, C2)

    def test_models_that_kept_filename_are_models(self):
        self.warnings(self.image(remove=["FILEORIG"], name="2m_orcl_050513.fts"))
        self.assertEqual([p.name for p in self.out.iterdir()], ["2m1_orcl_050513.fts"])

    def test_renamed_images_are_reduced(self):
        for name in ("a.fts", "fixed.fts", "foo_22180003.fts", "2.fts", "22x.fts"):
            self.assertEqual(self.warnings(self.image(name=name)), [])

    def test_the_name_of_another_image_is_told(self):
        self.assert_warns(self.image(name="22999999.fts"), C2, "22999999.fts", "named after FILENAME")
        self.assertEqual([p.name for p in self.out.iterdir()], [C2_OUT])


class Cards(InputTest):
    def test_a_keyword_given_twice_with_different_values(self):
        for add in (("FILTER", text("Blue")), ("EXPTIME", "12.5"), ("CROTA1", "180.0"), ("DATE-OBS", text("2002/05/20"))):
            found = self.assert_warns(self.image(add=[add]), add[0], "more than once", add[1].strip("' "), "is used")
            self.assertEqual(sum("more than once" in line for line in found), 1)

    def test_a_keyword_given_twice_with_one_value_or_not_read(self):
        self.assertEqual(self.warnings(self.image(add=[("FILTER", text("Orange")), ("IMGCTR", "9999"), ("DATAMAX", "1.0")])), [])

    def test_port_missing_or_unknown(self):
        row = {"MID_TIME": "1.0"}  # no exposure row, which would have the bias
        self.assert_warns(self.image(row, remove=["READPORT"]), "READPORT is missing", "0 is subtracted")
        self.assert_warns(self.image({**row, "READPORT": text("X")}), "READPORT 'X' is unknown")
        self.assertEqual([w for w in self.warnings(self.image(row)) if "READPORT" in w], [])

    def test_exposure_times(self):
        for time in ("0.0", "-1.0", text("NaN"), "NaN", text("")):
            self.assert_refused(self.image({"EXPTIME": time}), "EXPTIME is '" + time.strip("' "), "positive")

    def test_a_field_beyond_the_chip(self):
        for change in ({"R1COL": "2000"}, {"R2ROW": "-5"}, {"R2COL": "20000"}, {"R1COL": "-5"}, {"R1ROW": "-1"}, {"R1COL": "1200", "R2COL": "2223"},
                       {"R1COL": "0", "P1COL": "-5"}, {"R1ROW": "3000", "R2ROW": "4023"}):
            axis = "ROW" if any("ROW" in keyword for keyword in change) else "COL"
            file = self.image(change)
            self.assert_refused(file, ("P1" if "P1COL" in change else "R1") + axis)
            done = corkit("stars", file)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn(axis, done.stderr)


class Sums(InputTest):
    def halved(self, change=None, name=C2):
        """The image as a 2x2 sum would have left it; the demo's pixels are far from wrapping."""
        file = self.image(change, name=name)
        data = file.read_bytes()
        at = -(-80 * (len(cards(file)) + 1) // 2880) * 2880
        full = struct.unpack(f">{1024 * 1024}h", data[at:at + 2 * 1024 * 1024])
        half = [full[y * 1024 + x] + full[y * 1024 + x + 1] + full[y * 1024 + 1024 + x] + full[y * 1024 + 1025 + x]
                for y in range(0, 1024, 2) for x in range(0, 1024, 2)]
        file.write_bytes(data[:at] + struct.pack(f">{512 * 512}h", *half).ljust(-(-2 * 512 * 512 // 2880) * 2880, b"\0"))
        return edited(file, file, {"NAXIS1": "512".rjust(20), "NAXIS2": "512".rjust(20), **(change or {})})

    def test_the_flight_error_of_1997_is_mended(self):
        right = self.halved({"LEBXSUM": "2", "LEBYSUM": "2"})
        self.assertEqual([w for w in self.warnings(right) if "LEBXSUM" in w], [])
        expected = (self.out / C2_OUT).read_bytes()
        self.assert_warns(self.halved(), "LEBXSUM", "summed 2 x 2")
        self.assertEqual((self.out / C2_OUT).read_bytes(), expected)
        self.assertEqual((value(self.out / C2_OUT, "LEBXSUM"), value(self.out / C2_OUT, "CDELT1")), ("2", "23.8000"))

    def test_other_sums_that_do_not_fit_get_the_likely_value(self):
        self.assert_refused(self.halved({"LEBXSUM": "1", "LEBYSUM": "2"}), "LEBXSUM is probably 2", "correct the header")
        self.assert_refused(self.halved({"LEBXSUM": "4", "LEBYSUM": "4"}), "LEBXSUM is probably 2", "LEBYSUM 2")
        self.assert_refused(self.image({"LEBXSUM": "2", "LEBYSUM": "2"}), "LEBXSUM is probably 1")


class Roll(InputTest):
    def test_rolls_more_than_a_degree_apart(self):
        self.assert_warns(self.image({"CROTA1": "6.5"}), "CROTA1", "6.5", "apart")
        self.assert_warns(self.image({"CROTA1": "180.0"}), "CROTA1", "180")
        self.assert_warns(self.image({"CROTA1": "90.0", "DATE-OBS": text(LATE)}), "CROTA1", "interim")

    def test_whole_turns_do_not_count(self):
        for roll in ("0.0", "360.0", "-360.5", "0.4"):
            self.assertEqual([w for w in self.warnings(self.image({"CROTA1": roll})) if "CROTA1" in w], [])

    def test_no_roll_in_the_header_no_warning(self):
        self.assertEqual(self.warnings(self.image(remove=["CROTA1", "CROTA2"])), [])


class Reference(InputTest):
    """The same with an fpacked image made by the references' own generator."""

    def test_refusals_and_warnings(self):
        self.assert_refused(self.image({"LP_NUM": text("Dark")}, source=REFERENCE), "LP_NUM", "Dark")
        self.assert_warns(self.image({"DATE-OBS": text("2005-05-13T14:30:11.410"), "TIME-OBS": text("")}, source=REFERENCE), "TIME-OBS is blank")
        self.assertRegex(value(self.out / "25180023.fts", "DATE_OBS"), DATE)


class Info(InputTest):
    def info(self, file, *options):
        done = corkit("info", file, "--calib", demo(), *options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_info_shows_the_warnings(self):
        found = json.loads(self.info(self.image({"MID_DATE": "55201"}), "--json"))
        self.assertTrue(any("MID_DATE" in line for line in found["warnings"]), found)
        self.assertIsNone(found["refused"])
        self.assertIn("MID_DATE", self.info(self.image({"MID_DATE": "55201"})))

    def test_info_shows_the_refusal(self):
        file = self.image({"LP_NUM": text("Dark")})
        self.assertIn("LP_NUM", json.loads(self.info(file, "--json"))["refused"])
        self.assertTrue(re.search(r"^refused +.*LP_NUM", self.info(file), re.M))

    def test_nothing_to_say(self):
        found = json.loads(self.info(l05(C2), "--json"))
        self.assertEqual((found["warnings"], found["refused"]), ([], None))


if __name__ == "__main__":
    main()
