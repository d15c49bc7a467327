"""Manual pages: each command has one, it is free of faults, and it explains every option that --help lists."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

COMMAND = os.environ.get("CORKIT_BIN") or sys.exit("set CORKIT_BIN to the corkit command that is to be tested")
PAGES = pathlib.Path(os.environ["CORKIT_MAN"])


def help_of(*words):
    return subprocess.run([COMMAND, *words, "--help"], capture_output=True, text=True, check=True).stdout


def commands_of(*words):
    text = help_of(*words)
    if "\nSubcommands:\n" not in text:
        return []
    return [line.split()[0] for line in text.split("\nSubcommands:\n")[1].split("\n\n")[0].splitlines()]


def options_of(*words):
    """The options of a command and of its commands."""
    found = set()
    for line in help_of(*words).splitlines():
        if line.startswith("  -"):
            found.update(line.split()[0].split(","))
    for command in commands_of(*words) if words else []:
        found.update(options_of(*words, command))
    return found


def rendered(page):
    done = subprocess.run(["mandoc", "-Tascii", "-O", "width=100", page], capture_output=True, text=True, check=True)
    return re.sub(r".\x08", "", done.stdout)


@unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
class Pages(unittest.TestCase):
    def test_no_faults(self):
        for page in sorted(PAGES.glob("*.1")):
            with self.subTest(page=page.name):
                done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", page], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_every_command_has_a_page_that_names_its_options(self):
        pages = {(): PAGES / "corkit.1"}
        pages.update({(command,): PAGES / f"corkit-{command}.1" for command in commands_of()})
        for words, page in pages.items():
            with self.subTest(page=page.name):
                self.assertTrue(page.is_file(), f"write {page}")
                text = rendered(page)
                explained = set(re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", text))
                self.assertEqual(options_of(*words) - explained, set(), f"{page.name} does not explain these")

    def test_pages_know_no_option_that_is_not_there(self):
        for command in commands_of():
            with self.subTest(command=command):
                # Those of a list of options: a tag, not a mention in the text.
                page = (PAGES / f"corkit-{command}.1").read_text()
                tags = re.findall(r"^\.It Fl (.*)$", page, re.M)
                named = {("--" if len(name) > 1 else "-") + name.lstrip("-") for tag in tags for name in
                         re.findall(r"(?:^|, )(-?[a-z][a-z-]*)(?= |$)", re.sub(r" (Ar|Cm) .*", "", tag))}
                self.assertEqual(named - options_of(command), set())

    def test_the_first_page_lists_every_command(self):
        text = rendered(PAGES / "corkit.1")
        for command in commands_of():
            self.assertIn(f"corkit-{command}(1)", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
