"""Every instrument from the command line: what `answer` prints (docs: the promises of landfall-patient)."""
import json
import pathlib
import unittest

import invented
from case import Phone, ProgramCase

PACKS = pathlib.Path(__file__).resolve().parents[2] / "packs"


def of(count, token):
    return [str(token)] * count


# id, answers, what the first score must say, the result, the tier
ROWS = [
    ("phq-9", of(9, 2), {"value": 18, "band": "moderately-severe", "pattern": "major"}, None, 2),
    ("phq-9", [*of(6, 1), "-", "-", "-"], {"value": None, "band": None}, None, 0),
    ("phq-2", ["3", "3"], {"value": 6, "band": None}, None, 0),
    ("phq-4", of(4, 1), {"value": 4}, None, 0),
    ("gad-7", of(7, 3), {"value": 21, "band": "severe"}, None, 0),
    ("gad-7", [*of(6, 1), "-"], {"value": 7, "prorated": True}, None, 0),
    ("who-5", ["2", "2", "3", "2", "3"], {"value": 48, "raw": 12, "band": "low"}, None, 0),
    ("who-5", ["3", "2", "3", "2", "3"], {"value": 52, "raw": 13, "band": "ordinary"}, None, 0),
    ("pcl-5", of(20, 2), {"value": 40, "pattern": True, "clusters": {"B": 5, "C": 2, "D": 7, "E": 6}}, None, 0),
    ("pcl-5", of(20, 1), {"value": 20, "pattern": False, "clusters": {"B": 0, "C": 0, "D": 0, "E": 0}}, None, 0),
    ("pc-ptsd-5", ["0"], {"value": 0}, None, 0),
    ("pc-ptsd-5", of(6, 1), {"value": 5}, None, 0),
    ("audit-c", ["0"], {"value": 0, "cut": {"male": False, "female": False}}, None, 0),
    ("audit-c", ["1", "1", "1"], {"value": 3, "cut": {"male": False, "female": True}}, None, 0),
    ("audit-c", ["2", "1", "1"], {"value": 4, "cut": {"male": True, "female": True}}, None, 0),
    ("asq", of(4, 0), {"value": None}, "negative", 0),
    ("asq", ["1", "0", "0", "0", "0"], {"value": None}, "non-acute-positive", 2),
    ("asq", ["0", "0", "0", "1", "1"], {"value": None}, "acute-positive", 3),
    ("asq", ["0", "0", "0", "1"], {"value": None}, "acute-positive", 3),
    ("asq", ["0", "0", "0", "r"], {"value": None}, "non-acute-positive", 2),
    ("asq", ["0", "0", "0", "r", "1"], {"value": None}, "acute-positive", 3),
    ("asq", [*of(4, 0), "1"], {"value": None}, "acute-positive", 3),
    ("cssrs-screener", of(7, 0), {"value": None}, "none", 0),
    ("cssrs-screener", ["0", "0", "-", "-", "-", "0", "0"], {"value": None}, "none", 0),
    ("cssrs-screener", ["1", "1", "0", "0", "0", "0", "0"], {"value": None}, "low", 1),
    ("cssrs-screener", ["0", "0", "0", "0", "0", "1", "0"], {"value": None}, "moderate", 2),
    ("cssrs-screener", ["0", "0", "0", "0", "0", "1", "1"], {"value": None}, "high", 3),
    ("qids-sr16", of(16, 3), {"value": 27, "band": "very-severe"}, None, 2),
    ("madrs", of(10, 1), {"value": 10, "band": "mild", "remission": True}, None, 0),
    ("madrs", [*of(9, 0), "4"], {"value": 4, "band": "none", "remission": True}, None, 2),
    ("madrs-s", [*of(8, 0), "4"], {"value": 4}, None, 2),
    ("bdi-ii", of(21, 1), {"value": 21, "band": "moderate"}, None, 0),
    ("bdi-ii", of(21, 2), {"value": 42, "band": "severe"}, None, 2),
    ("dast-10", of(10, 1), {"value": 9, "band": "severe"}, None, 0),
    ("dast-10", ["0", "0", "1", *of(7, 0)], {"value": 0, "band": "none"}, None, 0),
    ("ebi", of(6, 50), {"value": 300, "mean": 50}, None, 0),
    (
        "meq-30",
        of(30, 3),
        {"value": 90, "complete": True, "subscales": {"mystical": 45, "positiveMood": 18, "transcendence": 18, "ineffability": 9}},
        None,
        0,
    ),
    ("dudit", of(11, 4), {"value": 44}, None, 0),
    ("shaps", of(14, 1), {"value": 14}, None, 0),
    ("wemwbs", of(14, 3), {"value": 42}, None, 0),
    ("swemwbs", of(7, 3), {"value": 21, "scale": "raw"}, None, 0),
    ("ceq", of(26, 2), {"value": 2}, None, 0),
    ("edi", [*of(7, 0), "1"], {"value": 0.125}, None, 0),
    ("stai", of(20, 1), {"value": 50, "band": "high"}, None, 0),
    ("asc", of(94, 40), {"value": 40}, None, 0),
    ("piq", of(23, 5), {"value": 5}, None, 0),
]


