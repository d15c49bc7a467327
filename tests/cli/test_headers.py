"""corkit reduce: what cards of the input that are odd but readable do to the product."""
import json
import shutil

from support import C3, C3_OUT, CommandTest, cards, corkit, demo, l05, main, temporary_folder, value


def edited(path, target, changes=(), added=(), removed=()):
    """Writes path to target with cards replaced by keyword, added before the first COMMENT, or removed by keyword."""
    data = path.read_bytes()
    kept = [c for c in cards(path) if c[:8].rstrip() not in removed]
    blocks = (len(cards(path)) * 80 + 80 + 2879) // 2880
    for card in changes:
        kept = [card if c[:8] == card[:8] else c for c in kept]
    at = next(k for k, c in enumerate(kept) if c.startswith("COMMENT"))
    kept[at:at] = added
    text = "".join(c.ljust(80) for c in kept + ["END"])
    target.write_bytes(text.ljust(-(-len(text) // 2880) * 2880).encode() + data[blocks * 2880:])
    return target


class HeaderTest(CommandTest):
    def setUp(self):
        self.folder = temporary_folder(self)

    def reduce(self, *arguments, name=C3, calib=None, **changes):
        path = edited(l05(C3), self.folder / name, **changes)
        done = corkit("reduce", "--calib", calib or demo(), "-o", self.folder / "out", "--json", path, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / "out" / json.loads(done.stdout)["output"], done.stdout + done.stderr

    def history(self, product):
        return [c[8:].rstrip() for c in cards(product) if c.startswith("HISTORY")]


class MonthlyModels(HeaderTest):
    def median(self, product):
        return float(value(product, "DATAP50"))

    def test_an_image_without_a_usable_fileorig_is_a_model_and_the_warning_names_the_keyword(self):
        plain, said = self.reduce()
        self.assertNotIn("FILEORIG", said)
        expected = self.median(plain)
        for card in ("FILEORIG= '        '", "FILEORIG= '0       '", "FILEORIG= 'unknown '"):
            product, said = self.reduce(changes=[card])
            self.assertIn("FILEORIG", said, card)
            self.assertGreater(self.median(product), 1.1 * expected, card)  # the bias is still in it
        self.assertIn("FILEORIG", self.reduce(removed=["FILEORIG"])[1])

    def test_models_have_no_warning(self):
        for mid_time in ("43200000", "4.32E+07", "1E+300", "NaN"):
            card = "MID_TIME= " + mid_time.rjust(20)
            product, said = self.reduce(name="3m_clcl_020521.fts", changes=["FILENAME= '3m_clcl_020521.fts'", card], removed=["FILEORIG"])
            self.assertEqual(product.name, "3m1_clcl_020521.fts")
            self.assertNotIn("FILEORIG", said)
            self.assertTrue(any("WARNING: No exposure correction found." in line for line in self.history(product)), mid_time)


class Copies(HeaderTest):
    def test_history_and_comment_are_copied_up_to_a_blank_line(self):
        cards_of_others = ["COMMENT    one  comment  ", "COMMENT", "COMMENT never copied", "HISTORY  one   line", "HISTORY", "HISTORY never copied either"]
        product, _ = self.reduce(removed=["HISTORY"], added=cards_of_others)
        text = "\n".join(cards(product))
        self.assertIn("COMMENT  one  comment", text)
        self.assertIn("HISTORY  one line", text)
        self.assertNotIn("never copied", text)

    def test_the_last_of_two_cards_counts(self):
        product, _ = self.reduce(added=["EXPTIME =                 38.0 /"])
        self.assertAlmostEqual(float(value(product, "EXPTIME")), 38.0 * float(value(self.reduce()[0], "EXPTIME")) / 19.1, places=3)
        self.assertEqual(sum(c.startswith("EXPTIME ") for c in cards(product)), 1)


class Times(HeaderTest):
    def test_interim_times_have_three_decimals(self):
        without = self.folder / "calibration"
        shutil.copytree(demo(), without, ignore=shutil.ignore_patterns("c2_c3_last_post_recovery_day.sav"))
        product, _ = self.reduce(calib=without, changes=["TIME-OBS= '02:42:05'"])
        self.assertEqual(value(product, "DATE-OBS"), "2002-05-21T02:42:05.000")
        self.assertEqual(value(product, "DATE_OBS"), "2002-05-21T02:42:05.000")


if __name__ == "__main__":
    main()
