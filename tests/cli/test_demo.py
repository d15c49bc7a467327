"""The synthetic demonstration set: real names and formats, marked as what it is, the same every time."""
import hashlib
import os
import re
import resource
import signal
import struct
import subprocess
import unittest

from support import C2, C3, C3_LOST, COMMAND, CommandTest, cards, clean_environment, corkit, demo, l05, main, pixels, temporary_folder, value

CALIBRATION = ("c2vig_final.fts", "c3vig_preint_final.fts", "c3vig_postint_final.fts", "c3_cl_mask_lvl1.fts", "C3ramp.fts", "3m_clcl_all.fts")


def all_files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class DemoTree(CommandTest):
    def test_has_solarsofts_files_in_solarsofts_places(self):
        files = all_files(demo())
        for name in CALIBRATION + ("c2nullblocks.txt",):
            self.assertIn("lasco_data/calib/" + name, files)
        for name in ("TIME_DIFF.DAT", "c2_pre_recovery_adj_xyr_medv2.sav", "c3_pre_recovery_adj_xyr_medv2.sav", "c2_post_recovery_adj_xyr_medv2.sav",
                     "c3_post_recovery_adj_xyr_medv2.sav", "c2_c3_last_post_recovery_day.sav", "c2_012496t1544_082997t1827_timeoffsets.sav"):
            self.assertIn("nrl_lib/idl/data/calib/" + name, files)
        for name in ("c3_occltr_cntr.dat", "occulter_center.dat"):
            self.assertIn("nrl_lib/idl/convert/" + name, files)
        for name in ("c2_expfactor_020521.dat", "c3_expfactor_020521.dat"):
            self.assertIn("nrl_lib/idl/expfac/data/0205/" + name, files)
        self.assertIn("ancil/attitude/roll/nominal_roll_attitude.dat", files)
        self.assertEqual([f for f in files if f.startswith("l05/")], ["l05/" + n for n in (C2, C3, C3_LOST)])

    def test_every_fits_file_says_that_it_is_synthetic(self):
        fits = [p for p in demo().rglob("*.fts")]
        self.assertEqual(len(fits), len(CALIBRATION) + 3)
        for path in fits:
            self.assertEqual(value(path, "SYNTHET"), "T", path)
            self.assertTrue(any(c.startswith("COMMENT") and "Synthetic" in c for c in cards(path)), path)
            self.assertEqual(path.stat().st_size % 2880, 0)

    def test_every_part_has_the_notice(self):
        for part in ("", "lasco_data", "nrl_lib", "ancil"):
            self.assertIn("Nothing in this folder is an observation", (demo() / part / "SYNTHETIC.txt").read_text())

    def test_is_the_same_every_time_and_may_be_written_over(self):
        folder = temporary_folder(self) / "again"
        for _ in range(2):
            done = corkit("data", "demo", folder)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(all_files(folder), all_files(demo()))
        for name in all_files(folder):
            a, b = folder / name, demo() / name
            self.assertEqual(hashlib.sha256(a.read_bytes()).digest(), hashlib.sha256(b.read_bytes()).digest(), name)
            self.assertEqual(a.stat().st_mtime, b.stat().st_mtime, name)

    def test_where_room_ends_no_part_of_a_file_stays(self):
        folder = temporary_folder(self)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))

        done = subprocess.run([COMMAND, "data", "demo", str(folder)], capture_output=True, text=True, env=clean_environment(), timeout=300, preexec_fn=limit)
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, str(folder))
        for file in folder.rglob("*"):
            self.assertTrue(file.is_dir() or file.suffix not in (".fts", ".part"), file)

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_cannot_be_written_is_one_line(self):
        folder = temporary_folder(self)
        folder.chmod(0o500)
        done = corkit("data", "demo", folder / "demo")
        self.assertEqual(done.returncode, 1)
        self.assert_one_line(done.stderr, "demo")


