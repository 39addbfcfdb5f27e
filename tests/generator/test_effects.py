# SPDX-License-Identifier: MIT
"""Expressions of effect clauses in C, in ACSL and in English; and that C and Frama-C take them."""
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from kozo_idl import front
from kozo_idl.backends import effects, states
from kozo_idl.backends.effects import Acsl, C
from kozo_idl.backends.meaning import paragraph, phrase
from kozo_idl.diagnostics import Mark, Report
from kozo_idl.effects import Scope
from kozo_idl.expression import parse_statement
from kozo_idl.ir import build_ir
from kozo_idl.render import Renderer

ROOT = Path(__file__).resolve().parents[2]
POKE = """\
objects:
  bell:
    id: 9
    doc: Rings.
    rights: {ring: {bit: write, doc: Ring.}}
    header: struct bell
    size_bits: 6
    from: untyped
    copy: always
    badge: word
    state:
      tone: {type: u64, doc: Which.}
      rung: {type: bool, doc: Whether it rang.}
      how: {type: mode, doc: How.}
operations:
  - object: bell
    name: ring
    id: 8
    self: {rights: [ring], as: slot}
    in:
      other: {cap: bell, doc: After which.}
      at: {type: u64, doc: When.}
    out:
      was: {type: u64, doc: What it was.}
    errors: [range, alignment]
    doc: Ring.
    effect:
      - refuse(range) when self.how == mode.slow and known(self.type)
      - wait() unless weight(self, other.rung) < at
      - self.rung becomes true when other.rung or self.tone == 7
      - self.tone becomes self.tone | (self.badge if self.badge != 0 else deadline_never)
      - was becomes self.tone
  - object: cnode
    name: poke
    id: 9
    self: {rights: [], as: slot}
    in:
      mask: {type: rights, doc: Which.}
      level: {type: u8, range: [0, 7], doc: How much.}
      at: {type: u64, doc: Where.}
    doc: Poke.
  - object: cnode
    name: prod
    id: 10
    self: {rights: []}
    in:
      source: {cap: any, doc: What.}
      base: {cap: cnode, doc: A CNode of which nothing is said.}
      level: {type: u8, doc: How much; nothing is said of it.}
    preemptible: true
    errors: [range]
    doc: Prod.
    effect:
      - refuse(range) unless known(source.type)
      - refuse(range) when source.badge == 0
      - "wake(source, level: 1) unless source.asleep"
"""
PROD_IN_C = """\
/* Prod. */
static inline kozo_err_t model_cnode_prod(struct model *m, model_slot_t source, uint8_t level)
{
    (void)level;
    if (!model_known(m, model_type(m, source))) {
        return KOZO_ERR_RANGE;
    }
    if (model_badge(m, source) == 0u) {
        return KOZO_ERR_RANGE;
    }
    if (!model_asleep(m, source)) {
        model_wake(m, source, 1u);
    }
    return KOZO_OK;
}
"""
PROD_IN_ACSL = """\
  behavior refused_range:
    assumes !logic_known(logic_type(source));
    ensures \\result == KOZO_ERR_RANGE;
    ensures effect_nothing(Pre, Post);
  behavior refused_range_1:
    assumes logic_known(logic_type(source));
    assumes logic_badge(source) == 0;
    ensures \\result == KOZO_ERR_RANGE;
    ensures effect_nothing(Pre, Post);
  behavior done:
    assumes logic_known(logic_type(source));
    assumes !(logic_badge(source) == 0);
    ensures \\result == KOZO_OK || \\result == KERNEL_RESTART;
    ensures \\result == KOZO_OK ==> (\\old(!(logic_asleep(source) != 0)) ==> effect_wake(Pre, Post,
        source, 1));
    ensures \\result == KOZO_OK ==> (\\old((logic_asleep(source) != 0)) ==> effect_nothing(Pre,
        Post));
  complete behaviors;
  disjoint behaviors;
"""
PROD_IN_ENGLISH = (
    "**Meaning.** Refused with range unless the type of `source` is known; then with range if the "
    "badge of `source` is 0. Otherwise, unless `source` is asleep, `source` wakes at 1.")
