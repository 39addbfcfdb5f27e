# SPDX-License-Identifier: MIT
"""Reads the text on a guest's screen: pixels are compared with the font that the kernel draws with.

    machine.extra += screen.options(scratch)
    ... run machine.command(scratch) ...
    text = screen.Screen(scratch, machine.build).text()
"""

import json
import pathlib
import socket
import time

CELL_WIDTH, CELL_HEIGHT = 8, 16
FIRST = ord(" ")
TEXT_MODE_SIZES = [(720, 400), (640, 400)]
TEXT_BASE, TEXT_COLUMNS, TEXT_LINES = 0xB8000, 80, 25


def options(scratch):
    return ["-qmp", f"unix:{scratch}/qmp,server=on,wait=off"]


def glyphs(build):
    """{rows of pixels: character}"""
    font = (pathlib.Path(build) / "include" / "font.bin").read_bytes()
    count = len(font) // CELL_HEIGHT
    return {font[i * CELL_HEIGHT : (i + 1) * CELL_HEIGHT]: chr(FIRST + i) for i in range(count)}


def decode(picture, font):
    """The lines of text in a PPM file's bytes."""
    _, width, height, _, pixels = picture.split(None, 4)
    width, height = int(width), int(height)
    pixels = pixels[-width * height * 3 :]
    lines = []
    for top in range(0, height - CELL_HEIGHT + 1, CELL_HEIGHT):
        rows = [pixels[(top + y) * width * 3 :][: width * 3 : 3] for y in range(CELL_HEIGHT)]
        line = ""
        if any(map(any, rows)):
            for left in range(0, width - CELL_WIDTH + 1, CELL_WIDTH):
                cell = (row[left : left + CELL_WIDTH] for row in rows)
                bits = bytes(int("".join("01"[byte != 0] for byte in row), 2) for row in cell)
                line += font.get(bits, "\N{REPLACEMENT CHARACTER}")
        lines.append(line.rstrip())
    return lines


class Screen:
    """The monitor of a machine that was started with options()."""

    def __init__(self, scratch, build):
        self.scratch = pathlib.Path(scratch)
        self.font = glyphs(build)
        self.socket = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + 10
        while True:
            try:
                self.socket.connect(str(self.scratch / "qmp"))
                break
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        self.file = self.socket.makefile("rw")
        self.file.readline()
        self.execute("qmp_capabilities")

    def close(self):
        """Makes room for the next: the monitor serves one at a time."""
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

    def lines(self):
        picture = self.scratch / "screen.ppm"
        self.execute("screendump", filename=str(picture))
        content = picture.read_bytes()
        size = tuple(map(int, content.split(None, 3)[1:3]))
        if size not in TEXT_MODE_SIZES:
            return decode(content, self.font)
        cells = self.scratch / "cells"
        line = TEXT_COLUMNS * 2
        size = TEXT_LINES * line
        self.execute("pmemsave", val=TEXT_BASE, size=size, filename=str(cells))
        text = cells.read_bytes()[::2].decode("cp437")
        starts = range(0, TEXT_LINES * TEXT_COLUMNS, TEXT_COLUMNS)
        return [text[at : at + TEXT_COLUMNS].rstrip(" \0") for at in starts]

    def text(self):
        return "\n".join(self.lines())
