"""Pairing codes that must not pair: refused with a sentence, and nothing is stored on the phone."""
import json
import re
import unittest

from case import ProgramCase, files_of, library
from programs import PASSPHRASE, Clinic, Phone
from review import Review

MINUTES_AHEAD = 11


class PairingInputs(ProgramCase):
    phones = 0

    def unpaired(self):
        PairingInputs.phones += 1
        phone = Phone(self.place, f"unpaired-{PairingInputs.phones}")
        phone.folder.mkdir(mode=0o700)
        return phone

    def assert_not_paired(self, uri, words):
        phone = self.unpaired()
        self.assert_refused(phone.run("pair", uri, stdin=PASSPHRASE + "\n"), words)
        kept = {name: text for name, text in files_of(phone.folder).items() if not name.endswith(".lock")}
        self.assertEqual(kept, {})
        self.assertFalse(phone.ask("status")["paired"])

    def test_a_good_code_pairs(self):
        phone = self.paired("good")
        self.assertTrue(phone.ask("status")["paired"])

    def test_an_altered_pin(self):
        uri = self.clinic.invite(self.patient)
        pin = re.search(r"&p=([^&]+)", uri).group(1)
        altered = ("A" if pin[0] != "A" else "B") + pin[1:]
        self.assert_not_paired(uri.replace(pin, altered), "nothing was stored")

    def test_an_altered_pin_gives_nothing_away(self):
        """The code was not sent, so it can still be used."""
        uri = self.clinic.invite(self.patient)
        pin = re.search(r"&p=([^&]+)", uri).group(1)
        self.unpaired().run("pair", uri.replace(pin, pin[1:5] + pin[4:]), stdin=PASSPHRASE + "\n")
        self.assert_ok(self.unpaired().run("pair", uri, stdin=PASSPHRASE + "\n"))

    def test_an_altered_backup_pin(self):
        """It plays no part in the connection: only the server's own word gives it away."""
        uri = self.clinic.invite(self.patient)
        pin = re.search(r"&q=([^&]+)", uri).group(1)
        altered = ("A" if pin[0] != "A" else "B") + pin[1:]
        self.assert_not_paired(uri.replace(pin, altered), "other keys")
        # The clinic was asked and did not use the code: it is still good, also for another phone.
        self.assert_ok(self.unpaired().run("pair", uri, stdin=PASSPHRASE + "\n"))

    def test_an_altered_token(self):
        uri = self.clinic.invite(self.patient)
        token = re.search(r"&t=([^&]+)", uri).group(1)
        self.assert_not_paired(uri.replace(token, ("0" if token[0] != "0" else "1") + token[1:]), "code")

    def test_mistyped_codes(self):
        uri = self.clinic.invite(self.patient)
        for wrong in (
            uri[:-30],
            uri.replace("v=1", "v=2"),
            uri + "&x=1",
            uri + "&v=1",
            uri.replace("landfall:", "http:"),
            uri.replace("&t=", "&T="),
            uri + "A" * 300,
            "hello",
            "",
        ):
            with self.subTest(uri=wrong[:30] + "..." + wrong[-10:]):
                self.assert_not_paired(wrong, "code")

    def test_an_expired_code_by_its_own_date(self):
        uri = self.clinic.invite(self.patient)
        self.assert_not_paired(re.sub(r"&e=\d+", "&e=1700000000", uri), "expired")

    def test_an_expired_code_by_the_clinics_clock(self):
        """The clinic's word counts even when the date in the code was changed."""
        clinic = Clinic(self.place, "slow-clinic")
        self.addCleanup(clinic.kill)
        patient = clinic.add_patient()
        ahead = ["env", f"LD_PRELOAD={library('libclock_ahead.so')}", f"CLOCK_AHEAD_SECONDS={MINUTES_AHEAD * 60}"]
        self.assertTrue(clinic.serve())
        uri = clinic.invite(patient)
        clinic.stop()
        self.assertTrue(clinic.serve(prefix=ahead))
        later = re.sub(r"&e=(\d+)", lambda match: f"&e={int(match.group(1)) + 3600}", uri)
        self.assert_not_paired(later, "expired")
        phone = Phone(self.place, "in-time")
        clinic.stop()
        self.assertTrue(clinic.serve())
        self.assertEqual(phone.ask("pair", "-", stdin=f"{PASSPHRASE}\n{uri}\n")["state"], "pending")

    def test_a_reused_code(self):
        uri = self.clinic.invite(self.patient)
        first = self.unpaired().ask("pair", "-", stdin=f"{PASSPHRASE}\n{uri}\n")
        self.clinic.ask("confirm", "--device", first["device"], "--digits", first["digits"])
        self.assert_not_paired(uri, "code")
        # The clinic is told: both phones are stopped until somebody has looked (E-07).
        row = next(row for row in Review(self.clinic).get("/review/api/patients") if row["id"] == self.patient)
        self.assertGreaterEqual(row["stoppedDevices"], 1)

    def test_wrong_digits(self):
        phone = self.unpaired()
        pairing = phone.ask("pair", "-", stdin=f"{PASSPHRASE}\n{self.clinic.invite(self.patient)}\n")
        wrong = f"{(int(pairing['digits']) + 1) % 1_000_000:06d}"
        for digits in (wrong, "", "12345", "1234567", "abcdef"):
            with self.subTest(digits=digits):
                run = self.clinic.run("confirm", "--device", pairing["device"], "--digits", digits)
                self.assert_refused(run, "digits")
        run = phone.run("sync")
        self.assertEqual((run.returncode, json.loads(run.stdout)["refusal"]), (1, "device-pending"))
        self.assertRegex(run.stderr, "has not confirmed")

    def test_an_unknown_device(self):
        run = self.clinic.run("confirm", "--device", "01a208bb-3a30-710c-a85d-bc3dac89a1e1", "--digits", "123456")
        self.assert_refused(run)

    def test_a_poor_passphrase_uses_up_no_code(self):
        uri = self.clinic.invite(self.patient)
        for passphrase in ("short", "", "password1234"):
            phone = self.unpaired()
            with self.subTest(passphrase=passphrase):
                self.assert_refused(phone.run("pair", uri, stdin=passphrase + "\n"), "nothing was stored")
        self.assertEqual(self.unpaired().ask("pair", uri, stdin=PASSPHRASE + "\n")["state"], "pending")

    def test_a_second_pairing_keeps_the_first(self):
        phone = self.paired("loyal")
        before = phone.ask("status")
        self.assert_refused(phone.run("pair", self.clinic.invite(self.patient), stdin=PASSPHRASE + "\n"))
        self.assertEqual(phone.ask("status"), before)

    def setUp(self):
        """Open invitations are limited for each patient; every test has its own."""
        self.patient = self.clinic.add_patient()


if __name__ == "__main__":
    unittest.main()
