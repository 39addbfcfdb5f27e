# SPDX-License-Identifier: MIT
"""generated/tests/include/kozo/gen: what operations mean, as a model in C and as contracts in ACSL.

Both call what is written by hand in tests/: questions, changes and fields of a slot. Arithmetic
wraps at the width of its type: in C by a cast, in ACSL, whose integers have no end, by a mask."""
import textwrap

from kozo_idl.backends.common import COLUMNS, call, comment, constant, output, u64
from kozo_idl.backends.kernel import handler_name, handler_parameters

_ROOT = "tests/include/kozo/gen/"
_OPERATIONS = "idl/kernel/operations.yaml"
_COMPARISONS = ("==", "!=", "<", "<=")
WRAPPING = ("~", "<<", "+", "-")


def outputs(ir):
    """The model and the contracts."""
    rows = [row for row in ir["operations"] if row["effect"] and not is_of_state(row)]
    return [output(_ROOT + "model.h", "tests/model.h", _OPERATIONS,
                   operations=[_model(ir, row) for row in rows]),
            output(_ROOT + "contracts.h", "tests/contracts.h", _OPERATIONS,
                   operations=[_contract(ir, row) for row in rows])]


def parts(tree):
    """An expression and all its parts."""
    yield tree
    for part in (*tree.get("operands", ()),
                 *(row["value"] for row in tree.get("arguments", ()))):
        yield from parts(part)


def names(tree):
    """The arguments that an expression names."""
    return {part.get("slot", part.get("name")) for part in parts(tree)
            if part["kind"] in ("argument", "field", "attribute")}


def expressions(row):
    """The expressions of the effect of an operation."""
    for statement in row["effect"]:
        yield from (argument["value"] for argument in statement["arguments"])
        yield from (statement[key] for key in ("condition", "target", "value") if statement[key])


def is_of_state(row):
    """Does the effect tell of the state of objects? Otherwise it tells of slots."""
    return any(statement["waits"] or statement["target"] for statement in row["effect"]) or any(
        part["kind"] == "attribute" for tree in expressions(row) for part in parts(tree))


def _is_stored(tree):
    return tree["kind"] in ("argument", "field", "attribute")


class C:
    """Expressions of the model."""
    logic = {"and": "&&", "or": "||", "not": "!"}

    def __init__(self, ir):
        self.types = {row["name"]: row["c_type"] for row in ir["types"]}
        self.bits = {row["name"]: row["bits"] for row in ir["types"]}

    def text(self, tree, outer=None):
        """The expression; in parentheses where the operator around it, `outer`, needs them."""
        kind = tree["kind"]
        if kind == "argument":
            return tree["name"]
        if kind == "number":
            return self.number(tree, outer)
        if kind in ("field", "attribute"):
            return getattr(self, kind)(tree)
        if kind == "call":
            return self.function(tree["name"], [self.term(row["value"])
                                                for row in tree["arguments"]])
        plain = outer is None or tree["operator"] in ("not", *WRAPPING) \
            or outer in ("and", "or") and tree["operator"] in (outer, *_COMPARISONS)
        return self.operation(tree) if plain else f"({self.operation(tree)})"

    def term(self, tree):
        """A value that a function takes."""
        return self.text(tree)

    def operation(self, tree):
        operator = self.logic.get(tree["operator"], tree["operator"])
        if operator == "if":
            condition, *values = (self.text(operand, "if") for operand in tree["operands"])
            return f"{condition} ? {values[0]} : {values[1]}"
        operands = [self.text(operand, tree["operator"]) for operand in tree["operands"]]
        text = operator + operands[0] if len(operands) == 1 else f" {operator} ".join(operands)
        return self.wrapped(tree, text) if operator in WRAPPING else text

    def number(self, tree, outer):
        if "named" in tree:
            return tree["named"] if tree["type"] == "bool" else constant(tree["named"])
        wide = tree["type"] == "u64" or self.bits.get(tree["type"]) == 64
        return u64(tree["value"]) if wide and outer in WRAPPING else f"{tree['value']}u"

    def field(self, tree):
        return f"model_{tree['field']}(m, {tree['slot']})"

    def function(self, name, arguments):
        return f"model_{name}({', '.join(['m', *arguments])})"

    def wrapped(self, tree, text):
        c_type = self.types.get(tree["type"], f"uint{tree['type'][1:]}_t")
        return f"({c_type})({text})"


class Acsl(C):
    """Expressions of the contracts. Questions are predicates there, and terms only by detour."""

    def text(self, tree, outer=None):
        text = super().text(tree, outer)
        return f"({text} != 0)" if tree["type"] == "bool" and _is_stored(tree) else text

    def term(self, tree):
        """A value that a predicate or logic function takes."""
        if tree["type"] != "bool" or tree["kind"] == "number":
            return self.text(tree)
        return super().text(tree) if _is_stored(tree) else f"({self.text(tree)} ? 1 : 0)"

    def number(self, tree, outer):
        named = "named" in tree and tree["type"] != "bool"
        return constant(tree["named"]) if named else str(tree["value"])

    def field(self, tree):
        return f"logic_{tree['field']}({tree['slot']})"

    def function(self, name, arguments):
        return f"logic_{name}({', '.join(arguments)})"

    def wrapped(self, tree, text):
        bits = self.bits.get(tree["type"]) or int(tree["type"][1:])
        return f"(({text}) & {(1 << bits) - 1:#x})"


