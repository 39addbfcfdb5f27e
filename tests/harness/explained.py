# SPDX-License-Identifier: MIT
"""What a tool may find and let pass, in a text file beside it:

    kernel/cap/cap.c cap_revoke
    - a line of code, without the blanks around it
    + what it was changed to, or nothing, if the tool changes code
    | the rest of a line that is too long
      The reason, which ends the entry.

An entry may have several such lines. Line numbers are not in it: they would change too often."""

import re


def read(path):
    """{(file, function, "-" lines, "+" lines...): reason}: a key per line that begins with "-"."""
    reasons, pending, place = {}, [], None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if re.fullmatch(r"\S+/\S+ \w+", line):
            place = tuple(line.split())
        elif line.startswith("- "):
            pending.append((*place, line[2:]))
        elif line[:2] in ("+ ", "+"):
            pending[-1] += (line[2:],)
        elif line.startswith("| "):
            pending[-1] = (*pending[-1][:-1], pending[-1][-1] + line[1:])
        elif line.startswith("  ") and (pending or reasons):
            if pending:
                last = pending
            for key in last:
                reasons[key] = f"{reasons[key]} {line.strip()}" if key in reasons else line.strip()
            pending = []
        else:
            raise ValueError(f"{path}:{number}: not understood: {line}")
    return reasons
