# SPDX-License-Identifier: MIT
"""The lock as a file: what is written to it, where breaks are told, and numbers that are gone.
Which edits break is told in corpus.py."""
import json
import random
import re

import overlay
import pytest
from kozo_idl.compat import ADDITIVE, compare
from kozo_idl.contracts import keep


def edit(idl, file, old, new):
    path = idl / file
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def raise_versions(idl):
    """Of everything by one."""
    for path in (idl / "abi.yaml", *(idl / "services").glob("*.yaml")):
        path.write_text(re.sub(r"^( *version: )(\d+)", lambda found: found[1]
                               + str(int(found[2]) + 1), path.read_text(), flags=re.MULTILINE))


def lock_command(idl):
    return overlay.run(["--idl", idl, "lock"])


@pytest.mark.parametrize("old, new, line, told", [
    ("source.rights & mask", "source.rights", 28,
     "changes its meaning from 'put(into:index,from:source,rights:(source.rights & mask))' to "
     "'put(into:index,from:source,rights:source.rights)'"),
    ("source.badge == 0", "mask == 0", 27,
     "changes what it refuses from 'range unless known(type:source.type);"
     "alignment when (source.badge == 0)' to 'range unless known(type:source.type);"
     "alignment when (mask == 0)'"),
])
def test_a_changed_meaning_is_told_where_it_stands(idl, old, new, line, told):
    edit(idl, "effects.yaml", old, new)
    output = lock_command(idl)[1]
    assert output.startswith(f"idl/effects.yaml:{line}:")
    assert f"IDL0601: 'operation.cnode_place.effect' {told}" in output


def test_interface_gone_needs_a_higher_version_of_the_abi(idl):
    (idl / "services" / "echo.yaml").unlink()
    edit(idl, "systems/main.yaml", "    provides: [echo]\n", "")
    edit(idl, "systems/main.yaml", "    uses: [echo]\n", "")
    status, output = lock_command(idl)
    assert status == 1 and len(overlay.errors(output)) == 1 and "'interface.echo' is gone" in output
    edit(idl, "abi.yaml", "version: 1", "version: 2")
    assert lock_command(idl)[0] == 0


def test_without_lock_a_new_one_is_written_but_not_when_frozen(idl):
    text = (idl / "abi.lock").read_bytes()
    (idl / "abi.lock").unlink()
    assert "idl/abi.lock:1:1: IDL0604" in overlay.generate(idl, "--frozen")[1]
    assert lock_command(idl)[0] == 0
    assert (idl / "abi.lock").read_bytes() == text


def test_lines_are_sorted_and_unique(idl):
    keys = [line.split(" ")[0] for line in (idl / "abi.lock").read_text().splitlines()
            if not line.startswith("#")]
    assert keys == sorted(set(keys))


def test_abi_check_tells_what_where_and_whose_version(idl):
    assert overlay.run(["--idl", idl, "abi-check"]) == (0, "nothing differs from idl/abi.lock\n")
    edit(idl, "kernel.yaml", "value: 12", "value: 13")
    edit(idl, "transport.yaml", "retries:", "tries:")
    edit(idl, "services/echo.yaml", "name: say", "name: tell")
    edit(idl, "services/echo.yaml", "version: 1", "version: 2")
    status, output = overlay.run(["--idl", idl, "abi-check"])
    assert status == 1
    output = re.sub("0x[0-9a-f]{8}", "ID", output)
    assert [" ".join(line.split()) for line in output.splitlines()] == [
        "ABI-breaking constant.page_bits value: 12 -> 13 idl/kernel.yaml:2:3",
        "source-breaking constant.retries: gone idl/abi.lock:10:1",
        "additive constant.tries: new idl/transport.yaml:10:3",
        "ABI-breaking interface.echo id: ID -> ID idl/services/echo.yaml:2:10",
        "additive interface.echo version: 1 -> 2 idl/services/echo.yaml:2:10",
        "source-breaking interface.echo.tell: interface.echo.say -> interface.echo.tell "
        "idl/services/echo.yaml:5:11",
        "version 1 of abi has to rise: 2 breaking changes",
        "version 1 of interface.echo has become 2, which allows 2 breaking changes"]
    edit(idl, "transport.yaml", "tries:", "retries:")
    assert "version 1 of abi has to rise: 1 breaking change\n" \
        in overlay.run(["--idl", idl, "abi-check"])[1]


