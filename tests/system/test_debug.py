# SPDX-License-Identifier: MIT
"""`make debug`: gdb stands at the first instruction, stops in the kernel and sees its way there."""

import re
import subprocess
import sys

from conftest import BUILD

COMMANDS = """\
set width 0
break entry_system_call
continue
backtrace
detach
quit
"""


def test_gdb_stops_in_a_system_call_and_unwinds_to_its_entry():
    command = [sys.executable, "tests/harness/qemu.py", str(BUILD), "--boot", "direct", "--debug"]
    seen = subprocess.run(command, input=COMMANDS, capture_output=True, text=True,
                          timeout=90).stdout
    assert re.search(r"Breakpoint 1, .*entry_system_call", seen)
    assert re.search(r"#0 .*entry_system_call.*#1 .*signal handler", seen, re.DOTALL)
    assert "detached" in seen
