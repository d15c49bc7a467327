"""Standard output and error that cannot be written, and outputs that are no files."""
import os
import subprocess

from support import C2, C3, C3_LOST, C3_OUT, COMMAND, CommandTest, clean_environment, corkit, demo, l05, main, temporary_folder

FULL = "/dev/full"


def run(*words, out=subprocess.PIPE, err=subprocess.PIPE):
    return subprocess.run([COMMAND, *map(str, words)], stdout=out, stderr=err, text=True, env=clean_environment(), timeout=300)


class Streams(CommandTest):
    def test_output_that_is_lost_is_a_failure(self):
        for words in (("info", l05(C3)), ("info", l05(C3), "--json"), ("compare", l05(C3), l05(C3)), ("data", "list", "--calib", demo()),
                      ("data", "verify", "--calib", demo()), ("stars", l05(C3), "--json"), ("reduce", l05(C3), "--calib", demo(), "--no-fits", "--json"),
                      ("--help",), ("--version",)):
            with open(FULL, "w", encoding="ascii") as full:
                done = run(*words, out=full)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("stdout cannot be written", done.stderr.splitlines()[-1], words)

    def test_lost_complaints_change_nothing(self):
        folder = temporary_folder(self)
        broken = folder / "broken.fts"
        broken.write_bytes(l05(C2).read_bytes()[:40000])
        words = ("reduce", broken, l05(C3), "--calib", demo(), "-o", folder, "-j", "2")
        with open(FULL, "w", encoding="ascii") as full:
            self.assertEqual(run(*words, err=full).returncode, 1)
        self.assertTrue((folder / C3_OUT).is_file())
        reading, writing = os.pipe()
        os.close(reading)
        self.assertEqual(run(*words, "--overwrite", err=writing).returncode, 1)
        os.close(writing)
        for command in (("info", "/none.fts"), ("reduse",), ("quicklook", "/none.fts", "-o", folder / "a.png"), ("stars", "/none.fts")):
            with open(FULL, "w", encoding="ascii") as full:
                self.assertIn(run(*command, err=full).returncode, (1, 2), command)


class Outputs(CommandTest):
    def test_a_pipe_is_no_file(self):
        folder = temporary_folder(self)
        pipe = folder / "pipe.fts"
        os.mkfifo(pipe)
        png = folder / "pipe"
        os.mkfifo(png)
        link = folder / "link"
        link.symlink_to(png)
        for words in (("fill", l05(C3), "--calib", demo(), "-o", pipe), ("quicklook", l05(C3), "-o", png), ("quicklook", l05(C3), "-o", link),
                      ("background", l05(C3), l05(C3_LOST), "-o", pipe), ("stars", l05(C3), "--table", png)):
            done = corkit(*words)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("it is a device, a pipe or a socket", done.stderr, words)
        self.assertTrue(pipe.is_fifo() and png.is_fifo() and link.is_symlink())
        self.assertEqual(len(list(folder.iterdir())), 3)


if __name__ == "__main__":
    main()
