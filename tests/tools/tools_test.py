"""The scripts whose verdict others rely on: what they accept, and that they can refuse.

    tools_test.py TOOLS_FOLDER
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(sys.argv.pop())


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def call(self, tool, *arguments):
        done = subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout


class CountTests(InFolder):
    def last_line(self, *cases):
        code, output = self.call("count-tests", self.write("r.xml", f"<testsuite>{''.join(cases)}</testsuite>"))
        return code, output.splitlines()[-1]

    @staticmethod
    def case(status, output=""):
        return f'<testcase name="x" status="{status}"><system-out>{output}</system-out></testcase>'

    def test_counts_cases_that_passed(self):
        self.assertEqual(self.last_line(self.case("run"), self.case("run")), (0, "2 passed, 0 failed"))

    def test_fails_when_one_failed(self):
        self.assertEqual(self.last_line(self.case("run"), self.case("fail")), (1, "1 passed, 1 failed"))

    def test_counts_the_cases_of_a_qt_suite(self):
        text = "Totals: 7 passed, 2 failed, 0 skipped, 0 blacklisted, 3ms"
        self.assertEqual(self.last_line(self.case("fail", text)), (1, "7 passed, 2 failed"))

    def test_counts_the_cases_of_a_tap_suite(self):
        self.assertEqual(self.last_line(self.case("run", "# suites 1\n# pass 5\n# fail 0\n")), (0, "5 passed, 0 failed"))

    def test_a_suite_that_crashed_after_its_cases_passed_has_failed(self):
        self.assertEqual(self.last_line(self.case("fail", "# pass 5\n# fail 0\n")), (1, "5 passed, 1 failed"))

    def test_skipped_cases_are_in_neither_number(self):
        self.assertEqual(self.last_line(self.case("run"), self.case("notrun")), (0, "1 passed, 0 failed"))

    def test_nothing_run_is_a_failure(self):
        self.assertEqual(self.last_line(), (1, "0 passed, 0 failed"))

    def test_a_missing_report_is_a_failure(self):
        code, output = self.call("count-tests", str(self.folder / "none.xml"))
        self.assertEqual((code, output.splitlines()[-1]), (1, "0 passed, 0 failed"))


class CheckWalk(InFolder):
    whole = (
        {"paired": True, "pending": 0},
        [{"id": "phq-9", "value": 9}],
        [{"private": False, "text": "a"}, {"private": True, "text": "b"}],
    )

    def verdict(self, *values):
        return self.call("check-walk", self.write("walk.json", "\n".join(json.dumps(value) for value in values)))[0]

    def test_accepts_a_whole_day(self):
        self.assertEqual(self.verdict(*self.whole), 0)

    def test_refuses_what_is_not_sent(self):
        self.assertEqual(self.verdict({"paired": True, "pending": 2}, *self.whole[1:]), 1)

    def test_refuses_a_missing_score(self):
        self.assertEqual(self.verdict(self.whole[0], [{"id": "phq-9", "value": None}], self.whole[2]), 1)

    def test_refuses_a_missing_entry(self):
        self.assertEqual(self.verdict(*self.whole[:2], [{"private": False}]), 1)


class BackportsSource(InFolder):
    def source(self):
        return self.call("backports-source", str(self.folder), "bookworm")

    def test_copies_a_stanza_with_its_mirror_and_keyring(self):
        self.write(
            "sources.list.d/debian.sources",
            "Types: deb deb-src\n# a remark\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\n"
            "Components: main contrib\nSigned-By:\n /usr/share/keyrings/own.gpg\n\n"
            "Types: deb\nURIs: http://security.example\nSuites: bookworm-security\nComponents: main\n",
        )
        self.assertEqual(
            self.source(),
            (
                0,
                "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm-backports\nComponents: main\n"
                "Signed-By:\n /usr/share/keyrings/own.gpg\n",
            ),
        )

    def test_turns_a_line_into_a_stanza(self):
        self.write(
            "sources.list",
            "# deb http://old.example bookworm main\n"
            "deb [arch=amd64 signed-by=/etc/key.gpg] http://mirror.example/debian bookworm main contrib\n",
        )
        self.assertEqual(
            self.source(),
            (
                0,
                "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm-backports\nComponents: main\n"
                "Architectures: amd64\nSigned-By: /etc/key.gpg\n",
            ),
        )

    def test_leaves_out_what_is_switched_off_or_for_sources_only(self):
        self.write("sources.list.d/a.sources", "Enabled: no\nTypes: deb\nURIs: http://a.example\nSuites: bookworm\nComponents: main\n")
        self.write("sources.list.d/b.sources", "Types: deb-src\nURIs: http://b.example\nSuites: bookworm\nComponents: main\n")
        self.write("sources.list.d/c.list", "deb-src http://c.example bookworm main\n")
        self.assertEqual(self.source(), (0, ""))

    def test_takes_the_first_of_two_mirrors(self):
        self.write("sources.list", "deb http://one.example bookworm main\ndeb http://two.example bookworm main\n")
        code, output = self.source()
        self.assertEqual((code, output.count("Types:")), (0, 1))
        self.assertIn("http://one.example", output)


if __name__ == "__main__":
    unittest.main()
