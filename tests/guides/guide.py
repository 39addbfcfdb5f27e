# SPDX-License-Identifier: MIT
"""Carries out a guide: its fenced blocks, in order, in a copy of the tree.

    ```diff             a change, made with `git apply`
    ```c PATH           a new file (any language)
    ```console          `$ command` on the host, `Init> command` at the prompt of a system that the
                        command before it booted, and what they print
    ```text             only to be read

Shown output must come line by line; a line `...` stands for any lines, `...` within a line for any
text, and every number for any number, because times and sizes differ, unless the block is a
```console exact. A command must succeed, or
fail if the shown output ends in make's `*** ... Error`. A booted system is left by `poweroff`.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess

import pexpect
from pexpect.popen_spawn import PopenSpawn
from session import PROMPT
from tap import ANSI

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What the make around this test says to its own children is nothing to those of the guide.
ENVIRONMENT = {
    key: value
    for key, value in os.environ.items()
    if not key.startswith(("MAKE", "MFLAGS", "KOZO_", "PYTHON"))
}


class Mistake(AssertionError):
    """The guide and the tree disagree; the message says where in the guide."""


def blocks(text):
    """(line, language, path or None, body) of each fenced block."""
    for match in FENCE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, *match.groups()


def copy_of_the_tree(to, build):
    """What git knows and what is not ignored, with the build, so that little is built anew."""
    listed = subprocess.check_output(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    )
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    for name in [build, "build/generated.mk"]:
        subprocess.run(["cp", "-a", "--parents", name, to], cwd=ROOT, check=False)
    identity = ["-c", "user.name=guide", "-c", "user.email=guide@localhost"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "start"]):
        subprocess.run(["git", *command], cwd=to, check=True)


def pattern(line, exact):
    """What a shown line stands for, as a regular expression."""

    def stands_for(part):
        if part == "...":
            return ".*"
        if part.isspace():
            return " +"
        return r"\d+" if part.isdigit() and not exact else re.escape(part)

    return "".join(map(stands_for, re.split(r"(\.\.\.|\d+| +)", line.strip())))


def disagreement(shown, printed, exact):
    """The first shown line that what was printed does not have in its place, or None."""
    lines, position, free = [line.strip() for line in printed if line.strip()], 0, False
    for line in filter(str.strip, shown):
        if line.strip() == "...":
            free = True
            continue
        wanted = re.compile(pattern(line, exact))
        last = len(lines) if free else position + 1
        found = [i for i in range(position, min(last, len(lines))) if wanted.fullmatch(lines[i])]
        if not found:
            return line
        position, free = found[0] + 1, False
    return None if free or position == len(lines) else f"(nothing) instead of {lines[position]!r}"


class Console:
    """The commands of one ```console block."""

    def __init__(self, folder, timeout):
        self.folder, self.timeout, self.guest = folder, timeout, None

    def host(self, command, shown):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=self.timeout,
        )
        must_fail = any(re.match(r"make.*\*\*\* .*Error", line) for line in shown)
        if (done.returncode != 0) != must_fail:
            raise Mistake(f"`{command}` ended with {done.returncode}:\n{done.stdout[-1500:]}")
        return done.stdout

    def boot(self, command):
        self.guest = PopenSpawn(
            ["bash", "-c", command],
            cwd=str(self.folder),
            env=ENVIRONMENT,
            encoding="utf-8",
            codec_errors="replace",
            preexec_fn=os.setsid,
        )
        return self.until(PROMPT)

    def prompt(self, command):
        self.guest.send(command + "\r")
        text = self.until(pexpect.EOF if command == "poweroff" else PROMPT)
        return text.partition("\n")[2]

    def until(self, wanted):
        ends = [pexpect.TIMEOUT] if wanted is pexpect.EOF else [pexpect.EOF, pexpect.TIMEOUT]
        wanted = re.escape(wanted) if isinstance(wanted, str) else wanted
        found = self.guest.expect([wanted, *ends], self.timeout)
        text = ANSI.sub("", self.guest.before or "").replace("\r", "")
        if found != 0:
            raise Mistake(f"the system goes another way:\n{text[-1500:]}")
        return text

    def close(self):
        if self.guest and self.guest.proc.poll() is None:
            os.killpg(self.guest.pid, signal.SIGKILL)
            self.guest.proc.wait()


def steps(body):
    """(prefix, command, shown lines) of a console block; a command's lines end at the next."""
    found = []
    for line in body.splitlines():
        prefix = next((p for p in ("$ ", PROMPT) if line.startswith(p)), None)
        if prefix:
            found.append((prefix, line[len(prefix) :], []))
        else:
            found[-1][2].append(line)
    return found


def run_console(folder, body, exact, timeout):
    console, listed = Console(folder, timeout), steps(body)
    try:
        for index, (prefix, command, shown) in enumerate(listed):
            booting = prefix == "$ " and [step[0] for step in listed[index + 1 :]][:1] == [PROMPT]
            if prefix == PROMPT:
                text = console.prompt(command)
            else:
                text = console.boot(command) if booting else console.host(command, shown)
            wrong = disagreement(shown or ["..."], text.splitlines(), exact)
            if wrong:
                raise Mistake(f"`{command}` does not print {wrong!r}; it prints:\n{text[-1500:]}")
        if console.guest and console.guest.proc.wait(30) != 0:
            raise Mistake(f"the system ended with {console.guest.proc.returncode}")
    finally:
        console.close()


def run(page, folder, timeout=300):
    """Carries out every block of a page in `folder`."""
    for line, language, path, body in blocks(page.read_text()):
        try:
            if language == "diff":
                subprocess.run(
                    ["git", "apply", "-"], cwd=folder, input=body, text=True, check=True
                )
            elif language == "console":
                run_console(folder, body, path == "exact", timeout)
            elif path:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(body)
            elif language != "text":
                raise Mistake(f"what is to be done with a block of {language}?")
        except Exception as error:
            raise Mistake(f"{page.name}, block in line {line}: {error}") from error
