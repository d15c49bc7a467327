"""From an empty folder to a movie and a validation report, by the command line alone: an archive on this machine that is slow and fails,
calibration files, a day of images, a reduction that is killed and goes on, the comparison with level-1 products, pictures and a page."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from archive_server import Archive
from support import C3, COMMAND, CommandTest, clean_environment, corkit, demo, edited_copy, l05, main, set_card, temporary_folder
from test_archive import NETWORK, calibration_files
from test_archive_images import listed

DAY = ("--from", "2002-05-21", "--to", "2002-05-21")
COUNT = 8
NAMES = [f"3217{500 + k:04d}.fts" for k in range(1, COUNT + 1)]
PRODUCTS = [name.replace("3217", "3517") for name in NAMES]


def make_day(root):
    """C3 images of one day, twelve minutes apart, with their products, as the archive has them."""
    raw, products = root / "level_05/020521/c3", root / "level_1/020521/c3"
    raw.mkdir(parents=True)
    lines = []
    for k, name in enumerate(NAMES):
        clock = f"{2 + k // 5:02d}:{12 * (k % 5) + 6:02d}:05"

        def change(data, name=name, clock=clock):
            set_card(data, "FILENAME", f"'{name}'       /")
            set_card(data, "TIME-OBS", f"'{clock}.250'       /")

        edited_copy(l05(C3), raw / name, change)
        os.utime(raw / name, (1050000000, 1050000000))
        lines.append(listed(name, "2002/05/21", clock))
    (raw / "img_hdr.txt").write_text("".join(lines))
    done = corkit("reduce", raw, "--calib", demo(), "-o", products, "-q", "-j", 2)
    assert done.returncode == 0, done
    (products / "img_hdr.txt").write_text("".join(line.replace("3217", "3517", 1) for line in lines))


class Chain(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.server = pathlib.Path(tempfile.mkdtemp(prefix="corkit_chain_"))
        cls.addClassCleanup(shutil.rmtree, cls.server, ignore_errors=True)
        make_day(cls.server)
        for name in calibration_files():
            (cls.server / name).parent.mkdir(parents=True, exist_ok=True)
            (cls.server / name).symlink_to(demo() / name)

    def setUp(self):
        self.work = temporary_folder(self)
        self.archive = Archive(self.server)
        self.archive.__enter__()
        self.addCleanup(self.archive.__exit__)
        self.calib, self.images, self.out = self.work / "calib", self.work / "images", self.work / "level1"
        self.raw = self.images / "level_05/020521/c3"

    def run_corkit(self, *words):
        done = corkit(*words, cwd=self.work, **NETWORK)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        return done

    def fetch(self):
        self.run_corkit("data", "fetch", "--calib", self.calib, "--mirror", self.archive.url, *DAY)
        for level in ("0.5", "1"):
            self.run_corkit("data", "images", "--camera", "c3", "--level", level, "-o", self.images, "--mirror", self.archive.url, *DAY)

    def reduce_words(self):
        return ["reduce", f"@{self.raw}/img_hdr.txt", "--calib", self.calib, "-o", self.out, "-j", 2, "--skip-existing", "-q"]

    def products(self):
        return sorted(p.name for p in self.out.glob("*")) if self.out.exists() else []

    def start(self, *more):
        words = [COMMAND, *map(str, self.reduce_words()), *more]
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=clean_environment())

    def kill_half_way(self):
        with self.start("--json") as process:
            for _ in range(3):
                process.stdout.readline()
            process.kill()

    def fault_all(self, host):
        """Each kind of fault, of files of each kind."""
        self.archive.pause = 0.0002
        ramp, clock, first = "/lasco_data/calib/C3ramp.fts", "/nrl_lib/idl/data/calib/TIME_DIFF.DAT", f"/level_05/020521/c3/{NAMES[0]}"
        self.archive.faults = {ramp: ["500", "cut 100000", "short 8192"], clock: ["page", "cut 8192"], first: ["cut 0", "short 8192"],
                               "/level_05/020521/c3/img_hdr.txt": ["page", "500"], f"/level_1/020521/c3/{PRODUCTS[3]}": ["cut 300000"] * 4}
        self.archive.always = {f"/level_05/020521/c3/{NAMES[1]}": f"redirect {host}/level_05/020521/c3/{NAMES[1]}"}
        self.archive.pages_for_missing = True

    def test_from_an_empty_folder_to_a_page_and_a_report(self):
        with Archive(self.server) as other:
            self.fault_all(other.url)
            self.fetch()
            self.assertEqual(len(other.requests), 1)
        self.assertEqual(self.archive.faults, {path: [] for path in self.archive.faults})
        self.run_corkit("data", "verify", "--calib", self.calib)
        self.run_corkit("data", "verify", self.images)

        self.kill_half_way()
        whole = [name for name in self.products() if not name.startswith(".")]
        self.assertTrue(3 <= len(whole) <= COUNT)
        for name in whole:
            self.assertEqual((self.out / name).stat().st_size, (self.server / "level_1/020521/c3" / name).stat().st_size, name)
        done = corkit(*self.reduce_words(), "--json", cwd=self.work)
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(sum(json.loads(line).get("skipped", False) for line in done.stdout.splitlines()), len(whole))
        self.assertEqual([name for name in self.products() if not name.startswith(".")], PRODUCTS)

        report = self.work / "report.html"
        done = self.run_corkit("validate", self.raw, "--products", self.images / "level_1", "--calib", self.calib, "--json", "--html", report)
        said = json.loads(done.stdout)
        self.assertEqual((said["agree"], said["differ"], said["not_compared"]), (COUNT, 0, 0))
        self.assertTrue(all(image["pixels"]["identical"] == 1048576 for image in said["images"]))
        self.assertEqual(report.read_text().count("data:image/png"), 3 * COUNT)

        self.run_corkit("quicklook", *sorted(self.out.glob("35*.fts")), "-o", "sheet.png", "--size", 128, "--sheet", "4x2", "-q")
        self.run_corkit("browse", self.out, "-o", "movie.html", "--size", 128, "-q")
        self.assertEqual((self.work / "sheet.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual((self.work / "movie.html").read_text().count('"file":"35'), COUNT)

    def test_fetched_data_reduce_to_the_same_bytes_as_local_data(self):
        self.fetch()
        self.run_corkit(*self.reduce_words())
        local = self.work / "local"
        # The notices of the demonstration set are not calibration files.
        shutil.copytree(demo(), self.work / "set", ignore=shutil.ignore_patterns("SYNTHETIC.txt", "l05"))
        self.run_corkit("reduce", self.server / "level_05", "--calib", self.work / "set", "-o", local, "-q")
        for name in PRODUCTS:
            self.assertEqual((self.out / name).read_bytes(), (local / name).read_bytes(), name)

    def test_two_processes_on_one_folder_do_not_disturb_each_other(self):
        self.fetch()
        with self.start() as one, self.start() as other:
            self.assertEqual([one.wait(timeout=300), other.wait(timeout=300)], [0, 0])
        self.assertEqual(self.products(), PRODUCTS)
        alone = self.work / "alone"
        self.run_corkit("reduce", self.raw, "--calib", self.calib, "-o", alone, "-q")
        for name in PRODUCTS:
            self.assertEqual((self.out / name).read_bytes(), (alone / name).read_bytes(), name)


if __name__ == "__main__":
    main()