class Instruments(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.paired("phone")

    def test_what_each_says(self):
        for name, answers, first, result, tier in ROWS:
            with self.subTest(name=name, answers=" ".join(answers)):
                given = self.phone.ask("answer", name, *answers)
                self.assertEqual(given["scores"][0]["id"], name)
                self.assertEqual({key: given["scores"][0].get(key) for key in first}, first)
                self.assertEqual(given["result"], result)
                self.assertEqual(given["tier"], tier)
                stored = self.phone.ask("scores", name)[-1 if len(given["scores"]) == 1 else -len(given["scores"])]
                self.assertEqual({key: stored.get(key) for key in first}, first)
                self.assertEqual(stored["response"], given["response"])
                self.assertEqual(stored.get("result"), result)

    def test_what_is_refused(self):
        for name, answers in (
            ("who-5", of(6, 1)),
            ("who-5", ["6"]),
            ("ebi", ["101"]),
            ("stai", ["0"]),
            ("dudit", [*of(9, 0), "1"]),
            ("pc-ptsd-5", ["0", "1"]),
        ):
            with self.subTest(name=name):
                self.assert_refused(self.phone.run("answer", name, *answers))

    def test_a_form_without_every_answer_is_kept_and_does_not_look_whole(self):
        half = self.phone.ask("answer", "asq", "0", "0", "0", "-")
        self.assertEqual((half["result"], half["tier"], half["unanswered"]), (None, 0, ["asq-4"]))
        empty = self.phone.run("answer", "phq-9", *"---------")
        self.assertEqual(empty.returncode, 0)
        self.assertIn("Nothing in this form is answered", empty.stderr)
        self.assertIsNone(self.phone.ask("scores", "phq-9")[-1]["value"])
        self.assertEqual(self.phone.ask("answer", "asq", *of(4, 0))["unanswered"], [])

    def test_an_answer_about_harm_offers_the_screen(self):
        self.assertEqual(self.phone.ask("answer", "phq-9", *of(8, 0), "1")["offers"], ["asq"])
        self.assertEqual(self.phone.ask("answer", "phq-9", *of(9, 0))["offers"], [])

    def test_the_eligibility_questions_say_their_sentence_and_where_it_comes_from(self):
        phone = self.paired("asked")
        calm = [*of(24, 0), "1", *of(3, 0)]
        said = phone.ask("answer", "eligibility", *calm)
        self.assertEqual((said["result"], said["from"], said["rules"]), ("none", [], "1.0.0"))
        self.assertIn("Nothing in your answers needs extra review", said["wording"])
        calm[2] = "2"
        said = phone.ask("answer", "eligibility", *calm)
        self.assertEqual((said["result"], said["from"]), ("U", ["el-2"]))
        self.assertIn("matters more than this form", said["wording"])
        blank = phone.ask("answer", "eligibility", *"-" * 28)
        self.assertEqual((blank["result"], blank["tier"]), (None, 0))
        self.assertNotIn("wording", blank)

    def test_a_version_that_is_not_known_is_refused_and_danger_is_still_answered(self):
        file = self.phone.folder / "response.json"
        nine = {"valueCoding": {"system": "http://loinc.org", "code": "LA6571-9"}}
        response = {
            "resourceType": "QuestionnaireResponse",
            "questionnaire": "https://landfall.example/fhir/Questionnaire/phq-9|99.0.0",
            "status": "completed",
            "item": [{"linkId": "phq9-9", "answer": [nine]}],
        }
        file.write_text(json.dumps(response))
        refused = self.phone.run("answer", "--response", file)
        self.assert_refused(refused)
        self.assertIn("99.0.0", refused.stderr)
        self.assertIn("1.0.0", refused.stderr)
        self.assertIn("Nothing was stored", refused.stderr)
        self.assertIn("in danger now, call", refused.stderr)

    def test_a_clinics_pack_gives_words_to_numbers(self):
        added = self.clinic.ask("questionnaire", "add", PACKS / "who")
        self.assertEqual([one["id"] for one in added], ["audit-c", "who-5"])
        self.phone.sync()
        self.assertEqual(self.phone.ask("answer", "who-5", *of(5, 5))["scores"][0]["value"], 100)
        self.assertEqual(self.phone.ask("answer", "audit-c", "0")["scores"][0]["value"], 0)

    def test_what_the_clinic_adds_can_be_answered_without_being_assigned(self):
        self.clinic.ask("questionnaire", "add", invented.write(self.place.folder / "added"))
        self.phone.sync()
        given = self.phone.ask("answer", invented.ID, "-", "1", "2")
        self.assertEqual((given["scores"][0]["value"], given["tier"]), (3, 2))
        later = Phone(self.place, "later")
        later.pair(self.clinic, self.clinic.add_patient())
        later.sync()
        self.assertEqual(later.ask("answer", invented.ID, "-", "0", "0")["scores"][0]["value"], 0)


if __name__ == "__main__":
    unittest.main()