def test_a_fact_that_there_is_not_is_told_from_the_value_none(idl):
    edit(idl, "services/echo.yaml", "    out:\n      how: {type: mode, doc: How it went.}\n",
         "    reply: none\n")
    output = overlay.run(["--idl", idl, "abi-check"])[1]
    assert "interface.echo.pass reply: (absent) -> none " in output
    assert "changes reply from (absent) to none," in lock_command(idl)[1]


def test_a_lock_gains_what_older_ones_do_not_tell(idl):
    edit(idl, "services/echo.yaml", "    doc: Say", "    reply: deferred\n    doc: Say")
    path = idl / "abi.lock"
    older, gone = re.subn(r" (answers|unit|signed|form)=\S+", "", path.read_text())
    path.write_text(older)
    status, output = overlay.run(["--idl", idl, "abi-check"])
    kinds = [line.split()[0] for line in output.splitlines() if line]
    assert (status, kinds) == (0, ["additive"] * gone)
    assert lock_command(idl) == (0, "idl/abi.lock changed\n")
    assert len(re.findall(r" (?:answers=(?:now|deferred)|unit=ns|signed=0|form=\w+)\b",
                          path.read_text())) == gone


def test_what_changes_at_once_has_no_order():
    """An argument with another name may change the order in which a lock has it."""
    texts = "arg1.heard_becomes_1;self.heard_becomes_1", "self.heard_becomes_1;arg1.heard_becomes_1"
    old, new = ({"operation.listen.effect": {"does": text}} for text in texts)
    assert [change.kind for change in compare(old, new, {})] == [ADDITIVE]


def test_abi_check_refuses_a_version_that_falls(idl):
    edit(idl, "abi.yaml", "version: 1", "version: 3")
    assert lock_command(idl)[0] == 0
    edit(idl, "abi.yaml", "version: 3", "version: 2")
    status, output = overlay.run(["--idl", idl, "abi-check"])
    assert status == 1 and output.endswith("version 3 of abi must not become 2\n")


@pytest.mark.parametrize("damaged", [
    "release number=x", "release", "type.mode.fast value=\u00b2", "type.mode.q value=q",
    "struct.pair.x offset=none", "type.mode kind=enum since=x", "error.[ id=9", "error.\u00b2 id=9",
    "gone.interface.meter version=z", "gone.interface.meter", "gone.type.mode.9", "abi bits=64",
    "interface.meter id=0x1", "operation.cnode_copy.arg.1 register=r2", "constant.q value=0x5",
    "type.q bits=1 bits=2", "operation.cnode_copy.arg.1 name=index align=0"])
def test_a_fact_that_cannot_be_is_no_line_of_a_lock(idl, damaged):
    path = idl / "abi.lock"
    key = damaged.split(" ")[0]
    lines = [line for line in path.read_text().splitlines() if line.split(" ")[0] != key]
    path.write_text("\n".join([*lines, damaged, ""]))
    output = overlay.run(["--idl", idl, "abi-check"])[1]
    assert f"idl/abi.lock:{len(lines) + 1}:1: IDL0605" in output


def damage(chosen, rows):
    """Change one of `rows`, of words, the key, a fact, its value, which facts there are."""
    row, other = (chosen.choice(rows) for _ in range(2))
    place = chosen.randrange(len(row))
    name = row[place].partition("=")[0]
    value = chosen.choice(["none", "0x", "\u00b2", "", "-1", "9" * 5000, "busy_unless_arg77",
                           chosen.choice(other).rpartition("=")[2]])
    if place == 0:
        parts = row[0].split(".")
        parts[chosen.randrange(len(parts))] = chosen.choice([value, *other[0].split(".")])
        row[0] = ".".join(parts)
    else:
        row[place:place + 1] = chosen.choice([[], [f"{name}={value}"], [row[place], other[-1]]])


