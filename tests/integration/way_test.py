"""One patient from screening to month six: the real programs, a clock that moves, and the review page at the end.

The days: screening on 2 February 2026, a session planned for 2 March and moved to the 9th because of a fever, the day
after it and the first week not answered, a flight from Tokyo in the second, a worsening in the fourth, a second session
on 18 May, and its own day after, weeks 1, 2 and 4 and months 3 and 6. The clinic's calendar is that of London.
"""
import json
import os
import subprocess
import unittest

from way_before import BeforeTheSession
from way_case import ASQ_NO, DOSE, LIN, NO_EFFECT, OSEI, QUIET_CHECK, ROOT, WAY_HOME, phq9


class Way(BeforeTheSession):
    def test_from_screening_to_month_six(self):
        node = self.node_for_the_page()  # said at once, and not after half a year
        self.a_patient_is_screened()
        self.two_clinicians_decide()
        self.consent_is_read_understood_and_signed()
        self.the_preparation_begins()
        self.the_baseline_comes_before_the_session()
        self.a_fever_moves_the_session()
        self.the_baseline_is_asked_again()
        self.the_first_session_is_recorded()
        self.the_day_after_is_missed()
        self.the_first_week_is_missed_and_answered_late_in_tokyo()
        self.the_second_week_is_answered_on_both_sides_of_a_flight()
        self.the_fourth_week_is_worse()
        self.a_reported_effect_becomes_an_adverse_event()
        self.a_second_session_has_its_own_preparation()
        self.the_second_session_is_recorded()
        self.its_own_follow_up_ends_in_month_six()
        self.the_record_tells_the_whole_way()
        if node is not None:
            self.the_review_page_shows_it(node)

    def the_first_session_is_recorded(self):
        self.at("2026-03-09T14:00+00:00")
        self.phone.ask("check-in", "mood=5", "sleep=4", at="2026-03-09T08:10+00:00")
        missing = self.assert_dosing_refused("not_ready", 1, "prepared", at="2026-03-09T09:45:00+00:00", **DOSE)
        self.assertEqual(missing, ["arrival", "team", "consent", "vitals", "go-no-go"])
        self.arrive(1, "2026-03-09", "+00:00")
        high = self.dosing(
            1, "vitals", at="2026-03-09T09:25:00+00:00", series="baseline", systolic=152, diastolic=84, pulse=88
        )
        self.assertEqual(high["outOfLimits"], ["systolic"])
        self.dosing(1, "vitals", at="2026-03-09T09:30:00+00:00", series="baseline", systolic=128, diastolic=80, pulse=72)
        # One of the two readings is beyond the limits: whoever says go says why.
        self.assert_dosing_refused("invalid_fact", 1, "go-no-go", go=True)
        self.dosing(
            1, "go-no-go", at="2026-03-09T09:35:00+00:00", go=True, words="First reading after the stairs, second at rest."
        )
        prepared = self.dosing(1, "prepared", at="2026-03-09T09:45:00+00:00", **DOSE)["id"]
        # Two signatures: nobody checks what they drew up, and nothing begins without the second person.
        early = self.assert_dosing_refused("not_ready", 1, "start", prepared=prepared, at="2026-03-09T10:00:00+00:00")
        self.assertEqual(early, ["second-check"])
        self.assert_dosing_refused("second_person", 1, "second-check", prepared=prepared)
        self.dosing(1, "second-check", OSEI, at="2026-03-09T09:50:00+00:00", prepared=prepared)
        start = self.dosing(1, "start", at="2026-03-09T10:00:00+00:00", prepared=prepared)["id"]
        peak = self.dosing(
            1, "vitals", at="2026-03-09T10:05:00+00:00", series="monitoring", systolic=168, diastolic=96, pulse=118,
            minute=5, intensity=8,
        )
        self.assertEqual(peak["outOfLimits"], ["systolic", "diastolic", "pulse"])
        self.dosing(
            1, "event", at="2026-03-09T10:06:00+00:00", term="Feeling sick", grade=1, action="Sat up, water.",
            resolved="2026-03-09T10:20:00+00:00",
        )
        self.assertEqual(
            self.assert_dosing_refused("not_ready", 1, "discharge", at="2026-03-09T10:08:00+00:00")[0], "stop"
        )
        self.dosing(1, "stop", at="2026-03-09T10:12:00+00:00", start=start, complete=True)
        # What has begun on a day stays on that day.
        moved, text, _ = self.clinic.page().send(
            "POST",
            f"/review/api/patients/{self.patient}/plan",
            {"do": "move", "session": 1, "date": "2026-03-12"},
        )
        self.assertEqual((moved, "dose_recorded" in text), (409, True))
        self.dosing(
            1, "vitals", at="2026-03-09T11:00:00+00:00", series="monitoring", systolic=126, diastolic=78, pulse=70,
            minute=60,
        )
        missing = self.assert_dosing_refused("not_ready", 1, "discharge", at="2026-03-09T13:00:00+00:00")
        self.assertEqual(len(missing), 8)
        self.recover_and_leave(1, "2026-03-09", "+00:00", "2026-03-10")
        day = self.clinic.page().get(f"/review/api/patients/{self.patient}/dosing")["sessions"][0]
        self.assertEqual((day["missing"], day["dischargeMissing"]), ([], []))
        self.assertEqual(
            [day[key][:16] for key in ("started", "stopped", "discharged")],
            ["2026-03-09T10:00", "2026-03-09T10:12", "2026-03-09T13:00"],
        )
        checked = next(entry for entry in day["entries"] if entry["step"] == "second-check")
        self.assertEqual(checked["by"], "Dr Osei")
        given = self.clinic.export()["MedicationAdministration"]
        self.assertEqual([record["status"] for record in given], ["completed"])

        self.change_plan(do="ready", session=1)
        self.sync()
        self.assert_asks("after-session", "side-effects", "ebi")
        self.answer("after-session", "6", "-", *["0"] * 10, "-", "1", "-", at="2026-03-09T13:10+00:00")
        self.answer("side-effects", *NO_EFFECT, at="2026-03-09T13:20+00:00")
        self.answer("ebi", *["55"] * 6, at="2026-03-09T13:30+00:00")
        self.sync()
        # Nothing of the dosing record is on the phone.
        self.assertNotIn("Trial 7", json.dumps(self.phone.ask("timeline")) + json.dumps(self.phone.ask("pathway")))

    def the_day_after_is_missed(self):
        self.at("2026-03-11T23:50+00:00")
        self.assert_asks("asq", "side-effects", "destabilisation", state="overdue")
        self.assertEqual(self.open_tasks(), {})
        self.at("2026-03-12T00:10+00:00")
        task = self.open_tasks()[("D+1", 1)]
        self.assertTrue(task["urgent"])
        self.assertLessEqual({"asq", "side-effects", "destabilisation"}, self.forms_of(task))
        self.assertEqual(self.missed()[("D+1", 1)]["since"], "2026-03-12T00:00:00.000Z")
        self.assert_asks("asq", "side-effects", "destabilisation", state="later")

    def the_first_week_is_missed_and_answered_late_in_tokyo(self):
        self.at("2026-03-18T23:50+00:00")
        self.assertEqual(set(self.open_tasks()), {("D+1", 1)})
        task = self.open_tasks()[("D+1", 1)]["id"]
        self.clinic.page().post(f"/review/api/tasks/{task}/close", {"note": "Rang her: well, flying to Tokyo."})
        self.at("2026-03-19T00:10+00:00")
        task = self.open_tasks()[("W1", 1)]
        self.assertTrue(task["urgent"])
        self.assertLessEqual({"phq-9", "gad-7", "asq"}, self.forms_of(task))
        self.assertEqual(self.missed()[("W1", 1)]["since"], "2026-03-19T00:00:00.000Z")

        # In Tokyo it is the 20th already. In the clinic's calendar the second week opens an hour and a half later.
        self.phone.at = "2026-03-20T08:00+09:00"
        self.assert_asks("phq-9", state="later")
        late = self.answer("phq-9", *phq9(10))
        rows = self.phone.ask("scores", "phq-9")
        self.assertEqual([row["inWindow"] for row in rows if row["response"] == late["response"]], [False])
        self.phone.at = "2026-03-20T09:30+09:00"
        self.assert_asks("phq-9")
        self.sync()
        form = next(one for one in self.clinic_visit("W1")["forms"] if one["questionnaire"] == "phq-9")
        self.assertEqual((form["state"], form["outOfWindow"], form["response"]), ("done", True, late["response"]))
        self.assertIn("asq", self.missed()[("W1", 1)]["forms"])

    def the_second_week_is_answered_on_both_sides_of_a_flight(self):
        self.phone.at = "2026-03-23T07:30+09:00"
        self.answer_a_visit(phq=9, gad=8, who=12)
        # Eight hours later by the sun, an hour earlier by the wall: London.
        self.at("2026-03-23T06:30+00:00")
        self.answer("phq-9", *phq9(10))
        self.assertEqual([row["value"] for row in self.phone.ask("scores", "phq-9")], [16, 14, 12, 10, 9, 10])
        self.sync()
        self.assertEqual(self.visit("W2")["state"], "done")
        points = self.score("phq-9")["points"]
        self.assertEqual([point["value"] for point in points], [16, 14, 12, 10, 9, 10])
        self.assertEqual(
            [point["authored"] for point in points[-3:]],
            ["2026-03-20T08:00:00.000+09:00", "2026-03-23T07:30:00.000+09:00", "2026-03-23T06:30:00.000+00:00"],
        )

    def the_fourth_week_is_worse(self):
        # Summer time has begun in London, the phone's offset with it.
        self.at("2026-04-06T10:00+01:00")
        self.assert_asks("phq-9", "gad-7", "who-5", "asq", "side-effects", "audit-c")
        self.answer_a_visit(phq=19, gad=11, who=9)
        self.answer("audit-c", "2", "1", "0")
        self.sync()
        score = self.score("phq-9")
        # Against the baseline asked again before the moved session, not the first one and not the screening.
        self.assertEqual((score["baseline"]["session"], score["baseline"]["value"]), (1, 12))
        self.assertEqual((score["change"], score["relapse"], score["response"]), ("reliable-worsening", True, False))
        self.assertEqual(score["points"][-1]["change"]["difference"], 7)
        flags = [flag for flag in self.record()["flags"] if flag["cause"] == "reliable-worsening"]
        self.assertEqual(
            [(flag["questionnaire"], flag["tier"], flag["answer"], flag["status"]) for flag in flags],
            [("phq-9", 1, "19; at the baseline 12", "active")],
        )
        row = next(row for row in self.clinic.page().get("/review/api/patients") if row["id"] == self.patient)
        self.assertEqual((row["openFlags"], row["highestTier"]), (1, 1))
        self.assertEqual(self.phone.ask("status")["tier"], 1)
        self.clinic.page().post(f"/review/api/flags/{flags[0]['id']}/acknowledge", {"note": "Seen today, weekly calls."})
        self.sync()
        self.assertEqual(self.phone.ask("status")["tier"], 0)

    def a_reported_effect_becomes_an_adverse_event(self):
        self.at("2026-04-08T09:00+01:00")
        told = self.phone.ask(
            "report-effect", "now=0", "what=headache", "strength=medium", "daily=usual-things", "ongoing=1", "help=0",
            "hospital=0", "life=0", "onset=2026-04-07", "words=Behind the eyes, all day.", at="2026-04-08T08:20+01:00",
        )
        self.assertEqual(told["tier"], 1)
        self.sync()
        effects = f"/review/api/patients/{self.patient}/effects"
        report = next(row for row in self.clinic.page().get(effects)["reports"] if row["response"] == told["response"])
        self.assertEqual((report["grade"], report["term"], report["events"]), (2, "Headache", []))
        self.assertEqual((report["sinceDose"]["session"], report["sinceDose"]["from"]), (1, "start"))
        event = self.clinic.page().post(
            f"/review/api/patients/{self.patient}/adverse-events",
            {
                "report": told["response"], "session": 1, "term": "Headache", "onset": "2026-04-07", "grade": 2,
                "criteria": [], "causality": "unlikely", "expectedness": "expected", "outcome": "recovering",
            },
        )["id"]
        found = self.clinic.page().get(effects)
        report = next(row for row in found["reports"] if row["response"] == told["response"])
        self.assertEqual(report["events"], [event])
        self.assertEqual(
            [(row["term"], row["acute"], row["grade"], row["by"]) for row in found["events"]],
            [("Headache", False, 2, "Dr Lin"), ("Feeling sick", True, 1, "Dr Lin")],
        )
        self.assertEqual(found["counts"]["unconfirmed"], 0)
        for flag in self.record()["flags"]:
            if flag["status"] == "active":
                self.clinic.page().post(f"/review/api/flags/{flag['id']}/acknowledge", {"note": "Rang back."})

    def a_second_session_has_its_own_preparation(self):
        self.at("2026-04-20T11:00+01:00")
        self.assertEqual(self.change_plan(do="session", date="2026-05-18")["session"], 2)
        self.change_plan(do="prepared", session=2, at="2026-04-20T10:00:00+01:00")
        self.sync()
        # Its days are its own; the months of the first session will not come.
        way = self.phone.ask("pathway")
        self.assertEqual(self.visit("W1", way=way)["due"], "2026-03-16")
        self.assertEqual(self.visit("W1", session=2, way=way)["due"], "2026-05-25")
        self.assertEqual([self.visit(code, way=way)["ended"] for code in ("W4", "M3", "M6")], [False, True, True])
        self.assert_asks("transport")
        self.answer("transport", given=WAY_HOME, at="2026-05-04T20:00+01:00")
        self.phone.at = "2026-05-13T19:00+01:00"
        self.assert_asks("phq-9", "gad-7", "who-5", "asq")
        self.answer_a_visit(phq=17, gad=11, who=8)
        self.phone.at = "2026-05-17T19:00+01:00"
        self.answer("asq", *ASQ_NO)
        self.answer("day-before", "0", "0", "-", "0", "0", "0", "1", "1")

    def the_second_session_is_recorded(self):
        self.at("2026-05-18T14:00+01:00")
        self.sync()
        self.assertTrue(self.record()["plan"]["sessions"][1]["mayBeRecorded"])
        self.arrive(2, "2026-05-18", "+01:00")
        for minute in ("25", "30"):
            self.dosing(
                2, "vitals", at=f"2026-05-18T09:{minute}:00+01:00", series="baseline", systolic=124, diastolic=78
            )
        self.dosing(2, "go-no-go", at="2026-05-18T09:40:00+01:00", go=True)
        # This time the other way round: Osei draws it up, Lin checks it.
        prepared = self.dosing(2, "prepared", OSEI, at="2026-05-18T09:45:00+01:00", **DOSE)["id"]
        self.dosing(2, "second-check", LIN, at="2026-05-18T09:50:00+01:00", prepared=prepared)
        start = self.dosing(2, "start", OSEI, at="2026-05-18T10:00:00+01:00", prepared=prepared)["id"]
        self.dosing(2, "stop", OSEI, at="2026-05-18T10:12:00+01:00", start=start, complete=True)
        self.recover_and_leave(2, "2026-05-18", "+01:00", "2026-05-19")
        self.phone.ask("check-in", "mood=6", at="2026-05-18T08:10+01:00")
        self.answer("after-session", "7", "-", *["0"] * 10, "-", "1", "-", at="2026-05-18T13:10+01:00")
        self.answer("side-effects", *NO_EFFECT, at="2026-05-18T13:20+01:00")
        self.sync()

    def its_own_follow_up_ends_in_month_six(self):
        self.at("2026-05-19T10:00+01:00")
        self.assert_asks("asq", "side-effects", "destabilisation")
        for form, numbers in (("asq", ASQ_NO), ("side-effects", NO_EFFECT), ("destabilisation", QUIET_CHECK)):
            self.answer(form, *numbers)
        self.phone.ask("check-in", "mood=7", "sleep=6")
        self.sync()  # before its day is over: the clinic makes work of what is missed by itself
        for code, day, offset, totals, more in (
            ("W1", "2026-05-25", "+01:00", (11, 9, 12), ()),
            ("W2", "2026-06-01", "+01:00", (9, 7, 13), ()),
            ("W4", "2026-06-15", "+01:00", (8, 7, 14), ("audit-c",)),
            ("M3", "2026-08-17", "+01:00", (6, 5, 15), ("audit-c",)),
            ("M6", "2026-11-16", "+00:00", (4, 4, 17), ("audit-c",)),
        ):
            self.at(f"{day}T10:00{offset}")
            self.assert_asks("phq-9", "gad-7", "who-5", "asq", "side-effects", "delayed-effects", *more)
            self.answer_a_visit(*totals, steady=code in ("W1", "W2", "W4"))
            for form in more:
                self.answer(form, "1", "1", "0")
            self.sync()

    def the_record_tells_the_whole_way(self):
        points = self.score("phq-9")["points"]
        self.assertEqual(
            [(point["change"]["session"], point["value"], point["change"]["baseline"]) for point in points],
            [(None, 16, None), (None, 14, None), (None, 12, None)]
            + [(1, 10, 12), (1, 9, 12), (1, 10, 12), (1, 19, 12), (1, 17, 12)]
            + [(2, value, 17) for value in (11, 9, 8, 6, 4)],
        )
        worse = [point["authored"][:10] for point in points if point["change"]["change"] == "reliable-worsening"]
        self.assertEqual(worse, ["2026-04-06"])
        score = self.score("phq-9")
        self.assertEqual((score["baseline"]["session"], score["baseline"]["value"]), (2, 17))
        self.assertEqual((score["response"], score["remission"], score["change"]), (True, True, "reliable-improvement"))
        phone = [row["value"] for row in self.phone.ask("scores", "phq-9")]
        self.assertEqual(phone, [point["value"] for point in points])

        record = self.record()
        self.assertEqual(record["plan"]["phase"], "follow-up")
        self.assertEqual(
            [(row["number"], row["date"], len(row["moves"])) for row in record["plan"]["sessions"]],
            [(1, "2026-03-09", 1), (2, "2026-05-18", 0)],
        )
        self.assertEqual(set(self.missed()), {("D+1", 1), ("W1", 1)})
        tasks = {
            (task["visit"], task["session"]): task for task in record["staffTasks"] if task["about"] == "missed-visit"
        }
        self.assertEqual(set(tasks), {("D+1", 1), ("W1", 1)})
        self.assertEqual((tasks[("D+1", 1)]["open"], tasks[("W1", 1)]["open"]), (False, True))
        self.assertEqual(tasks[("D+1", 1)]["note"], "Rang her: well, flying to Tokyo.")
        self.assertIn(
            ("phq-9", "W1", 1), [(row["questionnaire"], row["visit"], row["session"]) for row in record["missing"]["late"]]
        )
        # Each session has its own series, and nothing of the second one's was missed.
        series = [row for row in record["plan"]["visits"] if row["session"] == 2 and row["phase"] != "preparation"]
        self.assertEqual(
            [row["visit"] for row in series], ["D0", "D+1", "W1", "W2", "W4", "M3", "M6"]
        )
        for row in series:
            asked = {form["questionnaire"]: form["state"] for form in row["forms"] if form["safety"]}
            self.assertEqual(set(asked.values()), {"done"}, (row["visit"], asked))
        days = self.clinic.page().get(f"/review/api/patients/{self.patient}/dosing")["sessions"]
        self.assertEqual([day["discharged"][:10] for day in days], ["2026-03-09", "2026-05-18"])

    def node_for_the_page(self):
        if os.environ.get("LANDFALL_NO_PAGE") == "1":
            print("# the review page is not built here, so nobody looks at it")
            return None
        node = os.environ.get("LANDFALL_NODE")
        self.assertIsNotNone(node, "LANDFALL_NODE names no node to open the page with; LANDFALL_NO_PAGE=1 leaves it out")
        return node

    def the_review_page_shows_it(self, node):
        """The page itself, in Chromium: the review page's suite `way` signs in and looks."""
        if shots := os.environ.get("LANDFALL_SHOTS"):
            os.makedirs(shots, exist_ok=True)
        # A code of the second factor signs in once, so the page is the first to do so on this start.
        self.at("2026-11-16T12:00+00:00")
        run = subprocess.run(
            [node, "tests/run.mjs", "way"],
            cwd=ROOT / "clinic" / "web",
            env={**os.environ, **self.clinic.sign_in(LIN)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)


if __name__ == "__main__":
    unittest.main()
