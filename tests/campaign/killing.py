"""Ways to end a process without warning: at a system call chosen beforehand, or after a random time.

At a system call: strace sends SIGKILL when the nth call of a kind is entered, so the same seed ends the
same command at the same write. Its log, in which acknowledgements stand too, tells whether the kill fell
between the first write to the database and the acknowledgement.
"""
import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

CALLS = ("pwrite64", "fdatasync", "ftruncate")
WEIGHTS = (6, 3, 1)
PATIENCE_SECONDS = 120


@dataclass
class Outcome:
    killed: bool
    in_window: bool
    stdout: str
    stderr: str
    returncode: int


def can_trace():
    """strace, and the right to use it."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def traced(call, nth, log):
    """What to put in front of a command so that it is killed as it enters the nth `call`."""
    trace = "trace=write," + ",".join(CALLS)
    kill = f"inject={call}:signal=SIGKILL:when={nth}"
    return ["strace", "-f", "-qq", "-y", "-s", "80", "-o", str(log), "-e", trace, "-e", kill]


def calls_in(log, database):
    """How often each call touched the database, of a command that was not killed."""
    text = log.read_text(errors="replace")
    return {call: len(re.findall(rf"\b{call}\(\d+<[^>]*", text)) for call in CALLS if database in text}


def fell_in_window(log, database):
    """True when the log ends at a kill with a write to the database after the last acknowledgement."""
    text = log.read_text(errors="replace")
    if "+++ killed by SIGKILL" not in text:
        return False
    written = False
    for line in text.splitlines():
        if re.search(rf"\bpwrite64\(\d+<[^>]*{re.escape(database)}", line) and "= ?" not in line:
            written = True
        if re.search(r"\bwrite\(1<.*(?:ack |\{|\[)", line):
            written = False
    return written


class Started:
    """A process with what it reads, in a group of its own."""

    def __init__(self, command, environment, stdin=""):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
            start_new_session=True,
        )
        self.stdin = stdin

    def finish(self, after_seconds=None):
        """Waits for its end; kills it after that time when one is given."""
        killed = False
        try:
            out, err = self.process.communicate(self.stdin, timeout=after_seconds or PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            killed = after_seconds is not None
            out, err = self.process.communicate()
        code = self.process.returncode
        return Outcome(killed or code in (-signal.SIGKILL, 128 + signal.SIGKILL), False, out, err, code)


def attach(pid, call, nth, log):
    """Traces a running server so that it is killed at its nth `call` from now on."""
    tracer = subprocess.Popen(
        [*traced(call, nth, log), "-p", str(pid)], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and not is_traced(pid):
        if tracer.poll() is not None:
            return None
        time.sleep(0.01)
    return tracer


def is_traced(pid):
    """Every thread, because the one that writes is not the first."""
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as status:
                if re.search(r"^TracerPid:\s*0$", status.read(), re.M):
                    return False
    except (FileNotFoundError, ProcessLookupError):
        return False
    return True


def detach(tracer):
    if tracer is not None:
        if tracer.poll() is None:
            tracer.terminate()
        tracer.communicate()
