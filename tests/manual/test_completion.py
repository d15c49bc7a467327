"""Bash completion, driven by bash: commands, options, values, files."""
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

COMMAND = pathlib.Path(os.environ.get("CORKIT_BIN") or sys.exit("set CORKIT_BIN to the corkit command that is to be tested"))
SCRIPT = pathlib.Path(os.environ["CORKIT_COMPLETION"])


def complete(*words, cwd):
    """What bash offers after `corkit words...`; the last word is the one that is being typed."""
    driver = f"""
PATH={shlex.quote(str(COMMAND.parent))}:$PATH
set -u
source {shlex.quote(str(SCRIPT))}
COMP_WORDS=({shlex.join(["corkit", *words])})
COMP_CWORD={len(words)}
_corkit
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "--norc", "-c", driver], capture_output=True, text=True, cwd=cwd, timeout=60)
    assert done.returncode == 0 and done.stderr == "", done
    return sorted(set(done.stdout.split("\n")) - {""})


def options_of(*words):
    """The options that --help lists, by other means than the completion's."""
    text = subprocess.run([COMMAND, *words, "--help"], capture_output=True, text=True, check=True).stdout
    found = set()
    for line in text.splitlines():
        if line.startswith("  -"):
            found.update(line.split()[0].split(","))
    return sorted(found)


def commands_of(*words):
    text = subprocess.run([COMMAND, *words, "--help"], capture_output=True, text=True, check=True).stdout
    if "\nSubcommands:\n" not in text:
        return []
    return sorted(line.split()[0] for line in text.split("\nSubcommands:\n")[1].split("\n\n")[0].splitlines())


class Completion(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="corkit_completion_")
        self.addCleanup(folder.cleanup)
        self.cwd = pathlib.Path(folder.name)
        for name in ("a.fts", "b.fits.gz", "c.fits.fz", "notes.txt", "with blank.fts"):
            (self.cwd / name).touch()
        (self.cwd / "archive").mkdir()

    def complete(self, *words):
        return complete(*words, cwd=self.cwd)

    def test_commands(self):
        self.assertEqual(self.complete(""), commands_of())
        self.assertIn("reduce", commands_of())
        self.assertEqual(self.complete("comp"), ["compare"])
        self.assertEqual(self.complete("zzz"), [])

    def test_commands_of_a_command(self):
        self.assertEqual(self.complete("data", ""), ["demo", "fetch", "images", "list", "verify"])
        self.assertEqual(self.complete("data", "v"), ["verify"])

    def test_options_are_those_of_help(self):
        for command in commands_of():
            with self.subTest(command=command):
                self.assertEqual(self.complete(command, "-"), options_of(command))
        self.assertEqual(self.complete("-"), options_of())
        for command in commands_of("data"):
            self.assertEqual(self.complete("data", command, "-"), options_of("data", command))

    def test_option_by_its_beginning(self):
        self.assertEqual(self.complete("reduce", "a.fts", "--skip"), ["--skip-existing"])
        self.assertIn("--no-warp", self.complete("reduce", "--no-"))

    def test_files(self):
        self.assertEqual(self.complete("reduce", ""), ["a.fts", "archive", "b.fits.gz", "c.fits.fz", "with blank.fts"])
        self.assertEqual(self.complete("compare", "a.fts", "b"), ["b.fits.gz"])
        self.assertEqual(self.complete("info", "with"), ["with blank.fts"])

    def test_lists_of_files(self):
        # bash gives "@n" as two words, because @ is one of COMP_WORDBREAKS, but replaces both.
        for typed in (["@", "n"], ["@n"]):
            self.assertEqual(self.complete("reduce", *typed), ["@notes.txt"])

    def test_values(self):
        self.assertEqual(self.complete("reduce", "--oracle", ""), ["gdl", "idl"])
        self.assertEqual(self.complete("reduce", "--oracle", "=", "g"), ["gdl"])
        self.assertEqual(self.complete("reduce", "--oracle", "="), ["gdl", "idl"])
        self.assertEqual(self.complete("reduce", "-o", ""), ["archive"])
        self.assertEqual(self.complete("reduce", "--calib", ""), ["archive", "demo"])
        self.assertEqual(self.complete("data", "demo", ""), ["archive"])
        self.assertEqual(self.complete("data", "verify", ""), ["archive"])
        self.assertEqual(self.complete("data", "images", "--camera", ""), ["c2", "c3"])
        self.assertEqual(self.complete("data", "fetch", "-o", ""), ["archive"])
        self.assertEqual(self.complete("reduce", "--context", "n"), ["notes.txt"])
        self.assertEqual(self.complete("reduce", "--jobs", ""), [])

    def test_a_switch_takes_no_value(self):
        self.assertEqual(self.complete("reduce", "--json", "a"), ["a.fts", "archive"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
