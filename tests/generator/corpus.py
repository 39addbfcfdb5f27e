# SPDX-License-Identifier: MIT
"""Edits of the IDL, each with what it means for programs.

An edit is a file, a text in it and what that becomes, in every place; a file that becomes None is
removed. The base of these edits is base/ with corpus.yaml,
corpus-data.yaml, corpus-lend.yaml and corpus-union.yaml over it."""
from collections import namedtuple

SAME, ADDITIVE, SOURCE, ABI = "same", "additive", "source-breaking", "ABI-breaking"
Edit = namedtuple("Edit", "element verb kind edits scopes")
EDITS = []
_K, _E, _A, _M = "kernel.yaml", "effects.yaml", "abi.yaml", "more.yaml"
_T, _P = "transport.yaml", "systems/main.yaml"
_ECHO, _FETCH = "services/echo.yaml", "services/fetch.yaml"


def _edit(element, verb, kind, *edits, scopes=("abi",)):
    """Breaks need a higher version of `scopes`."""
    EDITS.append(Edit(element, verb, kind, edits, scopes if kind in (SOURCE, ABI) else ()))


def _swap(file, one, two):
    """Two texts that follow each other change places."""
    return file, one + two, two + one


_edit("file", "comment", SAME, (_K, "constants:", "# Numbers.\nconstants:"))

_edit("constant", "add", ADDITIVE,
      (_T, "constants:\n", "constants:\n  more: {value: 1, doc: M.}\n"))
_edit("constant", "remove", SOURCE,
      (_T, "constants:\n  retries: {value: 3, doc: How often.}\n", ""))
_edit("constant", "rename", SOURCE, (_T, "retries:", "tries:"))
_edit("constant", "change", ABI, (_K, "value: 12", "value: 13"))
_edit("constant", "docs", SAME, (_K, "log2 of a page", "bits of a page"))
_edit("constant", "reorder", SAME, _swap(_K, "  page_bits: {value: 12, doc: log2 of a page.}\n",
                                         "  slot_bits: {value: 6, doc: log2 of a slot.}\n"))
_edit("constant", "other file", SAME, (_K, "  page_bits: {value: 12, doc: log2 of a page.}\n", ""),
      (_T, "constants:\n", "constants:\n  page_bits: {value: 12, doc: log2 of a page.}\n"))

_RELEASE = (_A, "  version: 1\n", "  version: 1\n  release: 2\n")
_edit("release", "raise", ADDITIVE, _RELEASE)
_edit("constant", "add since", ADDITIVE, _RELEASE,
      (_T, "constants:\n", "constants:\n  more: {value: 1, doc: M., since: 2}\n"))

_edit("type", "add", ADDITIVE, (_M, "types:\n", "types:\n  more: {base: u8, doc: More.}\n"))
_edit("type", "remove", SOURCE, (_M, "  spare: {base: u16, doc: Spare.}\n", ""))
_edit("type", "rename", SOURCE, (_M, "spare: {", "extra: {"))
_edit("type", "rename used", SOURCE, (_M, "amount", "size"), (_FETCH, "amount", "size"))
_edit("type", "rename enum", SOURCE, (_M, "pace", "speed"), (_FETCH, "type: pace", "type: speed"))
_edit("type", "widen", ABI, (_K, "badge: {base: u64", "badge: {base: u32"))
_edit("type", "wrap", SOURCE, (_M, "spare: {base: u16", "spare: {base: u16, wrapper: spare_t"))
_edit("type", "other kind", ABI, (_M, "spare: {base: u16, doc: Spare.}",
                                  "spare: {enum: u16, doc: S., values: {a: {value: 0, doc: A.}}}"))
_edit("type", "other unit", ABI, (_K, "unit: ns", "unit: us"))
_edit("type", "unit", ADDITIVE, (_M, "spare: {base: u16", "spare: {base: u16, unit: bytes"))
_edit("type", "no unit", ABI, (_K, ", unit: ns", ""))
_edit("type", "docs", SAME, (_K, "doc: Who sent.", "doc: Whoever sent."))
_edit("type", "reorder", SAME, _swap(_M, "  amount: {base: u16, range: [1, 9], doc: How many.}\n",
                                     "  spare: {base: u16, doc: Spare.}\n"))
_edit("type", "widen range of a request", ADDITIVE, (_K, "[1, 0xffff]", "[1, 0x1ffff]"))
_edit("type", "narrow range of a request", ABI, (_K, "[1, 0xffff]", "[1, 0x7fff]"))
_edit("type", "widen range of both", ABI, (_M, "range: [1, 9]", "range: [1, 10]"),
      scopes=("abi", "interface.fetch"))

_edit("type", "widen what another is based on", ADDITIVE, ("news.yaml", "[1, 90]", "[1, 91]"))
_edit("type", "narrow what another is based on", ABI, ("news.yaml", "[1, 90]", "[1, 89]"),
      scopes=("interface.store",))
