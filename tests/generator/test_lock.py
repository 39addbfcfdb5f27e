# SPDX-License-Identifier: MIT
"""Each edit of the corpus is told apart: the same, additive, breaking; and what is done then."""
import overlay
import pytest

# (file, text of the base, what it becomes); None appends a file of its own.
SAME = {
    "a comment": ("kernel.yaml", "constants:", "# Numbers.\nconstants:"),
    "prose of a value": ("kernel.yaml", "doc: Fast.", "doc: Quick."),
    "prose": ("kernel.yaml", "doc: Who sent.", "doc: Whoever sent."),
    "a unit": ("kernel.yaml", "unit: ns", "unit: nanoseconds"),
    "order of constants": ("kernel.yaml", """  page_bits: {value: 12, doc: log2 of a page.}
  slot_bits: {value: 6, doc: log2 of a slot.}
""", """  slot_bits: {value: 6, doc: log2 of a slot.}
  page_bits: {value: 12, doc: log2 of a page.}
"""),
    "the manifest": ("systems/main.yaml", "priority: 100", "priority: 120"),
    "result told as a word of the abi": ("kernel.yaml", "type: u64, handle: true, doc: The copy",
                                         "type: info, doc: The copy"),
    "an error's text": ("kernel.yaml", "text: wrong type", "text: not the right type"),
    "doc of a primitive": ("effects.yaml", "{into} becomes {from}", "{into} is what {from} is"),
    "an effect's spelling": ("effects.yaml", "source.rights & mask", "(source.rights)&mask"),
}
ADDITIVE = {
    "constant added": ("kernel.yaml", "types:\n", "  more: {value: 1, doc: More.}\ntypes:\n"),
    "type added": ("kernel.yaml", "types:\n", "types:\n  more: {base: u8, doc: More.}\n"),
    "error added": ("kernel.yaml", "  service:\n", "      more: {id: 9, text: more, remedy: less}\n"
                    "  service:\n"),
    "object added": ("kernel.yaml", "operations:",
                     "  clock: {id: 9, doc: C., rights: {}, copy: never, "
                     "badge: none}\noperations:"),
    "right added": ("kernel.yaml", "{retype: {bit: write, doc: Retype.}}",
                    "{retype: {bit: write, doc: Retype.}, see: {bit: read, doc: See.}}"),
    "operation added": ("kernel.yaml", "operations:",
                        "operations:\n  - {object: cnode, name: poke, id: 9, "
                        "self: {rights: []}, doc: Poke.}"),
    "operation needs fewer rights": ("kernel.yaml", "{rights: [retype], as", "{rights: [], as"),
    "argument's range widened": ("kernel.yaml", "range: [0, 0x10000]", "range: [0, 0x20000]"),
    "argument aligned less": ("kernel.yaml", "align: 6", "align: 3"),
    "argument renamed": ("kernel.yaml", "      at: {type", "      place: {type"),
    "operation lists an error": ("kernel.yaml", "errors: [range]", "errors: [range, alignment]"),
    "operation lists an error less": ("kernel.yaml", "errors: [range]", "errors: []"),
    "method added": ("services/echo.yaml", "methods:",
                     "methods:\n  - {name: hum, id: 9, doc: Hum.}"),
    "request's range widened": ("services/echo.yaml", "range: [1, 9]", "range: [0, 20]"),
    "request's text may be longer": ("services/echo.yaml", "string: 40", "string: 60"),
    "request's text may be empty": ("services/echo.yaml", "string: 40, min: 1",
                                    "string: 40, min: 0"),
    "reply's text is shorter": ("services/echo.yaml", "string: 80", "string: 70"),
    "meaning told": ("kernel.yaml", "    preemptible: true\n    doc: Split.",
                     "    doc: Split.\n    effect: [\"wake(self, level: at)\"]"),
    "operation refuses less": ("effects.yaml", """errors: [range, alignment]
    effect:
      - refuse(range) unless known(source.type)
""", """errors: [alignment]
    effect:
"""),
    "operation refuses nothing any more": ("effects.yaml", """errors: [range, alignment]
    effect:
      - refuse(range) unless known(source.type)
      - refuse(alignment) when source.badge == 0
""", """errors: []
    effect:
"""),
    "argument of an effect renamed": ("effects.yaml", """{level: {type: u8, doc: How much.}}
    doc: Rouse.
    effect:
      - "wake(self, level: level)""", """{much: {type: u8, doc: How much.}}
    doc: Rouse.
    effect:
      - "wake(self, level: much)"""),
    "sizes added": ("kernel.yaml", "{min: 7, max: 16}", "{min: 7, max: 20}"),
    "group of errors grows": ("kernel.yaml", "[256, 511]", "[256, 600]"),
}
BREAKING = {
    "constant changed": ("kernel.yaml", "value: 12", "value: 13"),
    "constant gone": ("transport.yaml", "  retries:", "  tries:"),
    "type widened": ("kernel.yaml", "badge: {base: u64", "badge: {base: u32"),
    "enum renumbered": ("kernel.yaml", "slow: {value: 1, doc: Slow.}, fast: {value: 2",
                        "slow: {value: 2, doc: Slow.}, fast: {value: 1"),
    "enum value gone": ("kernel.yaml", "slow: {value: 1, doc: Slow.}, fast: {value: 2, doc: Fast.}",
                        "slow: {value: 1, doc: Slow.}"),
    "flag moved": ("kernel.yaml", "read: {bit: 0, doc: Read.}, write: {bit: 1",
                   "read: {bit: 1, doc: Read.}, write: {bit: 0"),
    "member moved": ("kernel.yaml", """      base: {type: u64, doc: Where.}
      kind: {type: mode, doc: What.}
      reserved: {array: u8, count: 7, doc: Zero.}
""", """      kind: {type: mode, doc: What.}
      reserved: {array: u8, count: 7, doc: Zero.}
      base: {type: u64, doc: Where.}
"""),
    "member added": ("kernel.yaml", "count: 7, doc: Zero.}\n", "count: 7, doc: Zero.}\n"
                     "      more: {type: u64, doc: More.}\n"),
    "error renumbered": ("kernel.yaml", "{id: 2, text: wrong type", "{id: 9, text: wrong type"),
    "object renumbered": ("kernel.yaml", "id: 4\n    doc: Ports.", "id: 5\n    doc: Ports."),
    "operation renumbered": ("kernel.yaml", "name: split\n    id: 12", "name: split\n    id: 13"),
    "operation needs more rights": ("kernel.yaml", "{rights: [modify]}",
                                    "{rights: [lookup, modify]}"),
    "argument added": ("kernel.yaml", "      how: {type: mode, doc: How.}\n    out:",
                       "      how: {type: mode, doc: How.}\n"
                       "      more: {type: u8, doc: More.}\n    out:"),
    "argument's range narrowed": ("kernel.yaml", "range: [0, 0x10000]", "range: [0, 0x8000]"),
    "argument's range given": ("kernel.yaml", "{type: mode, doc: How.}\n    out",
                               "{type: u8, doc: How.}\n    out"),
    "argument aligned more": ("kernel.yaml", "align: 6", "align: 7"),
    "result widened": ("kernel.yaml", "left: {type: u32", "left: {type: u64"),
    "meaning no longer told": ("effects.yaml", """    effect:
      - "wake(self, level: level) when self.asleep"
""", ""),
    "change differs": ("effects.yaml", "rights: source.rights & mask", "rights: source.rights"),
    "condition of a change differs": ("effects.yaml", "when self.asleep", "unless self.asleep"),
    "condition of a refusal differs": ("effects.yaml", "badge == 0", "badge == 1"),
    "operation refuses more": ("effects.yaml", """    doc: Rouse.
    effect:
""", """    doc: Rouse.
    errors: [range]
    effect:
      - refuse(range) when level < 1
"""),
    "refusals in another order": ("effects.yaml", """\
      - refuse(range) unless known(source.type)
      - refuse(alignment) when source.badge == 0
""", """\
      - refuse(alignment) when source.badge == 0
      - refuse(range) unless known(source.type)
"""),
    "register moved": ("abi.yaml", "args: [r2, r3, r4]", "args: [r3, r2, r4]"),
    "field moved": ("abi.yaml", "address: {shift: 0, bits: 30, doc: Address.}\n"
                    "      depth: {shift: 30, bits: 2",
                    "address: {shift: 2, bits: 30, doc: Address.}\n"
                    "      depth: {shift: 0, bits: 2"),
    "field of what results tell moved": ("abi.yaml", "type: {shift: 0, bits: 8",
                                         "type: {shift: 32, bits: 8"),
}
BREAKING_INTERFACE = {
    "method renumbered": ("services/echo.yaml", "name: say\n    id: 1", "name: say\n    id: 3"),
    "method gone": ("services/echo.yaml", "name: say", "name: tell"),
    "request's range narrowed": ("services/echo.yaml", "range: [1, 9]", "range: [1, 8]"),
    "request's text may not be as long": ("services/echo.yaml", "string: 40", "string: 39"),
    "reply's text is longer": ("services/echo.yaml", "string: 80", "string: 81"),
    "parameter added": ("services/echo.yaml", "      times:",
                        "      more: {type: u8, doc: More.}\n      times:"),
    "reply's type changed": ("services/echo.yaml", "how: {type: mode, doc: How it",
                             "how: {type: u8, doc: How it"),
}