class DemoImages(CommandTest):
    def test_one_c2_and_two_c3(self):
        for name, detector, filters in ((C2, "C2", "Orange"), (C3, "C3", "Clear"), (C3_LOST, "C3", "Clear")):
            path = l05(name)
            self.assertEqual([value(path, k) for k in ("FILENAME", "DETECTOR", "FILTER", "POLAR", "NAXIS1", "NAXIS2", "BITPIX")],
                             [name, detector, filters, "Clear", "1024", "1024", "16"])

    def test_counts_are_those_of_a_camera(self):
        for name in (C2, C3, C3_LOST):
            counts = pixels(l05(name))
            self.assertEqual(min(counts), 0)
            self.assertLess(max(counts), 16384)  # a 14-bit converter
            self.assertGreater(max(counts), 8000)

    def test_five_blocks_are_lost_in_the_second_c3_image(self):
        def zero_blocks(name):
            counts = pixels(l05(name))
            return {(i, j) for j in range(32) for i in range(32) if not any(counts[(32 * j + y) * 1024 + 32 * i + x] for y in (0, 31) for x in (0, 31))}

        self.assertEqual(zero_blocks(C3_LOST) - zero_blocks(C3), {(10, 10), (11, 10), (20, 22), (7, 15), (24, 9)})

    def test_c2_null_blocks_are_the_zero_blocks_of_the_image(self):
        numbers = [int(n) for n in (demo() / "lasco_data/calib/c2nullblocks.txt").read_text().split()]
        counts = pixels(l05(C2))
        zero = [32 * j + i for j in range(32) for i in range(32) if not any(counts[(32 * j + y) * 1024 + 32 * i + x] for y in (0, 31) for x in (0, 31))]
        self.assertEqual(numbers, zero)


class DemoTables(CommandTest):
    def test_exposure_rows_have_solarsofts_columns_and_belong_to_the_images(self):
        for camera, names in (("c2", (C2,)), ("c3", (C3, C3_LOST))):
            rows = (demo() / f"nrl_lib/idl/expfac/data/0205/{camera}_expfactor_020521.dat").read_text().splitlines()
            self.assertEqual([row[:12] for row in rows], list(names))
            for row, name in zip(rows, names):
                self.assertEqual(len(row), 101)
                self.assertEqual(row[34:40], "020521")
                self.assertLess(abs(float(row[42:52]) - float(value(l05(name), "MID_TIME"))), 0.1)  # SolarSoft's limit of 100 ms

    def test_clock_records_ascend_and_change_byte_order_where_solarsoft_expects_it(self):
        data = (demo() / "nrl_lib/idl/data/calib/TIME_DIFF.DAT").read_bytes()
        count = struct.unpack_from("<i", data)[0]
        self.assertEqual(len(data), 16 * (count + 1))
        self.assertGreater(count, 320000)
        at = lambda k: struct.unpack_from(">4i" if k <= 313887 else "<4i", data, 16 * k)
        clock = [at(k)[2] + at(k)[3] / 86400e3 for k in range(1, count + 1)]
        self.assertEqual(clock, sorted(clock))
        offsets = [at(k)[0] * 86400 + at(k)[1] / 1000 - 86400 * clock[k - 1] for k in (1, 100000, 313887, 313888, 320000, count)]
        self.assertTrue(all(5 < offset < 35 for offset in offsets), offsets)  # seconds, to be subtracted; SolarSoft distrusts < -15
        self.assertTrue(all(49718 < day < 61500 for day in clock))
        # Images after 2005-12-23 16:53:11 are searched from record 320000 on.
        self.assertLessEqual(clock[320000 - 1], 53727 + (16 * 3600 + 53 * 60 + 11) / 86400)

    def test_occulter_tables_have_the_lines_solarsoft_counts(self):
        lines = (demo() / "nrl_lib/idl/convert/occulter_center.dat").read_text().split("\n")
        self.assertEqual(len(lines), 1 + 2 * 20 + 1)
        for k in range(20):
            self.assertTrue(re.match(r" *\d+\.\d{3} +\d+\.\d{3} 1995/12/01", lines[1 + 2 * k]), lines[1 + 2 * k])
        lines = (demo() / "nrl_lib/idl/convert/c3_occltr_cntr.dat").read_text().splitlines()
        self.assertTrue(all(re.fullmatch(r"\d{4}/\d\d/\d\d \d+\.\d{3} \d+\.\d{3}", line) for line in lines[2:]))


if __name__ == "__main__":
    main()
