"""What a broken or hostile phone says to the server: refused with its code, and nothing is stored."""
import json
import unittest

from case import ProgramCase
from raw_phone import RawPhone, bundle_of, entry_of, refusal_of


class ServerInputs(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.confirmed_phone(cls.patient)

    @classmethod
    def confirmed_phone(cls, patient):
        phone = RawPhone(cls.place.folder)
        status, answer = phone.enrol(cls.clinic.invite(patient))
        assert status == 201, answer
        cls.clinic.ask("confirm", "--device", phone.client, "--digits", phone.digits)
        status, text = phone.take_token()
        assert status == 200, text
        return phone

    def documents(self):
        status, text = self.phone.get(f"/fhir/DocumentReference?patient={self.patient}")
        self.assertEqual(status, 200, text)
        return len(json.loads(text).get("entry", []))

    def assert_post_refused(self, body, status, code, bundle=None):
        before = self.documents()
        given, text = self.phone.post(body, bundle)
        self.assertEqual((given, refusal_of(text)), (status, code))
        self.assertEqual(self.documents(), before)
        return json.loads(text)["issue"][0]

    def test_a_good_bundle_is_taken(self):
        """Without this the refusals below would prove nothing."""
        before = self.documents()
        status, text = self.phone.post(*bundle_of([entry_of(self.patient, "quiet")]))
        self.assertEqual(status, 200, text)
        self.assertEqual(self.documents(), before + 1)

    def test_malformed_json(self):
        good, bundle = bundle_of([entry_of(self.patient, "quiet")])
        bodies = [good[:-1], good + "x", "", "[]" * 3, "{" * 5000, good.replace('"type"', '"type":1,"type"', 1), "\ufeff" + good]
        for body in bodies:
            with self.subTest(body=body[:40]):
                self.assert_post_refused(body, 400, "bad_json", bundle)

    def test_broken_utf8(self):
        good, bundle = bundle_of([entry_of(self.patient, "quiet")])
        self.assert_post_refused(good.encode().replace(b"Patient Note", b"Patient \xff\xfe"), 400, "bad_json", bundle)

    def test_no_bundle(self):
        self.assert_post_refused('{"resourceType":"Patient"}', 400, "bad_bundle")

    def test_an_oversized_bundle(self):
        entries = [entry_of(self.patient, "q" * 100_000) for _ in range(10)]
        self.assert_post_refused(*swap(bundle_of(entries), 413, "too_large"))

    def test_an_oversized_resource(self):
        self.assert_post_refused(*swap(bundle_of([entry_of(self.patient, "q" * 200_000)]), 413, "too_large"))

    def test_too_many_entries(self):
        entries = [entry_of(self.patient, "quiet") for _ in range(101)]
        self.assert_post_refused(*swap(bundle_of(entries), 413, "too_large"))

    def test_another_patients_id(self):
        other = self.clinic.add_patient("Other Person")
        entries = [entry_of(self.patient, "mine"), entry_of(other, "not mine")]
        issue = self.assert_post_refused(*swap(bundle_of(entries), 422, "wrong_patient"))
        self.assertEqual(issue["expression"], ["Bundle.entry[1]"])
        status, text = self.phone.get(f"/fhir/Patient/{other}")
        self.assertEqual((status, refusal_of(text)), (403, "forbidden"))
        status, text = self.phone.get(f"/fhir/Patient/{other}/$landfall-changes")
        self.assertEqual((status, refusal_of(text)), (403, "forbidden"))

    def test_a_document_of_another_patient_cannot_be_taken_over(self):
        other = self.confirmed_phone(self.clinic.add_patient("Owner"))
        entry = entry_of(other.patient, "theirs")
        self.assertEqual(other.post(*bundle_of([entry]))[0], 200)
        mine = entry_of(self.patient, "taken", entry["resource"]["id"])
        status, text = self.phone.post(*bundle_of([mine]))
        self.assertIn(status, (403, 412, 422), text)
        status, text = other.get(f"/fhir/DocumentReference/{entry['resource']['id']}")
        self.assertEqual(json.loads(text)["content"], entry["resource"]["content"])

    def test_the_same_bundle_twice_has_one_effect(self):
        body, bundle = bundle_of([entry_of(self.patient, "once")])
        before = self.documents()
        first = self.phone.post(body, bundle)
        self.assertEqual(first[0], 200, first)
        self.assertEqual(self.phone.post(body, bundle), first)
        self.assertEqual(self.documents(), before + 1)
        self.assert_post_refused(body + " ", 409, "bundle_id_reused", bundle)

    def test_the_token_of_a_revoked_phone(self):
        phone = self.confirmed_phone(self.patient)
        self.assertEqual(phone.get(f"/fhir/Patient/{self.patient}")[0], 200)
        self.clinic.ask("device", "revoke", "--device", phone.client)
        for status, text in (
            phone.get(f"/fhir/Patient/{self.patient}"),
            phone.post(*bundle_of([entry_of(self.patient, "late")])),
            phone.take_token(),
        ):
            self.assertEqual((status, refusal_of(text)), (401, "device_revoked"))

    def test_a_phone_that_waits_gets_no_token(self):
        phone = RawPhone(self.place.folder)
        self.assertEqual(phone.enrol(self.clinic.invite(self.patient))[0], 201)
        status, text = phone.take_token()
        self.assertEqual((status, refusal_of(text)), (403, "device_pending"))

    def test_a_made_up_token(self):
        status, text = self.with_token("A" * 43)
        self.assertEqual(status, 401, text)

    def with_token(self, token):
        known, self.phone.access = self.phone.access, token
        try:
            return self.phone.get(f"/fhir/Patient/{self.patient}")
        finally:
            self.phone.access = known

    def test_a_code_used_by_a_second_phone_stops_both(self):
        uri = self.clinic.invite(self.patient)
        first, second = RawPhone(self.place.folder), RawPhone(self.place.folder)
        self.assertEqual(first.enrol(uri)[0], 201)
        status, answer = second.enrol(uri)
        self.assertEqual((status, refusal_of(json.dumps(answer))), (409, "code_used_twice"))
        run = self.clinic.run("confirm", "--device", first.client, "--digits", first.digits)
        self.assert_refused(run)
        self.assertNotEqual(first.take_token()[0], 200)


def swap(bundle, status, code):
    """In the order of assert_post_refused."""
    body, identifier = bundle
    return body, status, code, identifier


if __name__ == "__main__":
    unittest.main()