def test_whatever_happens_to_the_lock_is_told(idl):
    """That means without a traceback."""
    path = idl / "abi.lock"
    graves = ["gone.interface.meter version=2", "gone.operation.99 name=x"]
    lines = path.read_text().splitlines() + graves
    for seed in range(150):
        chosen = random.Random(seed)
        rows = [line.split(" ") for line in lines if not line.startswith("#")]
        for _ in range(chosen.choice([1, 1, 3])):
            damage(chosen, rows)
        path.write_text("\n".join([" ".join(row) for row in rows] + [""]))
        overlay.run(["--idl", idl, "abi-check"])


def gone(idl):
    """The graves in the lock."""
    return [line for line in (idl / "abi.lock").read_text().splitlines()
            if line.startswith("gone.")]


@pytest.mark.parametrize("file, old, new, grave, again", [
    ("effects.yaml", "id: 16", "id: 26", "operation.16 name=any_rouse", ("id: 26", "id: 16")),
    ("transport.yaml", "id: 131", "id: 140", "error.131 name=bad_message", ("id: 140", "id: 131")),
    ("kernel.yaml", "id: 4\n    doc: P", "id: 9\n    doc: P", "object.4 name=io_port",
     ("id: 9", "id: 4")),
    ("kernel.yaml", "in: {bit: read, doc: In.}, ", "", "object.io_port.right.1 name=in",
     ("{out: {bit: w", "{back: {bit: read, doc: B.}, out: {bit: w")),
    ("kernel.yaml", "fast: {value: 2", "fast: {value: 3", "type.mode.2 name=fast",
     ("doc: Fast.}}", "doc: Fast.}, quick: {value: 2, doc: Quick.}}")),
    ("services/echo.yaml", "id: 2", "id: 7", "interface.echo.2 name=pass", ("id: 7", "id: 2")),
], ids=["operation", "error", "object", "right", "value", "method"])
def test_a_number_that_is_given_up_is_never_given_again(idl, file, old, new, grave, again):
    """Whatever versions are raised, and also by the name that had it."""
    edit(idl, "systems/main.yaml", "rights: [in]", "rights: [out]")
    edit(idl, file, old, new)
    raise_versions(idl)
    assert lock_command(idl)[0] == 0
    assert gone(idl) == ["gone." + grave]
    assert lock_command(idl) == (0, "")
    edit(idl, file, *again)
    raise_versions(idl)
    status, output = lock_command(idl)
    assert status == 1
    assert [line.split(": ")[1] for line in overlay.errors(output)] == ["IDL0607"], output


def test_the_value_of_a_case_is_never_given_again(idl):
    file = idl / "services" / "pick.yaml"

    def locked(value, version):
        file.write_text(f"""\
interface: pick
version: {version}
doc: Picks.
structs:
  choice:
    doc: Is picked.
    union:
      none: {{value: 0, doc: Nothing.}}
      some: {{value: {value}, doc: Something.}}
methods:
  - {{name: pick, id: 1, in: {{it: {{type: choice, doc: It.}}}}, doc: Picks.}}
""")
        return lock_command(idl)

    assert locked(3, 1)[0] == 0
    edit(idl, "abi.yaml", "version: 1", "version: 2")
    assert locked(4, 2)[0] == 0 and gone(idl) == ["gone.struct.choice.kind.3 name=some"]
    edit(idl, "abi.yaml", "version: 2", "version: 3")
    assert "3 was the number of 'some'" in locked(3, 3)[1]


