# SPDX-License-Identifier: MIT
"""The machine-level contract: words, buffer and registers."""
from kozo_idl.diagnostics import did_you_mean
from kozo_idl.model.abi import CAP_BYTES
from kozo_idl.verify.names import check_numbers, check_once

_FIELDS = {"status": ("code", "argument", "detail"), "handle": ("address", "depth", "stamp"),
           "info": ("type", "rights", "size_bits", "device"),
           "tag": ("words", "caps", "flags", "label", "interface"),
           "pass": ("withheld", "move")}
_TAG_FLAGS = ("deadline", "saved_reply", "answered", "kernel")
# Bits that a field needs for what the generator puts into it.
_FIELD_BITS = {("status", "code"): 16, ("status", "argument"): 3, ("status", "detail"): 32,
               ("info", "type"): 8, ("info", "rights"): 8, ("info", "size_bits"): 6,
               ("info", "device"): 1,
               ("tag", "label"): 16, ("tag", "interface"): 32, ("pass", "withheld"): 8}
_WORD_BITS = {"pass": 32}  # of those that are not whole words


def verify(world, report):
    """Report what is wrong with the section `abi`."""
    abi = world.abi
    if abi is None:
        return
    if abi.word_bits != 64:
        report.error(abi.word_bits.mark, "IDL0217", f"words of {int(abi.word_bits)} bits are not "
                     "supported; write 64")
    if abi.version < 1:
        report.error(abi.version.mark, "IDL0105", "version 0 of 'abi' does not exist; begin "
                     "with 1")
    for name in _FIELDS:
        _word(name, abi.word(name), world.broken, report)
    _tag(abi, world.broken, report)
    _buffer(abi.buffer, report)
    for name, _ in abi.profiles[1:]:
        report.error(name.mark, "IDL0216", "a second profile is not supported; keep one")
    for _, profile in abi.profiles:
        _profile(profile, report)


def _word(name, word, broken, report):
    known, given = _FIELDS[name], {str(field) for field, _ in word.fields}
    bits = _WORD_BITS.get(name, 64)
    for field in known:
        if field not in given and field not in broken:
            report.error(word.mark, "IDL0203", f"the {name} lacks the field '{field}'; add it")
    used = {}
    for field, place in word.fields:
        if field not in known:
            report.error(field.mark, "IDL0203", f"the {name} has no field '{field}'"
                         + did_you_mean(field, known))
        if not place.bits or place.shift + place.bits > bits:
            report.error(field.mark, "IDL0201", f"'{field}' has {int(place.bits)} bits from bit "
                         f"{int(place.shift)} on; a field has at least one and ends at bit "
                         f"{bits - 1}")
            continue
        needed = _FIELD_BITS.get((name, str(field)), 1)
        if place.bits < needed:
            report.error(place.bits.mark, "IDL0204", f"'{field}' needs {needed} bits for the "
                                                     "values "
                         f"that the generator puts into it, not {int(place.bits)}; make it wider")
        mask = ((1 << int(place.bits)) - 1) << int(place.shift)
        for other, other_mask in used.items():
            if mask & other_mask:
                report.error(field.mark, "IDL0202", f"'{field}' overlaps '{other}'; move one of "
                                                    "them")
        used[field] = mask


def _tag(abi, broken, report):
    fields = dict(abi.tag.fields)
    check_numbers([(name, flag.bit) for name, flag in abi.tag.flags], 0,
                  max(int(fields["flags"].bits), 1) - 1 if "flags" in fields else 63, "bit", report)
    given = {str(name) for name, _ in abi.tag.flags}
    for name in _TAG_FLAGS:
        if name not in given and name not in broken:
            report.error(abi.tag.mark, "IDL0103", f"tag flag '{name}' is needed by the generator "
                                                  "but "
                         "defined nowhere; add it")
    for name in ("words", "caps"):
        count = getattr(abi.buffer, name)
        if name in fields and fields[name].bits < 64 and count >> int(fields[name].bits):
            report.error(count.mark, "IDL0204", f"{int(count)} does not fit the "
                                                f"{int(fields[name].bits)}"
                         f" bits that the tag has for '{name}'; make that wider, or write less")


def _buffer(buffer, report):
    used = int(buffer.words) * 8 + int(buffer.caps) * CAP_BYTES
    if used > buffer.bytes or buffer.bytes & (buffer.bytes - 1):
        report.error(buffer.bytes.mark, "IDL0211", f"words and capabilities take {used} bytes; the "
                     "buffer must be a power of two that holds them")


def _profile(profile, report):
    check_once(profile.registers, report)
    method, message = profile.method, profile.message
    ins = {"op": method.op, "self": method.self_}
    outs = {"status": method.status}
    _registers(profile, ins, method.args, report)
    _registers(profile, outs, method.results, report)
    _returned(profile, outs, ins, report)
    ins = {name: getattr(message, name) for name in ("op", "cap", "tag", "deadline", "reply")}
    outs = {name: getattr(message.out, name) for name in ("status", "badge", "tag")}
    _registers(profile, ins, message.words, report)
    _registers(profile, outs, message.words, report)
    _returned(profile, outs, ins, report)
    for register in profile.clobbered:
        _known(profile, register, report)
    for role in ("ip", "sp", "flags"):
        if getattr(profile.pointers, role) in profile.registers:
            name = getattr(profile.pointers, role)
            report.error(name.mark, "IDL0213", f"'{name}' is a general register too; name a "
                                               "pointer")


def _known(profile, register, report):
    if register in profile.registers:
        return True
    report.error(register.mark, "IDL0212", f"there is no register '{register}'"
                 + did_you_mean(register, profile.registers))
    return False


def _registers(profile, roles, listed, report):
    """What goes in at the same time, or comes out, has a usable register each."""
    seen = {}
    for role, register in [*roles.items(), *(("an item of the list", name) for name in listed)]:
        if not _known(profile, register, report):
            continue
        if register in profile.clobbered:
            report.error(register.mark, "IDL0214", f"'{register}' is clobbered by the trap and "
                         "cannot carry anything; choose another register")
        elif register in seen:
            report.error(register.mark, "IDL0213", f"'{register}' carries {seen[register]} "
                                                   "already; "
                         "choose another register")
        seen.setdefault(register, role)


def _returned(profile, outs, ins, report):
    """Results may come in fresh registers; what every call returns, whatever its shape, may not."""
    if not set(ins.values()) <= set(profile.registers):
        return
    for role, register in outs.items():
        if register in profile.registers and register not in ins.values():
            report.error(register.mark, "IDL0215", f"the {role} must come back in a register that "
                         f"every call passes; those are: {', '.join(sorted(set(ins.values())))}")