RING_IN_C = """\
/* Ring. */
static inline kozo_err_t state_bell_ring(struct state_bell *self, struct state_slot self_slot,
                                         const struct state_bell *other, uint64_t at, \
uint64_t *was)
{
    if (self->how == KOZO_MODE_SLOW && state_known(self_slot.type)) {
        return KOZO_ERR_RANGE;
    }
    if (!(state_weight(self_slot, other->rung) < at)) {
        return KERNEL_BLOCKED;
    }
    *was = self->tone;
    const bool _self_rung = other->rung || self->tone == 7u ? true : self->rung;
    const uint64_t _self_tone = self->tone | ((self_slot.badge != 0u) ? self_slot.badge :
            KOZO_DEADLINE_NEVER);
    self->rung = _self_rung;
    self->tone = _self_tone;
    return KOZO_OK;
}
"""
RING_IN_ACSL = """\
    assumes logic_weight(self, logic_bell_rung(other)) < at;
    ensures \\result == KOZO_OK;
    ensures told: *was == \\old(logic_bell_tone(logic_bell(self)));
    ensures changed: \\old((logic_bell_rung(other) != 0) || logic_bell_tone(logic_bell(self)) == 7)
        ==> logic_bell_rung(logic_bell(self)) == 1;
    ensures changed: \\old(!((logic_bell_rung(other) != 0) || logic_bell_tone(logic_bell(self)) ==
        7)) ==> logic_bell_rung(logic_bell(self)) == \\old(logic_bell_rung(logic_bell(self)));
    ensures changed: logic_bell_tone(logic_bell(self)) == \\old(logic_bell_tone(logic_bell(self)) |
        ((logic_badge(self) != 0) ? logic_badge(self) : KOZO_DEADLINE_NEVER));
    ensures kept: logic_bell_how(logic_bell(self)) == \\old(logic_bell_how(logic_bell(self)));
    ensures same: other != logic_bell(self) ==> state_same_bell(Pre, Post, other);
"""
RING_IN_ENGLISH = (
    "**Meaning.** Refused with range if `self.how` is `mode_slow` and the type of `self` is known. "
    "Waits unless the weight of `self` is below `at`. Otherwise `was` is `self.tone`; if "
    "`other.rung` holds or `self.tone` is 7, `self.rung` becomes `true`, and `self.tone` becomes "
    "`self.tone | (self.badge if self.badge != 0 else deadline_never)`.")
# Precedence, the width of arithmetic, and what is no term in ACSL.
EXPRESSIONS = [
    ("known(self.type)", "model_known(m, model_type(m, self))", "logic_known(logic_type(self))",
     "the type of `self` is known"),
    ("not self.asleep or mask == 3", "!model_asleep(m, self) || mask == 3u",
     "!(logic_asleep(self) != 0) || mask == 3",
     "`self` is not asleep or `mask` is 3"),
    ("at < 8 and not level <= 2", "at < 8u && !(level <= 2u)", "at < 8 && !(level <= 2)",
     "`at` is below 8 and `level` is above 2"),
    ("1 << level != at - 1 + level",
     "(uint64_t)(UINT64_C(1) << level) != (uint64_t)((uint64_t)(at - UINT64_C(1)) + level)",
     "((1 << level) & 0xffffffffffffffff) != "
     "((((at - 1) & 0xffffffffffffffff) + level) & 0xffffffffffffffff)",
     "1 shifted left by `level` is not `(at - 1) + level`"),
    ("self.rights & mask | ~mask != 0x3",
     "((model_rights(m, self) & mask) | (kozo_rights_t)(~mask)) != 3u",
     "((logic_rights(self) & mask) | ((~mask) & 0xff)) != 3",
     "`(self.rights & mask) | (~mask)` is not 3"),
    ("self.rights & ~mask == mask", "(model_rights(m, self) & (kozo_rights_t)(~mask)) == mask",
     "(logic_rights(self) & ((~mask) & 0xff)) == mask",
     "the rights of `self` without `mask` is `mask`"),
    ("weight(self, self.asleep) < level", "model_weight(m, self, model_asleep(m, self)) < level",
     "logic_weight(self, logic_asleep(self)) < level", "the weight of `self` is below `level`"),
    ("weight(self, (at == 0 or mask == 1) and level < at) == 7",
     "model_weight(m, self, (at == 0u || mask == 1u) && level < at) == 7u",
     "logic_weight(self, ((at == 0 || mask == 1) && level < at ? 1 : 0)) == 7",
     "the weight of `self` is 7"),
    ("mask == 1 and (at == 0 or level == 1)", "mask == 1u && (at == 0u || level == 1u)",
     "mask == 1 && (at == 0 || level == 1)",
     "`mask` is 1 and either `at` is 0 or `level` is 1"),
]
# What words tell, and what they would leave open.
IN_ENGLISH = [
    ("at & 3 == 0 and 5 < level", "`at & 3` is 0 and `level` is above 5"),
    ("self.rights & mask == 3", "the rights of `self` as far as they are in `mask` is 3"),
    ("at & ~level == at | 3", "`at & (~level)` is `at | 3`"),
    ("(at | level) & 3 == 0", "`(at | level) & 3` is 0"),
    ("at | (level & 3) == 0", "`at | (level & 3)` is 0"),
    ("(at << 5) + (at << 3) <= 8", "`(at << 5) + (at << 3)` is at most 8"),
    ("at < 1 and level < 2 and not mask == 3",
     "`at` is below 1, `level` is below 2 and `mask` is not 3"),
    ("at < 1 or level < 2 and not known(self.type)",
     "`at < 1 or (level < 2 and not known(self.type))`"),
    ("(at < 1 or level < 2) and mask == 3", "`(at < 1 or level < 2) and mask == 3`"),
    ("at < 1 and (level < 2 or mask == 3 or mask == 4)",
     "`at < 1 and (level < 2 or mask == 3 or mask == 4)`"),
    ("not (at < 1 or known(self.type))",
     "it is not so that either `at` is below 1 or the type of `self` is known"),
    ("not not self.asleep", "`self` is asleep"),
    ("(self.asleep if at < 1 else true)", "`self.asleep if at < 1 else true`"),
]