def test_a_new_name_for_a_number_is_no_grave_and_graves_follow_names(idl):
    edit(idl, "kernel.yaml", "fast: {value: 2", "rapid: {value: 2")
    raise_versions(idl)
    assert lock_command(idl)[0] == 0 and gone(idl) == []
    edit(idl, "kernel.yaml", "rapid: {value: 2", "rapid: {value: 3")
    raise_versions(idl)
    assert lock_command(idl)[0] == 0 and gone(idl) == ["gone.type.mode.2 name=rapid"]
    for path in idl.rglob("*.yaml"):
        path.write_text(path.read_text().replace("mode", "manner"))
    raise_versions(idl)
    assert lock_command(idl)[0] == 0 and gone(idl) == ["gone.type.manner.2 name=rapid"]


def test_an_interface_that_comes_back_has_a_higher_version(idl):
    text = (idl / "services" / "echo.yaml").read_text()
    (idl / "services" / "echo.yaml").unlink()
    for line in ("    provides: [echo]\n", "    uses: [echo]\n"):
        edit(idl, "systems/main.yaml", line, "")
    raise_versions(idl)
    assert lock_command(idl)[0] == 0 and gone(idl) == ["gone.interface.echo version=1"]
    for version, status in ((1, 1), (2, 0)):
        (idl / "services" / "echo.yaml").write_text(text.replace("version: 1",
                                                                 f"version: {version}"))
        assert lock_command(idl)[0] == status


def kept(idl):
    """The contracts of the interface echo that are in the lock, and in the order of the IR."""
    rows = {line.rpartition(".")[2] for line in (idl / "abi.lock").read_text().splitlines()
            if line.startswith("kept.echo.")}
    overlay.generate(idl)
    interfaces = json.loads((idl.parent / "ir.json").read_text())["interfaces"]
    told = next(row["contracts"] for row in interfaces if row["name"] == "echo")
    assert rows == set(told)
    return told


def test_contracts_are_kept_while_the_versions_are_the_same(idl):
    [first] = kept(idl)
    edit(idl, "kernel.yaml", "doc: Who sent.", "doc: Whoever sent.")
    assert lock_command(idl)[0] == 0 and kept(idl) == [first]
    edit(idl, "services/echo.yaml", "methods:\n", """methods:
  - name: more
    id: 77
    doc: More.
""")
    assert lock_command(idl)[0] == 0
    second = kept(idl)[0]
    assert second != first and set(kept(idl)) == {first, second}
    edit(idl, "services/echo.yaml", "version: 1", "version: 2")
    assert lock_command(idl)[0] == 0
    assert len(kept(idl)) == 1 and kept(idl)[0] not in (first, second)


def test_contracts_are_kept_when_events_are_new():
    old = {"abi": {"version": "1"}, "interface.a": {"version": "1"}}
    new = old | {"interface.a": {"version": "1", "events": "news"}}
    rows = keep(old, {"kept.a.0123": {}}, new, {"a": ""})
    assert "kept.a.0123" in rows and len(rows) == 2


def test_a_higher_version_of_the_abi_keeps_no_contract(idl):
    [first] = kept(idl)
    edit(idl, "abi.yaml", "version: 1", "version: 2")
    edit(idl, "services/echo.yaml", "methods:\n", """methods:
  - name: more
    id: 77
    doc: More.
""")
    assert lock_command(idl)[0] == 0
    assert len(kept(idl)) == 1 and kept(idl) != [first]


