"""What the long way through the protocol is told with: answers, days, and looks at both sides."""
import json
from pathlib import Path

from case import ProgramCase, library, programs
from filled import INSTRUMENTS, one_answer, response
from moved_time import MovedClinic, MovedPhone
from programs import Place

ROOT = Path(__file__).resolve().parents[2]
LIN = "lin@example.org"
OSEI = "osei@example.org"
NAME = "Ada Rowe"

QUIET_CHECK = ["0"] * 5 + ["-"] + ["0"] * 3 + ["-", "0", "-"]  # destabilisation: no to everything
NO_EFFECT = ["0", "0"]  # side-effects: nothing of the urgent list, and no effect to name
NOTHING_LATE = ["0", "-", "-", "-"] + ["0"] * 13  # delayed-effects: no trouble
ASQ_NO = ["0"] * 4
WAY_HOME = {
    "way-home": "companion-drives",
    "companion-name": "Kit Rowe",
    "companion-phone": "+44 7700 900123",
    "companion-stays": True,
    "no-driving": True,
    "no-childcare-alone": True,
    "no-signing": True,
    "no-big-decisions": True,
    "no-alcohol": True,
    "companion-read": True,
}
DOSE = {
    "protocol": "Trial 7",
    "product": "Study drug",
    "batch": "B-17",
    "expiry": "2027-01-31",
    "doseMg": 21.5,
    "salt": "fumarate",
    "volumeMl": 20,
    "route": "intravenous",
}


def phq9(total):
    """Nine answers with this total and nothing in the ninth item, plus how difficult it makes things."""
    items = [min(3, max(0, total - 3 * at)) for at in range(8)]
    assert sum(items) == total
    return [*map(str, items), "0", "1"]


def gad7(total):
    return [str(min(3, max(0, total - 3 * at))) for at in range(7)]


def who5(raw):
    return [str(min(5, max(0, raw - 5 * at))) for at in range(5)]


def own_consent(**changed):
    """The clinic's own text: that of the programs is a template, and what is signed under it opens no gate."""
    text = json.loads((ROOT / "shared" / "consent" / "study" / "1.0.0.json").read_text(encoding="utf-8"))
    return {**text, "id": "harbour", "template": False, **changed}