@pytest.fixture(scope="module")
def poke(locked_base, tmp_path_factory):
    """(IR, scope of an operation) of the base with that operation."""
    idl = tmp_path_factory.mktemp("effects") / "idl"
    shutil.copytree(locked_base / "idl", idl)
    (idl / "poke.yaml").write_text(POKE)
    report = Report()
    world = front.read_world(idl, report)
    assert not report, report.lines()
    return build_ir(world), Scope(world, world.operations["cnode_poke"], report)


def condition(scope, text):
    head = "refuse(range) when "
    statement = parse_statement(head + text, Mark("here", 1, 1), scope.report)
    tree = scope.value(statement.condition, "bool")
    assert tree, scope.report.lines()
    return tree


@pytest.mark.parametrize("text, in_c, in_acsl, in_english", EXPRESSIONS)
def test_renderings(poke, text, in_c, in_acsl, in_english):
    ir, scope = poke
    tree = condition(scope, text)
    docs = {row["name"]: row["doc"] for row in ir["effects"]["functions"]}
    assert (C(ir).text(tree), Acsl(ir).text(tree), phrase(docs, tree)) == (
        in_c, in_acsl, in_english)


@pytest.mark.parametrize("text, in_english", IN_ENGLISH)
def test_words_are_clear(poke, text, in_english):
    ir, scope = poke
    docs = {row["name"]: row["doc"] for row in ir["effects"]["functions"]}
    assert phrase(docs, condition(scope, text)) == in_english


def test_statements(poke):
    ir, _ = poke
    model, contracts = (Renderer().render(output) for output in effects.outputs(ir))
    assert PROD_IN_C in model and PROD_IN_ACSL in contracts, model + contracts
    assert told(ir, "cnode_prod") == PROD_IN_ENGLISH


def told(ir, name):
    row = next(row for row in ir["operations"] if row["name"] == name)
    return paragraph(ir, row, str)


def test_state(poke):
    ir, _ = poke
    state, contracts = (Renderer().render(output) for output in states.outputs(ir))
    assert RING_IN_C in state and RING_IN_ACSL in contracts, state + contracts
    assert told(ir, "bell_ring") == RING_IN_ENGLISH


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_c_takes_them(compiler, tmp_path):
    head = ["#include <stdbool.h>", "#include <stdint.h>",
            "struct model; typedef int model_slot_t;",
            "typedef uint8_t kozo_rights_t; typedef uint8_t kozo_object_t;"]
    head += [f"{kind} model_{name}(struct model *m, {rest});" for kind, name, rest in (
        ("kozo_object_t", "type", "model_slot_t slot"), ("bool", "asleep", "model_slot_t slot"),
        ("kozo_rights_t", "rights", "model_slot_t slot"), ("bool", "known", "kozo_object_t type"),
        ("uint16_t", "weight", "model_slot_t place, bool asleep"))]
    parameters = ("struct model *m, model_slot_t self, kozo_rights_t mask, uint8_t level, "
                  "uint64_t at")
    bodies = [f"bool c{index}({parameters});\nbool c{index}({parameters})\n{{\n    (void)m, "
              f"(void)self, (void)mask, (void)level, (void)at;\n    return {row[1]};\n}}"
              for index, row in enumerate(EXPRESSIONS)]
    (tmp_path / "c.c").write_text("\n".join(head + bodies))
    subprocess.run([compiler, "-std=gnu11", "-Wall", "-Wextra", "-Wconversion", "-Werror",
                    "-fsyntax-only", tmp_path / "c.c"], check=True)