_edit("type", "narrow on its base", ABI,
      ("news.yaml", "base: length", "base: length, range: [1, 5]"),
      scopes=("abi", "interface.store"))
_edit("type", "other base", SOURCE,
      ("news.yaml", "base: length", "base: u16, range: [1, 90], unit: m"))
_edit("type", "rename what another is based on", SOURCE, ("news.yaml", "length", "span"))
_edit("type", "other unit below", ABI, ("news.yaml", "unit: m", "unit: ft"))

_WALK, _TROT = "walk: {value: 1, doc: Walk.}", "trot: {value: 2, doc: Trot.}"
_PACES = f"  pace: {{enum: u8, values: {{{_WALK}, {_TROT}}}, doc: Pace.}}\n"
_edit("type", "other file, imported", SAME, (_M, _PACES, ""),
      (_FETCH, "Fetches.", "Fetches.\nimports: [pace]"),
      ("services/pace.yaml", "", f"types:\n{_PACES}"))
_edit("enum value", "add", ADDITIVE, (_M, _TROT, _TROT + ", run: {value: 3, doc: Run.}"))
_edit("enum value", "add to answers", ABI, (_K, "doc: Fast.}}",
                                            "doc: Fast.}, idle: {value: 3, doc: Idle.}}"),
      scopes=("interface.echo",))
_edit("enum value", "remove", ABI, (_M, ", " + _TROT, ""), scopes=("abi", "interface.fetch"))
_edit("enum value", "rename", SOURCE, (_M, "trot:", "jog:"))
_edit("enum value", "renumber", ABI, (_M, "trot: {value: 2", "trot: {value: 3"),
      scopes=("abi", "interface.fetch"))
_edit("enum value", "exchange", ABI, (_M, _WALK, "walk: {value: 2, doc: Walk.}"),
      (_M, _TROT, "trot: {value: 1, doc: Trot.}"))
_edit("enum value", "reorder", SAME, (_M, f"{_WALK}, {_TROT}", f"{_TROT}, {_WALK}"))
_edit("enum value", "docs", SAME, (_K, "doc: Fast.", "doc: Quick."))

_BOLD, _DIM = "bold: {bit: 0, doc: Bold.}", "dim: {bit: 1, doc: Dim.}"
_edit("flag bit", "add", ADDITIVE, (_M, _DIM, _DIM + ", wide: {bit: 2, doc: Wide.}"))
_edit("flag bit", "remove", ABI, (_M, ", " + _DIM, ""), scopes=("abi", "interface.fetch"))
_edit("flag bit", "rename", SOURCE, (_M, "dim:", "faint:"))
_edit("flag bit", "renumber", ABI, (_M, "dim: {bit: 1", "dim: {bit: 2"),
      scopes=("abi", "interface.fetch"))
_edit("flag bit", "reorder", SAME, (_M, f"{_BOLD}, {_DIM}", f"{_DIM}, {_BOLD}"))
_edit("flag bit", "docs", SAME, (_M, "doc: Dim.", "doc: Not bold."))

_FIELDS = "{first: {type: start_item, doc: First.}, second: {type: start_item, doc: Second.}}"
_edit("struct", "add", ADDITIVE, (_M, "structs:\n", "structs:\n  start_more: {doc: More., fields: "
                                  "{all: {type: start_all, doc: All.}}}\n"))
_edit("struct", "remove", ABI, (_M, "structs:\n  start_all:\n    doc: All.\n    fields: "
                                + _FIELDS + "\n", ""))
_edit("struct", "rename", SOURCE, (_M, "start_all", "start_both"))
_edit("struct", "rename inner", SOURCE, (_K, "start_item", "start_entry"),
      (_M, "start_item", "start_entry"))
_edit("struct", "docs", SAME, (_M, "doc: All.", "doc: Both."))
_edit("struct field", "add", ABI,
      (_K, "count: 7, doc: Zero.}\n", "count: 7, doc: Zero.}\n      more:"
       " {type: u64, doc: More.}\n"))
_edit("struct field", "remove", ABI, (_M, ", second: {type: start_item, doc: Second.}", ""))
_edit("struct field", "rename", SOURCE, (_M, "second:", "last:"))
_edit("struct field", "reorder", SAME, _swap(_K, "      base: {type: u64, doc: Where.}\n",
                                             "      kind: {type: mode, doc: What.}\n"))
_edit("struct field", "other type", ABI, (_K, "base: {type: u64", "base: {type: badge"))
_edit("struct field", "narrow", ABI, (_K, "kind: {type: mode, doc: What.}\n      reserved: "
                                      "{array: u8, count: 7", "kind: {array: mode, count: 2, "
                                      "doc: What.}\n      reserved: {array: u8, count: 6"))
_edit("struct field", "docs", SAME, (_M, "doc: Second.", "doc: Last."))

