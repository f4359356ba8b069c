"""A pairing that was killed, an output that nobody can read, a folder that somebody else has: there is a way on."""
import fcntl
import json
import re
import signal
import subprocess
import time
import unittest

from case import ProgramCase, files_of
from programs import PASSPHRASE, Phone

KILL_SECONDS_MAX = 60


class Interrupted(ProgramCase):
    def setUp(self):
        self.patient = self.clinic.add_patient()
        self.phone = Phone(self.place, self.id().rsplit(".", 1)[-1])

    def command(self, *arguments):
        return [str(self.place.programs / "landfall-patient"), "--data", str(self.phone.folder), "--json", *arguments]

    def pair_killed_at(self, name, uri):
        """SIGKILL as soon as the file is there."""
        program = subprocess.Popen(
            self.command("pair", uri), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.place.environment
        )
        program.stdin.write(PASSPHRASE + "\n")
        program.stdin.flush()
        end = time.monotonic() + KILL_SECONDS_MAX
        while not (self.phone.folder / name).exists() and program.poll() is None and time.monotonic() < end:
            time.sleep(0.0005)
        program.send_signal(signal.SIGKILL)
        printed, _ = program.communicate()
        self.assertEqual(printed, "")

    def test_a_pairing_killed_before_its_passphrase_goes_on(self):
        uri = self.clinic.invite(self.patient)
        self.pair_killed_at("pairing.pending", uri)
        run = self.phone.run("status")
        status = json.loads(run.stdout)
        self.assertEqual((run.returncode, status["standing"]), (0, "waiting"))
        self.assertRegex(status["digits"], "^[0-9]{6}$")
        self.assertIn("pair", run.stderr)
        self.assert_refused(self.phone.run("today"), "`pair` again")
        self.assert_refused(self.phone.run("restore", stdin="CODE\n" + PASSPHRASE + "\n"), "`pair` again")
        run = self.phone.run("sync")
        self.assertEqual((run.returncode, json.loads(run.stdout)["state"]), (1, "refused"))
        self.assertRegex(run.stderr, "`pair` again")
        pairing = self.phone.ask("pair", uri, stdin=PASSPHRASE + "\n")
        self.assertEqual((pairing["digits"], pairing["device"]), (status["digits"], status["device"]))
        self.assertIn("recoveryCode", pairing)
        # What was printed may never have been read.
        self.assertEqual(self.phone.ask("pair", uri, stdin=PASSPHRASE + "\n"), pairing)
        self.clinic.ask("confirm", "--device", pairing["device"], "--digits", pairing["digits"])
        self.assertEqual(self.phone.sync()["state"], "received")

    def test_a_new_code_begins_a_waiting_pairing_anew(self):
        self.pair_killed_at("pairing.pending", self.clinic.invite(self.patient))
        before = self.phone.ask("status")["device"]
        pairing = self.phone.ask("pair", self.clinic.invite(self.patient), stdin=PASSPHRASE + "\n")
        self.assertNotEqual(pairing["device"], before)

    def test_a_pairing_killed_before_its_answer_is_the_same_phone(self):
        """E-07: whether or not the clinic has taken the code by then."""
        uri = self.clinic.invite(self.patient)
        self.pair_killed_at("pairing.attempt", uri)
        pairing = self.phone.ask("pair", uri, stdin=PASSPHRASE + "\n")
        self.clinic.ask("confirm", "--device", pairing["device"], "--digits", pairing["digits"])
        self.assertEqual(self.phone.sync()["state"], "received")
        self.assertEqual([name for name in files_of(self.phone.folder) if name.startswith("pairing.")], [])

    def run_full(self, *arguments, stdin=""):
        with open("/dev/full", "w") as full:
            return subprocess.run(
                self.command(*arguments), input=stdin, stdout=full, stderr=subprocess.PIPE, text=True,
                env=self.place.environment, check=False,
            )

    def test_an_output_that_cannot_be_written(self):
        uri = self.clinic.invite(self.patient)
        run = self.run_full("pair", uri, stdin=PASSPHRASE + "\n")
        self.assertEqual((run.returncode, len(run.stderr.splitlines())), (1, 1), run.stderr)
        self.assertRegex(run.stderr, "same code")
        pairing = self.phone.ask("pair", uri, stdin=PASSPHRASE + "\n")
        for arguments, words in ((["journal", "add"], "saved"), (["status"], "safe"), (["recovery-code"], "goes on")):
            run = self.run_full(*arguments, stdin="a line")
            self.assertEqual((run.returncode, len(run.stderr.splitlines())), (1, 1), run.stderr)
            self.assertRegex(run.stderr, words)
        self.assertEqual(len(self.phone.ask("journal", "list")), 1)
        # The code was not given up for one that nobody saw.
        self.phone.ask("restore", stdin=f"{pairing['recoveryCode']}\n{PASSPHRASE}\n")
        new = self.phone.ask("recovery-code")["recoveryCode"]
        self.assertNotEqual(new, pairing["recoveryCode"])
        run = self.phone.run("restore", stdin=f"{pairing['recoveryCode']}\n{PASSPHRASE}\n")
        self.assert_refused(run, "older code")

    def test_a_closed_output_harms_no_file(self):
        self.phone.pair(self.clinic, self.patient)
        run = subprocess.run(
            ["sh", "-c", 'exec "$@" >&-', "sh", *self.command("status")],
            stderr=subprocess.PIPE, text=True, env=self.place.environment, check=False,
        )
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual((self.phone.folder / "landfall.lock").read_bytes(), b"")
        self.assertFalse(self.phone.ask("status")["locked"])

    def test_help_now_needs_nothing(self):
        nowhere = self.phone.ask("help-now")
        self.assertTrue(nowhere["emergency"])
        self.assertIsNone(nowhere["clinic"])
        self.assertFalse(self.phone.folder.exists())
        self.phone.pair(self.clinic, self.patient)
        with open(self.phone.folder / "landfall.lock", "rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            self.assert_refused(self.phone.run("today"), "other program")
            self.assertEqual(self.phone.ask("help-now")["clinic"]["name"], "Harbour Clinic")
        card = self.phone.folder / "help.json"
        card.unlink()
        card.mkdir()  # not even root can read it as a file
        self.assertIsNone(self.phone.ask("help-now")["clinic"])

    def test_a_sync_without_a_clinic_prints_its_json(self):
        run = self.phone.run("sync")
        self.assertEqual((run.returncode, json.loads(run.stdout)["state"]), (1, "refused"))
        self.assertRegex(run.stderr, "not connected")

    def test_a_stopped_folder_takes_the_passphrase_of_the_file(self):
        pairing = self.phone.pair(self.clinic, self.patient)
        self.clinic.ask("device", "revoke", "--device", pairing["device"])
        uri = self.clinic.invite(self.patient)
        nothing = {"LANDFALL_PASSPHRASE_FILE": ""}
        self.assert_refused(self.phone.run("pair", uri, environment=nothing), "no passphrase was given")
        self.assertEqual(self.phone.ask("pair", uri)["state"], "pending")

    def test_a_code_without_a_spare_key_warns(self):
        uri = re.sub(r"&q=[^&]+", "", self.clinic.invite(self.patient))
        run = self.assert_ok(self.phone.run("pair", uri, stdin=PASSPHRASE + "\n"))
        self.assertFalse(json.loads(run.stdout)["backupPin"])
        self.assertIn("no spare key", run.stderr)

    def test_a_response_file_names_its_questionnaire(self):
        self.phone.pair(self.clinic, self.patient)
        file = self.place.folder / "named.json"
        file.write_text(
            json.dumps(
                {
                    "resourceType": "QuestionnaireResponse",
                    "status": "completed",
                    "questionnaire": "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0",
                    "item": [],
                }
            )
        )
        self.assertEqual(self.phone.ask("answer", "--response", file)["scores"][0]["id"], "phq-9")
        self.assertEqual(self.phone.run("answer").returncode, 2)


if __name__ == "__main__":
    unittest.main()
