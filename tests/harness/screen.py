# SPDX-License-Identifier: MIT
"""Reads the text on a guest's screen by comparing pixels with a font. The kernel's is in the build,
the firmware's is learnt from a line that the firmware was made to print.

    machine.extra += monitor.options(scratch)
    ... run machine.command(scratch) ...
    text = screen.Screen(scratch, machine.build).text()
"""

import pathlib
import string
import time

from monitor import Monitor

CELL_WIDTH, CELL_HEIGHT = 8, 16
FIRST = ord(" ")
TEXT_MODE_SIZES = [(720, 400), (640, 400)]
TEXT_BASE, TEXT_COLUMNS, TEXT_LINES = 0xB8000, 80, 25
# OVMF's console is as large as a serial terminal, in the middle of the screen.
FIRMWARE_HEIGHT, FIRMWARE_COLUMNS, FIRMWARE_LINES = 19, 100, 31


def glyphs(build):
    """{rows of pixels: character}"""
    font = (pathlib.Path(build) / "include" / "font.bin").read_bytes()
    count = len(font) // CELL_HEIGHT
    return {font[i * CELL_HEIGHT : (i + 1) * CELL_HEIGHT]: chr(FIRST + i) for i in range(count)}


def cells(picture, height=CELL_HEIGHT, console=None):
    """Lines of cells, each the bytes of its rows, in a PPM file's bytes. A console of (columns,
    lines) is in the middle; without one, cells fill the screen. A black line has no cells."""
    _, width, rows, _, pixels = picture.split(None, 4)
    width, rows = int(width), int(rows)
    pixels = pixels[-width * rows * 3 :]
    columns, lines = console or (width // CELL_WIDTH, rows // height)
    left, top = (0, 0)
    if console:
        left, top = (width - columns * CELL_WIDTH) // 2, (rows - lines * height) // 2
    for start in range(top, top + lines * height, height):
        strip = [pixels[(start + y) * width * 3 :][: width * 3 : 3] for y in range(height)]
        line = []
        if any(map(any, strip)):
            for at in range(left, left + columns * CELL_WIDTH, CELL_WIDTH):
                cell = (row[at : at + CELL_WIDTH] for row in strip)
                line.append(bytes(int("".join("01"[b != 0] for b in row), 2) for row in cell))
        yield line


def decode(lines, font):
    """The lines of text in cells()."""
    unknown = "\N{REPLACEMENT CHARACTER}"
    return ["".join(font.get(cell, unknown) for cell in line).rstrip() for line in lines]


class Screen:
    """Of a machine that was started with monitor.options()."""

    def __init__(self, scratch, build):
        self.scratch = pathlib.Path(scratch)
        self.font = glyphs(build)
        self.monitor = Monitor(scratch)

    def picture(self):
        file = self.scratch / "screen.ppm"
        self.monitor.execute("screendump", filename=str(file))
        return file.read_bytes()

    def lines(self):
        picture = self.picture()
        size = tuple(map(int, picture.split(None, 3)[1:3]))
        if size not in TEXT_MODE_SIZES:
            return decode(cells(picture), self.font)
        file = self.scratch / "cells"
        line = TEXT_COLUMNS * 2
        size = TEXT_LINES * line
        self.monitor.execute("pmemsave", val=TEXT_BASE, size=size, filename=str(file))
        text = file.read_bytes()[::2].decode("cp437")
        starts = range(0, TEXT_LINES * TEXT_COLUMNS, TEXT_COLUMNS)
        return [text[at : at + TEXT_COLUMNS].rstrip(" \0") for at in starts]

    def text(self):
        """What is shown while nothing is being drawn, if that comes within a few pictures: one that
        is taken meanwhile has half a line."""
        before, lines, left = None, self.lines(), 10
        while lines != before and left > 0:
            before, lines, left = lines, self.lines(), left - 1
        return "\n".join(lines)

    def shows(self, text, timeout=5):
        """Does the screen show it, if not now then soon?"""
        end = time.monotonic() + timeout
        try:
            while text not in self.text():
                if time.monotonic() > end:
                    return False
                time.sleep(0.05)
        except OSError:  # the machine has ended meanwhile
            return False
        return True


class FirmwareScreen(Screen):
    """The console that OVMF draws with its own font, while the shell waits behind LESSON."""

    ALPHABET = string.ascii_letters + string.digits + "-_.:,()/"
    # The first line of the script, which the shell prints at the top and then waits for a key.
    LESSON = ["@echo -off", "fs0:", "cls", f"echo {ALPHABET}", "pause -q"]

    def __init__(self, scratch):
        self.scratch = pathlib.Path(scratch)
        self.monitor = Monitor(scratch)
        end = time.monotonic() + 5
        self.font = {}
        while len(self.font) <= len(self.ALPHABET):
            assert time.monotonic() < end, "the firmware's font cannot be learnt"
            top = next(self.cells(), [])
            self.font = dict(zip(top, self.ALPHABET)) | {bytes(FIRMWARE_HEIGHT): " "}

    def cells(self):
        return cells(self.picture(), FIRMWARE_HEIGHT, (FIRMWARE_COLUMNS, FIRMWARE_LINES))

    def lines(self):
        return decode(self.cells(), self.font)