_edit("word", "move field", ABI,
      (_A, "address: {shift: 0, bits: 30", "address: {shift: 2, bits: 30"),
      (_A, "depth: {shift: 30", "depth: {shift: 0"))
_edit("word", "reorder", SAME, _swap(_A, "      words: {shift: 0, bits: 6, doc: Words.}\n",
                                     "      caps: {shift: 6, bits: 3, doc: Caps.}\n"))
_edit("word", "move field of results", ABI,
      (_A, "type: {shift: 0, bits: 8", "type: {shift: 32, bits: 8"))
_edit("word", "move flag", ABI, (_A, "answered: {bit: 2", "answered: {bit: 3"))
_edit("word", "docs", SAME, (_A, "doc: There is a deadline.", "doc: It ends."))
_edit("buffer", "change", ABI, (_A, "words: 56", "words: 54"))
_edit("buffer", "docs", SAME, (_A, "doc: The IPC buffer.", "doc: Buffer."))
_edit("abi", "version", ADDITIVE, (_A, "version: 1", "version: 2"))
_edit("abi", "docs", SAME, (_A, "The least", "All"))
_edit("profile", "move arguments", ABI, (_A, "args: [r2, r3, r4]", "args: [r3, r2, r4]"))
_edit("profile", "clobber", ABI, (_A, "clobbered: [r7]", "clobbered: []"))
_edit("profile", "move words", ABI, (_A, "words: [r5, r6]", "words: [r6, r5]"))
_edit("profile", "move what comes out", ABI, (_A, "badge: r1, tag: r2}", "badge: r2, tag: r1}"))
_edit("profile", "rename", ABI, (_A, "    small:", "    little:"))

_IN, _OUT = "in: {bit: read, doc: In.}", "out: {bit: write, doc: Out.}"
_edit("right", "add", ADDITIVE,
      (_K, "{retype: {bit: write, doc: Retype.}}",
       "{retype: {bit: write, doc: Retype.}, see: {bit: read, doc: See.}}"))
_edit("right", "remove", ABI, (_K, ", " + _OUT, ""))
_edit("right", "rename", SOURCE, (_K, _OUT, "put: {bit: write, doc: Out.}"))
_edit("right", "renumber", ABI, (_K, _IN, "in: {bit: write, doc: In.}"),
      (_K, _OUT, "out: {bit: read, doc: Out.}"))
_edit("right", "reorder", SAME, (_K, f"{_IN}, {_OUT}", f"{_OUT}, {_IN}"))
_edit("right", "docs", SAME, (_K, "doc: Out.", "doc: Put."))

_TIMER = "  timer: {id: 7, doc: Timer., rights: {}, copy: never, badge: none}\n"
_edit("object type", "add", ADDITIVE,
      (_M, "objects:\n", "objects:\n  clock: {id: 9, doc: C., rights: {},"
       " copy: never, badge: none}\n"))
_edit("object type", "remove", ABI, (_M, _TIMER, ""))
_edit("object type", "rename", SOURCE, (_M, "timer:", "clock:"))
_edit("object type", "rename used", SOURCE, (_K, "untyped", "memory"),
      ("frames.yaml", "untyped", "memory"))
_edit("object type", "renumber", ABI, (_M, "timer: {id: 7", "timer: {id: 8"))
_edit("object type", "reorder", SAME, (_M, _TIMER, ""),
      (_K, "objects:\n", "objects:\n" + _TIMER))
_edit("object type", "widen sizes", ADDITIVE, (_K, "{min: 7, max: 16}", "{min: 7, max: 20}"))
_edit("object type", "narrow sizes", ABI, (_K, "{min: 7, max: 16}", "{min: 8, max: 16}"))
_edit("object type", "let copy", ADDITIVE, (_M, "copy: never", "copy: always"))
_edit("object type", "let no copy", ABI, (_K, "badge: word", "badge: none"))
_edit("object type", "from another", ABI, (_K, "    size_bits: 6\n    from: untyped",
                                           "    size_bits: 6\n    from: cnode"))
_edit("object type", "docs", SAME, (_M, "doc: Timer.", "doc: Clock."))

_UNUSED = "      unused: {id: 133, text: unused, remedy: use it}\n"
_edit("error", "add", ADDITIVE, (_T, _UNUSED, _UNUSED + _UNUSED.replace("unused", "more")
                                 .replace("133", "134")))
_edit("error", "remove", SOURCE, (_T, _UNUSED, ""))
_edit("error", "rename", SOURCE, (_T, "      unused:", "      useless:"))
_edit("error", "rename used", SOURCE, (_T, "vacant:", "empty:"), (_M, "vacant", "empty"))
_edit("error", "renumber", ABI, (_T, "unused: {id: 133", "unused: {id: 134"))
_edit("error", "docs", SAME, (_K, "text: wrong type", "text: not the right type"))
_edit("error", "reorder", SAME, _swap(
    _T, "      vacant: {id: 132, text: nothing there, remedy: put something there}\n", _UNUSED))
