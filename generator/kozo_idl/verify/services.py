# SPDX-License-Identifier: MIT
"""Interfaces of services, and those through which the kernel itself speaks."""
from kozo_idl import effects, examples, requirements
from kozo_idl.ir.services import interface_id
from kozo_idl.layout import FIELDS_MAX, OPTIONAL_MAX, message_layout
from kozo_idl.model.services import (ArrayParam, CapParam, DataParam, TypeParam,
                                      VectorParam)
from kozo_idl.resolve import lookup
from kozo_idl.verify.kernel import check_rights, possible_sizes
from kozo_idl.verify.names import check_numbers, check_once
from kozo_idl.verify.types import check_element, check_scalar, check_size, check_unsigned

_LABEL_MAX = 0xffff
_VERSION_MAX = 0xffffffff


def verify(world, report):
    """Report what is wrong with interfaces."""
    ids = {}
    for interface in world.interfaces.values():
        first = ids.setdefault(interface_id(interface), interface)
        if first is not interface:
            report.error(interface.name.mark, "IDL0404", f"the id of version "
                         f"{int(interface.version)} is also that of '{first.name}' at "
                         f"{first.name.mark};"
                         " rename it or raise the version")
        if not 1 <= interface.version <= _VERSION_MAX:
            report.error(interface.version.mark, "IDL0105", f"version {int(interface.version)} of "
                         f"'{interface.name}' is outside 1 to {_VERSION_MAX}; begin with 1")
        _methods(world, interface, report)
        if interface.kernel:
            _kernel(world, interface, report)
        _events(world, interface, report)


def _methods(world, interface, report):
    names = {}
    for method in interface.methods:
        first = names.setdefault(str(method.name), method)
        if first is not method:
            report.error(method.name.mark, "IDL0101", f"'{method.name}' is defined a second time; "
                                                      "the "
                         f"first is at {first.name.mark}")
    check_numbers([(method.name, method.id) for method in interface.methods], 1, _LABEL_MAX, "id",
                  report)
    for method in interface.methods:
        _errors(world, method, report)
        _details(world, interface, method, report)
        if method.one_way:
            _one_way(interface, method, report)
        _requirements(world, method, report)
        _repeated(method, report)
        _lent(world, method, report)
        for params in (method.inputs, method.outputs):
            sound = [_param(world, param, report) for _, param in params]
            if all(sound) and world.abi is not None:
                _fits(world, params, report)


def _errors(world, method, report):
    check_once(method.error_names, report)
    service = world.groups.get("service")
    own = {str(name) for name, _ in service.items} if service else ()
    for name in method.error_names:
        if lookup(world, world.errors, name, "error", report) is not None and name not in own:
            report.error(name.mark, "IDL0407", f"'{name}' is not an error of services; those are: "
                                               f"{', '.join(sorted(own))}")


def _details(world, interface, method, report):
    """An error tells what fits the registers, and somebody has to give it."""
    refused = {str(effects.refused(statement)): statement for statement in method.require}
    for name, error in method.errors:
        sound = [_number(world, param, report) for _, param in error.detail]
        if error.detail and interface.kernel:
            report.error(name.mark, "IDL0423", "the kernel takes any error for the same, and looks "
                         f"at no detail; remove that of '{name}'")
        elif error.detail and name in refused:
            report.error(refused[name].mark, "IDL0423", "a requirement is refused before the body "
                         f"runs, which alone could give the detail of '{name}'; name another error")
        if not error.detail or not all(sound) or world.abi is None:
            continue
        words, registers = message_layout(world, error.detail).words, \
            len(world.profile.message.words)
        if words > registers:
            report.error(error.detail[0][0].mark, "IDL0422", f"the detail of '{name}' takes "
                         f"{words} words, but must fit the {registers} registers; leave some out, "
                         "or take narrower types")


def _number(world, param, report):
    """Is that a number, or what else fits a word and is always there? Says so if not."""
    if not isinstance(param, TypeParam) or param.type in world.structs or param.optional:
        report.error(param.name.mark, "IDL0421", f"'{param.name}' may be in no detail of an error, "
                     "which has but numbers, enumerations and flags that are always there; give "
                     "it such a 'type', without 'optional'")
        return False
    return _param(world, param, report)


