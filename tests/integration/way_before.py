"""The way of tests/integration/way_test.py up to the first session: screening, decision, consent, preparation, a move."""
from way_case import ASQ_NO, NAME, OSEI, ROOT, WAY_HOME, WayCase, gad7, phq9

SELF_CHECK = {f"el-{number}": "no" for number in (*range(2, 22), "1a", "1b", "22a", "22b", 24, "25a", "25b")} | {
    "el-6": "not-sure",  # class A: two clinicians decide
    "el-12": "yes",
    "el-23": "yes",
    "el-medicines": "Sertraline 50 mg",
}
CONSENT_ANSWERS = {
    "benefit": "nobody-knows",
    "licence": "no",
    "stop": "any-time",
    "medicines": "ask",
    "driving": "next-day",
    "watched": "no",
    "opt-ins": "no",
}


class BeforeTheSession(WayCase):
    def a_patient_is_screened(self):
        self.at("2026-02-02T09:00+00:00")
        self.clinic.add_clinician(OSEI, "Dr Osei")
        type(self).patient = self.clinic.add_patient(NAME)
        self.clinic.ask("patient", "add-clinician", "--patient", self.patient, "--clinician", OSEI)
        self.clinic.ask("questionnaire", "add", ROOT / "packs" / "who")
        self.change_plan(do="begin", start="2026-02-02", zone="Europe/London")
        self.phone.pair(self.clinic, self.patient)
        self.sync()
        self.assertEqual(self.phone.ask("pathway")["phase"], "screening")
        self.assert_asks("eligibility", "phq-9", "gad-7", "audit-c", "pc-ptsd-5", "asq")

        self.assertEqual(self.answer("eligibility", given=SELF_CHECK)["tier"], 0)
        self.assertEqual(self.answer("phq-9", *phq9(16))["scores"][0]["band"], "moderately-severe")
        self.assertEqual(self.answer("gad-7", *gad7(12))["scores"][0]["band"], "moderate")
        self.assertEqual(self.answer("audit-c", "1", "1", "0")["scores"][0]["value"], 2)
        self.assertEqual(self.answer("pc-ptsd-5", "0")["scores"][0]["value"], 0)
        self.assertEqual(self.answer("asq", *ASQ_NO)["result"], "negative")
        self.hand_in_what_else_is_asked()
        self.sync()
        self.assertEqual(self.phone.ask("status")["tier"], 0)
        self.assertEqual([form for form, row in self.today().items() if row["state"] in ("due", "overdue")], [])
        found = self.clinic.page().get(f"/review/api/patients/{self.patient}/eligibility")
        self.assertEqual(found["result"], "A")
        self.assertLessEqual({"E-06", "E-12"}, {finding["rule"] for finding in found["findings"]})
        self.assertEqual([row["medicine"] for row in found["medicines"]], ["sertraline"])

    def two_clinicians_decide(self):
        self.at("2026-02-04T10:00+00:00")
        # Nobody is given a day while an answer of class A is undecided, from either side of the server.
        refused = self.clinic.run("session", "--patient", self.patient, "--date", "2026-03-02")
        self.assert_refused(refused, "decide about the self-check first")
        decision = {"do": "decide", "eligible": True, "class": "B", "reason": "ECG and heart examined: no finding."}
        first = self.change_plan(**decision)
        # The patient's own "not sure" about the heart is of class A, whatever the clinician said.
        self.assertEqual((first["class"], first["needsSecond"]), ("A", True))
        self.assertFalse(self.change_plan(OSEI, **decision)["needsSecond"])
        self.change_plan(do="session", date="2026-03-02")
        decided = self.record()["plan"]["decision"]
        self.assertEqual((decided["by"], decided["second"]), ("Dr Osei", "Dr Lin"))
        self.assertEqual(self.gates(1), self.only_open("eligibility"))

    def consent_is_read_understood_and_signed(self):
        self.assertEqual(self.send_consent().returncode, 0)
        self.phone.at = "2026-02-05T19:30+00:00"
        self.sync()
        shown = self.phone.ask("consent", "show")
        self.assertEqual({question["id"] for question in shown["questions"]}, set(CONSENT_ANSWERS))
        self.assertFalse(self.phone.ask("consent", "answer", "benefit", "yes")["right"])
        for question, option in CONSENT_ANSWERS.items():
            self.assertTrue(self.phone.ask("consent", "answer", question, option)["right"], question)
        self.assertEqual(self.phone.ask("consent", "sign", NAME, "--agree", "research")["stage"], "signed")
        self.at("2026-02-06T09:00+00:00")
        self.sync()
        signed = [
            row for row in self.record()["consents"] if (row["event"], row["purpose"]) == ("signed", "participation")
        ]
        self.assertEqual([row["name"] for row in signed], [NAME])
        self.clinic.ask(
            "consent", "countersign", "--patient", self.patient, "--consent", signed[0]["id"], "--name", "Dr Lin"
        )
        self.sync()
        self.assertEqual(self.phone.ask("consent", "copy")["countersignedBy"], "Dr Lin")
        self.assertEqual(self.gates(1), self.only_open("eligibility", "consent"))

    def the_preparation_begins(self):
        self.at("2026-02-09T18:00+00:00")
        self.sync()
        self.assertEqual(self.phone.ask("pathway")["phase"], "preparation")
        self.assert_asks("intentions", "readiness", "transport", "expectancy")
        self.answer("intentions", given={"hope": "To sleep again.", "questions": "Who is in the room?"})
        self.answer("expectancy", "60", "40")
        self.answer("readiness", *["2"] * 6, "8", "0")
        self.assertEqual(self.answer("transport", given=WAY_HOME)["tier"], 0)
        self.phone.ask("safety-plan", "set", "warning-signs", stdin="I stop answering the phone.\n")
        self.sync()
        self.assertEqual(self.gates(1), self.only_open("eligibility", "consent", "transport"))

    def the_baseline_comes_before_the_session(self):
        self.at("2026-02-25T18:30+00:00")
        self.change_plan(do="prepared", session=1, at="2026-02-20T14:00:00+00:00")
        self.sync()
        self.assert_asks("phq-9", "gad-7", "who-5", "asq", "delayed-effects", "destabilisation")
        self.answer_a_visit(phq=14, gad=10, who=9)
        self.sync()
        self.assertEqual(self.clinic_visit("BASE")["state"], "done")
        self.assertEqual(self.gates(1), self.only_open("eligibility", "consent", "preparation", "transport"))

    def a_fever_moves_the_session(self):
        self.at("2026-03-01T15:00+00:00")
        self.sync()
        self.assert_asks("asq", "day-before")
        self.answer("asq", *ASQ_NO)
        self.answer("day-before", "1", "0", "-", "0", "0", "1", "1", "1")
        self.sync()
        # Answered is not "go": the answers are read by the team, who move the session.
        self.assertTrue(self.gates(1)["day-before"])
        ill = next(row for row in self.record()["responses"] if row["questionnaire"] == "day-before")
        self.assertEqual(ill["items"][0]["answer"], "Yes")
        self.change_plan(do="move", session=1, date="2026-03-09")
        self.sync()

        way = self.phone.ask("pathway")
        self.assertEqual(way["sessions"], [{"number": 1, "date": "2026-03-09", "cancelled": False}])
        self.assertEqual(self.visit("W1", way=way)["due"], "2026-03-16")
        # What was answered for the first day keeps its window; a baseline so long before is asked again.
        self.assertTrue(all(row["inWindow"] for row in self.phone.ask("scores", "phq-9")))
        base = self.visit("BASE", way=way)
        self.assertEqual((base["opens"], base["due"]), ("2026-03-02", "2026-03-08"))
        self.assertEqual(self.gates(1), self.only_open("eligibility", "consent", "preparation", "transport"))
        session = self.record()["plan"]["sessions"][0]
        self.assertEqual(session["date"], "2026-03-09")
        self.assertEqual([(move["from"], move["to"]) for move in session["moves"]], [("2026-03-02", "2026-03-09")])
        self.assertTrue(session["moves"][0]["at"].startswith("2026-03-01T15:"))

    def the_baseline_is_asked_again(self):
        self.at("2026-03-05T20:00+00:00")
        self.assert_asks("phq-9", "gad-7", "who-5", "asq")
        self.answer_a_visit(phq=12, gad=9, who=10)
        self.at("2026-03-08T17:00+00:00")
        self.assert_asks("asq", "day-before")
        self.answer("asq", *ASQ_NO)
        self.answer("day-before", "0", "0", "-", "0", "0", "0", "1", "1")
        self.sync()
        self.assertEqual(self.visit("D-1")["state"], "done")
        self.assertTrue(self.record()["plan"]["sessions"][0]["mayBeRecorded"])
