"""What the tests of the finished programs share."""
import json
import os
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from programs import Clinic, Phone, Place

LINE_CHARS_MAX = 400


def programs():
    return Path(os.environ["LANDFALL_BIN"])


def library(name):
    return Path(os.environ["LANDFALL_TESTS"]) / name


class ProgramCase(unittest.TestCase):
    """One place for each class of tests, and ways to say what a program has to answer."""

    @classmethod
    def setUpClass(cls):
        cls.place = cls.enterClassContext(Place(programs()))
        cls.clinic = Clinic(cls.place)
        cls.addClassCleanup(cls.clinic.kill)
        cls.lift_limits()
        cls.patient = cls.clinic.add_patient()
        assert cls.clinic.serve(), cls.clinic.log.read_text()

    @classmethod
    def lift_limits(cls):
        """How often one address may pair or sync has tests of its own."""
        settings = cls.clinic.folder / "clinic.toml"
        names = ("enrolments-per-minute-per-address", "enrolments-per-hour", "tokens-per-minute-per-device")
        settings.write_text(settings.read_text() + "".join(f"{name} = 10000\n" for name in names))

    @classmethod
    def paired(cls, name):
        phone = Phone(cls.place, name)
        phone.pairing = phone.pair(cls.clinic, cls.patient)
        return phone

    def assert_refused(self, run, words="."):
        """Exit code 1, nothing on standard output, one clear line on standard error."""
        self.assertEqual(run.stdout, "")
        self.assert_one_line(run, words)

    def assert_not_synced(self, run, words="."):
        """A sync that could not begin: its JSON all the same, with nothing it does not know."""
        self.assert_one_line(run, words)
        said = json.loads(run.stdout)
        self.assertEqual((said["state"], said["pushed"], said["pulled"], said["pending"]), ("refused", 0, 0, None))

    def assert_one_line(self, run, words):
        self.assertEqual(run.returncode, 1, f"{run.args}: {run.stdout} {run.stderr}")
        lines = run.stderr.splitlines()
        self.assertEqual(len(lines), 1, run.stderr)
        self.assertLess(len(lines[0]), LINE_CHARS_MAX)
        self.assertRegex(lines[0].lower(), words)

    def assert_ok(self, run):
        self.assertEqual(run.returncode, 0, f"{run.args}: {run.stderr}")
        return run

    def content(self, phone):
        """Everything a patient has on this phone."""
        return phone.ask("timeline"), phone.ask("journal", "list"), phone.ask("status")


def files_of(folder):
    """Every file's bytes, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
