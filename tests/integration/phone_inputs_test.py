"""Bad inputs at the phone: one clear line, exit code 1, and nothing changed."""
import json
import shutil
import unittest

from case import ProgramCase, files_of


class Answers(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.paired("phone")
        cls.phone.ask("answer", "phq-9", *"111111110")

    def assert_nothing_stored(self, words, *arguments, stdin=""):
        before = self.content(self.phone)
        self.assert_refused(self.phone.run(*arguments, stdin=stdin), words)
        self.assertEqual(self.content(self.phone), before)

    def test_an_unknown_questionnaire(self):
        self.assert_nothing_stored("questionnaire", "answer", "no-such-form", "1", "1")
        self.assert_nothing_stored("questionnaire", "answer", "../phq-9", "1")

    def test_too_many_answers(self):
        self.assert_nothing_stored("answer", "answer", "phq-9", *"11111111111")

    def test_answers_out_of_range(self):
        for value in ("4", "99999999999999999999", "1.5", "x", "", "1e0", "0x1"):
            with self.subTest(value=value):
                self.assert_nothing_stored("stored", "answer", "phq-9", value, *"11111111")

    def test_a_negative_answer(self):
        self.assert_nothing_stored("stored", "answer", "phq-9", "--", "-1", *"11111111")

    def test_too_few_answers_are_an_incomplete_form(self):
        given = self.phone.ask("answer", "phq-9", "1", "1")
        self.assertIsNone(given["scores"][0]["value"])
        self.assertIn(given["response"], [row["response"] for row in self.phone.ask("timeline")])

    def test_seven_of_nine_answers_are_prorated(self):
        given = self.phone.ask("answer", "phq-9", *"1111111", "-", "0")
        self.assertTrue(given["scores"][0]["prorated"])

    def test_a_declined_dangerous_item_is_a_safety_matter(self):
        self.assertEqual(self.phone.ask("answer", "phq-9", *"00000000", "r")["tier"], 1)

    def response_file(self, **changes):
        response = {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "questionnaire": "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0",
            "item": [],
            **changes,
        }
        path = self.place.folder / "response.json"
        path.write_text(json.dumps(response))
        return path

    def test_danger_that_was_saved_says_whom_to_call(self):
        for arguments in (("phq-9", *"000000001"), ("asq", *"00011")):
            run = self.assert_ok(self.phone.run("answer", *arguments))
            self.assertRegex(run.stderr, "not received them yet.*call 999.*help-now")
        self.assertEqual(self.phone.ask("status")["flag"], "saved")
        self.assertIsNone(self.phone.ask("status")["seen"])
        self.assertEqual(self.assert_ok(self.phone.run("answer", "phq-9", *"111111110")).stderr, "")

    def test_what_was_shown_for_danger_is_kept_for_the_clinic_once(self):
        """As the app does (clinical rules 10.1): whom the person was shown, at the flag that it was for."""
        phone = self.paired("shown")
        phone.ask("answer", "phq-9", *"111111111")
        self.assertEqual(phone.sync()["pending"], 0)
        notes = lambda: self.clinic.export().get("Communication", [])
        self.assertEqual(notes(), [])
        run = self.assert_ok(phone.run("answer", "asq", *"00011"))
        said = run.stderr.splitlines()[1:]
        self.assertEqual(said[0], "Emergency: 999")
        self.assertEqual(phone.sync()["pending"], 0)
        (note,) = notes()
        self.assertEqual([one["contentString"] for one in note["payload"]], said)
        self.assertEqual(note["topic"]["coding"][0]["code"], "crisis-resources-shown")

    def test_a_response_of_another_person_or_a_draft(self):
        other = self.response_file(subject={"reference": "Patient/01a208bb-3a30-710c-a85d-bc3dac89a1e1"})
        self.assert_nothing_stored("another person", "answer", "phq-9", "--response", other)
        draft = self.response_file(status="in-progress")
        self.assert_nothing_stored("completed or amended", "answer", "phq-9", "--response", draft)
        mine = self.response_file(subject={"reference": f"Patient/{self.patient}"})
        self.assertEqual(self.phone.ask("answer", "phq-9", "--response", mine)["state"], "saved")

    def test_a_broken_questionnaire_file_is_named_and_all_else_goes_on(self):
        folder = self.phone.folder / "instruments"
        folder.mkdir()
        self.addCleanup(shutil.rmtree, folder)
        (folder / "broken.json").write_text("{")
        run = self.assert_ok(self.phone.run("timeline"))
        self.assertRegex(run.stderr, "instruments/broken.json was left out: .+")
        self.assertTrue(json.loads(run.stdout))
        # A refusal stays one line, and names the file where it may be the reason.
        self.assert_refused(self.phone.run("answer", "phq-9", "9"))
        self.assert_refused(self.phone.run("answer", "broken", "1"), "instruments/broken.json was left out")

    def test_a_questionnaire_file_changed_under_its_version_is_not_used(self):
        folder = self.phone.folder / "instruments"
        folder.mkdir()
        self.addCleanup(shutil.rmtree, folder)
        own = {"resourceType": "Questionnaire", "id": "own", "url": "https://x.example/own", "version": "1.0.0",
               "status": "active", "item": [{"linkId": "a", "type": "boolean", "text": "Are you in danger?"}]}
        (folder / "own.json").write_text(json.dumps(own))
        self.assertEqual(self.phone.ask("answer", "own", "1")["state"], "saved")
        own["item"][0]["text"] = "Are you well?"
        (folder / "own.json").write_text(json.dumps(own))
        self.assert_refused(self.phone.run("answer", "own", "1"), "instruments/own.json was left out: .*version")
        own["version"] = "1.1.0"
        (folder / "own.json").write_text(json.dumps(own))
        self.assertEqual(self.phone.ask("answer", "own", "1")["state"], "saved")

    def test_an_unknown_entry(self):
        nobody = "01a208bb-3a30-710c-a85d-bc3dac89a1e1"
        self.assert_nothing_stored("journal list", "journal", "edit", nobody, stdin="text")
        self.assert_nothing_stored("journal list", "journal", "delete", nobody)

    def test_text_that_is_no_text(self):
        """An entry that no reader could show again is not taken."""
        before = self.content(self.phone)
        run = self.place.run("landfall-patient", "--data", self.phone.folder, "journal", "add", stdin="x" * 2_000_000)
        self.assert_refused(run)
        self.assertEqual(self.content(self.phone), before)

    def test_a_wrong_passphrase(self):
        wrong = self.place.folder / "wrong"
        wrong.write_text("another long passphrase 5\n")
        run = self.phone.run("timeline", environment={"LANDFALL_PASSPHRASE_FILE": str(wrong)})
        self.assert_refused(run, "passphrase")
        self.assertEqual(len(self.phone.ask("timeline")) > 0, True)

    def test_wrong_usage_is_told_from_a_refusal(self):
        self.assertEqual(self.phone.run("answer").returncode, 2)
        self.assertEqual(self.phone.run("no-such-command").returncode, 2)
        self.assertEqual(self.phone.run("today", at="yesterday").returncode, 2)


class TooLarge(ProgramCase):
    def test_answers_that_are_too_large_leave_their_flag_and_say_what_to_shorten(self):
        """A form that no response can hold is not the end of what it says of danger (docs/adr/0015)."""
        phone = self.paired("wordy")
        folder = phone.folder / "instruments"
        folder.mkdir()
        (folder / "wordy.json").write_text(json.dumps(wordy()))
        calm = self.wordy_answers("no")
        self.assert_refused(phone.run("answer", "--response", calm), "at most 704 kib; longest at item t0, t1, t2.*nothing was stored")
        run = phone.run("answer", "--response", self.wordy_answers("yes"))
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        (said,) = run.stderr.splitlines()
        self.assertRegex(said, "kept.*sent.*in danger now: Emergency: 999; .*help-now.*Not saved: .*longest at item t0, t1, t2.*Shorten")
        self.assertNotIn("does not know", said)
        self.assertEqual(phone.ask("status")["flag"], "saved")
        self.assertEqual(phone.ask("timeline"), [])
        self.assertEqual(phone.sync()["pending"], 0)
        at_clinic = self.clinic.export()
        (flag,) = [one for one in at_clinic["Flag"] if "wordy" in json.dumps(one)]
        notes = [one for one in at_clinic["Communication"] if flag["id"] in json.dumps(one["about"])]
        self.assertEqual(len(notes), 1)
        for line in notes[0]["payload"]:
            self.assertIn(line["contentString"], said)
        self.assertEqual([one for one in at_clinic.get("QuestionnaireResponse", []) if "wordy" in one["questionnaire"]], [])

    def wordy_answers(self, harm):
        def text(at):
            return {"linkId": f"t{at}", "answer": [{"valueString": "x" * (10_000 - at)}]}

        harm = {"linkId": "harm", "answer": [{"valueCoding": {"system": "https://x/codes", "code": harm}}]}
        # More than a megabyte: that a file is long must not hide what it says.
        response = {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "questionnaire": "https://x/wordy|1.0.0",
            "item": [harm, *map(text, range(120))],
        }
        path = self.place.folder / "response.json"
        path.write_text(json.dumps(response))
        return path


def wordy():
    """A question about harm and many in own words."""

    def option(code, weight):
        ordinal = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": weight}
        return {"valueCoding": {"system": "https://x/codes", "code": code, "display": code}, "extension": [ordinal]}

    danger = {
        "url": "https://landfall.example/fhir/StructureDefinition/danger",
        "extension": [{"url": "atLeast", "valueInteger": 1}, {"url": "tier", "valueInteger": 2}],
    }
    harm = {"linkId": "harm", "type": "choice", "text": "Harm?", "extension": [danger], "answerOption": [option("no", 0), option("yes", 1)]}
    texts = [{"linkId": f"t{at}", "type": "text", "text": f"Number {at}?"} for at in range(120)]
    return {
        "resourceType": "Questionnaire",
        "id": "wordy",
        "url": "https://x/wordy",
        "version": "1.0.0",
        "status": "active",
        "title": "Wordy",
        "item": [harm, *texts],
    }


class Recovery(ProgramCase):
    def test_the_recovery_code_opens_the_same_content_and_sets_a_new_passphrase(self):
        phone = self.paired("forgetful")
        phone.ask("journal", "add", "--private", stdin="the harbour was quiet")
        before = phone.ask("journal", "list")
        code = phone.pairing["recoveryCode"]
        self.assert_refused(phone.run("restore", stdin=f"{mistyped(code)}\nnew long passphrase 88\n"))
        self.assertEqual(phone.ask("journal", "list"), before)
        self.assert_ok(phone.run("restore", stdin=f"{code}\nnew long passphrase 88\n"))
        self.assert_refused(phone.run("journal", "list"), "passphrase")
        new = self.place.folder / "new"
        new.write_text("new long passphrase 88\n")
        with_new = {"LANDFALL_PASSPHRASE_FILE": str(new)}
        self.assertEqual(phone.ask("journal", "list", environment=with_new), before)

    def test_a_new_code_ends_the_old_one(self):
        phone = self.paired("careful")
        code = phone.ask("recovery-code")["recoveryCode"]
        self.assertNotEqual(code, phone.pairing["recoveryCode"])
        self.assert_refused(phone.run("restore", stdin=phone.pairing["recoveryCode"] + "\nnew long passphrase 88\n"))
        self.assert_ok(phone.run("restore", stdin=code + "\nnew long passphrase 88\n"))


class WithoutNetwork(ProgramCase):
    def test_everything_works_and_sync_says_so(self):
        phone = self.paired("alone")
        phone.sync()
        self.clinic.stop()
        given = phone.ask("answer", "phq-9", *"000000001")
        self.assertEqual(given["tier"], 1)
        entry = phone.ask("journal", "add", stdin="rang my brother")
        phone.ask("journal", "edit", entry["id"], stdin="rang my brother twice")
        self.assertEqual([row["id"] for row in phone.ask("journal", "search", "twic")], [entry["id"]])
        self.assertTrue(phone.ask("help-now")["emergency"])
        offline = phone.sync()
        self.assertEqual(offline["state"], "offline")
        self.assertGreater(offline["pending"], 0)
        self.assertEqual(phone.ask("status")["pending"], offline["pending"])
        self.assertTrue(self.clinic.serve())
        sent = phone.sync()
        self.assertEqual((sent["state"], sent["pending"]), ("received", 0))

    def test_help_now_needs_neither_passphrase_nor_clinic(self):
        nowhere = self.place.folder / "unpaired"
        nowhere.mkdir()
        run = self.place.run("landfall-patient", "--data", nowhere, "--json", "help-now", "--country", "GB")
        self.assertIn("999", self.assert_ok(run).stdout)
        self.assertEqual([name for name in files_of(nowhere) if not name.endswith(".lock")], [])
        for line in json.loads(run.stdout)["lines"]:
            self.assertTrue(line["about"].startswith("Crisis line"), line)
        run = self.place.run("landfall-patient", "--data", nowhere, "--json", "help-now", "--country", "NL")
        self.assertEqual(json.loads(self.assert_ok(run).stdout)["lines"][1], {"name": "113", "number": "0800-0113", "message": None, "hours": None,
                                                                             "channel": "call", "about": "Crisis line: somebody to talk to"})

    def test_what_is_private_never_reaches_the_clinic(self):
        phone = self.paired("discreet")
        phone.ask("journal", "add", "--private", stdin="nobody reads this")
        phone.ask("journal", "add", stdin="the clinic reads this")
        self.assertEqual(phone.sync()["pending"], 0)
        exported = str(self.clinic.export())
        self.assertIn("dGhlIGNsaW5pYyByZWFkcyB0aGlz", exported)
        self.assertNotIn("bm9ib2R5IHJlYWRzIHRoaXM", exported)


def mistyped(code):
    """Another last symbol."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")


if __name__ == "__main__":
    unittest.main()