_edit("error group", "widen", ADDITIVE, (_K, "[256, 511]", "[256, 600]"))
_edit("error group", "narrow", ABI, (_K, "[256, 511]", "[256, 500]"))

_POKE = "  - {object: cnode, name: poke, id: 19, self: {rights: []}, doc: Poke.}\n"
_COPY = """\
  - object: cnode
    name: copy
    id: 11
    self: {rights: [modify]}
    in:
      index: {slot: self, doc: Where to.}
      source: {cap: any, doc: What.}
      mask: {type: rights, doc: Which rights stay.}
    out:
      handle: {type: u64, handle: true, doc: The copy.}
    doc: Copy.
    errors: [range]
"""
_edit("operation", "add", ADDITIVE, (_K, "operations:\n", "operations:\n" + _POKE))
_edit("operation", "remove", ABI, (_K, _COPY, ""))
_edit("operation", "rename", SOURCE, (_K, "name: split", "name: divide"))
_edit("operation", "renumber", ABI, (_K, "id: 12", "id: 13"))
_edit("operation", "reorder", SAME, (_K, _COPY, ""), (_K, "operations:\n", "operations:\n" + _COPY))
_edit("operation", "number of the gone", ABI, (_K, _COPY, _POKE.replace("19", "11")))
_edit("operation", "need fewer rights", ADDITIVE, (_K, "{rights: [retype], as", "{rights: [], as"))
_edit("operation", "need more rights", ABI, (_K, "self: {rights: [modify]}",
                                             "self: {rights: [lookup, modify]}"))
_edit("operation", "of another type", ABI,
      (_M, "object: cnode\n    name: look", "object: endpoint\n"
       "    name: look"), (_M, "[lookup]", "[send]"))
_edit("operation", "accept dying", ADDITIVE,
      (_M, "{rights: [modify]}", "{rights: [modify], dying: true}"))
_edit("operation", "list an error", ADDITIVE, (_K, "errors: [range]", "errors: [range, alignment]"))
_edit("operation", "list an error less", ADDITIVE, (_K, "errors: [range]", "errors: []"))
_edit("operation", "flag added", ADDITIVE,
      (_K, "deadline: true", "deadline: true\n    reply: true"))
_edit("operation", "flag removed", ABI, (_K, "    deadline: true\n", ""))
_edit("operation", "receive no more", ABI, (_K, "    receives: true\n", ""))
_edit("operation", "preempt", SAME, (_K, "    preemptible: true\n", ""))
_edit("operation", "docs", SAME, (_K, "doc: Copy.", "doc: Duplicate."))

_edit("argument", "add", ABI, (_K, "align: 6, doc: Where.}\n", "align: 6, doc: Where.}\n"
                               "      more: {type: u8, doc: More.}\n"))
_edit("argument", "remove", ABI, (_K, "      how: {type: mode, doc: How.}\n", ""))
_edit("argument", "rename", ADDITIVE, (_K, "      at: {type", "      place: {type"))
_edit("argument", "rename what counts", ADDITIVE,
      (_M, "      many: {type: amount, doc: How many.}\n"
       "      from: {slots: self, count: many",
       "      much: {type: amount, doc: How many.}\n"
       "      from: {slots: self, count: much"))
_edit("argument", "reorder", SAME, _swap(_K, "      source: {cap: any, doc: What.}\n",
                                         "      mask: {type: rights, doc: Which rights stay.}\n"))
_edit("argument", "widen", ADDITIVE, (_K, "range: [0, 0x10000]", "range: [0, 0x20000]"))
_edit("argument", "narrow", ABI, (_K, "range: [0, 0x10000]", "range: [0, 0x8000]"))
_edit("argument", "align less", ADDITIVE, (_K, "align: 6", "align: 3"))
_edit("argument", "align more", ABI, (_K, "align: 6", "align: 7"))
_edit("argument", "limit raised", ADDITIVE, (_M, "below: 100", "below: 101"))
_edit("argument", "limit lowered", ABI, (_M, "below: 100", "below: 99"))
_edit("argument", "other type", ABI, (_K, "how: {type: mode, doc: How.}\n    out",
                                      "how: {type: u8, doc: How.}\n    out"))
_edit("argument", "other kind", ABI, (_K, "source: {cap: any, doc: What.}",
                                      "source: {type: u64, doc: What.}"))
_edit("argument", "other object", ABI, (_M, "source: {cap: any, rights: [read]",
                                        "source: {cap: endpoint, as: slot, rights: [receive]"))
_edit("argument", "need fewer rights", ADDITIVE, (_M, "cap: any, rights: [read]", "cap: any"))
_edit("argument", "need more rights", ABI, (_M, "rights: [read]", "rights: [read, write]"))
_edit("argument", "docs", SAME, (_K, "doc: Which rights stay.", "doc: Rights."))

