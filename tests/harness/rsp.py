# SPDX-License-Identifier: MIT
"""The little of GDB's remote protocol that it takes to stop a guest, walk it and change it.
See: GDB manual, appendix E."""

from monitor import connect

# First byte and size in the list of all, which QEMU defines (gdb-xml/i386-64bit.xml).
REGISTERS = {"rbx": (8, 8), "rdi": (40, 8), "rsp": (56, 8), "rip": (128, 8),
             "eflags": (136, 4), "cs": (140, 4), "ss": (144, 4), "gs_base": (172, 8)}
STEPS = 5


class Stub:
    def __init__(self, path, timeout=30):
        self.socket = connect(path, timeout)
        self.file = self.socket.makefile("rb")

    def command(self, text, answers=True):
        packet = f"${text}#{sum(text.encode()) & 0xFF:02x}"
        self.socket.sendall(packet.encode())
        if not answers:
            return ""
        while (byte := self.file.read(1)) != b"$":
            if not byte:
                raise ConnectionError("the machine has ended")
        answer = b""
        while (byte := self.file.read(1)) != b"#":
            answer += byte
        self.file.read(2)
        self.socket.sendall(b"+")
        return answer.decode()

    def stop_at(self, address):
        assert self.command(f"Z1,{address:x},1") == "OK"

    def stop_no_more_at(self, address):
        assert self.command(f"z1,{address:x},1") == "OK"

    def go(self):
        """To the next place to stop at."""
        answer = self.command("c")
        assert answer.startswith("T05"), answer

    def step(self):
        """One instruction, with interrupts held off; the timers go on, which QEMU would not start
        again. A busy QEMU may stop before the instruction, which then is still to come; each
        that is stepped over changes rip or rsp."""
        assert self.command("Qqemu.sstep=3") == "OK"
        before = self.registers()
        for _ in range(STEPS):
            answer = self.command("s")
            assert answer.startswith("T05"), answer
            if self.registers() != before:
                return
        raise AssertionError(f"nothing happens in {STEPS} steps")

    def run_to(self, address):
        self.stop_at(address)
        self.go()
        self.stop_no_more_at(address)

    def registers(self):
        """All, as bytes."""
        return bytes.fromhex(self.command("g"))

    @staticmethod
    def difference(before, after):
        """Of what registers() told twice, what is not the same: names, or where in the list."""
        names = {at + byte: name for name, (at, size) in REGISTERS.items() for byte in range(size)}
        return sorted({names.get(at, f"byte {at}")
                       for at, (one, other) in enumerate(zip(before, after, strict=True))
                       if one != other})

    def register(self, name):
        at, size = REGISTERS[name]
        return int.from_bytes(self.registers()[at : at + size], "little")

    def set_registers(self, **values):
        everything = bytearray(self.registers())
        for name, value in values.items():
            at, size = REGISTERS[name]
            everything[at : at + size] = value.to_bytes(size, "little")
        assert self.command(f"G{everything.hex()}") == "OK"

    def word(self, address):
        return int.from_bytes(self.read(address, 8), "little")

    def read(self, address, size):
        content = b""
        while len(content) < size:
            part = min(1024, size - len(content))
            answer = bytes.fromhex(self.command(f"m{address + len(content):x},{part:x}"))
            content += answer
        return content

    def write(self, address, content):
        for at in range(0, len(content), 1024):
            part = content[at : at + 1024]
            command = f"M{address + at:x},{len(part):x}:{part.hex()}"
            assert self.command(command) == "OK"

    def leave(self):
        """The guest goes on."""
        self.command("D")
        self.socket.close()
