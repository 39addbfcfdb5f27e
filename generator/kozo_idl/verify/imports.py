# SPDX-License-Identifier: MIT
"""Which file takes names from which. What idl/services/ defines is known in its own file and where
that is imported; everything else is known everywhere, and knows nothing of services. Systems name
interfaces, and no types."""
from dataclasses import fields, is_dataclass
from pathlib import PurePosixPath

from kozo_idl.diagnostics import Number, Text, did_you_mean
from kozo_idl.verify.names import check_once

_FOLDER = "services"
# The fields of records that name a type or structure, and those that name arguments only.
_TYPES, _ARGUMENTS = {"type", "element", "base", "events"}, {"require", "effect"}


def service_file(source):
    """The name by which a file is imported, or None."""
    path = PurePosixPath(source.path)
    return path.stem if path.parent.name == _FOLDER else None


def verify(sources, broken, report):
    """Report which names are used that are not imported, and which imports are wrong."""
    files = {service_file(source): source for source in sources if service_file(source)}
    homes = {name: home for home, source in files.items() for name in _defined(source)}
    unread = {mark.file for mark in report.marks()}
    for source in sources:
        own = service_file(source)
        used = {} if source.system else _foreign(source, homes)
        if own is None:
            _of_the_kernel(source, used, report)
            continue
        check_once(source.imports, report)
        missing = [home for home in used if home not in source.imports]
        for home in missing:
            report.error(used[home].mark, "IDL0110", f"'{used[home]}' is defined in "
                         f"{files[home].path}, which is not imported; add `imports: "
                         f"[{', '.join([*source.imports, *missing])}]`")
        _imports(source, None if source.path in unread else used, files, broken, report)
    _circles(files, report)


def _of_the_kernel(source, used, report):
    for home, name in used.items():
        report.error(name.mark, "IDL0113", f"'{name}' is defined for services, in {home}.yaml, and "
                     "what all know depends on none of them; define it outside of services/")
    for name in source.imports[:1]:
        report.error(name.mark, "IDL0113", "only files in services/ import; remove it")


def _imports(source, used, files, broken, report):
    """`used` is None if not all is known that a file uses."""
    for name in source.imports:
        if name not in files and name not in broken:
            report.error(name.mark, "IDL0102", f"there is no file '{name}' in services/"
                         + did_you_mean(name, files))
        elif used is not None and name in files and name not in used \
                and files[name] is not source:
            report.error(name.mark, "IDL0111", f"nothing that '{name}' defines is used here; "
                                               "remove the import")


def _circles(files, report):
    """A file that imports itself, by way of others perhaps, is told of the shortest such way."""
    for start, source in sorted(files.items()):
        ways = [[name] for name in source.imports if name in files]
        seen = set()
        while ways and ways[0][-1] != start:
            way = ways.pop(0)
            if way[-1] not in seen:
                seen.add(way[-1])
                ways += [[*way, name] for name in files[way[-1]].imports if name in files]
        if ways and start == min(ways[0]):
            report.error(ways[0][0].mark, "IDL0112", "the imports form a circle: "
                         f"{' imports '.join([start, *ways[0]])}; put what all of them need into a "
                         "file of its own")


def _defined(source):
    """The names of what a file defines and others may use."""
    return {name for table in (source.constants, source.types, source.structs) for name, _ in table}


def _foreign(source, homes):
    """Home -> the first name from it that a file uses without defining it."""
    used, own = {}, _defined(source)
    for name in _names(source, ""):
        if name in homes and name not in own:
            used.setdefault(homes[name], name)
    return used


def _names(value, attribute):
    """Every name of a type, structure or constant in a record, with its mark."""
    if isinstance(value, Number):
        if value.constant:
            yield Text(value.constant, value.mark)
    elif isinstance(value, Text):
        if attribute in _TYPES:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _names(item, attribute)
    elif is_dataclass(value) and attribute not in _ARGUMENTS:
        for field in fields(value):
            yield from _names(getattr(value, field.name), field.name)
