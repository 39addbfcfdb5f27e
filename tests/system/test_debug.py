# SPDX-License-Identifier: MIT
"""`make debug`: gdb stands at the first instruction, stops in the kernel and sees its way there."""

import sys

import pexpect
from conftest import BUILD

PROMPT = r"\(gdb\) "


def test_gdb_stops_in_a_system_call_and_unwinds_to_its_entry():
    script = "tests/harness/qemu.py"
    gdb = pexpect.spawn(sys.executable, [script, str(BUILD), "--boot", "direct", "--debug"],
                        timeout=60, encoding="utf-8", codec_errors="replace",
                        dimensions=(200, 200))
    try:
        gdb.expect(PROMPT)
        for command, answer in (("break entry_system_call", "Breakpoint 1 at"),
                                ("continue", "Breakpoint 1, .*entry_system_call"),
                                ("backtrace", "#0 .*entry_system_call.*#1 .*signal handler"),
                                ("detach", "detached")):
            gdb.sendline(command)
            gdb.expect(answer)
            gdb.expect(PROMPT)
        gdb.sendline("quit")
        gdb.expect(pexpect.EOF)
    finally:
        gdb.close(force=True)
