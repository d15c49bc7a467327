"""corkit data fetch --ephemeris, against a server of this machine that answers as JPL Horizons does."""
import datetime
import json
import math

from archive_server import Archive
from support import CommandTest, corkit, demo, main, temporary_folder
from test_archive import NETWORK, calibration_files

SERVICE = "/api/horizons.api"
DAYS = ("--from", "2010-06-15", "--to", "2010-06-16")
TABLE = "soho_horizons_20100614_20100618.txt"
HEAD = """API VERSION: 1.2
API SOURCE: NASA/JPL Horizons API

*******************************************************************************
Ephemeris / API_USER Fri Nov 27 00:00:00 2026 Pasadena, USA      / Horizons
*******************************************************************************
Target body name: {target}                   {{source: SOHO_merged}}
Center body name: {centre}                         {{source: DE441}}
*******************************************************************************
Output units    : KM-S
Output type     : GEOMETRIC cartesian states
Reference frame : ICRF
*******************************************************************************
            JDTDB,            Calendar Date (TDB),                      X,                      Y,                      Z,
**************************************************************************************************************************************************
$$SOE
"""


def julian(day):
    return datetime.date.fromisoformat(day).toordinal() + 1721424.5


def table(query, skip=(), target="SOHO (spacecraft) (-21)", centre="Sun (10)"):
    first, last, step = (query[name][0].strip("'") for name in ("START_TIME", "STOP_TIME", "STEP_SIZE"))
    rows, hours = [], int(step.rstrip("h"))
    for k in range(int((julian(last) - julian(first)) * 24 / hours) + 1):
        if k in skip:
            continue
        jd = julian(first) + k * hours / 24
        angle = 2 * math.pi * (jd - 2451545) / 365.25
        rows.append(f"{jd:.9f}, A.D. x, {1.48e8 * math.cos(angle): .15E}, {1.35e8 * math.sin(angle): .15E}, {5.9e7 * math.sin(angle): .15E},")
    return (HEAD.format(target=target, centre=centre) + "\n".join(rows) + "\n$$EOE\n" + "*" * 79 + "\n").encode()


