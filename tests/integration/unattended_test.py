"""What a served clinic does by itself, with nobody looking at the review page."""
import time
import unittest

from case import ProgramCase

WAIT_SECONDS_MAX = 60


class Unattended(ProgramCase):
    def wait_for_tasks(self, beginning):
        until = time.monotonic() + WAIT_SECONDS_MAX
        while time.monotonic() < until:
            found = [task for task in self.clinic.export().get("Task", []) if task["id"].startswith(beginning)]
            if found:
                return found
        self.fail(f"no task {beginning} in {WAIT_SECONDS_MAX} seconds")

    def test_a_missed_visit_becomes_work_for_the_staff(self):
        self.clinic.ask("plan", "--patient", self.patient, "--start", "2025-02-03", "--zone", "Europe/London")
        self.clinic.ask("session", "--patient", self.patient, "--date", "2025-03-03")
        self.clinic.stop()
        self.assertTrue(self.clinic.serve(), self.clinic.log.read_text())
        found = self.wait_for_tasks("missed-")
        self.assertEqual({task["status"] for task in found}, {"requested"})
        self.assertEqual({task["for"]["reference"] for task in found}, {f"Patient/{self.patient}"})


if __name__ == "__main__":
    unittest.main()
