# SPDX-License-Identifier: MIT
"""The little of GDB's remote protocol that it takes to stop a guest and change its memory.
See: GDB manual, appendix E."""

from monitor import connect

REGISTERS = {"rbx": 1, "rdi": 5}  # position in the list of all


class Stub:
    def __init__(self, path, timeout=30):
        self.socket = connect(path, timeout)
        self.file = self.socket.makefile("rb")

    def command(self, text, answers=True):
        packet = f"${text}#{sum(text.encode()) & 0xFF:02x}"
        self.socket.sendall(packet.encode())
        if not answers:
            return ""
        while self.file.read(1) != b"$":
            pass
        answer = b""
        while (byte := self.file.read(1)) != b"#":
            answer += byte
        self.file.read(2)
        self.socket.sendall(b"+")
        return answer.decode()

    def run_to(self, address):
        assert self.command(f"Z1,{address:x},1") == "OK"
        answer = self.command("c")
        assert answer.startswith("T05"), answer
        assert self.command(f"z1,{address:x},1") == "OK"

    def register(self, name):
        everything = bytes.fromhex(self.command("g"))
        return int.from_bytes(everything[REGISTERS[name] * 8 :][:8], "little")

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
