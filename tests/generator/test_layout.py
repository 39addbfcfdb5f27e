# SPDX-License-Identifier: MIT
"""Properties of message and structure layouts, over messages made at random. KOZO_SEED chooses
others; the id of a test that fails is what is to be added to it."""
import os
import random

import pytest
from kozo_idl.front import read_world
from kozo_idl.diagnostics import Mark, Number, Report, Text
from kozo_idl.layout import message_layout, struct_layout
from kozo_idl.model.services import CapParam, DataParam, TypeParam

SEED = int(os.environ.get("KOZO_SEED", "20"))
MARK = Mark("test", 1, 1)
TYPES = ("u8", "u16", "u32", "u64", "bool", "mode", "badge", "priority")


@pytest.fixture(scope="module")
def world(locked_base):
    report = Report()
    world = read_world(locked_base / "idl", report)
    assert not report
    return world


def word(text):
    return Text(text, MARK)


def message(generator):
    """Up to 12 parameters of any kind."""
    rows = []
    for index in range(generator.randrange(13)):
        name, kind = word(f"p{index}"), generator.random()
        if kind < 0.7:
            row = TypeParam(name, word(generator.choice(TYPES)), word("doc"), MARK)
        elif kind < 0.9:
            row = DataParam(name, Number(generator.randrange(1, 120), MARK), word("doc"), MARK,
                            text=generator.random() < 0.5)
        else:
            row = CapParam(name, word("endpoint"), (), word("doc"), MARK)
        rows.append((name, row))
    return tuple(rows)


@pytest.mark.parametrize("number", range(10))
def test_messages(world, number):
    generator = random.Random(SEED + number)
    for _ in range(100):
        check_message(world, message(generator))


def check_message(world, params):
    layout = message_layout(world, params)
    registers = len(world.profile.message.words)

    used = {}
    for place in layout.scalars:
        assert 0 < place.bits and place.shift % place.bits == 0 and place.shift + place.bits <= 64
        mask = ((1 << place.bits) - 1) << place.shift
        assert not used.get(place.word, 0) & mask, "scalars overlap"
        used[place.word] = used.get(place.word, 0) | mask
    scalars = [name for name, param in params if not isinstance(param, CapParam)]
    assert sorted(place.field for place in layout.scalars) == sorted(map(str, scalars))
    if len(scalars) <= registers:
        assert all(place.shift == 0 for place in layout.scalars) and len(used) == len(scalars)

    end = max(used, default=-1) + 1
    for _, first, words in layout.data:
        assert first >= registers, "data in a register word"
        assert first >= end, "data overlaps what lies before it"
        end = first + words
    assert layout.total_max == end
    maxima = {str(name): -(-(param.max + param.text) // 8) for name, param in params
              if isinstance(param, DataParam)}
    assert {name: words for name, _, words in layout.data} == maxima
    sizes = [words for _, _, words in layout.data]
    assert sizes == sorted(sizes), "the largest comes last"
    assert layout.words == (layout.data[-1][1] if layout.data else end)
    assert layout.caps == tuple(str(name) for name, param in params if isinstance(param, CapParam))
    assert layout == message_layout(world, params)


def test_struct(world):
    for name in world.structs:
        size, align, rows = struct_layout(world, name)
        end = 0
        for _, offset, length in rows:
            assert offset == end
            end = offset + length
        assert size == end and size % align == 0
