"""A clinic and its patients on a clock that a test moves: days pass between two lines of it.

Every program that is started has its wall clock moved by libclock_ahead.so, the phone's commands and the server alike.
What the test knows of the real time is only how far ahead of it the story is.
"""
import datetime
import time

from programs import PASSWORD, Clinic, Phone
from review import Review, totp


def moment(text):
    """`2026-03-01T09:00+00:00` with its offset."""
    return datetime.datetime.fromisoformat(text)


class MovedClinic(Clinic):
    """A clinic whose server is started again on each day that the test goes to."""

    def __init__(self, place, clock_ahead, at, name="clinic"):
        self.clock_ahead = clock_ahead
        self.ahead_seconds = 0
        self.accounts = {}
        self.pages = {}
        self.place = place
        self.set_clock(at)
        super().__init__(place, name)
        self.accounts["lin@example.org"] = self.clinician["otpauth"]

    def set_clock(self, at):
        self.ahead_seconds = round(moment(at).timestamp() - time.time())
        self.place.environment["LD_PRELOAD"] = str(self.clock_ahead)
        self.place.environment["CLOCK_AHEAD_SECONDS"] = str(self.ahead_seconds)

    def add_clinician(self, email, name):
        made = self.ask("user", "add", "--email", email, "--name", name, "--role", "clinician", stdin=PASSWORD + "\n")
        self.accounts[email] = made["otpauth"]
        return made["id"]

    def go_to(self, at):
        """The server stops, time passes, and it starts again. Who was signed in signs in again when needed."""
        self.stop()
        self.set_clock(at)
        self.pages = {}
        assert self.serve(), self.log.read_text()

    def page(self, email="lin@example.org"):
        """The review interface as this clinician sees it; one session for each start of the server."""
        if email not in self.pages:
            self.pages[email] = Review(self, email, self.accounts[email], self.ahead_seconds)
        return self.pages[email]

    def sign_in(self, email):
        """What the review page's suites on a given server sign in with. Needs a session that nobody has begun yet."""
        return {
            "LANDFALL_REVIEW_URL": f"https://{self.address}/review/",
            "LANDFALL_REVIEW_EMAIL": email,
            "LANDFALL_REVIEW_PASSWORD": PASSWORD,
            "LANDFALL_REVIEW_CODE": totp(self.accounts[email], self.ahead_seconds),
        }


class MovedPhone(Phone):
    """A phone whose owner says when and where they are: `at` holds until it is set again."""

    at = None

    def ask(self, *arguments, at=None, **more):
        return super().ask(*arguments, at=at or self.at, **more)
