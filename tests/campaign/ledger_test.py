"""The ledger has to see a loss and a double, or a campaign that finds none says nothing."""
import base64
import unittest

from ledger import Answered, Entry, Ledger

AUTHORED = "2026-01-01T08:01:00+00:00"


def row(**changed):
    return {"authored": AUTHORED, "value": 9, "response": "r1", **changed}


def entry(**changed):
    return {"id": "e1", "text": "m1 words", "private": False, "conflictOf": None, **changed}


def document(text):
    return {"content": [{"attachment": {"data": base64.b64encode(text.encode()).decode()}}]}


def response():
    return {"id": "r1", "authored": AUTHORED}


def score():
    return {"derivedFrom": [{"reference": "QuestionnaireResponse/r1"}], "valueInteger": 9}


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()
        self.ledger.answers[1767254460.0] = Answered([1] * 8 + [1], True, "r1")
        self.ledger.entries["m1"] = Entry(["m1 words"], False, True, "e1")

    def found(self):
        return len(self.ledger.lost), len(self.ledger.doubled)

    def phone(self, timeline, entries):
        self.ledger.check_phone(timeline, entries)
        return self.found()

    def clinic(self, **records):
        self.ledger.check_clinic(records)
        return self.found()

    def test_all_is_there(self):
        self.assertEqual(self.phone([row()], [entry()]), (0, 0))

    def test_an_answer_is_lost(self):
        self.assertEqual(self.phone([], [entry()]), (1, 0))

    def test_an_answer_is_doubled(self):
        self.assertEqual(self.phone([row(), row()], [entry()]), (0, 1))

    def test_an_answer_has_another_value(self):
        self.assertEqual(self.phone([row(value=8)], [entry()]), (1, 0))

    def test_an_answer_nobody_gave(self):
        self.assertEqual(self.phone([row(), row(authored="2026-01-02T08:01:00+00:00")], [entry()]), (0, 1))

    def test_an_entry_is_lost(self):
        self.assertEqual(self.phone([row()], []), (1, 0))

    def test_an_entry_has_an_older_text(self):
        self.ledger.entries["m1"].texts = ["m1 newer"]
        self.assertEqual(self.phone([row()], [entry()]), (1, 0))

    def test_an_entry_has_a_second_copy(self):
        self.assertEqual(self.phone([row()], [entry(), entry(id="e2", conflictOf="e1")])[1], 2)

    def test_what_was_cut_off_may_be_there_once(self):
        self.ledger.entries["m1"].acknowledged = False
        self.assertEqual(self.phone([row()], []), (0, 0))
        self.assertEqual(self.phone([row()], [entry()]), (0, 0))
        self.assertEqual(self.phone([row()], [entry(), entry(id="e2")]), (0, 1))

    def test_a_draft_by_touch_is_placed_and_then_held_to(self):
        self.ledger.begin_draft([0] * 9)
        touched = row(authored="2026-02-01T08:00:00+00:00", value=0, response="r2")
        self.assertEqual(self.phone([row(), touched], [entry()]), (0, 0))
        self.assertEqual(self.phone([row()], [entry()]), (1, 0))

    def test_a_submission_by_touch_is_lost(self):
        self.ledger.begin_draft([0] * 9)
        self.ledger.submitted()
        self.assertEqual(self.phone([row()], [entry()]), (1, 0))

    def test_the_clinic_has_all(self):
        flag = {"extension": [{"valueReference": {"reference": "QuestionnaireResponse/r1"}}]}
        everything = {
            "QuestionnaireResponse": [response()],
            "Observation": [score()],
            "Flag": [flag],
            "DocumentReference": [document("m1 words")],
        }
        self.assertEqual(self.clinic(**everything), (0, 0))

    def test_the_clinic_has_nothing(self):
        self.assertEqual(self.clinic(), (2, 0))

    def test_the_clinic_has_a_private_entry(self):
        self.ledger.entries["m1"].private = True
        self.ledger.answers.clear()
        self.assertEqual(self.clinic(DocumentReference=[document("m1 words")]), (0, 1))


if __name__ == "__main__":
    unittest.main()
