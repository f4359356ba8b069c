"""A session that did not take place and was moved, a consent that changed, and somebody who stops taking part.

The real programs on a clock that moves. What was answered for the first date stays readable and answers nothing of the
second; nobody is dosed under a text they have not signed; and nobody is pressed who has stopped.
"""
import unittest

from way_before import CONSENT_ANSWERS, SELF_CHECK
from way_case import ASQ_NO, NAME, NO_EFFECT, QUIET_CHECK, ROOT, WayCase, phq9


class Moved(WayCase):
    def setUp(self):
        self.at("2026-02-02T09:00+00:00")
        type(self).patient = self.clinic.add_patient(NAME)
        self.clinic.ask("questionnaire", "add", ROOT / "packs" / "who")
        self.change_plan(do="begin", start="2026-02-02", zone="Europe/London")
        self.phone.pair(self.clinic, self.patient)
        self.sync()
        self.change_plan(do="session", date="2026-03-02")

    def test_a_moved_session_a_changed_consent_and_a_withdrawal(self):
        self.the_day_after_a_session_that_did_not_take_place_is_answered()
        self.the_day_after_the_moved_session_is_asked_anew_and_missed()
        self.the_first_week_answered_for_one_date_is_not_that_of_the_next()
        self.a_signed_consent_holds_until_it_changes_in_what_matters()
        self.a_sent_version_never_changes()
        self.nobody_is_pressed_who_has_stopped()

    def the_day_after_a_session_that_did_not_take_place_is_answered(self):
        self.at("2026-03-03T10:00+00:00")
        self.sync()
        for form, numbers in (("asq", ASQ_NO), ("side-effects", NO_EFFECT), ("destabilisation", QUIET_CHECK)):
            self.answer(form, *numbers)
        self.phone.ask("check-in", "mood=5")
        self.sync()
        self.assertEqual(self.visit("D+1")["state"], "done")
        self.change_plan(do="move", session=1, date="2026-04-01")

    def the_day_after_the_moved_session_is_asked_anew_and_missed(self):
        self.at("2026-04-02T10:00+01:00")
        self.sync()
        self.assert_asks("asq", "side-effects", "destabilisation", "daily-check-in")
        for visit in (self.clinic_visit("D+1"), self.visit("D+1")):
            self.assertEqual(visit["state"], "due")
        # The old answer is there to be read, and says that it is none of this day.
        form = next(one for one in self.clinic_visit("D+1")["forms"] if one["questionnaire"] == "asq")
        self.assertEqual((form["state"], form["outOfWindow"], form["response"] is None), ("due", True, False))
        # Closed, because that session did not take place; the next one has a task of its own.
        self.at("2026-04-03T23:50+01:00")
        self.assertEqual(self.missed().get(("D+1", 1)), None)
        self.at("2026-04-04T00:10+01:00")
        task = self.open_tasks()[("D+1", 1)]
        self.assertTrue(task["urgent"])
        self.clinic.page().post(f"/review/api/tasks/{task['id']}/close", {"note": "It was moved once more."})
        self.change_plan(do="move", session=1, date="2026-04-02")
        self.at("2026-04-05T00:10+01:00")
        self.assertNotEqual(self.open_tasks()[("D+1", 1)]["id"], task["id"])

    def the_first_week_answered_for_one_date_is_not_that_of_the_next(self):
        self.at("2026-04-08T10:00+01:00")
        self.sync()
        early = self.answer("phq-9", *phq9(10))["response"]
        self.sync()
        self.assertEqual([row["inWindow"] for row in self.phone.ask("scores", "phq-9")], [True])
        asked = self.open_tasks()[("D+1", 1)]
        self.assertIn("session 1 on 2 April 2026", asked["title"])
        self.change_plan(do="move", session=1, date="2026-05-04")
        # Of the day that was given up nothing is left to ask after.
        self.assertNotIn(("D+1", 1), self.open_tasks())
        ended = next(one for one in self.record()["staffTasks"] if one["id"] == asked["id"])
        self.assertIn("moved from 2 April 2026 to 4 May 2026", ended["reason"])
        self.at("2026-05-11T10:00+01:00")
        self.sync()
        self.assert_asks("phq-9", "gad-7", "who-5")
        self.assertEqual([row["inWindow"] for row in self.phone.ask("scores", "phq-9")], [False])
        now = self.answer("phq-9", *phq9(8))["response"]
        self.sync()
        rows = [row for row in self.clinic.export()["outcomes"] if row["measure"] == "phq-9" and row["visit"] == "W1"]
        self.assertEqual({row["response"]: row["outOfWindow"] for row in rows}, {early: True, now: False})
        form = next(one for one in self.clinic_visit("W1")["forms"] if one["questionnaire"] == "phq-9")
        self.assertEqual((form["state"], form["outOfWindow"], form["response"]), ("done", False, now))

    def sign(self):
        self.phone.ask("consent", "show")
        for question, option in CONSENT_ANSWERS.items():
            self.phone.ask("consent", "answer", question, option)
        self.assertEqual(self.phone.ask("consent", "sign", NAME)["stage"], "signed")
        self.sync()
        signed = [row for row in self.record()["consents"] if (row["event"], row["purpose"]) == ("signed", "participation")]
        self.clinic.page().post(f"/review/api/patients/{self.patient}/consents/{signed[-1]['id']}/countersign", {})

    def consent_reason(self):
        gates = self.record()["plan"]["sessions"][0]["gates"]
        return next(gate["reason"] for gate in gates if gate["gate"] == "consent")

    def a_signed_consent_holds_until_it_changes_in_what_matters(self):
        self.answer("eligibility", given=SELF_CHECK)
        self.hand_in_what_else_is_asked()
        self.sync()
        self.assertFalse(self.gates(1)["consent"])
        # What is signed under the template opens nothing.
        self.sign()
        self.assertFalse(self.gates(1)["consent"])
        self.assertIn("template", self.consent_reason())
        self.assertEqual(self.send_consent().returncode, 0)
        self.sync()
        self.assertEqual(self.today()["consent"]["state"], "due")
        self.sign()
        self.assertTrue(self.gates(1)["consent"])
        self.assertEqual(self.visit("CON", session=0)["state"], "done")
        sent = self.send_consent(version="1.0.1", replaces="1.0.0", material=False, changes="A comma.")
        self.assertEqual(sent.returncode, 0, sent.stderr)
        self.sync()
        self.assertTrue(self.gates(1)["consent"])
        self.assertNotIn("consent", self.today())

        sent = self.send_consent(version="2.0.0", replaces="1.0.1", material=True, changes="A risk that became known.")
        self.assertEqual(sent.returncode, 0, sent.stderr)
        self.sync()
        self.assertFalse(self.gates(1)["consent"])
        self.assertEqual(self.today()["consent"]["state"], "due")
        for visit in (self.clinic_visit("CON", session=0), self.visit("CON", session=0)):
            self.assertEqual((visit["state"], visit["due"]), ("due", "2026-05-11"))
        self.sign()
        self.sync()
        self.assertTrue(self.gates(1)["consent"])
        self.assertNotIn("consent", self.today())

    def a_sent_version_never_changes(self):
        refused = self.send_consent(version="2.0.0", replaces="1.0.1", material=True, changes="Something else.")
        self.assert_refused(refused, "a published version never changes")
        # Nor does the text that came with the program.
        self.assert_refused(self.send_consent(id="study"), "a published version never changes")

    def nobody_is_pressed_who_has_stopped(self):
        self.clinic.ask("assign", "--patient", self.patient, "--questionnaire", "gad-7", "--due", "2026-05-20")
        self.at("2026-05-12T10:00+01:00")
        self.sync()
        self.assertNotEqual(self.phone.ask("reminders")["planned"], [])
        self.assertIn("gad-7", self.today())
        self.phone.ask("consent", "withdraw", "keep")
        self.sync()
        before = set(self.open_tasks())
        self.assertEqual((self.phone.ask("reminders")["planned"], self.today()), ([], {}))
        # Three weeks on, everything that would have been missed is missed by nobody.
        self.at("2026-06-05T10:00+01:00")
        self.sync()
        self.assertEqual((self.phone.ask("reminders")["planned"], self.today(), self.missed()), ([], {}, {}))
        self.assertEqual(set(self.open_tasks()), before)
        self.assertIn("withdrawal", [task["about"] for task in self.record()["staffTasks"] if task["open"]])
        self.assertTrue(self.visit("W4")["ended"])
        # Who wants to say how it is can, and a table of outcomes tells that somebody left.
        self.answer("phq-9", *phq9(9))
        self.assertTrue(self.phone.ask("help-now"))
        self.sync()
        rows = self.clinic.export()["outcomes"]
        self.assertEqual({row["withdrawn"] for row in rows}, {True})
        self.assertIn(("who-5", "W4", "withdrawn"), [(row["measure"], row["visit"], row["missing"]) for row in rows])
        # Back again.
        self.sign()
        self.assertIn("gad-7", self.today())
        self.assertNotEqual(self.phone.ask("reminders")["planned"], [])


if __name__ == "__main__":
    unittest.main()
