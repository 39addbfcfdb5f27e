# SPDX-License-Identifier: MIT
"""Which folder has what: interfaces of services lie in services/, systems and nothing else in
systems/, and in neither what the kernel needs."""
from pathlib import PurePosixPath

_KERNEL = ("abi", "effects", "errors", "objects", "operations")
_SHARED = ("constants", "types", "structs")


def verify(sources, report):
    """Report what lies in a folder to which it does not belong."""
    for source in sources:
        folder = PurePosixPath(source.path).parent.name
        for section, mark, home in _sections(source):
            if home == "systems" and folder != home or folder == "systems" and home != folder \
                    or home == "kernel" and folder == "services":
                report.error(mark, "IDL0114", f"'{section}' is not looked for in {folder}/; move "
                             f"it to {home}/")


def _sections(source):
    """(section, where it begins, folder to which it belongs)."""
    for section in _KERNEL + _SHARED:
        value = getattr(source, section)
        if value:
            row = value[0] if isinstance(value, tuple) else value
            mark = row[0].mark if isinstance(row, tuple) else row.mark
            yield section, mark, "kernel" if section in _KERNEL else "services"
    for section, home in (("interface", "services"), ("system", "systems")):
        row = getattr(source, section)
        if row is not None:
            yield section, row.name.mark, "kernel" if getattr(row, "kernel", False) else home
