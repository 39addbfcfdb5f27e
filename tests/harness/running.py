# SPDX-License-Identifier: MIT
"""A started machine whose serial output is collected, whatever it is."""

import os
import selectors
import subprocess
import time

from tap import ANSI


class Running:
    def __init__(self, machine, scratch):
        self.process = subprocess.Popen(
            machine.command(scratch),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.raw = b""
        self.ended = False
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.process.stdout, selectors.EVENT_READ)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.selector.close()
        self.process.stdout.close()
        self.process.stdin.close()

    def text(self):
        plain = ANSI.sub("", self.raw.decode(errors="replace"))
        return plain.replace("\r", "")

    def type(self, keys):
        try:
            os.write(self.process.stdin.fileno(), keys.encode())
        except BrokenPipeError:  # the machine has ended: there is nobody to hear it
            pass

    def wait(self, done, timeout=60):
        """Reads until done(text); false at the end of the machine or when it has fallen silent for
        `timeout` seconds."""
        last = time.monotonic()
        while not done(self.text()):
            if not self.selector.select(max(0, last + timeout - time.monotonic())):
                return False
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                self.ended = True
                return done(self.text())
            self.raw += data
            last = time.monotonic()
        return True