_edit("result", "add", ABI,
      (_K, "left: {type: u32, doc: What is left.}\n", "left: {type: u32, doc: L.}"
       "\n      more: {type: u32, doc: More.}\n"))
_edit("result", "remove", ABI, (_M, "      left: {type: u32, doc: How many not.}\n", ""))
_edit("result", "rename", ADDITIVE, (_M, "      left:", "      rest:"))
_edit("result", "reorder", SAME, _swap(_M, "      found: {type: amount, doc: How many.}\n",
                                       "      left: {type: u32, doc: How many not.}\n"))
_edit("result", "widen", ABI, (_K, "left: {type: u32", "left: {type: u64"))
_edit("result", "narrow", ABI, (_K, "left: {type: u32", "left: {type: u16"))
_edit("result", "word of the abi", SAME, (_K, "type: u64, handle: true, doc: The copy",
                                          "type: info, doc: The copy"))
_edit("result", "docs", SAME, (_K, "doc: What is left.", "doc: The rest."))

_REFUSALS = ("      - refuse(range) unless known(source.type)\n",
             "      - refuse(alignment) when source.badge == 0\n")
_edit("effect", "add", ADDITIVE, (_K, "    preemptible: true\n    doc: Split.",
                                  "    doc: Split.\n    effect: [\"wake(self, level: at)\"]"))
_edit("effect", "remove", ABI,
      (_E, "    effect:\n      - \"wake(self, level: level) when self.asleep\""
       "\n", ""))
_edit("effect", "change", ABI, (_E, "rights: source.rights & mask", "rights: source.rights"))
_edit("effect", "other condition", ABI, (_E, "when self.asleep", "unless self.asleep"))
_edit("effect", "other refusal", ABI, (_E, "badge == 0", "badge == 1"))
_edit("effect", "refuse more", ABI, (_E, "    doc: Rouse.\n    effect:\n", """\
    doc: Rouse.
    errors: [range]
    effect:
      - refuse(range) when level < 1
"""))
_edit("effect", "refuse less", ADDITIVE, (_E, "[range, alignment]", "[alignment]"),
      (_E, _REFUSALS[0], ""))
_edit("effect", "refuse nothing", ADDITIVE, (_E, "[range, alignment]", "[]"),
      (_E, "".join(_REFUSALS), ""))
_edit("effect", "reorder refusals", ABI, _swap(_E, *_REFUSALS))
_edit("effect", "rename argument", ADDITIVE, (_E, "in: {level:", "in: {much:"),
      (_E, "level: level)", "level: much)"))
_edit("effect", "spelling", SAME, (_E, "source.rights & mask", "(source.rights)&mask"))
_edit("vocabulary", "docs", SAME, (_E, "{into} becomes {from}", "{into} is {from}"))
_WEIGHT = """\
    weight: {in: {place: {type: slot, doc: Place.}, asleep: {type: bool, doc: Asleep.}}, \
type: u16, doc: "the weight of {place}"}
"""
_edit("vocabulary", "add", ADDITIVE, (_E, _WEIGHT, _WEIGHT + _WEIGHT.replace("weight", "size")))
_edit("vocabulary", "remove", ADDITIVE, (_E, _WEIGHT, ""))
_edit("vocabulary", "rename", ABI, (_E, "known", "seen"))
_edit("vocabulary", "reorder parameters", SAME,
      (_E, "from: {type: slot, doc: From.}, rights: {type: rights, doc: Rights.}",
       "rights: {type: rights, doc: Rights.}, from: {type: slot, doc: From.}"))
_edit("vocabulary", "reorder", SAME, _swap(
    _E, "    badge: {type: badge, doc: Who sent.}\n", "    asleep: {type: bool, doc: Whether it "
    "sleeps.}\n"))

_edit("interface", "add", ADDITIVE,
      ("services/hum.yaml", "", "interface: hum\nversion: 1\ndoc: Hums.\n"
       "methods: [{name: hum, id: 1, doc: Hum.}]\n"))
_edit("interface", "remove", ABI, (_FETCH, None, None))
_edit("interface", "rename", ABI, (_FETCH, "interface: fetch", "interface: bring"),
      (_FETCH, None, "services/bring.yaml"))
_edit("interface", "docs", SAME, (_ECHO, "doc: Answers.", "doc: Echoes."))
_PASS = """\
  - name: pass
    id: 2
    in:
      thing: {cap: endpoint, rights: [send], doc: Which.}
    out:
      how: {type: mode, doc: How it went.}
    doc: Pass a capability.
"""
_echo = {"scopes": ("interface.echo",)}
_edit("method", "add", ADDITIVE,
      (_ECHO, "methods:\n", "methods:\n  - {name: hum, id: 9, doc: Hum.}\n"))
