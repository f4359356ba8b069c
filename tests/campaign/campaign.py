#!/usr/bin/env python3
"""Kills phone and clinic at any moment while a patient answers, writes and syncs, and counts what is lost or doubled.

    campaign.py --bin BUILD/bin [--seed N] [--size N | --phone-kills N --qml-kills N --clinic-kills N]

A size of 10 is 160 kills of landfall-patient, 40 of the QML app and 50 of the server. After every kill the
program is started again and asked what it has; at the end the clinic's export is compared as well. The last
line says what was found; the exit code is 1 unless nothing was lost and nothing doubled.
"""
import argparse
import json
import random
import signal
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

import killing
from ledger import Answered, Entry, Ledger
from programs import Clinic, Phone, Place

FIRST_MOMENT = datetime(2026, 1, 1, 8, 0, tzinfo=timezone.utc)
CALLS_AT_FIRST = {"pwrite64": 70, "fdatasync": 5, "ftruncate": 1}
SITTING_CALLS = {"pwrite64": 500, "fdatasync": 40, "ftruncate": 10}
SERVER_CALLS = {"pwrite64": 12, "fdatasync": 2, "ftruncate": 1}
PHONE_DATABASE, CLINIC_DATABASE = "landfall.db", "clinic.db"
PHONE_SECONDS, SITTING_SECONDS, SERVER_SECONDS = 0.9, 4.0, 0.5
TRACED_SHARE = 0.7
TRIES_MAX = 8
# Far more syncs than a phone makes: how often one may call is not what is tested here.
LIMITS = ("tokens-per-minute-per-device", "syncs-per-minute-per-device", "handshakes-per-second-per-address")


def say(text):
    print(text, flush=True)


