"""A phone that the clinic stopped: it says so, keeps everything, and pairs again with it."""
import json
import shutil
import unittest

from case import ProgramCase
from programs import PASSPHRASE, Clinic, Phone

OTHER_PASSPHRASE = "another long passphrase 5"


class PairAgain(ProgramCase):
    def setUp(self):
        self.patient = self.clinic.add_patient()
        self.phone = Phone(self.place, self.id().rsplit(".", 1)[-1])
        self.phone.pair(self.clinic, self.patient)
        self.assertEqual(self.phone.sync()["state"], "received")

    def stop_phone(self):
        self.clinic.ask("device", "revoke", "--device", self.phone.ask("status")["device"])

    def pair_again(self, patient=None, clinic=None):
        clinic = clinic or self.clinic
        uri = clinic.invite(patient or self.patient)
        return self.phone.run("pair", "-", stdin=f"{PASSPHRASE}\n{uri}\n")

    def confirm(self, pairing):
        self.clinic.ask("confirm", "--device", pairing["device"], "--digits", pairing["digits"])

    def refused_sync(self, words):
        run = self.phone.run("sync")
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
        self.assertRegex(run.stderr, words)
        report = json.loads(run.stdout)
        self.assertEqual(report["state"], "refused")
        return report

    def test_a_stopped_phone_goes_on_after_pairing_again(self):
        self.phone.ask("answer", "phq-9", *"000000001")
        self.stop_phone()
        report = self.refused_sync("pair")
        self.assertGreater(report["pending"], 0)
        status = self.phone.ask("status")
        self.assertEqual((status["standing"], status["locked"]), ("stopped", False))
        # The private and the unsent stay, and local use goes on.
        kept = self.phone.ask("journal", "add", stdin="written while stopped")
        pairing = json.loads(self.assert_ok(self.pair_again()).stdout)
        self.assertNotEqual(pairing["device"], status["device"])
        self.refused_sync("digits")
        self.assertEqual(self.phone.ask("status")["digits"], pairing["digits"])
        self.confirm(pairing)
        sent = self.phone.sync()
        self.assertEqual((sent["state"], sent["pending"], sent["rejected"]), ("received", 0, 0))
        self.assertIn(kept["id"], [row["id"] for row in self.phone.ask("journal", "list")])
        self.assertEqual(self.phone.ask("status")["standing"], "unlocked")

    def test_what_was_on_the_way_under_the_former_device_is_there_once(self):
        """The clinic applied the bundle, its answer was lost, and the device was stopped before it asked again."""
        self.phone.ask("answer", "phq-9", *"111111111")
        self.phone.ask("journal", "add", stdin="on the way")
        unanswered = self.place.folder / "unanswered"
        shutil.copytree(self.phone.folder, unanswered, ignore=shutil.ignore_patterns("*.sock"))
        self.assertEqual(self.phone.sync()["pending"], 0)
        # The phone as it is when the answer was lost.
        shutil.rmtree(self.phone.folder)
        shutil.copytree(unanswered, self.phone.folder)
        self.assertGreater(self.phone.ask("status")["pending"], 0)
        self.stop_phone()
        pairing = json.loads(self.assert_ok(self.pair_again()).stdout)
        self.confirm(pairing)
        sent = self.phone.sync()
        self.assertEqual((sent["state"], sent["pending"], sent["rejected"], sent["conflicts"]), ("received", 0, 0, 0))
        records = self.clinic.export()
        mine = f"Patient/{self.patient}"
        for kind, count in (("QuestionnaireResponse", 1), ("Flag", 1), ("DocumentReference", 1)):
            there = [one for one in records[kind] if one["subject"]["reference"] == mine]
            self.assertEqual(len(there), count, kind)

    def test_another_persons_code_is_refused(self):
        self.stop_phone()
        self.refused_sync("pair")
        before = self.phone.ask("status")
        code = self.clinic.invite(self.clinic.add_patient("Sam Roe"))
        self.assert_refused(self.phone.run("pair", "-", stdin=f"{PASSPHRASE}\n{code}\n"), "another person")
        self.assertEqual(self.phone.ask("status"), before)
        # The code is still good for the person whose it is.
        own = Phone(self.place, "sam")
        self.confirm(own.ask("pair", "-", stdin=f"{PASSPHRASE}\n{code}\n"))
        self.assertEqual(own.sync()["state"], "received")

    def test_another_clinics_code_is_refused(self):
        self.stop_phone()
        self.refused_sync("pair")
        other = Clinic(self.place, "other-clinic")
        self.addCleanup(other.kill)
        self.assertTrue(other.serve())
        self.assert_refused(self.pair_again(other.add_patient(), other), "another clinic")
        self.assertEqual(self.phone.ask("status")["standing"], "stopped")

    def test_it_takes_the_passphrase_of_the_folder(self):
        self.stop_phone()
        uri = self.clinic.invite(self.patient)
        self.assert_refused(self.phone.run("pair", uri, stdin=OTHER_PASSPHRASE + "\n"), "passphrase")
        self.assert_ok(self.phone.run("pair", uri, stdin=PASSPHRASE + "\n"))


if __name__ == "__main__":
    unittest.main()
