# SPDX-License-Identifier: MIT
"""Drives the system's prompt over the serial line.

    with Session(Machine(build), log) as session:
        assert "help" in session.run("help")
        assert session.finish("poweroff") == 0
"""

import pathlib
import re
import tempfile

import pexpect
import symbolize
from pexpect.popen_spawn import PopenSpawn
from tap import ANSI

PROMPT = "Init> "
PANIC = re.compile(r"^PANIC[^\r\n]*", re.MULTILINE)


class SessionError(AssertionError):
    """The system did something else than show its prompt; the message has the last output."""


class Session:
    """A booted system that has said `booted`: unless told otherwise, its prompt is waiting."""

    def __init__(self, machine, log, boot_timeout=180, booted=PROMPT):
        self.machine, self.boot_timeout, self.booted = machine, boot_timeout, booted
        self.log = pathlib.Path(log)
        self.boot_text = ""

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="kozo-")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.log.open("w", errors="replace")
        # Pipes, not a pseudo-terminal: nothing but the guest echoes or edits what is typed.
        command = self.machine.command(self.scratch.name)
        self.guest = PopenSpawn(command, encoding="utf-8", codec_errors="replace")
        self.guest.logfile_read = self.file
        try:
            self.boot_text = self.expect(self.booted, self.boot_timeout)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.guest.proc.kill()
        self.guest.proc.wait()
        self.file.close()
        symbolize.append(self.log, self.machine.build)
        self.scratch.cleanup()

    def expect(self, text, timeout=60):
        """Everything before the next occurrence of `text`, without terminal control sequences."""
        wanted = [re.escape(text), PANIC, pexpect.EOF, pexpect.TIMEOUT]
        found = self.guest.expect(wanted, timeout)
        before = ANSI.sub("", self.guest.before or "").replace("\r", "")
        if found != 0:
            why = ["", "panic", "QEMU ended", f"nothing for {timeout} s"][found]
            raise SessionError(f"waiting for {text!r}: {why}; see {self.log}\n{before[-2000:]}")
        return before

    def send(self, keys):
        """Types without pressing Enter."""
        self.guest.send(keys)

    def run(self, command, timeout=60):
        """What a command prints, from the line after its echo to the next prompt."""
        self.send(command + "\r")
        return self.expect(PROMPT, timeout).partition("\n")[2]

    def finish(self, command, timeout=60):
        """Gives a command that ends the machine; QEMU's exit status."""
        self.send(command + "\r")
        found = self.guest.expect([pexpect.EOF, PANIC, pexpect.TIMEOUT], timeout)
        if found != 0:
            raise SessionError(f"{command}: the machine did not end; see {self.log}")
        return self.guest.proc.wait()