_edit("method", "remove", ABI, (_ECHO, _PASS, ""), **_echo)
_edit("method", "rename", SOURCE, (_ECHO, "name: say", "name: tell"), **_echo)
_edit("method", "renumber", ABI, (_ECHO, "name: say\n    id: 1", "name: say\n    id: 3"), **_echo)
_edit("method", "reorder", SAME, (_ECHO, _PASS, ""), (_ECHO, "methods:\n", "methods:\n" + _PASS))
_edit("method", "list an error", ABI,
      (_ECHO, "doc: Pass a capability.", "doc: Pass one.\n    errors: [not_found]"), **_echo)
_edit("method", "list an error less", ADDITIVE, (_ECHO, "    errors: [not_found]\n", ""))
_edit("method", "defer", SOURCE,
      (_ECHO, "doc: Say something.", "doc: Say something.\n    reply: deferred"), **_echo)
_edit("method", "defer no more", SOURCE, (_FETCH, "    reply: deferred\n", ""),
      scopes=("interface.fetch",))
_edit("method", "say that it is not deferred", SAME,
      (_ECHO, "doc: Say something.", "doc: Say something.\n    reply: now"))
_edit("method", "answer no more", ABI, (_FETCH, "doc: Drop.", "doc: Drop., reply: none"),
      scopes=("interface.fetch",))
_edit("method", "answer now", ABI, (_FETCH, "    reply: none\n    doc: Hint.", "    doc: Hint."),
      scopes=("interface.fetch",))
_edit("method", "is idempotent", ADDITIVE, (_FETCH, "doc: Drop.", "doc: Drop., idempotent: true"))
_edit("method", "is idempotent no more", ABI, (_FETCH, "    idempotent: true\n", ""),
      scopes=("interface.fetch",))
_SPAN = "    require:\n      - refuse(not_found) unless from < to\n"
_edit("requirement", "add", ABI, (_ECHO, "    errors: [not_found]\n",
      "    errors: [not_found]\n    require:\n      - refuse(not_found) when times == 3\n"),
      scopes=("interface.echo",))
_edit("requirement", "remove", ADDITIVE, (_FETCH, _SPAN, ""))
_edit("requirement", "permit more", ADDITIVE, (_FETCH, "from < to", "from <= to"))
_edit("requirement", "permit another case", ADDITIVE,
      (_FETCH, "from < to", "from < to or to == 0"))
_edit("requirement", "permit less", ABI, (_FETCH, "from < to", "from < to and from < 9"),
      scopes=("interface.fetch",))
_edit("requirement", "permit something else", ABI, (_FETCH, "from < to", "to < from"),
      scopes=("interface.fetch",))
_edit("requirement", "spelling", SAME, (_FETCH, "from < to", "to > (from)"))
_edit("requirement", "rename argument", SOURCE, (_FETCH, "from: {type", "start: {type"),
      (_FETCH, "unless from", "unless start"), scopes=("interface.fetch",))
_edit("method", "docs", SAME, (_ECHO, "doc: Say something.", "doc: Say it."))

_SEND = "rights: [send], doc: Which."
_edit("capability", "withhold rights", ADDITIVE, (_ECHO, _SEND, "mask: [send], " + _SEND))
_edit("capability", "withhold fewer", ADDITIVE, (_FETCH, "mask: [send]", "mask: [receive, send]"))
_edit("capability", "withhold none", ADDITIVE, (_FETCH, "mask: [send], ", ""))
_edit("capability", "move", ABI, (_ECHO, _SEND, "pass: move, " + _SEND), **_echo)
_edit("capability", "copy", ABI, (_FETCH, "pass: move, ", ""), scopes=("interface.fetch",))
_edit("capability", "say that it is copied", SAME, (_ECHO, _SEND, "pass: copy, " + _SEND))

_MORE = "      more: {type: u8, doc: More.}\n"
_edit("message field", "add", ABI, (_ECHO, "      times:", _MORE + "      times:"), **_echo)
_edit("message field", "add to an answer", ABI, (_ECHO, "      how: {type: mode, doc: How it",
                                                 _MORE + "      how: {type: mode, doc: How it"),
      **_echo)
_edit("message field", "remove", ABI, (_ECHO, "      how: {type: mode, doc: How.}\n", ""), **_echo)
_edit("message field", "rename", SOURCE, (_ECHO, "      times:", "      often:"), **_echo)
_edit("message field", "rename in an answer", SOURCE,
      (_ECHO, "text: {string: 80", "same: {string: 80"), **_echo)
_edit("message field", "reorder", SAME, _swap(
    _ECHO, "      times: {type: u8, range: [1, 9], doc: How often.}\n",
    "      how: {type: mode, doc: How.}\n"))
