"""What a program has acknowledged, and whether a phone or a clinic still has exactly that.

Every action carries a mark that no other has: an answer its authored minute, an entry a word. So an
acknowledged action is there exactly once, and one whose acknowledgement a kill cut off at most once.
"""
import base64
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Answered:
    """One submitted PHQ-9, or an attempt at it."""

    values: list
    acknowledged: bool = False
    response: str = ""

    @property
    def total(self):
        return sum(self.values[:9])

    @property
    def dangerous(self):
        return self.values[8] > 0


@dataclass
class Entry:
    """One journal entry. `texts` are those it may have now: the last acknowledged, and an edit that was cut off."""

    texts: list
    private: bool
    acknowledged: bool = False
    id: str = ""
    typed: bool = False  # letter by letter: what a kill leaves may be the beginning of it


@dataclass
class Ledger:
    answers: dict = field(default_factory=dict)  # by authored instant
    entries: dict = field(default_factory=dict)  # by mark
    lost: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    draft: Answered = None  # by touch: its instant is known once it was submitted

    def begin_draft(self, values):
        """The same values until the draft is submitted."""
        if self.draft is None:
            self.draft = Answered(values)

    def submitted(self):
        self.draft.acknowledged = True

    def draft_is_submitted(self):
        return self.draft is None

    def miss(self, what):
        if what not in self.lost:
            self.lost.append(what)
            print("lost: " + what, flush=True)

    def double(self, what):
        if what not in self.doubled:
            self.doubled.append(what)
            print("doubled: " + what, flush=True)

    def check_times(self, what, times, acknowledged):
        """Counts `what` against once, or at most once when nothing was acknowledged."""
        if times == 0 and acknowledged:
            self.miss(what)
        if times > 1:
            self.double(what)

    def check_phone(self, timeline, entries):
        found = {}
        for row in timeline:
            found.setdefault(instant(row["authored"]), []).append(row)
        for authored, answered in self.answers.items():
            rows = found.pop(authored, [])
            self.check_times(f"answer {authored} on the phone", len(rows), answered.acknowledged)
            for row in rows:
                if row["value"] != answered.total:
                    self.miss(f"values of answer {authored} on the phone")
                if answered.response and row["response"] != answered.response:
                    self.miss(f"response of answer {authored} on the phone")
        if self.draft is not None:
            self.place_draft(found)
        for authored in found:
            self.double(f"answer {authored} that nobody gave")
        self.check_entries(entries)

    def place_draft(self, found):
        """An answer whose instant nobody chose is the draft, if the draft was being submitted."""
        for authored, rows in list(found.items()):
            if len(rows) == 1 and rows[0]["value"] == self.draft.total:
                self.draft.acknowledged = True
                self.draft.response = rows[0]["response"]
                self.answers[authored] = self.draft
                self.draft = None
                del found[authored]
                return
        if self.draft.acknowledged:
            self.miss("an answer that was submitted by touch")
            self.draft = None

    def check_entries(self, rows):
        left = list(rows)
        for mark, entry in self.entries.items():
            mine = [row for row in left if belongs(row["text"], mark, entry)]
            left = [row for row in left if row not in mine]
            self.check_times(f"entry {mark} on the phone", len(mine), entry.acknowledged)
            for row in mine:
                if entry.acknowledged and row["text"] not in entry.texts:
                    self.miss(f"text of entry {mark} on the phone")
                if row["private"] != entry.private and entry.acknowledged:
                    self.miss(f"privacy of entry {mark} on the phone")
                if row["conflictOf"]:
                    self.double(f"entry {mark} as a second copy")
        for row in left:
            self.double(f"entry {row['id']} that nobody wrote")

    def check_clinic(self, records):
        responses = records.get("QuestionnaireResponse", [])
        observations = records.get("Observation", [])
        flags = records.get("Flag", [])
        byAuthored = {}
        for response in responses:
            byAuthored.setdefault(instant(response["authored"]), []).append(response)
        for authored, answered in self.answers.items():
            mine = byAuthored.pop(authored, [])
            self.check_times(f"answer {authored} at the clinic", len(mine), answered.acknowledged)
            for response in mine:
                reference = f"QuestionnaireResponse/{response['id']}"
                scored = [o for o in observations if reference in references(o.get("derivedFrom", []))]
                self.check_times(f"score of {authored} at the clinic", len(scored), True)
                raised = [f for f in flags if reference in evidence(f)]
                self.check_times(f"flag of {authored} at the clinic", len(raised), answered.dangerous)
                if scored and scored[0]["valueInteger"] != answered.total:
                    self.miss(f"total of {authored} at the clinic")
        for authored in byAuthored:
            self.double(f"answer {authored} at the clinic that nobody gave")
        self.check_documents(records.get("DocumentReference", []))

    def check_documents(self, documents):
        texts = [base64.b64decode(d["content"][0]["attachment"]["data"]).decode() for d in documents]
        for mark, entry in self.entries.items():
            times = sum(mark in text for text in texts)
            if entry.private:
                if times:
                    self.double(f"private entry {mark} at the clinic")
                continue
            self.check_times(f"entry {mark} at the clinic", times, entry.acknowledged)
            if entry.acknowledged and times == 1 and not any(text in entry.texts for text in texts):
                self.miss(f"text of entry {mark} at the clinic")
        if len(texts) != len(set(texts)):
            self.double("the text of an entry at the clinic")


def instant(text):
    return datetime.fromisoformat(text).timestamp()


def belongs(text, mark, entry):
    return mark in text or (entry.typed and not entry.acknowledged and entry.texts[0].startswith(text))


def references(list_of):
    return [one["reference"] for one in list_of]


def evidence(flag):
    return [e["valueReference"]["reference"] for e in flag.get("extension", []) if "valueReference" in e]