# What each kind of element has in a second release: (file, where, the element).
_SECOND = [
    ("transport.yaml", "constants:\n", "  late: {value: 1, doc: Late.%s}\n"),
    ("transport.yaml", "    items:\n", "      late: {id: 140, text: late, remedy: wait%s}\n"),
    ("kernel.yaml", "types:\n", "  late: {base: u8, doc: Late.%s}\n"),
    ("kernel.yaml", "read: {bit: 0, doc: Read.}, ", "late: {bit: 5, doc: Late.%s}, "),
    ("kernel.yaml", "structs:\n",
     "  start_late: {doc: Late., fields: {it: {type: u8, doc: It.}}%s}\n"),
    ("kernel.yaml", "objects:\n",
     "  later: {id: 9, doc: Late., rights: {}, copy: never, badge: none%s}\n"),
    ("kernel.yaml", "lookup: {bit: read, doc: Lookup.}, ", "late: {bit: late, doc: Late.%s}, "),
    ("kernel.yaml", "operations:\n",
     "  - {object: endpoint, name: late, id: 40, self: {rights: []}, doc: Late.%s}\n"),
    ("services/echo.yaml", "methods:\n", "  - {name: late, id: 9, doc: Late.%s}\n"),
]


def test_what_a_second_release_brings_says_so(idl):
    edit(idl, "abi.yaml", "version: 1\n", "version: 1\n  release: 2\n")
    for said in ("", ", since: 2"):
        for file, where, text in _SECOND:
            if said:
                edit(idl, file, text % "", "")
            edit(idl, file, where, where + text % said)
        status, output = overlay.generate(idl)
        errors = overlay.errors(output)
        if not said:
            assert status == 1 and len(errors) == len(_SECOND), output
            assert all("IDL0611" in line for line in errors)
            assert output.count("say 'since: 2'") == len(_SECOND)
    assert status == 0, output
    assert (idl / "abi.lock").read_text().count(" since=2") == len(_SECOND)
    pages = (idl.parent / "generated" / "docs").glob("*.md")
    assert sum(page.read_text().count("Since release 2.") for page in pages) >= len(_SECOND)
    assert "Since release 2." in (idl.parent / "generated/user/kozo/client/echo.h").read_text()
    edit(idl, "abi.yaml", "release: 2", "release: 3")
    assert overlay.generate(idl)[0] == 0, "what is there remains as old as it is"
    edit(idl, "abi.yaml", "release: 3", "release: 2")
    assert "IDL0612" in overlay.generate(idl)[1]
    edit(idl, "abi.yaml", "release: 2", "release: 3")
    edit(idl, "services/echo.yaml", ", since: 2", "")
    assert "came with release 2" in overlay.generate(idl)[1]


def test_what_does_not_say_since_is_told_last_and_once(idl):
    """Of a whole, not of its parts; and not while it has another mistake."""
    edit(idl, "abi.yaml", "version: 1\n", "version: 1\n  release: 2\n")
    (idl / "services" / "late.yaml").write_text(
        "interface: late\nversion: 1\ndoc: Late.\nmethods:\n"
        "  - {name: some, id: 1, doc: Something., in: {a: {type: speed, doc: A.}}}\n"
        "types: {speed: {enum: u8, doc: S., values: {low: {value: 1, doc: L.}}}}\n")
    path = "idl/services/late.yaml"
    errors = overlay.errors(overlay.generate(idl)[1])
    assert [error.split(" is new")[0] for error in errors] == [
        f"{path}:2:10: IDL0611: 'interface.late'", f"{path}:6:9: IDL0611: 'type.speed'"]
    edit(idl, "services/late.yaml", "type: speed", "tpye: speed")
    assert [error.split(" is none")[0] for error in overlay.errors(overlay.generate(idl)[1])] \
        == [f"{path}:5:51: IDL0018: 'tpye'"]


def test_a_part_is_as_old_as_its_whole(idl):
    edit(idl, "abi.yaml", "version: 1\n", "version: 1\n  release: 2\n")
    (idl / "services" / "late.yaml").write_text(
        "interface: late\nversion: 1\ndoc: Late.\nsince: 2\nmethods:\n"
        "  - {name: some, id: 1, doc: Something.}\n")
    status, output = overlay.generate(idl)
    assert status == 0, output
    assert (idl / "abi.lock").read_text().count(" since=2") == 2
    page = (idl.parent / "generated/docs/interface-late.md").read_text()
    assert page.count("Since release 2.") == 1
