# SPDX-License-Identifier: MIT
"""Names and numbers: what must exist, what must be unique, and what C would not take."""
import re
from pathlib import PurePosixPath

from kozo_idl.diagnostics import Mark
from kozo_idl.model.abi import VALUE_WORDS, WORDS
from kozo_idl.model.kernel import CapArg, Result, SizeRange, SlotArg, SlotsArg
from kozo_idl.model.services import ArrayParam, CapParam, DataParam, TypeParam, VectorParam
from kozo_idl.model.types import EnumType, FlagsType, ScalarType, Union

# What templates and hand-written code outside any one operation or interface refer to.
_REQUIRED = {
    "constants": ("deadline_never", "grants_max", "page_bits", "priorities", "program_name_max",
                  "slot_bits"),
    "types": ("badge", "deadline", "priority", "rights", "slot_index"),
    "objects": ("cnode", "endpoint"),
    "groups": ("kernel", "transport", "service"),
    "errors": ("bad_operation", "wrong_type", "access_denied", "range", "alignment", "unknown_flag",
               "malformed", "bad_reply", "no_method", "wrong_interface", "bad_message"),
}
# Those of C, and what compilers define in GNU mode.
_KEYWORDS = frozenset("""
    linux unix
    asm auto bool break case char const continue default do double else enum extern false float for
    goto if inline int long register restrict return short signed sizeof static struct switch true
    typedef typeof union unsigned void volatile while""".split())
# Variables of the generated functions that names of the IDL would shadow.
_LOCALS = {
    "operation": frozenset("caller self self_slot regs tag deadline reply err outcome status "
                           "m".split()),
    "method": frozenset("m message buffer error optionals own".split()),
    "deferred": frozenset("call later".split()),
    "details": frozenset("detail outcome".split()),
}
# What the errors of a method with details are not called, since Rust has others of these names.
_ERRORS = frozenset("request reply failure call later other".split())
# A request's parameters are declared beside these; a reply's make room for them.
_METHOD_PARAMETERS = frozenset("self context badge".split())
# Files that lie where each interface or program has one of its name; a test looks for them.
FILE_NAMES = {"interface": frozenset("abi decode later lib note served sys trap types "
                                     "wire".split()),
              "kernel": frozenset("handler message_register object reg".split()),
              "program": frozenset({"manifest"})}
# Words that a module of Rust is better not called by, and what other functions begin with: those of
# all interfaces, and in an interface's test.
_MODULES = frozenset("core crate pairs self std super".split())
_PREFIXES = frozenset("kozo loop call reply".split())
# Types and functions that the generated functions use, and the driver of their tests has.
_USED = re.compile(r".*_t|(kozo|loop)_.*|mem(cmp|cpy|set)|strlen")
# Endings of the variables that a parameter brings along.
_COMPANIONS = {DataParam: ("size", "capacity", "size_in"),
               VectorParam: ("count", "capacity", "count_in"),
               CapParam: ("slot",), TypeParam: ("raw",),
               CapArg: ("slot",), SlotArg: ("slot",), SlotsArg: ("slot",), Result: ("raw", "out")}
# kozo_NAME is a structure or an enumeration of a header that the generated ones stand beside.
C_TAGS = frozenset("""
    buffer condition dispatcher error grant_read grant_write message mutex object operation runtime
    served server tcb thread_plan trace_event trace_names trace_part trace_sort trace_value
    waiter""".split())
# NAME_t is a type of the C library, of the compiler or of POSIX.
_LIBRARY_TYPES = frozenset(
    "size ssize ptrdiff wchar intptr uintptr intmax uintmax max_align time clock locale off".split()
    + [f"{sign}int{kind}{bits}" for sign in ("", "u") for kind in ("", "_fast", "_least")
       for bits in (8, 16, 32, 64)])


def verify(world, report):
    """Required names, words that C reserves, names that meet in C, and names of files."""
    mark = world.abi.mark if world.abi is not None else Mark("idl", 1, 1)
    if world.abi is None and "abi" not in world.broken:
        report.error(mark, "IDL0103", "no file has the section 'abi'; it is needed")
    for table, names in _REQUIRED.items():
        for name in names:
            if name not in getattr(world, table) and name not in world.broken:
                report.error(mark, "IDL0103", f"{table.rstrip('s')} '{name}' is needed by the "
                             "generator but defined nowhere; define it")
    _reserved(world, report)
    _c_names(world, report)
    for interface in world.interfaces.values():
        expected = f"{interface.name}s.yaml" if interface.kernel else f"{interface.name}.yaml"
        _file_name(interface.name, expected, report)
    for system in world.systems.values():
        _file_name(system.name, f"{system.name}.yaml", report)


def check_numbers(rows, low, high, what, report):
    """Every number of `rows` (name, Number) lies in low..high and occurs once."""
    taken = {}
    given = {int(number) for _, number in rows}
    free = next((value for value in range(low, high + 1) if value not in given), None)
    hint = "leave one out" if free is None else f"{free} is free"
    for name, number in rows:
        if not low <= number <= high:
            report.error(number.mark, "IDL0105", f"{what} {int(number)} of '{name}' is outside "
                         f"{low} to {high}; {hint}")
        elif int(number) in taken:
            report.error(number.mark, "IDL0104", f"{what} {int(number)} belongs to "
                         f"'{taken[int(number)]}' already; {hint}")
        taken.setdefault(int(number), str(name))


