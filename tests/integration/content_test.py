"""Check-ins, the safety plan and consent with the finished programs, on the phone and at the clinic."""
import json
import unittest
from pathlib import Path

from case import Phone, ProgramCase, files_of

TEMPLATE = Path(__file__).resolve().parents[2] / "shared" / "consent" / "study" / "1.0.0.json"


class CheckIns(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.paired("phone")

    def test_a_check_in_by_item_becomes_a_mood_over_time(self):
        given = self.phone.ask("check-in", "mood=6", "sleep=7", "energy=r")
        self.assertEqual(given["scores"][0]["value"], 6)
        self.assertEqual(given["tier"], 0)
        self.assertEqual(self.phone.ask("scores", "daily-check-in")[-1]["value"], 6)

    def test_side_effects_are_counted_beside_every_score(self):
        phone = self.paired("effects")
        phone.ask("check-in", "mood=6")
        counts = lambda *command: {row["sideEffectReports"] for row in phone.ask(*command)}
        self.assertEqual(counts("scores", "daily-check-in"), {0})
        phone.ask("report-effect", "now=0", "what=headache", "strength=medium")
        phone.ask("check-in", "mood=4")
        self.assertEqual(counts("scores", "daily-check-in"), {1})
        self.assertEqual(counts("timeline"), {1})

    def test_what_is_no_answer_is_refused_and_stores_nothing(self):
        before = self.content(self.phone)
        for words in (["mood=11"], ["mood=good"], ["weather=3"], ["mood"], ["=3"], ["mood=1", "mood=2"]):
            with self.subTest(words=words):
                self.assert_refused(self.phone.run("check-in", *words), "stored|answer|item")
        self.assertEqual(self.phone.run("check-in").returncode, 2)
        self.assertEqual(self.content(self.phone), before)


class SafetyPlan(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.paired("phone")

    def test_the_plan_is_edited_sent_and_shown_while_locked_only_when_chosen(self):
        plan = self.phone.ask("safety-plan", "set", "reasons", stdin="Luna, my cat\n")
        self.assertEqual(plan["parts"]["reasons"], "Luna, my cat")
        self.assertEqual(len(plan["parts"]), 7)
        self.phone.ask("safety-plan", "trusted", "Kim", "+44 20 7946 0991")
        self.assertEqual(self.phone.ask("sync")["state"], "received")
        self.assertEqual(self.phone.ask("safety-plan", "show")["delivery"], "received")

        locked = {"LANDFALL_PASSPHRASE_FILE": "/nonexistent"}
        help_now = json.loads(self.phone.run("help-now", environment=locked).stdout)
        self.assertIsNone(help_now["own"])
        self.assertFalse(any(b"Luna" in bytes_ or b"Kim" in bytes_ for bytes_ in files_of(self.phone.folder).values()))

        self.assertTrue(self.phone.ask("safety-plan", "locked", "on")["shownWhileLocked"])
        help_now = json.loads(self.phone.run("help-now", environment=locked).stdout)
        self.assertEqual(help_now["own"]["trustedName"], "Kim")
        self.assertEqual(help_now["own"]["plan"], {"reasons": "Luna, my cat"})
        self.assertEqual(help_now["clinic"]["phone"], "+44 20 7946 0000")

        self.phone.ask("safety-plan", "locked", "off")
        self.assertFalse(any(b"Luna" in bytes_ or b"Kim" in bytes_ for bytes_ in files_of(self.phone.folder).values()))
        self.assert_refused(self.phone.run("safety-plan", "set", "title", stdin="x"), "part")
        self.assertEqual(self.phone.ask("journal", "list"), [])


class Consent(ProgramCase):
    def understand(self, phone):
        """Reads the text and answers it right: every option until one is."""
        shown = phone.ask("consent", "show")
        for question in shown["questions"]:
            for option in question["options"]:
                answer = phone.ask("consent", "answer", question["id"], option)
                if answer["right"]:
                    break
                self.assertTrue(answer["explanation"])
        self.assertTrue(answer["understood"])
        return shown

    def test_from_reading_to_the_countersignature_and_the_withdrawal(self):
        phone = self.paired("phone")
        self.assert_refused(phone.run("consent", "answer", "stop", "any-time"), "read first")
        shown = phone.ask("consent", "show")
        self.assertTrue(shown["template"])
        self.assert_refused(phone.run("consent", "sign", "Pat Doe"), "answered right")
        self.understand(phone)
        self.assert_refused(phone.run("consent", "sign", "Pat Doe", "--agree", "contact-person"), "name")
        state = phone.ask("consent", "sign", "Pat Doe", "--agree", "research")
        self.assertEqual(state["stage"], "signed")
        self.assertEqual(state["optIns"], {"research": True, "share-journal": False, "contact-person": False})
        self.assertEqual(phone.ask("sync")["state"], "received")

        signed = [row for row in self.clinic.ask("consent", "list", "--patient", self.patient) if row["event"] == "signed"]
        taking_part = next(row for row in signed if row["purpose"] == "participation")
        self.assertEqual((taking_part["name"], taking_part["sha256"]), ("Pat Doe", shown["sha256"]))
        countersign = ("consent", "countersign", "--patient", self.patient, "--consent", taking_part["id"], "--name", "Dr Lin")
        self.clinic.ask(*countersign)
        self.assertEqual(self.clinic.run(*countersign).returncode, 1)
        phone.ask("sync")
        copy = phone.ask("consent", "copy")
        self.assertEqual((copy["signed"], copy["countersignedBy"]), ("Pat Doe", "Dr Lin"))

        self.assertEqual(phone.ask("consent", "withdraw", "erase")["stage"], "withdrawn")
        self.assertEqual(phone.ask("sync")["rejected"], 0)
        events = [(row["purpose"], row["event"]) for row in self.clinic.ask("consent", "list", "--patient", self.patient)]
        self.assertIn(("participation", "withdrawn"), events)
        self.assertIn(("research", "withdrawn"), events)
        self.assertIn(("participation", "signed"), events)

        # Another choice about the data, later.
        self.assert_refused(phone.run("consent", "withdraw", "erase"), "withdrawn already")
        self.assertEqual(phone.ask("consent", "withdraw", "keep")["data"], "keep")
        self.assertEqual(phone.ask("sync")["rejected"], 0)
        steps = [row for row in self.clinic.ask("consent", "list", "--patient", self.patient) if row["data"]]
        self.assertEqual([row["data"] for row in steps], ["erase", "keep"])

    def test_a_text_of_the_clinic_takes_the_place_of_the_template(self):
        patient = self.clinic.add_patient("Sam Roe")
        phone = Phone(self.place, "other")
        phone.pairing = phone.pair(self.clinic, patient)
        self.assertEqual(phone.ask("consent", "show")["document"], "study")
        own = json.loads(TEMPLATE.read_text(encoding="utf-8"))
        own.update(id="harbour", template=False, notice="For patients of Harbour Clinic.")
        file = self.place.folder / "own.json"
        file.write_text(json.dumps(own))
        self.clinic.ask("consent", "send", file, "--patient", patient)
        phone.ask("sync")
        shown = phone.ask("consent", "show")
        self.assertEqual((shown["document"], shown["template"], shown["stage"]), ("harbour", False, "read"))
        file.write_text("{}")
        self.assertEqual(self.clinic.run("consent", "send", file, "--patient", patient).returncode, 1)


if __name__ == "__main__":
    unittest.main()
