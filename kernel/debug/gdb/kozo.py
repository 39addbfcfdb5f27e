# SPDX-License-Identifier: MIT
"""gdb's commands for KOZO; `make debug` loads them, and `source kernel/debug/gdb/kozo.py` does."""

import pathlib
import sys

import gdb
import gdb.printing

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.dont_write_bytecode = True  # generated/ holds what is committed and nothing else
sys.path[:0] = [str(HERE), str(ROOT / "generated" / "debug"), str(ROOT / "tests" / "harness")]

import kozo_printers  # noqa: E402
import kozo_show  # noqa: E402
from kozo_memory import Damaged  # noqa: E402
from kozo_objects import Snapshot  # noqa: E402

SHOWN_DAMAGE = 10


class Kozo(gdb.Command):
    """What the kernel holds at this moment.

Threads and CNodes go by the name of their program, by physical address or by a pointer; more
threads of a program are called NAME#2 and so on. A slot is NAME[INDEX] of a CNode, NAME.BINDING of
a thread (cspace, aspace, budget, buffer, faults), NAME:HANDLE as the thread knows it, or @ADDRESS.
What contradicts itself is told at the end, in lines that begin with `damaged:`."""

    def __init__(self):
        super().__init__("kozo", gdb.COMMAND_STATUS, prefix=True)


class Show(gdb.Command):
    """A command that prints lines."""

    def __init__(self, name, lines, arguments, text):
        self.lines, self.arguments = lines, arguments
        self.__doc__ = f"{text}\nUsage: kozo {' '.join([name, *arguments])}"
        super().__init__(f"kozo {name}", gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        given = gdb.string_to_argv(argument)
        if len(given) != len(self.arguments):
            raise gdb.GdbError(self.__doc__.splitlines()[-1])
        try:
            snapshot = Snapshot()
        except Damaged as damage:
            raise gdb.GdbError(f"damaged: {damage}") from None
        try:
            for line in self.lines(snapshot, *given):
                print(line)
        except Damaged as damage:
            snapshot.note(str(damage))
        finally:
            for text in snapshot.damage[:SHOWN_DAMAGE]:
                print(f"damaged: {text}")
            if len(snapshot.damage) > SHOWN_DAMAGE:
                print(f"damaged: and {len(snapshot.damage) - SHOWN_DAMAGE} more")


Kozo()
for row in (
    ("threads", kozo_show.threads, (), "Every thread: its state, what it waits for, where it is."),
    ("bt", kozo_show.backtrace, ("THREAD",), "The callers of a thread in its program."),
    ("cnodes", kozo_show.cnodes, (), "Every CNode, and who may use it."),
    ("caps", kozo_show.caps, ("THREAD|CNODE",), "What is bound to a thread, what is in a CNode, "
     "and from which slot each comes; by the name of a program, both."),
    ("tree", kozo_show.tree, ("SLOT",), "A capability and all that were derived from it."),
    ("endpoints", kozo_show.endpoints, (), "Every endpoint and who waits there, with priorities."),
    ("queues", kozo_show.queues, (), "Run queues: what runs on each CPU, which budgets are ready, "
     "by priority, and which are spent."),
):
    Show(*row)
gdb.printing.register_pretty_printer(gdb.current_objfile(), kozo_printers.collection(), True)