def rows(corpus):
    return [pytest.param(*edit, id=name.replace(" ", "-")) for name, edit in corpus.items()]


def edit(idl, file, old, new):
    path = idl / file
    text = path.read_text()
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1))


def lock_command(idl):
    return overlay.run(["--idl", idl, "lock"])


@pytest.mark.parametrize("file, old, new", rows(SAME))
def test_same(idl, file, old, new):
    before = (idl / "abi.lock").read_bytes()
    edit(idl, file, old, new)
    status, output = lock_command(idl)
    assert (status, output) == (0, "")
    assert (idl / "abi.lock").read_bytes() == before


@pytest.mark.parametrize("file, old, new", rows(ADDITIVE))
def test_additive(idl, file, old, new):
    before = (idl / "abi.lock").read_bytes()
    edit(idl, file, old, new)
    status, output = overlay.generate(idl, "--frozen")
    assert status == 1 and "IDL0604" in output, output
    assert (idl / "abi.lock").read_bytes() == before
    status, output = lock_command(idl)
    assert (status, output) == (0, "idl/abi.lock changed\n")
    assert overlay.generate(idl, "--frozen")[0] == 0


@pytest.mark.parametrize("file, old, new", rows(BREAKING | BREAKING_INTERFACE))
def test_breaking(idl, file, old, new):
    before = (idl / "abi.lock").read_bytes()
    edit(idl, file, old, new)
    status, output = lock_command(idl)
    assert status == 1 and output
    for line in overlay.errors(output):
        assert line.split(": ")[1] in ("IDL0601", "IDL0602"), line
    assert any(line.startswith((f"idl/{file}:", "idl/abi.lock:"))
               for line in overlay.errors(output))
    assert (idl / "abi.lock").read_bytes() == before


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


