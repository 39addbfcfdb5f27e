# SPDX-License-Identifier: MIT
"""A running machine's memory bus, by the protocol of QEMU's own device tests: a command a line.
What is written at the local APICs' address is a message-signalled interrupt; `inject-nmi` of QMP
instead goes through the pin LINT1, which the kernel masks."""

from monitor import connect

MSI = 0xFEE00000  # bits 19 to 12: the processor. Intel SDM volume 3, section 11.11.1
MSI_NMI = 4 << 8  # delivery mode


class Bus:
    """Give the machine arguments(path) and connect once QEMU runs."""

    @staticmethod
    def arguments(path):
        return ["-qtest", f"unix:{path},server=on,wait=off", "-qtest-log", "/dev/null"]

    def __init__(self, path, timeout=60):
        self.socket = connect(path, timeout)
        self.lines = self.socket.makefile("r")

    def command(self, text):
        """What comes after OK. A machine that has ended is a ConnectionError."""
        self.socket.sendall(text.encode() + b"\n")
        status, _, value = self.lines.readline().strip().partition(" ")
        if status != "OK":
            raise ConnectionError("the machine has ended")
        return value

    def word(self, address):
        """The 64-bit word at a physical address."""
        return int(self.command(f"readq {address:#x}"), 0)

    def nmi(self, cpu):
        self.command(f"writel {MSI | cpu << 12:#x} {MSI_NMI:#x}")

    def interrupt(self, cpu, vector):
        self.command(f"writel {MSI | cpu << 12:#x} {vector:#x}")
