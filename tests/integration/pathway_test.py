"""The pathway from the clinic's plan to the phone's Today and back to the clinic's page."""
import unittest

from case import ProgramCase
from review import Review


class Pathway(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.clinic.ask(
            "plan", "--patient", cls.patient, "--start", "2026-02-02", "--zone", "Europe/London"
        )
        cls.clinic.ask("session", "--date", "2026-03-02", "--patient", cls.patient)
        cls.phone = cls.paired("phone")
        cls.phone.sync()
        # A code of the second factor signs in once, so one session serves every test.
        cls.review = Review(cls.clinic)

    def today(self, at):
        return {row["id"]: row for row in self.phone.ask("today", at=at)}

    def visit(self, code, at, session=1):
        way = self.phone.ask("pathway", at=at)
        return next(row for row in way["visits"] if (row["visit"], row["session"]) == (code, session))

    def test_1_today_lists_what_the_pathway_asks_for_with_its_window(self):
        form = self.today("2026-03-09T09:00+00:00")["phq-9"]
        self.assertEqual(
            {key: form[key] for key in ("due", "opens", "closes", "state")},
            {"due": "2026-03-09", "opens": "2026-03-07", "closes": "2026-03-11", "state": "due"},
        )
        self.assertEqual(self.today("2026-03-10T09:00+00:00")["phq-9"]["state"], "overdue")
        self.assertEqual(self.today("2026-03-12T09:00+00:00")["phq-9"]["state"], "later")
        # In Tokyo it is the 12th already; the clinic's day counts.
        self.assertEqual(self.today("2026-03-12T08:30+09:00")["phq-9"]["state"], "overdue")

    def test_2_an_answer_belongs_to_its_visit_and_the_card_goes(self):
        given = self.phone.ask("answer", "phq-9", *"111111110", at="2026-03-09T10:00+00:00")
        self.assertTrue(self.row(given)["inWindow"])
        self.assertTrue(given["scores"][0]["inWindow"])
        self.assertEqual(self.today("2026-03-09T11:00+00:00")["phq-9"]["state"], "later")
        late = self.phone.ask("answer", "gad-7", *"1111111", at="2026-03-12T10:00+00:00")
        self.assertFalse(self.row(late, "gad-7")["inWindow"])
        self.assertFalse(late["scores"][0]["inWindow"])
        self.phone.sync()

    def row(self, given, form="phq-9"):
        rows = self.phone.ask("scores", form, at="2026-03-20T10:00+00:00")
        return next(row for row in rows if row["response"] == given["response"])

    def test_3_a_moved_session_re_anchors_what_comes_and_shifts_no_answer(self):
        self.clinic.ask("session", "--patient", self.patient, "--move", "1", "--date", "2026-03-16")
        self.phone.sync()
        self.assertEqual(self.visit("W1", "2026-03-20T09:00+00:00")["due"], "2026-03-23")
        # What was answered before the session as it is now is no answer of the week after it: it stays readable, out of its window.
        self.assertEqual(self.today("2026-03-23T09:00+00:00")["phq-9"]["due"], "2026-03-23")
        (row,) = self.phone.ask("scores", "phq-9")
        self.assertEqual((row["authored"][:10], row["inWindow"]), ("2026-03-09", False))

    def test_4_a_second_session_has_its_own_series(self):
        added = self.clinic.ask("session", "--patient", self.patient, "--date", "2026-06-01")
        self.assertEqual(added["session"], 2)
        self.phone.sync()
        self.assertEqual(self.visit("W1", "2026-03-20T09:00+00:00")["due"], "2026-03-23")
        self.assertEqual(self.visit("W1", "2026-03-20T09:00+00:00", session=2)["due"], "2026-06-08")
        self.clinic.ask("session", "--patient", self.patient, "--cancel", "2")
        self.phone.sync()
        self.assertTrue(self.visit("W1", "2026-03-20T09:00+00:00", session=2)["ended"])

    def test_5_reminders_say_nothing_and_know_that_a_command_cannot_remind(self):
        planned = self.phone.ask("reminders", at="2026-03-20T09:00+00:00")
        self.assertEqual(planned["text"], "You have a reminder")
        self.assertGreater(len(planned["planned"]), 0)
        self.assertLessEqual(len(planned["planned"]), 60)
        self.assertFalse(planned["willArrive"])
        self.assertIn("no-notifications", planned["doubts"])

    def test_6_the_page_shows_the_plan_its_gates_and_what_is_missed(self):
        review = self.review
        plan = review.get(f"/review/api/patients/{self.patient}")["plan"]
        self.assertEqual(plan["id"], self.plan["id"])
        self.assertEqual(plan["zone"], "Europe/London")
        first = plan["sessions"][0]
        self.assertFalse(first["mayBeRecorded"])
        self.assertEqual(
            [gate["gate"] for gate in first["gates"]],
            ["eligibility", "consent", "preparation", "day-before", "transport"],
        )

    def test_6b_a_week_that_nobody_answered_becomes_one_task(self):
        silent = self.clinic.add_patient("Silent")
        self.clinic.ask("plan", "--patient", silent, "--start", "2026-02-02", "--zone", "Europe/London")
        self.clinic.ask("session", "--patient", silent, "--date", "2026-03-02")
        review = self.review
        read = lambda: {row["visit"]: row for row in review.get(f"/review/api/patients/{silent}")["plan"]["missed"]}
        first = read()
        # Long after March by the server's own clock.
        self.assertLessEqual({"phq-9", "gad-7"}, set(first["W1"]["forms"]))
        self.assertEqual(first["W1"]["since"], "2026-03-12T00:00:00.000Z")
        self.assertTrue(first["W1"]["task"].startswith("missed-"))
        self.assertEqual(read(), first)
        tasks = [row for row in self.clinic.export()["Task"] if row["for"]["reference"] == f"Patient/{silent}"]
        # One more asks whether the session was held: no dose of it is recorded.
        self.assertEqual(len(tasks), len(first) + 1)

    def test_7_what_cannot_be_is_refused(self):
        refuse = lambda words, *more: self.assert_refused(self.clinic.run(*more), words)
        patient = ("--patient", self.patient)
        refuse("zone", "plan", *patient, "--zone", "Europe/Atlantis")
        refuse("date", "session", *patient, "--date", "2026-02-30")
        refuse("number", "session", *patient, "--move", "9", "--date", "2026-04-01")
        refuse("begins", "session", *patient, "--date", "2026-01-01")
        refuse("day", "session", *patient, "--date", "2026-03-16")
        refuse("protocol", "plan", *patient, "--protocol", "unheard-of")
        other = self.clinic.add_patient("Other")
        refuse("plan", "session", "--patient", other, "--date", "2026-04-01")

    def test_9_an_appointment_reaches_the_phone_with_time_and_place_and_is_cancelled_there_too(self):
        made = self.clinic.ask(
            "appointment", "--patient", self.patient, "--title", "Integration talk", "--date", "2099-03-04",
            "--time", "09:30", "--minutes", "50", "--with", "Dr Lin", "--where", "Room 2",
        )
        self.phone.sync()
        (row,) = self.phone.ask("appointments")
        self.assertEqual(
            row,
            {
                "number": made["appointment"], "title": "Integration talk", "start": "2099-03-04T09:30:00.000+00:00",
                "minutes": 50, "with": "Dr Lin", "where": "Room 2", "note": None, "cancelled": False, "next": True,
            },
        )
        self.clinic.ask("appointment", "--patient", self.patient, "--cancel", str(made["appointment"]))
        self.phone.sync()
        (row,) = self.phone.ask("appointments")
        self.assertEqual((row["cancelled"], row["next"]), (True, False))


if __name__ == "__main__":
    unittest.main()