@pytest.mark.parametrize("file, old, new", rows(BREAKING))
def test_breaking_with_a_higher_version_of_the_abi(idl, file, old, new):
    edit(idl, file, old, new)
    edit(idl, "abi.yaml", "version: 1", "version: 2")
    if "enum" in old or "slow" in old:
        # The values of an enumeration are part of the messages that carry it.
        edit(idl, "services/echo.yaml", "version: 1", "version: 2")
    status, output = lock_command(idl)
    assert status == 0, output


@pytest.mark.parametrize("file, old, new", rows(BREAKING_INTERFACE))
def test_breaking_with_a_higher_version_of_the_interface(idl, file, old, new):
    edit(idl, file, old, new)
    edit(idl, "abi.yaml", "version: 1", "version: 2")
    assert lock_command(idl)[0] == 1, "the version of the abi does not cover interfaces"
    edit(idl, "services/echo.yaml", "version: 1", "version: 2")
    status, output = lock_command(idl)
    assert status == 0, output


def test_enum_value_that_replies_carry(idl):
    """Old clients refuse a value that they do not know: to the type it is added, replies break."""
    edit(idl, "kernel.yaml", "doc: Fast.}}", "doc: Fast.}, idle: {value: 3, doc: Idle.}}")
    _, output = lock_command(idl)
    told = [line.split(" ")[2] for line in overlay.errors(output)]
    assert told == ["'interface.echo.pass.out.0'"]


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
