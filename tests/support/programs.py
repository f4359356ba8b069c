"""The finished programs as a test drives them: a clinic with its server, and phones without a screen.

Everything lies in one temporary folder, which is also HOME, TMPDIR and the cache of what is started.
"""
import ctypes
import json
import os
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

PASSPHRASE = "correct horse battery staple 7"
PASSWORD = "a long clinic password 93"
COMMAND_SECONDS_MAX = 120
PR_SET_PDEATHSIG = 1


def end_with_parent():
    """No server outlives a test that was ended by force."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Refused(AssertionError):
    """A command ended with another code than the test needs."""


class Place:
    """One temporary folder with the surroundings of the programs; removed at the end."""

    def __init__(self, programs):
        self.programs = Path(programs).resolve()
        self.kept = tempfile.TemporaryDirectory(prefix="landfall-test-")
        self.folder = Path(self.kept.name)
        self.passphrase_file = self.folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        for name in ("home", "tmp", "cache", "run"):
            (self.folder / name).mkdir(mode=0o700)
        self.environment = {
            **os.environ,
            "LANDFALL_PASSPHRASE_FILE": str(self.passphrase_file),
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "QT_QPA_PLATFORM": "offscreen",
            "QT_QUICK_BACKEND": "software",
        }

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.kept.cleanup()

    def run(self, program, *arguments, stdin="", prefix=(), environment=None):
        return subprocess.run(
            [*prefix, str(self.programs / program), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=COMMAND_SECONDS_MAX,
            env={**self.environment, **(environment or {})},
            check=False,
        )


def answer_of(run):
    """The JSON a command printed; Refused when it did not end well."""
    if run.returncode != 0:
        raise Refused(f"{' '.join(run.args[:6])}: exit {run.returncode}: {run.stderr.strip()}")
    return json.loads(run.stdout)


class Clinic:
    """A clinic's folder, and its server when it runs."""

    def __init__(self, place, name="clinic"):
        self.place = place
        self.folder = place.folder / name
        self.log = place.folder / f"{name}.log"
        self.address = None
        self.server = None
        self.exports = 0
        self.ask("init", "--name", "Harbour Clinic", "--country", "GB", "--phone", "+44 20 7946 0000")
        self.clinician = self.ask(
            "user", "add", "--email", "lin@example.org", "--name", "Dr Lin", "--role", "clinician", stdin=PASSWORD + "\n"
        )

    def run(self, *arguments, stdin="", **more):
        return self.place.run("landfall-clinic", *arguments, "--data", self.folder, "--json", stdin=stdin, **more)

    def ask(self, *arguments, stdin=""):
        return answer_of(self.run(*arguments, stdin=stdin))

    def add_patient(self, name="Pat Doe"):
        return self.ask("patient", "add", "--name", name, "--clinician", "lin@example.org")["id"]

    def invite(self, patient):
        return self.ask("invite", "--patient", patient)["uri"]

    def serve(self, prefix=()):
        """Starts the server where it was before, and waits for its ready line."""
        if self.address is None:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.address = "127.0.0.1:%d" % free.getsockname()[1]
        with open(self.log, "ab") as log:
            self.server = subprocess.Popen(
                [*prefix, str(self.place.programs / "landfall-clinic"), "serve", "--data", str(self.folder), "--listen", self.address],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self.place.environment,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        line = self.server.stdout.readline()
        if not line.startswith("ready "):
            self.server.wait()
            return False
        return True

    def kill(self):
        """SIGKILL, to the server and to what traces it."""
        if self.server is None:
            return
        try:
            os.killpg(self.server.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.gone()

    def stop(self):
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
        self.gone()

    def gone(self):
        if self.server is not None:
            self.server.wait()
            self.server.stdout.close()
            self.server = None

    def export(self):
        """Every current record on the server, by type."""
        self.exports += 1
        folder = self.place.folder / f"export-{self.folder.name}-{self.exports}"
        self.ask("export", "--to", folder)
        records = {}
        for file in folder.glob("*.ndjson"):
            records[file.stem] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return records


class Phone:
    """A phone's folder, driven by landfall-patient."""

    def __init__(self, place, name="phone"):
        self.place = place
        self.folder = place.folder / name

    def run(self, *arguments, stdin="", at=None, **more):
        moment = ("--at", at) if at else ()
        return self.place.run("landfall-patient", "--data", self.folder, "--json", *moment, *arguments, stdin=stdin, **more)

    def ask(self, *arguments, **more):
        return answer_of(self.run(*arguments, **more))

    def pair(self, clinic, patient):
        """Paired and confirmed. Gives what `pair` printed, with the recovery code."""
        paired = self.ask("pair", "-", stdin=f"{PASSPHRASE}\n{clinic.invite(patient)}\n")
        clinic.ask("confirm", "--device", paired["device"], "--digits", paired["digits"])
        return paired

    def sync(self):
        return self.ask("sync")