def check_once(words, report):
    """No word of a list is given twice."""
    seen = set()
    for word in words:
        if word in seen:
            report.error(word.mark, "IDL0106", f"'{word}' is listed twice; remove one")
        seen.add(word)


def _file_name(name, expected, report):
    actual = PurePosixPath(name.mark.file).name
    if actual != expected:
        report.error(name.mark, "IDL0109", f"'{name}' is looked for in {expected}, not in "
                                           f"{actual}; "
                     "rename one of them")


def _reserved(world, report):
    for operation in world.operations.values():
        for name, _ in (*operation.inputs, *operation.outputs):
            _check_variable(name, _LOCALS["operation"], report)
    for name in filter(None, (getattr(row, "wrapper", None) for row in world.types.values())):
        if not name.endswith("_t") or name.removesuffix("_t") in _LIBRARY_TYPES:
            report.error(name.mark, "IDL0108", f"'{name}' may mean something else in C; choose "
                         "a name that ends in _t and is no type of the C library")
    for row in world.objects.values():
        for name, _ in row.state:
            _check_word(name, _KEYWORDS, report)
    for interface in world.interfaces.values():
        files = FILE_NAMES["interface"] | (FILE_NAMES["kernel"] if interface.kernel else set())
        _check_word(interface.name, _LIBRARY_TYPES | _MODULES | _PREFIXES | files, report)
        for method in interface.methods:
            taken = _LOCALS["method"]
            if method.reply == "deferred":
                taken |= _LOCALS["deferred"]
            if any(told.detail for _, told in method.errors):
                taken |= _LOCALS["details"]
                for error, told in method.errors:
                    _check_word(error, _KEYWORDS | _ERRORS, report)
                    for name, _ in told.detail:
                        _check_variable(name, frozenset(), report)
            for name, _ in method.inputs:
                _check_variable(name, taken | _METHOD_PARAMETERS, report)
            for name, _ in method.outputs:
                _check_variable(name, taken, report)
    for struct in world.structs.values():
        for name, _ in struct.fields:
            own = {"kind"} if isinstance(struct, Union) else set()
            _check_word(name, _KEYWORDS | own, report)
    for system in world.systems.values():
        for name, _ in system.programs:
            _check_word(name, FILE_NAMES["program"], report)


def _check_word(name, words, report):
    if name in words:
        report.error(name.mark, "IDL0108", f"'{name}' means something else in what is generated; "
                     "choose another name")


def _check_variable(name, locals_, report):
    """What is a parameter in C shadows nothing that the function needs."""
    _check_word(name, {name} if _USED.fullmatch(name) else _KEYWORDS | locals_, report)


class Scope:
    """Identifiers of a language that must not meet."""

    def __init__(self, report, language="C"):
        self.report = report
        self.language = language
        self.names = {}

    def add(self, made, origin):
        """`origin` is the Text of the IDL, or a word for what the generator itself defines."""
        first = self.names.setdefault(made, origin)
        mark = getattr(origin, "mark", None)
        if first is not origin and mark is not None and not isinstance(origin, Mark):
            where = f" at {first.mark}" if hasattr(first, "mark") else " of the generator"
            self.report.error(mark, "IDL0107", f"in {self.language} this becomes '{made}', as "
                              f"does '{first}'{where}; rename one")


def _c_names(world, report):
    scope = Scope(report)
    for name in ("KOZO_ABI_VERSION KOZO_BUFFER_BYTES KOZO_BUFFER_WORDS KOZO_BUFFER_CAPS KOZO_OK "
                 "KOZO_REGISTER_WORDS KOZO_OP_LIMIT KOZO_OBJECT_LIMIT KOZO_OBJECT_NULL KOZO_ANY "
                 "KOZO_SERVED KOZO_DEFERRED KOZO_TAKEN KOZO_NOT_MINE KOZO_PROVIDER_INIT kozo_err_t "
                 "kozo_object_t").split():
        scope.add(name, "a name")
    for name in C_TAGS:
        scope.add(f"kozo_{name}", "a name")
    for name in (word for word in WORDS if word not in VALUE_WORDS):
        scope.add(f"kozo_{name}_t", "a name")
    for constant in world.constants.values():
        scope.add(f"KOZO_{constant.name.upper()}", constant.name)
    for row in world.types.values():
        _type_names(row, scope)
    for row in world.structs.values():
        scope.add(f"kozo_{row.name}", row.name)
        if isinstance(row, Union):
            scope.add(f"kozo_{row.name}_kind", row.name)
            for name, _ in row.cases:
                scope.add(f"KOZO_{row.name.upper()}_{name.upper()}", name)
    for row in world.objects.values():
        _object_names(row, scope)
    for group in world.groups.values():
        scope.add(f"KOZO_ERR_{group.name.upper()}_FIRST", group.name)
        scope.add(f"KOZO_ERR_{group.name.upper()}_LAST", group.name)
        for name, _ in group.items:
            scope.add(f"KOZO_ERR_{name.upper()}", name)
    for row in world.operations.values():
        scope.add(f"KOZO_OP_{row.full_name.upper()}", row.name)
        scope.add(f"kozo_{row.full_name}", row.name)
        scope.add(f"kozo_{row.full_name}_status", row.name)
        _parameter_names([(str(name), name, param) for name, param in (*row.inputs, *row.outputs)],
                         report)
    for interface in world.interfaces.values():
        _interface_names(interface, world, scope, report)