def _requirements(world, method, report):
    """Each can be satisfied, and not be, so that a test can tell."""
    before = len(report.marks())
    rows = requirements.trees(world, method, report)
    if not rows or len(report.marks()) != before:
        return
    _, good, bad = examples.examples(rows, requirements.limits(world, method.inputs))
    for statement, failing in zip(method.require, bad):
        if not failing:  # nor is there any if nothing satisfies them all
            report.error(statement.mark, "IDL0416", "no arguments were found that "
                         + ("satisfy this and the others" if not good else "break this alone")
                         + "; say what can hold and can fail, or more simply")


def _repeated(method, report):
    """What has moved away is not there a second time."""
    for name, param in method.inputs:
        if method.idempotent and getattr(param, "moves", False):
            report.error(name.mark, "IDL0420", f"'{name}' has moved away when the method is called "
                         "again; pass a copy, or remove 'idempotent'")


def _lent(world, method, report):
    """A grant lasts as long as a request that is answered, and is a part of one frame."""
    for way, params in (("in", method.inputs), ("out", method.outputs)):
        for grant in filter(None, (getattr(param, "grant", None) for _, param in params)):
            if way == "out" or method.one_way:
                report.error(grant.name.mark, "IDL0430", f"'{grant.name}' is lent for the time of "
                             "a request that is answered; put it into 'in' of such a method")
            sizes = possible_sizes(world.objects["frame"]) if "frame" in world.objects else ()
            if sizes and not 1 <= grant.max <= 1 << max(sizes):
                report.error(grant.max.mark, "IDL0431", f"{int(grant.max)} bytes are no part of a "
                             f"frame; the maximum is at least 1 and at most {1 << max(sizes)}")


def _one_way(interface, method, report):
    """Nobody hears an answer, neither results nor errors; the kernel always waits for one."""
    if interface.kernel:
        report.error(method.reply.mark, "IDL0409", "the kernel waits for an answer to each of its "
                     "messages; remove 'reply: none'")
    answers = [*(name for name, _ in method.outputs[:1]), *method.error_names[:1]]
    for name in answers:
        report.error(name.mark, "IDL0409", f"'{name}' would reach nobody, since the method is "
                     "one-way; remove it, or 'reply: none'")


def _param(world, param, report):
    """Checks one parameter; False if its layout cannot be told."""
    if isinstance(param, CapParam):
        _travels(world, param, check_rights(world, param.cap, param.rights, report), report)
        return True
    if isinstance(param, DataParam):
        return check_size(param, "bytes", report)
    if isinstance(param, VectorParam):
        return check_element(world, param.element, report) & check_size(param, "elements", report)
    if isinstance(param, ArrayParam):
        if param.count < 1:
            report.error(param.count.mark, "IDL0209", "an array of 0 elements is not possible; it "
                         "has at least one")
        return check_element(world, param.element, report) and param.count >= 1
    if param.type in world.structs:
        if param.range is not None:
            report.error(param.range[0].mark, "IDL0311", "'range' has no meaning for a structure; "
                         "give it to members")
        return check_element(world, param.type, report)
    return check_scalar(world, param, report) is not None


def _travels(world, param, known, report):
    """How a capability leaves its sender; `known` if the rights that the receiver requires are."""
    given = world.objects.get(param.cap)
    if given is not None and given.copy == "never" and not param.moves:
        report.error(param.cap.mark, "IDL0419", f"capabilities of the type '{param.cap}' cannot be "
                     "copied; write 'pass: move'")
    if param.mask is None:
        return
    known &= check_rights(world, param.cap, param.mask, report)
    if param.moves:
        report.error(param.pass_.mark, "IDL0418", "a capability that moves keeps its rights; "
                     "remove 'mask', or pass a copy")
    for right in param.rights if known else ():
        if right not in param.mask:
            mark = param.mask[0].mark if param.mask else right.mark
            report.error(mark, "IDL0417", f"the receiver requires '{right}', which 'mask' "
                         "withholds; add it there, or require less")