def vocabulary(ir):
    """Declarations of everything that contracts and expressions name, as the proofs define it."""
    def parameters(row):
        return ", ".join(("struct cap_slot *" if "slot" in parameter["type"] else "integer ")
                         + parameter["name"] + "_" for parameter in row["parameters"])
    changes = ["nothing", *(row["name"] for row in ir["effects"]["primitives"])]
    macros = "".join(f"#define effect_{name}(L1, L2, ...) changed_{name}{{L1, L2}}"
                     "__VA_OPT__((__VA_ARGS__))\n" for name in changes)
    lines = ["predicate changed_nothing{L1, L2};"]
    lines += [f"predicate changed_{row['name']}{{L1, L2}}({parameters(row)});"
              for row in ir["effects"]["primitives"]]
    lines += [f"logic integer logic_{row['name']}{{L}}(struct cap_slot *slot_);"
              for row in ir["effects"]["fields"]]
    for row in ir["effects"]["functions"]:
        kind = "predicate" if row["type"] == "bool" else "logic integer"
        lines.append(f"{kind} logic_{row['name']}{{L}}({parameters(row)});")
    return macros + "/*@ axiomatic effects {\n  " + "\n  ".join(lines) + "\n} */\n"


def frama_c(folder, name, *includes):
    """Errors of Frama-C's parser, annotations included."""
    flags = " ".join(f"-I{path}" for path in (folder, *includes))
    done = subprocess.run(["frama-c", "-c11", "-machdep", "gcc_x86_64", "-kernel-warn-key",
                           "annot-error=abort", f"-cpp-extra-args={flags}", folder / name],
                          cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("frama-c"), reason="needs frama-c")
def test_frama_c_takes_them(poke, tmp_path):
    predicates = [f"/*@ predicate p{index}{{L}}(struct cap_slot *self, integer mask, integer "
                  f"level, integer at) = {row[2]}; */" for index, row in enumerate(EXPRESSIONS)]
    (tmp_path / "all.c").write_text("struct cap_slot;\n" + vocabulary(poke[0])
                                    + "\n".join(predicates) + "\n")
    frama_c(tmp_path, "all.c")


def attributes(ir):
    """Declarations of everything that contracts of state name besides fields and questions."""
    lines = []
    for row in ir["objects"]:
        pointer = f"{row['header']} *"
        lines += [f"logic integer logic_{row['name']}_{field['name']}{{L}}({pointer}object_);"
                  for field in row["state"]]
        if row["state"]:
            lines.append(f"logic {pointer}logic_{row['name']}{{L}}(struct cap_slot *slot_);")
    return "/*@ axiomatic attributes {\n  " + "\n  ".join(lines) + "\n} */\n"


@pytest.mark.skipif(not shutil.which("frama-c"), reason="needs frama-c")
def test_frama_c_takes_the_contracts(tmp_path):
    ir = build_ir(front.read_world(ROOT / "idl", Report()))
    (tmp_path / "effects.h").write_text("#pragma once\n#include <kozo/cap.h>\n" + vocabulary(ir))
    (tmp_path / "attributes.h").write_text("#include <effects.h>\n#include <kozo/thread.h>\n"
                                           + attributes(ir))
    (tmp_path / "all.c").write_text("#include <kozo/gen/contracts.h>\n"
                                    "#include <kozo/gen/state_contracts.h>\n")
    frama_c(tmp_path, "all.c", *(ROOT / name for name in (
        "tests/host/include", "generated/tests/include", "generated/abi", "generated/kernel",
        "kernel/include", "boot/image/include")))


def test_meaning_of_the_capability_operations():
    """Every operation that changes who holds what says so; what is told in the reference is told
    whole."""
    ir = build_ir(front.read_world(ROOT / "idl", Report()))
    told_of = {row["name"] for row in ir["operations"] if row["effect"]}
    assert told_of >= {"any_delete", "any_revoke", "cnode_copy", "cnode_mint", "cnode_move",
                       "untyped_retype"}
    page = (ROOT / "generated" / "docs" / "operations.md").read_text()
    assert len(re.findall(r"^\*\*Meaning\.\*\* [^{}\n]*\.$", page, re.MULTILINE)) == len(told_of)