def _type_names(row, scope):
    upper = row.name.upper()
    if isinstance(row, ScalarType) and row.wrapper is not None:
        scope.add(str(row.wrapper), row.wrapper)
    else:
        scope.add(f"kozo_{row.name}_t", row.name)
    if isinstance(row, EnumType):
        scope.add(f"kozo_{row.name}", row.name)
        for name, _ in row.values:
            scope.add(f"KOZO_{upper}_{name.upper()}", name)
    if isinstance(row, FlagsType):
        scope.add(f"KOZO_{upper}_MASK", row.name)
        for name, _ in row.bits:
            scope.add(f"KOZO_{upper}_{name.upper()}", name)


def _object_names(row, scope):
    upper = row.name.upper()
    scope.add(f"kozo_{row.name}_t", row.name)
    scope.add(f"KOZO_OBJECT_{upper}", row.name)
    for name, _ in row.rights:
        scope.add(f"KOZO_{upper}_RIGHT_{name.upper()}", name)
    many = isinstance(row.size_bits, (SizeRange, tuple))
    for end in ("_MIN", "_MAX") if many else ("",):
        scope.add(f"KOZO_{upper}_SIZE_BITS{end}", row.name)


def _interface_names(interface, world, scope, report):
    name = interface.name
    before = set(scope.names)
    scope.add(f"{name}_t", name)
    scope.add(f"KOZO_INTERFACE_{name.upper()}", name)
    scope.add(f"kozo_{name}_method", name)
    for ending in ("dispatch", "served_error", "served_stray", "served_misfit"):
        scope.add(f"{name}_{ending}", name)
    if interface.kernel:
        scope.add(f"{name}_reply", name)
    for event, _ in getattr(world.types.get(interface.events), "bits", ()):
        scope.add(f"{name}_signal_{event}", event)
    for c_name in (f"{name}_event", f"{name}_events_take") if interface.events else ():
        scope.add(c_name, interface.events)
    for method in {str(method.name): method for method in reversed(interface.methods)}.values():
        scope.add(f"KOZO_{name.upper()}_METHOD_{method.name.upper()}", method.name)
        for c_name in (f"{name}_{method.name}", f"{name}_serve_{method.name}",
                       f"{name}_dispatch_{method.name}", f"{name}_reply_{method.name}",
                       f"{name}_{method.name}_message"):
            scope.add(c_name, method.name)
        for verb in ("take", "waits", "fail") if method.reply == "deferred" else ():
            scope.add(f"{name}_{verb}_{method.name}", method.name)
        viewed = {param.name for _, param in method.outputs if _viewed(world, param)}
        if viewed:
            scope.add(f"{name}_{method.name}_view", method.name)
        _detail_names(name, method, scope)
        taken = _METHOD_PARAMETERS | {str(word) for word, _ in method.inputs}
        rows = [(str(word), word, param) for word, param in method.inputs]
        results = [(f"{word}_out" if word in taken else str(word), word, param)
                   for word, param in method.outputs]
        views = [(f"{c_name}_{ending}", word, None) for c_name, word, _ in results if word in viewed
                 for ending in ("view", "view_size")]
        _parameter_names(rows + results + views, report)
    own = scope.names.keys() - before
    for method in interface.methods:
        for word, _ in (*method.inputs, *method.outputs):
            _check_word(word, own, report)


def _viewed(world, param):
    """May a client look at a result where it lies, if that is behind the registers?"""
    return isinstance(param, (DataParam, VectorParam, ArrayParam)) \
        or getattr(param, "type", None) in world.structs


def _detail_names(name, method, scope):
    if not any(told.detail for _, told in method.errors):
        return
    for c_name in (f"{name}_{method.name}_detail", f"{name}_{method.name}_outcome",
                   f"{name}_{method.name}_error", f"{name}_done_{method.name}",
                   f"{name}_refuse_{method.name}"):
        scope.add(c_name, method.name)
    for error in method.error_names:
        scope.add(f"{name}_refuse_{method.name}_{error}", error)
        scope.add(f"{name}_{method.name}_{error}", error)


def _parameter_names(rows, report):
    """`rows` has (name in C, name, parameter) of one function."""
    scope = Scope(report)
    for c_name, name, param in rows:
        scope.add(c_name, name)
        for ending in _COMPANIONS.get(type(param), ()):
            scope.add(f"{c_name}_{ending}", name)
        if getattr(param, "optional", False):
            scope.add(f"{c_name}_value", name)
            scope.add(f"has_{c_name}", name)
