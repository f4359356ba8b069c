"""What can happen to a phone's folder: a full or read-only disk, a second program, damage. Nothing is lost or made anew."""
import os
import resource
import shutil
import struct
import subprocess
import unittest

from case import ProgramCase, files_of
from programs import Phone

DISK_BYTES = 4 * 1024 * 1024
PAGE_BYTES = 4096


def mounts(kind, options, where, source="none"):
    """True when this machine lets us; a test then knows it works with a real file system."""
    return subprocess.run(["mount", *kind, "-o", options, source, str(where)], capture_output=True, check=False).returncode == 0


class PhoneFiles(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.original = cls.paired("original")
        cls.original.ask("answer", "phq-9", *"111111111")
        for number in range(5):
            cls.original.ask("journal", "add", stdin=f"entry {number} " + "quiet harbour " * 100)
        cls.known = cls.content(cls, cls.original)

    def setUp(self):
        self.phone = Phone(self.place, self.id().rsplit(".", 1)[-1])
        shutil.copytree(self.original.folder, self.phone.folder, ignore=shutil.ignore_patterns("*.sock"))
        self.addCleanup(shutil.rmtree, self.phone.folder, True)

    def assert_unchanged(self):
        self.assertEqual(self.content(self.phone), self.known)

    def mount(self, kind, options, source="none"):
        """Over the phone's folder; gone when the test ends."""
        if not mounts(kind, options, self.phone.folder, source):
            return False
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.phone.folder)], check=False)
        return True

    def test_a_full_disk(self):
        kept = self.place.folder / "kept"
        shutil.copytree(self.phone.folder, kept)
        self.addCleanup(shutil.rmtree, kept)
        if not self.mount(["-t", "tmpfs"], f"size={DISK_BYTES},mode=700"):
            self.skipTest("this machine mounts nothing for us; see the test with a limit on file sizes")
        shutil.copytree(kept, self.phone.folder, dirs_exist_ok=True)
        filler = self.phone.folder / "filler"
        fill(filler)
        self.assert_refused(self.phone.run("answer", "phq-9", *"000000000"), "space")
        self.assert_refused(self.phone.run("journal", "add", stdin="no room for this"), "space")
        filler.unlink()
        self.assert_unchanged()
        self.phone.ask("journal", "add", stdin="room again")
        self.assertEqual(len(self.phone.ask("journal", "list")), len(self.known[1]) + 1)

    def test_a_disk_that_fills_while_it_saves(self):
        """Every length at which writing may stop, by a limit on the size of files."""
        command = [str(self.place.programs / "landfall-patient"), "--data", str(self.phone.folder), "--json"]
        size = (self.phone.folder / "landfall.db").stat().st_size
        refused = 0
        for limit in [*range(0, 40_000, 5_000), size - PAGE_BYTES, size, size + PAGE_BYTES]:
            with self.subTest(limit=limit):
                run = subprocess.run(
                    [*command, "journal", "add"],
                    input="cut off " * 2_000,
                    capture_output=True,
                    text=True,
                    env=self.place.environment,
                    # SIGXFSZ is at its default, which ends a program that does not see to it.
                    preexec_fn=lambda most=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
                    check=False,
                )
                if run.returncode == 0:
                    entry = [row for row in self.phone.ask("journal", "list") if row["text"].startswith("cut off")]
                    self.assertEqual(len(entry), 1)
                    self.phone.ask("journal", "delete", entry[0]["id"])
                else:
                    refused += 1
                    self.assert_refused(run)
                self.assertEqual(self.phone.ask("journal", "list"), self.known[1])
        self.assertGreater(refused, 3)

    def test_danger_that_cannot_be_saved_says_whom_to_call(self):
        command = [str(self.place.programs / "landfall-patient"), "--data", str(self.phone.folder), "answer", "phq-9"]

        def answer(answers, most):
            return subprocess.run(
                [*command, *answers],
                capture_output=True,
                text=True,
                env=self.place.environment,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
                check=False,
            )

        for danger in ("000000001", "00000000r"):
            for most in (0, (self.phone.folder / "landfall.db").stat().st_size):
                with self.subTest(danger=danger, most=most):
                    run = answer(danger, most)
                    self.assert_refused(run, "in danger now, call [0-9]+;.*help-now.*not saved: .*(space|large|writ)")
        self.assertNotIn("help-now", answer("000000000", 0).stderr)
        # Refused for a slip in another answer, nothing is saved either.
        self.assert_refused(answer("900000003", resource.RLIM_INFINITY), "help-now")
        self.assert_unchanged()

    def test_a_read_only_folder(self):
        if os.geteuid() != 0:
            for path in [*self.phone.folder.rglob("*"), self.phone.folder]:
                self.addCleanup(path.chmod, path.stat().st_mode)
                path.chmod(0o500 if path.is_dir() else 0o400)
        elif not self.mount(["--bind"], "bind", str(self.phone.folder)) or not mounts([], "remount,bind,ro", self.phone.folder):
            self.skipTest("root writes everywhere, and this machine mounts nothing for us")
        before = files_of(self.phone.folder)
        for arguments in (["answer", "phq-9", *"000000000"], ["journal", "add"]):
            self.assert_refused(self.phone.run(*arguments, stdin="no"), "writ|read|denied")
        self.assert_not_synced(self.phone.run("sync"), "writ|read|denied")
        self.assertEqual(files_of(self.phone.folder), before)

    def test_a_second_program_on_the_same_folder(self):
        def hold():
            program = subprocess.Popen(
                [str(self.place.programs / "landfall-patient"), "--data", str(self.phone.folder), "--json", "journal", "add"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=self.place.environment,
            )
            self.addCleanup(program.stdout.close)
            return program

        # It has opened the folder and waits for the text; until then the other one is let in, and may
        # be the one that holds the folder, so that this one has to try again.
        holding = hold()
        for _ in range(200):
            second = self.phone.run("timeline")
            if holding.poll() is not None:
                holding.stdin.close()
                holding = hold()
            elif second.returncode != 0:
                break
        self.assert_refused(second, "close the other program")
        self.assert_refused(self.phone.run("journal", "add", stdin="second"), "close the other program")
        self.assert_not_synced(self.phone.run("sync"), "close the other program")
        out, _ = holding.communicate("first")
        self.assertEqual(holding.returncode, 0)
        self.assertIn("first", out)
        texts = [row["text"] for row in self.phone.ask("journal", "list")]
        self.assertEqual((texts.count("first"), texts.count("second")), (1, 0))

    def test_corrupted_pages(self):
        """Each page in turn: the same content, or a refusal; never other content, and the file is left as it is."""
        database = self.phone.folder / "landfall.db"
        whole = database.read_bytes()
        refused = 0
        for page in range(0, len(whole) // PAGE_BYTES, 3):
            damaged = bytearray(whole)
            damaged[page * PAGE_BYTES + 2_000] ^= 0x40
            database.write_bytes(damaged)
            with self.subTest(page=page):
                for arguments, known in ((("timeline",), self.known[0]), (("journal", "list"), self.known[1])):
                    run = self.phone.run(*arguments)
                    if run.returncode == 0:
                        self.assertIn(str(known[0].get("id")), run.stdout)
                        self.assertEqual(len(run.stdout.split('"authored"')), len(known) + 1)
                    else:
                        refused += 1
                        self.assert_refused(run, "damaged|belong|restore|deleted")
                self.assertEqual(database.read_bytes(), bytes(damaged))
        self.assertGreater(refused, 0)
        database.write_bytes(whole)
        self.assert_unchanged()

    def test_a_write_that_meets_a_damaged_page_takes_nothing_that_could_be_read(self):
        database = self.phone.folder / "landfall.db"
        whole = database.read_bytes()
        met = 0
        for page in range(6, len(whole) // PAGE_BYTES, 7):
            damaged = bytearray(whole)
            damaged[page * PAGE_BYTES + 2_000] ^= 0x40
            database.write_bytes(damaged)
            (self.phone.folder / "landfall.db-journal").unlink(missing_ok=True)
            before = self.phone.run("journal", "list")
            if before.returncode != 0 or self.phone.run("answer", "phq-9", *"111111110").returncode == 0:
                continue
            met += 1
            with self.subTest(page=page):
                self.assertEqual(self.assert_ok(self.phone.run("journal", "list")).stdout, before.stdout)
        self.assertGreater(met, 0)

    def test_a_crash_takes_nothing_that_a_damaged_phone_could_show(self):
        """Damage first, then a crash while a page is written: the journal is there, and neither state has all pages."""
        database = self.phone.folder / "landfall.db"
        whole = database.read_bytes()
        crashed = 0
        for page in range(6, len(whole) // PAGE_BYTES, 7):
            damaged = with_bit_changed(whole, page)
            database.write_bytes(damaged)
            (self.phone.folder / "landfall.db-journal").unlink(missing_ok=True)
            before = self.phone.run("journal", "list")
            if before.returncode != 0:
                continue
            crashed += 1
            torn = page - 1
            database.write_bytes(with_bit_changed(damaged, torn))
            (self.phone.folder / "landfall.db-journal").write_bytes(hot_journal(damaged, torn))
            with self.subTest(page=page):
                self.assertEqual(self.assert_ok(self.phone.run("journal", "list")).stdout, before.stdout)
                self.assertEqual(database.read_bytes(), damaged)
        self.assertGreater(crashed, 0)

    def test_a_database_of_zeros(self):
        database = self.phone.folder / "landfall.db"
        whole = database.read_bytes()
        for other in (bytes(len(whole)), b"", whole[: len(whole) // 2], b"SQLite format 3\0" + bytes(PAGE_BYTES - 16)):
            database.write_bytes(other)
            self.assert_refused(self.phone.run("timeline"))
            self.assertIn(self.standing(), ("database-damaged", "keys-rejected"))
            self.assertEqual(database.read_bytes(), other)
        database.unlink()
        self.assert_refused(self.phone.run("timeline"), "nothing was made in its place")
        self.assertEqual(self.standing(), "database-missing")
        self.assertFalse(database.exists())
        database.write_bytes(whole)
        self.assert_unchanged()

    def standing(self):
        """`status` has a word for every damage, and no numbers it cannot know."""
        status = self.phone.ask("status")
        self.assertEqual((status["locked"], status["pending"], status["tier"]), (True, None, None))
        return status["standing"]

    def keys(self):
        return [self.phone.folder / f"landfall.keys.{copy}" for copy in "ab"]

    def test_both_key_files_truncated(self):
        whole = [key.read_bytes() for key in self.keys()]
        for share in (0, 10, 50, 99):
            for key, content in zip(self.keys(), whole):
                key.write_bytes(content[: len(content) * share // 100])
            before = files_of(self.phone.folder)
            with self.subTest(share=share):
                self.assert_refused(self.phone.run("timeline"), "not touched")
                self.assertEqual(self.standing(), "keys-damaged")
                self.assertEqual(files_of(self.phone.folder), before)
        for key, content in zip(self.keys(), whole):
            key.write_bytes(content)
        self.assert_unchanged()

    def test_one_key_file_truncated_or_gone_still_opens(self):
        for broken in self.keys():
            whole = broken.read_bytes()
            broken.write_bytes(whole[: len(whole) // 2])
            self.assert_unchanged()
            broken.unlink()
            self.assert_unchanged()
            self.assertTrue(broken.exists())

    def test_both_key_files_gone(self):
        for key in self.keys():
            key.unlink()
        self.assert_refused(self.phone.run("timeline"), "not touched")
        self.assertEqual(self.standing(), "keys-missing")
        uri = self.clinic.invite(self.patient)
        self.assert_refused(self.phone.run("pair", uri, stdin="correct horse battery staple 7\n"))
        self.assertEqual([key.exists() for key in self.keys()], [False, False])

    def test_no_folder(self):
        nowhere = Phone(self.place, "nowhere")
        self.assert_refused(nowhere.run("timeline"), "pair")


def with_bit_changed(database, page):
    """The page's authentication code does not fit any more. Pages count from 0."""
    changed = bytearray(database)
    changed[page * PAGE_BYTES + 2_000] ^= 0x40
    return bytes(changed)


def hot_journal(database, page):
    """What a crash leaves that tore this page: a rollback journal with the page as it was before.

    https://www.sqlite.org/fileformat2.html, "The Rollback Journal".
    """
    sector, nonce = 512, 20260301
    old = database[page * PAGE_BYTES : (page + 1) * PAGE_BYTES]
    checksum = nonce + sum(old[at] for at in range(PAGE_BYTES - 200, 0, -200))
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 1, nonce, len(database) // PAGE_BYTES, sector, PAGE_BYTES)
    return header.ljust(sector, b"\0") + struct.pack(">I", page + 1) + old + struct.pack(">I", checksum & 0xFFFFFFFF)


def fill(path):
    """Until not one more byte fits."""
    with open(path, "wb", buffering=0) as file:
        size = PAGE_BYTES
        while size >= 1:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2


if __name__ == "__main__":
    unittest.main()