class Campaign:
    def __init__(self, place, seed, tells=False):
        self.tells = tells
        self.place = place
        self.random = random.Random(seed)
        self.traces = killing.can_trace()
        self.ledger = Ledger()
        self.marks = 0
        self.draft = None  # what the QML app is answering: values, and how far it was acknowledged
        self.kills = {"phone": 0, "qml": 0, "clinic": 0}
        self.in_window = {"phone": 0, "qml": 0, "clinic": 0}
        self.calls = {}
        self.clinic = Clinic(place)
        self.lift_limits()
        self.patient = self.clinic.add_patient()
        self.phone = Phone(place)
        self.serve()
        self.phone.pair(self.clinic, self.patient)
        self.phone.sync()

    def lift_limits(self):
        settings = self.clinic.folder / "clinic.toml"
        settings.write_text(settings.read_text() + "".join(f"{name} = 100000\n" for name in LIMITS))

    def serve(self):
        if not self.clinic.serve():
            raise AssertionError("the server did not start again: " + self.clinic.log.read_text()[-500:])

    # What a patient does. Each gives the command, its input, and what to note when it was acknowledged.

    def mark(self):
        self.marks += 1
        return f"m{self.marks:05d}{self.random.choice('abcdefgh')}"

    def an_answer(self):
        values = [self.random.randint(0, 3) for _ in range(8)] + [self.random.choice((0, 0, 1, 2))]
        self.marks += 1
        moment = FIRST_MOMENT + timedelta(minutes=self.marks)
        answered = self.ledger.answers[moment.timestamp()] = Answered(values)

        def note(printed):
            answered.acknowledged = True
            answered.response = printed["response"]

        return ["--at", moment.isoformat(), "answer", "phq-9", *map(str, values)], "", note

    def an_entry(self):
        mark, private = self.mark(), self.random.random() < 0.4
        text = f"{mark} " + " ".join(self.random.choices(("harbour", "quiet", "morning", "brother", "light"), k=20))
        entry = self.ledger.entries[mark] = Entry([text], private)

        def note(printed):
            entry.acknowledged = True
            entry.id = printed["id"]

        return ["journal", "add", *(["--private"] if private else [])], text, note

    def an_edit(self):
        known = sorted(mark for mark, entry in self.ledger.entries.items() if entry.id and not entry.typed)
        if not known:
            return self.an_entry()
        mark = self.random.choice(known)
        entry = self.ledger.entries[mark]
        text = f"{mark} edited " + self.mark().replace("m", "n", 1)
        entry.texts.append(text)

        def note(_):
            entry.texts[:] = [text]

        return ["journal", "edit", entry.id], text, note

    def a_sync(self):
        return ["sync"], "", lambda _: None

    def a_look(self):
        """Opening alone; after a kill it rolls back what was half written."""
        return ["status"], "", lambda _: None

    # Kills.

    def choose_call(self, kind, at_first, tried=0):
        known = self.calls.setdefault(kind, dict(at_first))
        call = self.random.choices(killing.CALLS, killing.WEIGHTS)[0]
        return call, self.random.randint(1, max(1, known[call] // (1 + tried)))

    def run_to_kill(self, kind, command, stdin, at_first, seconds_max, tried=0):
        """Runs a command with a kill planned: the sooner, the more often one was tried in vain. Says whether it came to it."""
        after = self.random.uniform(0.02, seconds_max / (1 + tried))
        is_traced = self.random.random() < TRACED_SHARE
        if not (self.traces and is_traced):
            return killing.Started(command, self.place.environment, stdin).finish(after)
        call, nth = self.choose_call(kind, at_first, tried)
        log = self.place.folder / "trace"
        outcome = killing.Started(killing.traced(call, nth, log) + command, self.place.environment, stdin).finish()
        if outcome.killed:
            outcome.in_window = killing.fell_in_window(log, PHONE_DATABASE)
        else:
            self.calls[kind].update(killing.calls_in(log, PHONE_DATABASE))
        log.unlink()
        return outcome

    def phone_kill(self):
        program = [str(self.place.programs / "landfall-patient"), "--data", str(self.phone.folder), "--json"]
        while True:
            act = self.random.choices(
                (self.an_answer, self.an_entry, self.an_edit, self.a_sync, self.a_look), (30, 25, 15, 25, 5)
            )[0]
            arguments, stdin, note = act()
            outcome = self.run_to_kill(act.__name__, program + arguments, stdin, CALLS_AT_FIRST, PHONE_SECONDS)
            printed = outcome.stdout.strip()
            if printed.endswith(("}", "]")):
                note(json.loads(printed))
            elif not outcome.killed:
                self.ledger.miss(f"{act.__name__} was refused: {outcome.stderr.strip()}")
            if outcome.killed:
                return self.count("phone", outcome)

    def count(self, side, outcome):
        self.kills[side] += 1
        self.in_window[side] += outcome.in_window
        self.check_phone()

    def qml_kill(self):
        for tried in range(TRIES_MAX):
            self.prepare_sitting()
            outcome = self.sit(tried)
            if outcome.killed:
                return self.count("qml", outcome)
            self.check_phone()
        raise AssertionError("the QML app always ended before it was killed")

    def prepare_sitting(self):
        """PHQ-9 has to be due, with the values of this draft fixed from its first question on."""
        if self.draft is None:
            values = [self.random.randint(0, 3) for _ in range(8)] + [self.random.choice((0, 0, 1)), self.random.randint(0, 3)]
            self.draft = {"values": values, "acknowledged": 0}
        today = self.phone.ask("today")
        if not any(row["id"] == "phq-9" for row in today):
            self.clinic.ask("assign", "--patient", self.patient, "--questionnaire", "phq-9")
            synced = self.phone.sync()
            if not any(row["id"] == "phq-9" for row in self.phone.ask("today")):
                self.ledger.miss(f"an assignment: sync said {synced}")

    def sit(self, tried):
        marks = [self.mark() for _ in range(2)]
        texts = [f"{mark} by touch {self.random.choice(('alpha', 'bravo', 'delta'))}" for mark in marks]
        command = [str(self.place.programs / "landfall-thumb"), "--data", str(self.phone.folder)]
        command += ["--values", ",".join(map(str, self.draft["values"]))]
        self.ledger.begin_draft(self.draft["values"])
        for mark, text in zip(marks, texts):
            self.ledger.entries[mark] = Entry([text], True, typed=True)
            command += ["--entry", text]
        outcome = self.run_to_kill("sitting", command, "", SITTING_CALLS, SITTING_SECONDS, tried)
        if self.tells:
            say(f"sitting: {outcome.stdout.split(chr(10))} killed {outcome.killed} in window {outcome.in_window}")
        self.note_sitting(outcome, dict(zip(texts, marks)))
        return outcome

    def note_sitting(self, outcome, marks):
        for line in outcome.stdout.splitlines():
            words = line.split(" ", 2)
            if words[0] == "at" and int(words[1]) + (words[2] == "answered") <= self.draft["acknowledged"]:
                self.ledger.miss(f"answer {self.draft['acknowledged']} of a draft: it goes on {line}")
            elif words[:2] == ["ack", "answer"]:
                self.draft["acknowledged"] = max(int(words[2]), self.draft["acknowledged"])
            elif words[:2] == ["ack", "submit"]:
                self.ledger.submitted()
            elif words[:2] == ["ack", "entry"]:
                self.ledger.entries[marks[words[2]]].acknowledged = True
        if not outcome.killed and outcome.returncode != 0:
            raise AssertionError("the app got stuck: " + outcome.stderr[-500:])

    def clinic_kill(self):
        for act in (self.an_answer, self.an_entry):
            arguments, stdin, note = act()
            note(self.phone.ask(*arguments, stdin=stdin))
        for tried in range(TRIES_MAX):
            if self.sync_and_kill_server(tried):
                self.kills["clinic"] += 1
                self.clinic.kill()
                self.serve()
                self.phone.sync()
                return self.check_phone()
            arguments, stdin, note = self.an_entry()
            note(self.phone.ask(*arguments, stdin=stdin))
        raise AssertionError("the server was never killed in time")

    def sync_and_kill_server(self, tried):
        """A sync that pushes, and the server killed while it works on it."""
        command = [str(self.place.programs / "landfall-patient"), "--data", str(self.phone.folder), "--json", "sync"]
        server, tracer, log = self.clinic.server, None, self.place.folder / "trace"
        after = self.random.uniform(0.02, SERVER_SECONDS / (1 + tried))
        if self.traces and self.random.random() < TRACED_SHARE:
            tracer = killing.attach(server.pid, *self.choose_call("bundle", SERVER_CALLS, tried), log)
        sync = killing.Started(command, self.place.environment)
        if tracer is None:
            try:
                sync.process.wait(after)
            except killing.subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        outcome = sync.finish()
        if outcome.returncode != 0:
            self.ledger.miss("a sync that was cut off: " + outcome.stderr.strip())
        if tracer is not None:
            if server.poll() is None:
                killing.detach(tracer)
            else:
                tracer.communicate()
                self.in_window["clinic"] += killing.fell_in_window(log, CLINIC_DATABASE)
        return server.poll() is not None

    # Checks.

    def check_phone(self):
        status = self.phone.ask("status")
        if status["locked"] or not status["paired"]:
            self.ledger.miss(f"the phone: {status['standing']}")
        if status["rejected"] or status["conflicts"]:
            self.ledger.double(f"{status['rejected']} rejected, {status['conflicts']} conflicts")
        self.ledger.check_phone(self.phone.ask("timeline"), self.phone.ask("journal", "list"))
        if self.draft and self.ledger.draft_is_submitted():
            self.draft = None
        if self.draft and self.draft["acknowledged"]:
            rows = [row for row in self.phone.ask("today") if row["id"] == "phq-9"]
            # With no row at all another answer has served the request; the draft waits for the next one.
            if rows and not rows[0]["begun"]:
                self.ledger.miss(f"a draft with {self.draft['acknowledged']} acknowledged answers: {rows}")

    def finish(self):
        for _ in range(TRIES_MAX):
            if self.phone.sync()["pending"] == 0 and self.phone.ask("status")["pending"] == 0:
                break
        else:
            self.ledger.miss("what was still waiting after the last sync")
        self.check_phone()
        self.ledger.check_clinic(self.clinic.export())
        self.clinic.stop()
        self.clinic.ask("check")

    def run(self, order):
        kill = {"phone": self.phone_kill, "qml": self.qml_kill, "clinic": self.clinic_kill}
        for number, side in enumerate(order, 1):
            kill[side]()
            if number % 10 == 0:
                say(f"campaign: {number} of {len(order)} kills, {len(self.ledger.lost)} lost, {len(self.ledger.doubled)} doubled")
        self.finish()

    def report(self):
        phone = self.kills["phone"] + self.kills["qml"]
        window = self.in_window["phone"] + self.in_window["qml"]
        say(
            f"campaign: {phone + self.kills['clinic']} kills ({phone} phone of which {window} in the write window, "
            f"{self.kills['qml']} qml, {self.kills['clinic']} clinic of which {self.in_window['clinic']} in the write window): "
            f"{len(self.ledger.lost)} lost, {len(self.ledger.doubled)} doubled"
        )
        return 1 if self.ledger.lost or self.ledger.doubled else 0


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bin", required=True, help="folder of the programs")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--size", type=int, default=1)
    options.add_argument("--phone-kills", type=int)
    options.add_argument("--qml-kills", type=int)
    options.add_argument("--clinic-kills", type=int)
    options.add_argument("--tell", action="store_true", help="print what each sitting with the app acknowledged")
    chosen = options.parse_args()
    counts = {
        "phone": chosen.phone_kills if chosen.phone_kills is not None else 16 * chosen.size,
        "qml": chosen.qml_kills if chosen.qml_kills is not None else 4 * chosen.size,
        "clinic": chosen.clinic_kills if chosen.clinic_kills is not None else 5 * chosen.size,
    }
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that folder and server go with us
    order = [side for side, count in counts.items() for _ in range(count)]
    random.Random(chosen.seed).shuffle(order)
    with Place(chosen.bin) as place:
        campaign = Campaign(place, chosen.seed, chosen.tell)
        try:
            campaign.run(order)
        except AssertionError as failure:
            campaign.ledger.miss(str(failure))
        finally:
            campaign.clinic.kill()
        return campaign.report()


if __name__ == "__main__":
    sys.exit(main())
