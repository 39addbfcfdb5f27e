# SPDX-License-Identifier: MIT
"""QEMU's monitor, by the protocol QMP, and what it shares with the other sockets of a machine.

    machine.extra += monitor.options(scratch)
    ... run machine.command(scratch) ...
    monitor.Monitor(scratch).execute("query-status")
"""

import json
import socket
import time


def options(scratch):
    return ["-qmp", f"unix:{scratch}/qmp,server=on,wait=off"]


def connect(path, timeout):
    """A socket of a machine that has just been started: QEMU may not listen yet."""
    end = time.monotonic() + timeout
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(timeout)
    while connection.connect_ex(str(path)) != 0:
        if time.monotonic() > end:
            raise TimeoutError(f"nobody listens at {path}")
        time.sleep(0.02)
    return connection


class Monitor:
    """One at a time: QEMU serves the next when this is closed."""

    def __init__(self, scratch, timeout=30):
        self.socket = connect(f"{scratch}/qmp", timeout)
        self.file = self.socket.makefile("rw")
        self.file.readline()
        self.execute("qmp_capabilities")

    def close(self):
        self.file.close()
        self.socket.close()

    def execute(self, command, **arguments):
        json.dump({"execute": command, "arguments": arguments}, self.file)
        self.file.write("\n")
        self.file.flush()
        while True:
            answer = json.loads(self.file.readline())
            if "event" not in answer:
                assert "return" in answer, answer
                return answer["return"]