_edit("message field", "widen", ADDITIVE, (_ECHO, "range: [1, 9]", "range: [0, 20]"))
_edit("message field", "narrow", ABI, (_ECHO, "range: [1, 9]", "range: [1, 8]"), **_echo)
_edit("message field", "longer in a request", ADDITIVE, (_ECHO, "string: 40", "string: 60"))
_edit("message field", "shorter in a request", ABI, (_ECHO, "string: 40", "string: 39"), **_echo)
_edit("message field", "empty in a request", ADDITIVE, (_ECHO, "min: 1", "min: 0"))
_edit("message field", "longer in an answer", ABI, (_ECHO, "string: 80", "string: 81"), **_echo)
_edit("message field", "shorter in an answer", SOURCE, (_ECHO, "string: 80", "string: 70"),
      **_echo)
_edit("message field", "other type", ABI, (_ECHO, "how: {type: mode, doc: How it",
                                           "how: {type: u8, doc: How it"), **_echo)
_edit("message field", "other kind", ABI, (_ECHO, "string: 40", "bytes: 40"), **_echo)
_edit("message field", "docs", SAME, (_ECHO, "doc: How often.", "doc: Times."))

_STORE = "services/store.yaml"
_store = {"scopes": ("interface.store",)}
_edit("element", "widen", ABI, (_STORE, "[-9, 9]", "[-9, 10]"), **_store)
_edit("element", "narrow", ABI, (_STORE, "[-9, 9]", "[-8, 9]"), **_store)
_edit("element", "limit", ABI, (_STORE, "i8, doc: North", "i8, range: [0, 1], doc: North"),
      **_store)
_edit("element", "other type", ABI, (_STORE, "i8, doc: North", "u8, doc: North"))
_edit("element", "longer vector in a request", ADDITIVE, (_STORE, "t, max: 4", "t, max: 5"))
_edit("element", "shorter vector in an answer", SOURCE, (_STORE, "1, max: 4", "1, max: 3"),
      **_store)
_edit("element", "longer array", ABI, (_STORE, "count: 2", "count: 3"), **_store)
_edit("element", "now optional", ABI, (_STORE, "max: 4, doc: Some.}\n      pair",
                                       "max: 4, optional: true, doc: Some.}\n      pair"), **_store)
_edit("element", "no longer optional", ABI, (_STORE, "u8, optional: true", "u8"), **_store)
_edit("element", "shorter text", ADDITIVE, (_STORE, "string: 8, min: 1", "string: 8"))
_edit("element", "longer text at least", ABI, (_STORE, "string: 8, min: 1", "string: 8, min: 2"),
      **_store)
_edit("element", "bytes for a text", ABI, (_STORE, "string: 8, min: 1", "array: u8, count: 9"))
_edit("element", "other unit", ABI, (_STORE, "unit: m", "unit: ft"))
_edit("element", "unit", ADDITIVE, (_STORE, "range: [-9, 9]", "range: [-9, 9], unit: m"))
_edit("element", "no unit", ABI, (_STORE, ", unit: m", ""))

_fetch = {"scopes": ("interface.fetch",)}
_LEFT = "          left: {type: u16, range: [2, 90], doc: What is left.}\n"
_PACE = "          pace: {type: u8, doc: How fast.}\n"
_NONE = "      not_found:\n        doc: There is no more.\n"
_TOLD = "errors: {not_found: {doc: A., detail: {a: {type: u8, doc: A.}}}}"
_edit("detail", "add", ABI, (_ECHO, "errors: [not_found]", _TOLD), **_echo)
_edit("detail", "add with its error", ABI, (_ECHO, "doc: Pass a", f"{_TOLD}\n    doc: Pass a"),
      **_echo)
_edit("detail", "remove", ABI, (_FETCH, "        detail:\n" + _LEFT + _PACE, ""), **_fetch)
_edit("detail", "remove with its error", SOURCE,
      (_FETCH, f"{_NONE}        detail:\n{_LEFT}{_PACE}", ""), **_fetch)
_edit("detail", "remove an error beside it", SOURCE,
      (_FETCH, "      busy: {doc: Too much.}\n", ""), **_fetch)
_edit("detail", "docs", SAME, (_FETCH, "doc: There is no more.", "doc: Full."))
_edit("detail", "write a list", SAME, (_FETCH, "errors: [not_found]",
                                       "errors: {not_found: {doc: None is there.}}"))
