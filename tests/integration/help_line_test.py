"""The clinic's own crisis line, from clinic.toml to the card that a locked phone shows; and what a flag is for the staff."""
import json
import unittest

from case import ProgramCase


class HelpLine(ProgramCase):
    @classmethod
    def lift_limits(cls):
        super().lift_limits()
        cls.set_help('line_name = "Harbour night line"\nline_number = "+44 20 7946 0001"\n')

    @classmethod
    def set_help(cls, lines):
        settings = cls.clinic.folder / "clinic.toml"
        before, _, rest = settings.read_text().partition("[help]\n")
        # What was set before stands between the head of the section and its first comment.
        settings.write_text(f"{before}[help]\n{lines}#{rest.partition('#')[2]}")

    def line_on(self, phone):
        card = json.loads((phone.folder / "help.json").read_text())
        return card.get("line", {}).get("channels", [{}])[0].get("number")

    def test_the_line_reaches_a_phone_changes_and_goes(self):
        phone = self.paired("line")
        phone.ask("sync")
        self.assertEqual(self.line_on(phone), "+44 20 7946 0001")
        for lines, number in (('line_name = "Night"\nline_number = "020 7"\n', "020 7"), ("", None)):
            self.clinic.stop()
            self.set_help(lines)
            self.assertTrue(self.clinic.serve(), self.clinic.log.read_text())
            phone.ask("sync")
            self.assertEqual(self.line_on(phone), number)

    def test_pressure_is_a_task_of_the_same_day(self):
        phone = self.paired("pressure")
        phone.ask("answer", "readiness", *["2"] * 6, "8", "1")
        phone.ask("sync")
        tasks = self.clinic.export()["Task"]
        contact = [task for task in tasks if task["code"]["coding"][0]["code"] == "contact-patient"]
        self.assertEqual([task["priority"] for task in contact], ["urgent"])
        # The phone hears nothing of it.
        self.assertNotIn("contact-patient", json.dumps(self.content(phone)))


if __name__ == "__main__":
    unittest.main()