class EphemerisTest(CommandTest):
    def setUp(self):
        base = temporary_folder(self)
        root, self.out = base / "server", base / "out"
        for name in calibration_files():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(demo() / name)
        self.archive = Archive(root)
        self.archive.__enter__()
        self.addCleanup(self.archive.__exit__)
        self.archive.answers[SERVICE] = table
        self.file = self.out / "ephemeris" / TABLE

    def fetch(self, *arguments):
        return corkit("data", "fetch", "-o", self.out, "--mirror", self.archive.url, "--horizons", self.archive.url + SERVICE, *arguments, **NETWORK)

    def asked(self):
        return [path for path, _ in self.archive.requests if path.startswith(SERVICE)]

    def test_comes_with_a_day_more_on_either_side(self):
        done = self.fetch("--ephemeris", *DAYS)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        text = self.file.read_text()
        self.assertEqual(text.count("\n2455"), 4 * 24 + 1)
        self.assertIn("$$SOE\n2455361.500000000,", text)
        entry = json.loads((self.out / "manifest.json").read_text())["files"]["ephemeris/" + TABLE]
        self.assertTrue(entry["source"].startswith(self.archive.url + SERVICE))
        self.assertEqual(corkit("data", "verify", "--calib", self.out).returncode, 0)
        self.file.write_text(text.replace("2455361.5", "2455361.6"))
        done = corkit("data", "verify", "--calib", self.out)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"ephemeris/{TABLE}: has changed", done.stdout)

    def test_is_asked_for_as_heliocentric_vectors(self):
        self.fetch("--ephemeris", *DAYS)
        for word in ("COMMAND=%27-21%27", "EPHEM_TYPE=%27VECTORS%27", "CENTER=%27500@10%27", "REF_SYSTEM=%27ICRF%27", "REF_PLANE=%27FRAME%27",
                     "OUT_UNITS=%27KM-S%27", "CSV_FORMAT=%27YES%27", "START_TIME=%272010-06-14%27", "STOP_TIME=%272010-06-18%27", "STEP_SIZE=%271h%27"):
            self.assertIn(word, self.asked()[0])

    def test_is_not_asked_for_again_where_a_table_covers_the_days(self):
        self.assertEqual(self.fetch("--ephemeris", "--from", "2010-06-10", "--to", "2010-06-20").returncode, 0)
        done = self.fetch("--ephemeris", *DAYS)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        self.assertEqual(len(self.asked()), 1)
        self.assertIn("soho_horizons_20100609_20100622.txt: unchanged", done.stdout)
        self.assertEqual(self.fetch("--ephemeris", "--from", "2010-06-20", "--to", "2010-06-21").returncode, 0)
        self.assertEqual(len(self.asked()), 2)

    def test_of_the_whole_mission_in_one_answer(self):
        done = self.fetch("--ephemeris", "--dry-run", "--json")
        plan = [json.loads(line) for line in done.stdout.splitlines()][0]
        self.assertIn("/ephemeris/soho_horizons_19951203_", plan["file"])
        self.assertIn("STEP_SIZE=%276h%27", plan["urls"][0])
        self.assertEqual(self.archive.requests, [])
        done = corkit("data", "fetch", "--ephemeris", "--dry-run", "--json", "-o", self.out, *DAYS)
        plan = [json.loads(line) for line in done.stdout.splitlines()][0]
        self.assertTrue(plan["urls"][0].startswith("https://ssd.jpl.nasa.gov/api/horizons.api?format=text&COMMAND=%27-21%27"))

    def refused(self, answer, *words):
        self.archive.answers[SERVICE] = answer
        done = self.fetch("--ephemeris", *DAYS)
        self.assertEqual(done.returncode, 1, done)
        self.assertEqual(len(done.stderr.splitlines()), 2, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr.splitlines()[0])
        self.assertFalse(self.file.exists())
        self.assertTrue((self.out / "lasco_data/calib/C3ramp.fts").exists())  # the others are done

    def test_what_horizons_says_is_told(self):
        self.refused(lambda _: b"API VERSION: 1.2\nAPI SOURCE: NASA/JPL Horizons API\n\n No ephemeris for target \"SOHO (spacecraft)\" after A.D. 2010-JUN-16\n\n",
                     "Horizons says: No ephemeris for target", "after A.D. 2010-JUN-16")

    def test_a_page_is_no_table(self):
        self.refused(lambda _: b"<!DOCTYPE html><html></html>", "web page")

    def test_a_table_that_is_cut_short(self):
        self.refused(lambda query: table(query).split(b"$$EOE")[0], "no $$EOE")

    def test_a_table_of_other_days(self):
        self.refused(lambda query: table({**query, "STOP_TIME": ["'2010-06-17'"]}), "2455361.5 to 2455364.5, not 2455361.5 to 2455365.5")

    def test_a_table_with_a_gap(self):
        self.refused(lambda query: table(query, skip=range(20, 50)), "a gap of 1.3 days")

    def test_a_table_of_another_body_or_from_elsewhere(self):
        self.refused(lambda query: table(query, target="STEREO-A (spacecraft) (-234)"), "no table of SOHO")
        self.refused(lambda query: table(query, centre="Earth (399)"), "no table of SOHO (-21) as seen from the Sun")

    def test_a_row_that_is_none(self):
        self.refused(lambda query: table(query).replace(b"2455362.500000000,", b"oops,"), "a row cannot be read: oops")

    def test_the_service_fails_for_a_while(self):
        self.archive.faults[SERVICE] = ["500", "500"]
        done = self.fetch("--ephemeris", *DAYS)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)

    def test_usage(self):
        self.assert_usage(self.fetch(*DAYS), "--horizons belongs to --ephemeris")
        self.assert_usage(corkit("data", "fetch", "-o", self.out, "--ephemeris", "--horizons", "ftp://x"), "--horizons ftp://x")
        self.assert_usage(self.fetch("--ephemeris", "--from", "2010-06-15"), "--to")
        self.assertEqual(self.archive.requests, [])


if __name__ == "__main__":
    main()
