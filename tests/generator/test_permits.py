# SPDX-License-Identifier: MIT
"""Which refusals let pass all that others do, held against all arguments that are small."""
import itertools
import random

import pytest
from kozo_idl.permits import permits

_SMALL = range(4)


def _passes(refusal, values):
    _, word, condition = refusal.partition("_unless_" if "_unless_" in refusal else "_when_")
    return bool(eval(condition.replace("_", " "), None, values)) is (word == "_unless_")


def _condition(draw, depth=3):
    kind = draw.randrange(4) if depth else 0
    if kind == 0:
        terms = ["arg0", "arg1", "(arg0_+_arg1)", str(draw.choice(_SMALL)), "2"]
        return f"({draw.choice(terms)}_{draw.choice(['<', '<=', '==', '!='])}_{draw.choice(terms)})"
    if kind == 1:
        return f"(not_{_condition(draw, depth - 1)})"
    return f"({_condition(draw, depth - 1)}_{draw.choice(['and', 'or'])}_" \
           f"{_condition(draw, depth - 1)})"


def test_what_permits_lets_pass_what_passed():
    draw, found = random.Random(1), 0
    for _ in range(20000):
        old, new = (f"range_{draw.choice(['unless', 'when'])}_{_condition(draw)}" for _ in "12")
        if permits(old, new):
            found += 1
            for arg0, arg1 in itertools.product(_SMALL, _SMALL):
                values = {"arg0": arg0, "arg1": arg1}
                assert _passes(new, values) or not _passes(old, values), (old, new, values)
    assert found > 500


@pytest.mark.parametrize("old,new", [
    ("(arg0_<_4)", "(arg0_<=_4)"), ("(arg0_<_4)", "(arg0_<_9)"), ("(4_<_arg0)", "(3_<_arg0)"),
    ("(arg0_==_4)", "(arg0_<_5)"), ("(arg0_<_arg1)", "(arg0_!=_arg1)"),
    ("(arg0_==_arg1)", "(arg1_<=_arg0)"), ("(arg0_<_4)", "(arg0_!=_4)"),
    ("((arg0_<_4)_and_(arg1_<_4))", "(arg1_<_5)"), ("(arg0_<_4)", "((arg0_<_4)_or_(arg1_==_1))"),
    ("(not_(arg0_<_4))", "(2_<_arg0)"), ("((arg0_+_arg1.size)_<=_4)", "((arg0_+_arg1.size)_<=_5)"),
    ("(not_((arg0_<_4)_or_(arg1_<_4)))", "(not_(arg1_<_4))")])
def test_less_is_refused(old, new):
    assert permits(f"range_unless_{old}", f"range_unless_{new}")
    assert permits(f"range_when_{new}", f"range_when_{old}")
    assert not permits(f"range_unless_{new}", f"range_unless_{old}")
    assert not permits(f"range_unless_{old}", f"not_found_unless_{new}")


def test_the_order_of_a_sum_is_nothing():
    assert permits("range_unless_((arg0_+_arg1)_<_4)", "range_when_(4_<=_(arg1_+_arg0))")
    assert not permits("range_unless_((arg0_-_arg1)_<_4)", "range_unless_((arg1_-_arg0)_<_4)")


def test_words_are_not_told_from_names():
    assert not permits("range_unless_(self.a_and_b_<_4)", "range_unless_(self.a_and_b_<_5)")
    assert not permits("range", "range_unless_(arg0_<_4)")