def _model(ir, row):
    terms, named = C(ir), set().union(*map(names, expressions(row)))
    parameters = ["struct model *m"] + (["model_slot_t self"] if "self" in named else [])
    unnamed = []
    for argument in row["args"]:
        kind, name = argument["kind"], argument["name"]
        if kind == "cap" and not argument["as_slot"]:
            continue
        slot = kind in ("cap", "slot", "slots")
        parameters.append(f"{'model_slot_t' if slot else argument['value_c_type']} {name}")
        unnamed += [] if name in named else [name]
    return {"comment": comment(f"{row['doc']}"),
            "head": call(f"static inline kozo_err_t model_{row['name']}", parameters, tail=""),
            "unnamed": unnamed,
            "statements": [_model_statement(terms, statement)
                           for statement in row["effect"]]}


def _model_statement(expressions, statement):
    if statement["error"]:
        return {"condition": condition(expressions, statement),
                "act": f"return {outcome(statement)};"}
    arguments = [expressions.term(row["value"]) for row in statement["arguments"]]
    indent = 8 if statement["condition"] else 4
    return {"condition": condition(expressions, statement) if statement["condition"] else None,
            "act": call(f"model_{statement['primitive']}", ["m", *arguments],
                        indent=indent).lstrip()}


def _contract(ir, row):
    terms, done = Acsl(ir), "\\result == KOZO_OK"
    # A preempted call has done some of it; what it does when it runs again is told from there.
    ends = [f"{done} || \\result == KERNEL_RESTART" if row["preemptible"] else done]
    ends += [f"{done} ==> {text}" if row["preemptible"] else text
             for text in _changes(terms, row["effect"])]
    return contract(terms, row, ["effect_nothing(Pre, Post)"], ends)


def contract(terms, row, unchanged, ends):
    """The contract of an operation: `unchanged` holds of what is refused, `ends` of the rest."""
    behaviors, permitted = [], []
    for statement in row["effect"]:
        if statement["error"] or statement["waits"]:
            name = f"refused_{statement['error']}" if statement["error"] else "waits"
            behaviors.append({
                "name": _unused(name, behaviors),
                "clauses": _clauses("assumes", [*permitted, condition(terms, statement)])
                + _clauses("ensures", [f"\\result == {outcome(statement)}",
                                       *(unchanged if statement["error"] else [])])})
            permitted.append(condition(terms, statement, negated=True))
    behaviors.append({"name": "done", "clauses": _clauses("assumes", permitted)
                      + _clauses("ensures", ends)})
    parameters = [c_type + name for c_type, name in handler_parameters(row)]
    return {"behaviors": behaviors, "prototype": call(
        f"kozo_err_t {handler_name(row)}", ["struct thread *caller", *parameters])}


def _unused(name, behaviors):
    count = sum(behavior["name"].startswith(name) for behavior in behaviors)
    return f"{name}_{count}" if count else name


def _clauses(keyword, texts):
    return ["\n".join(textwrap.wrap(f"{keyword} {text};", COLUMNS, initial_indent=" " * 4,
                                    subsequent_indent=" " * 8, break_long_words=False,
                                    break_on_hyphens=False)) for text in texts]


def outcome(statement):
    """The C name of what a statement that refuses or waits ends the call with."""
    return f"KOZO_ERR_{statement['error'].upper()}" if statement["error"] else "KERNEL_BLOCKED"


def condition(expressions, statement, negated=False):
    """When a statement takes place, or does not."""
    if statement["unless"] == negated:
        return expressions.text(statement["condition"])
    return "!" + expressions.text(statement["condition"], "not")


def _changes(expressions, effect):
    """What holds between the states before and after a success."""
    changes = [statement for statement in effect if statement["primitive"]]
    if not changes:
        return ["effect_nothing(Pre, Post)"]
    statement, = changes
    terms = [expressions.term(row["value"]) for row in statement["arguments"]]
    terms = [term if row["value"]["kind"] in ("argument", "number") else f"\\old({term})"
             for row, term in zip(statement["arguments"], terms)]
    change = f"effect_{statement['primitive']}({', '.join(['Pre', 'Post', *terms])})"
    if statement["condition"] is None:
        return [change]
    taken, left = (f"\\old({condition(expressions, statement, negated)})"
                   for negated in (False, True))
    return [f"({taken} ==> {change})", f"({left} ==> effect_nothing(Pre, Post))"]