_edit("detail field", "add", ABI, (_FETCH, _LEFT, _LEFT + _LEFT.replace("left", "more")), **_fetch)
_edit("detail field", "remove", ABI, (_FETCH, _PACE, ""), **_fetch)
_edit("detail field", "rename", SOURCE, (_FETCH, "left:", "rest:"), **_fetch)
_edit("detail field", "reorder", SAME, _swap(_FETCH, _LEFT, _PACE))
_edit("detail field", "widen", ABI, (_FETCH, "[2, 90]", "[2, 91]"), **_fetch)
_edit("detail field", "narrow", ADDITIVE, (_FETCH, "[2, 90]", "[3, 90]"))
_edit("detail field", "other type", ABI, (_FETCH, "left: {type: u16", "left: {type: u32"), **_fetch)
_edit("detail field", "docs", SAME, (_FETCH, "doc: What is left.", "doc: The rest."))
_edit("capability", "narrow", ADDITIVE, (_ECHO, "rights: [send]", "rights: []"))
_edit("capability", "widen", ABI, (_ECHO, "[send]", "[send, receive]"), **_echo)
_edit("capability", "answer fewer rights", ABI, (_FETCH, "rights: [send]", "rights: []"), **_fetch)
_edit("capability", "answer more rights", ADDITIVE, (_FETCH, "[send]", "[send, receive]"))
_edit("capability", "other object", ABI, (_ECHO, "cap: endpoint, rights: [send]",
                                          "cap: io_port, rights: [out]"), **_echo)
_edit("capability", "remove", ABI, (_ECHO, "    in:\n      thing: {cap: endpoint, rights: [send], "
                                    "doc: Which.}\n", ""), **_echo)
_edit("capability", "add", ABI,
      (_FETCH, "    doc: Fetch", "      other: {cap: any, rights: [], doc: O.}"
       "\n    doc: Fetch"), **_fetch)
_edit("capability", "rename", SOURCE, (_FETCH, "      thing:", "      what:"), **_fetch)
_edit("capability", "for another event", ABI, (_FETCH, "event: come", "event: both"),
      (_FETCH, "event: gone", "event: come"), (_FETCH, "event: both", "event: gone"), **_fetch)
_edit("capability", "for an event", ADDITIVE, (_FETCH, "doc: Is any.", "event: gone, doc: Is any."))
_edit("capability", "docs", SAME, (_FETCH, "doc: Which.", "doc: What."))

_SERVER = """\
  server:
    doc: Answers.
    provides: [echo]
    priority: 100
    memory: 64KiB
    cnode_slots: 16
    start: boot
"""
_edit("system", "add", ADDITIVE, (_P, "programs:\n", "programs:\n" + _SERVER.replace(
    "server", "other").replace("    provides: [echo]\n", "")))
_edit("system", "remove", ADDITIVE, (_P, _SERVER, ""), (_P, "    uses: [echo]\n", ""))
_edit("system", "change", SAME, (_P, "priority: 100", "priority: 120"))
_edit("system", "reorder", SAME, (_P, _SERVER, ""), (_P, "    start: boot\n", "    start: boot\n"
                                                     + _SERVER))
_edit("system", "rename", ADDITIVE, (_P, "system: main", "system: other"), (_P, None,
                                                                          "systems/other.yaml"))
_edit("system", "docs", SAME, (_P, "doc: Asks.", "doc: A client."))

_LEND = "services/lend.yaml"
_lend = {"scopes": ("interface.lend",)}
_SEEN, _MADE = ("      seen: {grant: read, max: 4096, doc: Is read.}\n",
                "      made: {grant: write, max: 4096, doc: Is written.}\n")
_edit("grant", "add", ABI,
      (_LEND, "    doc: Lend", _SEEN.replace("seen", "more") + "    doc: Lend"), **_lend)
_edit("grant", "remove", ABI, (_LEND, _SEEN, ""), **_lend)
_edit("grant", "rename", SOURCE, (_LEND, "seen:", "read:"), **_lend)
_edit("grant", "reorder", SAME, _swap(_LEND, _SEEN, _MADE))
_edit("grant", "docs", SAME, (_LEND, "doc: Is read.", "doc: Read."))
_edit("grant", "spell the size otherwise", SAME, (_LEND, "4096", "4KiB"))
_edit("grant", "widen", ADDITIVE, (_LEND, "read, max: 4096", "read, max: 2MiB"))
_edit("grant", "narrow", ABI, (_LEND, "read, max: 4096", "read, max: 4095"), **_lend)
_edit("grant", "write instead", ABI, (_LEND, "grant: read", "grant: write"), **_lend)
_edit("grant", "read instead", ABI, (_LEND, "grant: write", "grant: read"), **_lend)
_edit("grant", "read as well", ABI, (_LEND, "grant: write", "grant: both"), **_lend)
_edit("grant", "write as well", ABI, (_LEND, "grant: read", "grant: both"), **_lend)
_edit("grant", "read no more", ADDITIVE, (_LEND, "grant: both", "grant: write"))
_edit("grant", "write no more", ABI, (_LEND, "grant: both", "grant: read"), **_lend)
_edit("grant", "keep", ABI, (_LEND, "grant: both, max: 4096, doc: Is read and written.",
                             "cap: frame, rights: [map, read, write], mask: [map, read, write], "
                             "doc: U.}\n      used_bytes: {type: u64, range: [1, 4096], doc: U."),
      **_lend)