def _fits(world, params, report):
    if not params:
        return
    layout = message_layout(world, params)
    buffer = world.abi.buffer
    sizes = {name: words for name, _, words in layout.data}
    largest = max((name for name, _ in params), key=lambda name: sizes.get(name, 0))
    many = [name for name, param in params if getattr(param, "optional", False)][OPTIONAL_MAX:]
    if many:
        report.error(many[0].mark, "IDL0408", f"a message has at most {OPTIONAL_MAX} optional "
                     "fields; join some in a structure, or split the method")
    if params[FIELDS_MAX:]:
        report.error(params[FIELDS_MAX][0].mark, "IDL0432", f"a message has at most {FIELDS_MAX} "
                     "fields; join some in a structure, or split the method")
    if layout.total_max > buffer.words:
        report.error(largest.mark, "IDL0401", f"the message takes up to {layout.total_max} words "
                     f"of 8 bytes, but the buffer has {int(buffer.words)}; lower a maximum, or "
                     "pass a frame")
    beyond = layout.caps[int(buffer.caps):]
    if beyond:
        mark = next(name.mark for name, _ in params if name == beyond[0])
        report.error(mark, "IDL0402", f"the message passes {len(layout.caps)} capabilities, but "
                     f"the buffer has room for {int(buffer.caps)}; split the method")


def _events(world, interface, report):
    """Whoever wants to hear of an event hands over what is signalled then."""
    bits, told = {}, set()
    if interface.events is not None:
        flags = lookup(world, world.types, interface.events, "type", report)
        bits = _bits(flags)
        if flags is not None and (not bits or interface.kernel):
            report.error(interface.events.mark, "IDL0410", "events are the bits of a type of "
                         "'flags', and a service's; name such a type, without 'kernel: true'")
            return
    params = [(way, param) for method in interface.methods
              for way, table in (("in", method.inputs), ("out", method.outputs))
              for _, param in table if getattr(param, "event", None) is not None]
    if params and interface.events is None:
        told = {str(param.event) for _, param in params}
        types = [name for name, row in world.types.items() if told <= _bits(row).keys()]
        report.error(params[0][1].event.mark, "IDL0411", "the interface has no 'events', the type "
                     f"of flags whose bits these are; say 'events: {(*types, 'TYPE')[0]}' behind "
                     "its version")
        return
    for way, param in params:
        if way == "out" or param.cap != "notification" \
                or "signal" not in param.rights:
            report.error(param.event.mark, "IDL0411", "the server signals an event of 'events' by "
                         "a notification that a request brings; give it to such a parameter, with "
                         "the right 'signal'")
        elif bits and lookup(world, bits, param.event, "event", report) is not None:
            told.add(str(param.event))
    for name in sorted(bits.keys() - told):
        report.error(interface.events.mark, "IDL0412", f"nobody can hear of '{name}'; give a "
                     f"method a parameter with 'event: {name}'")


def _bits(row):
    """The bits of a type of flags, by their names; of anything else there is none."""
    return {str(name): name for name, _ in getattr(row, "bits", ())}


def _kernel(world, interface, report):
    """The kernel sends from registers and takes one kind of answer."""
    first = [(str(name), str(getattr(param, "type", None)))
             for name, param in interface.methods[0].outputs] if interface.methods else []
    for method in interface.methods:
        outs = [(str(name), str(getattr(param, "type", None))) for name, param in method.outputs]
        if outs != first:
            report.error(method.name.mark, "IDL0405", "the kernel reads one kind of answer; give "
                                                      "every "
                         f"method the 'out' of '{interface.methods[0].name}'")
        for params in (method.inputs, method.outputs):
            _in_registers(world, params, report)


def _in_registers(world, params, report):
    for name, param in params:
        if not isinstance(param, TypeParam) or param.type in world.structs:
            report.error(name.mark, "IDL0406", "the kernel's own messages travel in registers; "
                         "only parameters whose 'type' is no structure do")
            return
        if param.optional:
            report.error(name.mark, "IDL0406", "the kernel's own messages are whole; remove "
                         "'optional'")
        check_unsigned(world.scalars.get(param.type), param.type, report)
    if params and all(param.type in world.scalars for _, param in params) and world.abi is not None:
        registers = len(world.profile.message.words)
        if message_layout(world, params).words > registers:
            report.error(params[0][0].mark, "IDL0406", "the kernel's own messages travel in "
                                                       "registers; "
                         f"these parameters need more than {registers}")