class WayCase(ProgramCase):
    @classmethod
    def setUpClass(cls):
        cls.place = cls.enterClassContext(Place(programs()))
        cls.clinic = MovedClinic(cls.place, library("libclock_ahead.so"), "2026-02-02T09:00+00:00")
        cls.addClassCleanup(cls.clinic.kill)
        cls.lift_limits()
        cls.phone = MovedPhone(cls.place)

    # What the story is told with.

    def at(self, when):
        """This moment at the clinic and where the phone is. The server starts again on that day."""
        self.clinic.go_to(when)
        self.phone.at = when

    def answer(self, form, *numbers, given=None, at=None):
        if given is None:
            return self.phone.ask("answer", form, *numbers, at=at)
        file = self.place.folder / f"{form}.json"
        file.write_text(response(form, given))
        return self.phone.ask("answer", form, "--response", file, at=at)

    def sync(self):
        done = self.phone.sync()
        self.assertEqual((done["state"], done["pending"], done["rejected"]), ("received", 0, 0), done)

    def today(self, at=None):
        return {row["id"]: row for row in self.phone.ask("today", at=at)}

    def assert_asks(self, *forms, state="due"):
        rows = self.today()
        self.assertEqual({form: rows[form]["state"] for form in forms}, dict.fromkeys(forms, state))

    def visit(self, code, session=1, way=None):
        """As the phone has it; `way` is what `pathway` said, when it was asked already."""
        visits = (way or self.phone.ask("pathway"))["visits"]
        return next(row for row in visits if (row["visit"], row["session"]) == (code, session))

    def record(self, who=LIN):
        return self.clinic.page(who).get(f"/review/api/patients/{self.patient}")

    def clinic_visit(self, code, session=1):
        return next(
            row for row in self.record()["plan"]["visits"] if (row["visit"], row["session"]) == (code, session)
        )

    def change_plan(self, who=LIN, **body):
        return self.clinic.page(who).post(f"/review/api/patients/{self.patient}/plan", body)

    def send_consent(self, **changed):
        file = self.place.folder / "consent.json"
        file.write_text(json.dumps(own_consent(**changed)), encoding="utf-8")
        return self.clinic.run("consent", "send", file, "--patient", self.patient)

    def gates(self, session):
        found = next(row for row in self.record()["plan"]["sessions"] if row["number"] == session)
        return {gate["gate"]: gate["open"] for gate in found["gates"]}

    def score(self, questionnaire):
        return next(row for row in self.record()["scores"] if row["questionnaire"] == questionnaire)

    def dosing(self, session, step, who=LIN, **facts):
        return self.clinic.page(who).post(
            f"/review/api/patients/{self.patient}/dosing/{session}", {"step": step, **facts}
        )

    def assert_dosing_refused(self, code, session, step, who=LIN, **facts):
        """What is refused, and the codes of everything that is missing."""
        path = f"/review/api/patients/{self.patient}/dosing/{session}"
        status, text, _ = self.clinic.page(who).send("POST", path, {"step": step, **facts})
        self.assertIn(status, (409, 422), text)
        codes = [issue["details"]["coding"][0]["code"] for issue in json.loads(text)["issue"]]
        self.assertEqual(codes[0], code)
        return codes[1:]

    def only_open(self, *names):
        every = ("eligibility", "consent", "preparation", "day-before", "transport")
        return {name: name in names for name in every}

    def answer_a_visit(self, phq, gad, who, steady=True):
        """What the baseline and every week ask for; a form that this visit does not ask for does no harm."""
        self.answer("phq-9", *phq9(phq))
        self.answer("gad-7", *gad7(gad))
        self.answer("who-5", *who5(who))
        self.answer("asq", *ASQ_NO)
        self.answer("side-effects", *NO_EFFECT)
        self.answer("delayed-effects", *NOTHING_LATE)
        if steady:
            self.answer("destabilisation", *QUIET_CHECK)

    def hand_in_what_else_is_asked(self):
        """Forms of the protocol that this story does not speak of, with one answer each: a visit is done when all are in."""
        for form, row in self.today().items():
            if row["state"] in ("due", "overdue") and (INSTRUMENTS / form).is_dir():
                self.answer(form, given=one_answer(form))

    def open_tasks(self):
        """By visit and session, as the clinician's list of tasks has them; those of flags end with the flags."""
        self.record()  # whoever looks makes the tasks of what is missed by now
        return {
            (task["visit"], task["session"]): task
            for task in self.clinic.page().get("/review/api/tasks")
            if task["patient"]["id"] == self.patient and task["about"] != "contact"
        }

    def missed(self):
        return {(row["visit"], row["session"]): row for row in self.record()["plan"]["missed"]}

    def forms_of(self, task):
        return {form["questionnaire"] for form in task["forms"]}

    def arrive(self, session, day, offset):
        """Arrival, team and consent of a dosing day, with nothing that stops it."""
        yes = ("identityFirst", "identitySecond", "asqDone", "companion", "transport", "fasting")
        arrival = self.dosing(
            session, "arrival", at=f"{day}T09:00:00{offset}", pregnancyTest="negative", **dict.fromkeys(yes, True)
        )
        self.assertEqual(arrival["stops"], [])
        self.dosing(
            session, "team", at=f"{day}T09:10:00{offset}", leadMonitor="Dr Lin", assistant="Dr Osei",
            physicianReachable=True, rescueMedicines=True, rescueMedicinesBy="Dr Osei", crashKit=True,
            crashKitBy="Dr Osei",
        )
        self.dosing(
            session, "consent", at=f"{day}T09:20:00{offset}", willing=True, mayWithdrawTold=True, touch="ask-first",
            stopWord="harbour",
        )

    def recover_and_leave(self, session, day, offset, next_contact):
        """The discharge checklist in two parts, and home."""
        self.dosing(session, "recovery", at=f"{day}T11:30:00{offset}", orientation=True, gait=True, bloodPressure=True)
        self.dosing(
            session, "recovery", at=f"{day}T12:50:00{offset}", noRisk=True, companionHere=True, writtenAdvice=True,
            mood="calm, tired", nextContact=next_contact,
        )
        self.dosing(session, "discharge", at=f"{day}T13:00:00{offset}")
        self.dosing(session, "after", at=f"{day}T13:30:00{offset}", effectsForm=True, moodForm=True, note="Home by car.")
