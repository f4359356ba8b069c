"""A questionnaire dropped in as JSON is asked, scored and watched for danger like any other, with no line of C++ of its own."""
import json
import unittest

import invented
from case import ProgramCase
from review import Review


class Invented(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.paired("phone")
        cls.file = invented.write(cls.place.folder / "dropped")
        added = cls.clinic.run("questionnaire", "add", cls.file)
        assert added.returncode == 0, added.stderr

    def answer(self, phone, words, turned, thought):
        file = self.place.folder / "response.json"
        file.write_text(json.dumps(invented.response(words, turned, thought)))
        return phone.ask("answer", invented.ID, "--response", file)

    def test_the_phone_takes_it_from_its_own_folder(self):
        phone = self.paired("dropped-in")
        invented.write(phone.folder / "instruments")
        given = phone.ask("answer", invented.ID, "-", "1", "0")
        self.assertEqual((given["scores"][0]["value"], given["scores"][0]["band"], given["tier"]), (1, "calm", 0))
        self.assertEqual(phone.ask("scores", invented.ID)[0]["response"], given["response"])

    def test_the_clinic_assigns_it_and_sees_score_and_flag(self):
        self.clinic.ask("assign", "--patient", self.patient, "--questionnaire", invented.ID)
        self.phone.sync()
        self.assertIn(invented.ID, [row["id"] for row in self.phone.ask("today")])
        given = self.answer(self.phone, "three lights", 2, 2)
        self.assertEqual((given["scores"][0]["value"], given["scores"][0]["band"], given["tier"]), (4, "rough", 2))
        self.assertEqual(self.phone.sync()["pending"], 0)
        self.assertNotIn(invented.ID, [row["id"] for row in self.phone.ask("today")])

        shown = Review(self.clinic).get(f"/review/api/patients/{self.patient}")
        flag = [one for one in shown["flags"] if one["response"] == given["response"]]
        self.assertEqual([(one["tier"], one["item"], one["answer"], one["status"]) for one in flag], [(2, "lh-3", "Often", "active")])
        points = [p for s in shown["scores"] if s["questionnaire"] == invented.ID for p in s["points"]]
        mine = [point for point in points if point["response"] == given["response"]]
        self.assertEqual([(point["value"], point["band"]) for point in mine], [(4, "rough")])
        response = next(one for one in shown["responses"] if one["id"] == given["response"])
        self.assertEqual([item["answer"] for item in response["items"]], ["three lights", "Often", "Often"])

    def test_score_and_flag_are_in_the_export(self):
        invented.write(self.phone.folder / "instruments")
        given = self.answer(self.phone, "one light", 1, 1)
        self.assertEqual(self.phone.sync()["pending"], 0)
        records = self.clinic.export()
        reference = f"QuestionnaireResponse/{given['response']}"
        scored = [o for o in records["Observation"] if o["derivedFrom"][0]["reference"] == reference]
        self.assertEqual([o["valueInteger"] for o in scored], [2])
        self.assertEqual(sum(reference in json.dumps(flag) for flag in records["Flag"]), 1)

    def test_a_broken_form_is_not_taken(self):
        for broken in ("{", "{}", json.dumps({**invented.questionnaire(), "item": []}), json.dumps({**invented.questionnaire(), "id": "a/b"})):
            file = self.place.folder / "broken.json"
            file.write_text(broken)
            with self.subTest(broken=broken[:30]):
                self.assert_refused(self.clinic.run("questionnaire", "add", file))

    def test_other_content_under_the_same_version_is_not_taken(self):
        file = self.place.folder / "other.json"
        file.write_text(json.dumps({**invented.questionnaire(), "title": "Another title"}))
        self.assert_refused(self.clinic.run("questionnaire", "add", file))

    def test_a_form_that_nobody_knows_cannot_be_assigned(self):
        self.assert_refused(self.clinic.run("assign", "--patient", self.patient, "--questionnaire", "no-such-form"))


if __name__ == "__main__":
    unittest.main()
