"""No word a patient or a clinician typed is in any file: data folders, logs, caches, temporary folders; in any encoding.

Every word typed here holds a mark of its own. Afterwards all files are searched for the mark as UTF-8, as
UTF-16 of both orders and as base64 at each of its three alignments. A planted mark proves that the search finds one.
"""
import base64
import json
import secrets
import subprocess
import unittest

import invented
from case import ProgramCase
from review import Review

ALIGNMENTS = 3


def forms_of(mark):
    """The bytes that betray a mark, by encoding."""
    forms = {"UTF-8": mark.encode(), "UTF-16LE": mark.encode("utf-16-le"), "UTF-16BE": mark.encode("utf-16-be")}
    for before in range(ALIGNMENTS):
        # What depends on neighbours is cut off at both ends.
        text = base64.b64encode(bytes(before) + mark.encode()).rstrip(b"=")
        core = text[(before * 8 + 5) // 6 : len(text) - (1 if (before + len(mark)) % 3 else 0)]
        forms[f"base64 at {before}"] = core
        forms[f"base64url at {before}"] = core.translate(bytes.maketrans(b"+/", b"-_"))
    return forms


def found_in(folder, marks):
    """Every place where a mark stands: name of the file, what it was typed into, encoding. Symbolic links are not followed."""
    found, files = [], 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        files += 1
        content = path.read_bytes()
        for where, mark in marks.items():
            found += [(path.name, where, form) for form, text in forms_of(mark).items() if text in content]
    return found, files


class Canary(ProgramCase):
    def setUp(self):
        self.marks = {}

    def mark(self, where):
        """A word that nothing else holds."""
        self.marks[where] = "canary" + secrets.token_hex(8)
        return self.marks[where]

    def typed_at_the_phone(self, phone):
        """From the command line: answers, shared and private entries, edits, searches, what is deleted."""
        phone.ask("answer", invented.ID, "--response", self.response(self.mark("answer")))
        for kind in ([], ["--private"]):
            name = "private" if kind else "shared"
            entry = phone.ask("journal", "add", *kind, stdin=f"{self.mark(name + ' entry')} and more")
            phone.ask("journal", "edit", entry["id"], stdin=f"{self.mark(name + ' entry, edited')} and more")
            gone = phone.ask("journal", "add", *kind, stdin=self.mark(name + " entry, deleted"))
            phone.ask("journal", "delete", gone["id"])
        phone.ask("journal", "search", self.mark("search"))
        self.assertEqual(len(phone.ask("journal", "search", self.marks["private entry, edited"])), 1)

    def response(self, words):
        """On standard input's way to the program a file would be a copy of its own, so it goes when it was read."""
        file = self.place.folder / "typed.json"
        file.write_text(json.dumps(invented.response(words, 1, 1)))
        self.addCleanup(file.unlink, True)
        return file

    def typed_by_touch(self, phone):
        """In the app: entries, a search, and words in a draft that is never submitted."""
        thumb = self.place.programs / "landfall-thumb"
        if not thumb.exists():
            return
        private, shared = self.mark("private entry by touch"), self.mark("shared entry by touch")
        words = self.mark("draft answer by touch")
        arguments = ["--data", phone.folder, "--entry", private, "--shared", shared, "--search", private[:12]]
        run = self.place.run("landfall-thumb", *arguments, "--begin", invented.ID, "--words", words)
        (self.place.folder / "thumb.log").write_text(run.stderr)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("ack draft", run.stdout)

    def test_no_typed_word_is_in_any_file(self):
        invented_file = invented.write(self.place.folder / "forms")
        self.assert_ok(self.clinic.run("questionnaire", "add", invented_file))
        phone = self.paired("phone")
        self.clinic.ask("assign", "--patient", self.patient, "--questionnaire", invented.ID)
        phone.sync()
        self.typed_at_the_phone(phone)
        self.assertEqual(phone.sync()["pending"], 0)
        self.clinic.ask("assign", "--patient", self.patient, "--questionnaire", invented.ID)
        phone.sync()
        self.typed_by_touch(phone)
        self.assertEqual(phone.sync()["pending"], 0)
        self.noted_at_the_clinic()
        self.refused_with_words(phone)
        phone.sync()
        self.nothing_found("while the server runs")
        self.clinic.kill()
        self.nothing_found("after the server was killed")
        self.assertTrue(self.clinic.serve())
        self.clinic.stop()
        self.nothing_found("after all have ended")

    def noted_at_the_clinic(self):
        """The note to a flag, words in a failed login, and what is read stays out of every log."""
        review = Review(self.clinic)
        shown = review.get(f"/review/api/patients/{self.patient}")
        self.assertIn(self.marks["shared entry, edited"], json.dumps(shown))
        self.assertNotIn(self.marks["private entry, edited"], json.dumps(shown))
        flag = next(one for one in shown["flags"] if one["status"] == "active")
        review.post(f"/review/api/flags/{flag['id']}/acknowledge", {"note": self.mark("flag note") + " called her"})
        body = {"email": self.mark("mail of a failed login") + "@example.org", "password": self.mark("password"), "code": "000000"}
        self.assertEqual(review.send("POST", "/review/api/login", body)[0], 401)

    def refused_with_words(self, phone):
        """What is refused is not repeated in a file either."""
        run = phone.run("answer", invented.ID, self.mark("answer that is refused"), "1", "1")
        self.assertNotIn(self.marks["answer that is refused"], run.stderr)
        run = phone.run("journal", "edit", self.mark("id of no entry"), stdin=self.mark("text for no entry"))
        self.assert_refused(run)

    def nothing_found(self, when):
        (self.place.folder / "typed.json").unlink(missing_ok=True)
        found, files = found_in(self.place.folder, self.marks)
        self.assertGreater(files, 10)
        self.assertEqual(found, [], when)

    def test_the_search_finds_what_is_planted(self):
        """Each encoding, in the middle of other bytes and at each alignment."""
        folder = self.place.folder / "planted"
        folder.mkdir()
        self.addCleanup(subprocess.run, ["rm", "-r", str(folder)], check=True)
        mark = self.mark("planted")
        plain = [b"xx" + mark.encode(code) + b"yy" for code in ("utf-8", "utf-16-le", "utf-16-be")]
        hidden = [base64.b64encode(b"z" * before + mark.encode() + b" and more") for before in range(ALIGNMENTS)]
        for content in plain + hidden + [base64.urlsafe_b64encode(b"z" + mark.encode())]:
            (folder / "file").write_bytes(b"\0\1" + content + b"\n")
            with self.subTest(content=content[:20]):
                self.assertNotEqual(found_in(folder, self.marks)[0], [])
        (folder / "file").write_bytes(b"nothing of the kind")
        self.assertEqual(found_in(folder, self.marks)[0], [])


if __name__ == "__main__":
    unittest.main()
