#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every loop in the kernel ends after a number of turns that a reader can name. Evident is a `for`
whose counter goes in steps to a constant, or to a limit of loops.txt, and is changed nowhere else;
what bounds each other loop is said there, and so is it of assembly, of a file at a time: jumps
backward and repeated string instructions."""

import re

import lint
import lengths
import machine_code
import stack

TABLE = "loops.txt"
KINDS = {"limit": 2, "loop": 4, "assembly": 3}
CLASSES = ("bounded", "boot", "end", "paranoid", "paused", "waits")
PAUSE = re.compile(r"\b(arch_interrupt_waits|retype_must_pause)\(")
HEAD = re.compile(r"\b(for|while|do)\b\s*(\(|\{)")
CONSTANT = re.compile(r"^(?:[A-Z][A-Z0-9_]*(?:\([^()]*\))?|\d\w*|sizeof\([^()]*\)|[-+*/ ()]|<<)+$")
MACRO = re.compile(r"^ *# *define [^\n]*(?:(?<=\\)\n[^\n]*)*while \(0\)$", re.MULTILINE)
COMPARISON = re.compile(r"^(\w+)(--)? *(<=|<|>=|>|!=) *(.+)$")
REPEATED = re.compile(r"\brep(?:n?[ez])? +(?:movs|stos|lods|scas|cmps|ins|outs)")
ASM = re.compile(r"__asm__(?: volatile)?\(([^;]*)\);")
COUNTED_FROM = re.compile(r"(\w+) = ([^,;=]+)$")


def balanced(text, start):
    """The text in the parentheses that open at `start`, and where it ends."""
    depth = 0
    for at in range(start, len(text)):
        depth += text[at] in "({"
        depth -= text[at] in ")}"
        if depth == 0:
            return text[start + 1:at], at + 1
    return text[start + 1:], len(text)


def body_at(text, start):
    brace = re.compile(r"\s*\{").match(text, start)
    return balanced(text, brace.end() - 1)[0] if brace else text[start:text.find(";", start)]


def loops(text):
    """(head, body) of each loop of a function; the `while` that closes a `do` is its head."""
    closing = set()
    for match in HEAD.finditer(text):
        inner, end = balanced(text, match.end() - 1)
        if match[1] == "do":
            tail = re.compile(r"\s*while\s*\(").match(text, end)
            closing.add(tail.end() - 1)
            yield "do while (" + " ".join(balanced(text, tail.end() - 1)[0].split()) + ")", inner
        elif match.end() - 1 not in closing:
            yield f"{match[1]} ({' '.join(inner.split())})", body_at(text, end)


def is_evident(head, body, is_limit):
    if not head.startswith("for ("):
        return False
    first, condition, step = (part.strip() for part in head[5:-1].split(";"))
    start = COUNTED_FROM.search(first)
    for part in condition.split(" && "):
        match = COMPARISON.match(part)
        if not match:
            continue
        counter, counts_here, relation, limit = match.groups()
        stepped = re.fullmatch(rf"{counter}(?:\+\+|--| \+= \w+)", step)
        if counts_here is None and not stepped:
            continue
        if re.search(rf"\b{counter}(\+\+|--| [-+*/]?= )|(\+\+|--|&){counter}\b", body):
            continue
        falls = counts_here is not None or "--" in step
        if falls and not (start and start[1] == counter and CONSTANT.match(start[2])):
            continue
        if CONSTANT.match(limit) or is_limit(limit):
            return relation in ("<", "<=") if not falls else relation in (">", ">=")
    return False


def check_text(path, text, table, at_run_time=(), built=()):
    """Findings of one file; `at_run_time` names the functions that an entry from user mode reaches,
    `built` all that a build without PARANOID has."""
    text = MACRO.sub("", lint.without_comments(text))
    limits = {limit: place for place, limit in table.of("limit") if path.startswith(place)}

    def is_limit(text):
        return text in limits and table.use("limit", limits[text], text)

    functions = list(lengths.bodies(text))
    if len(HEAD.findall(text)) != sum(len(HEAD.findall(body)) for _, body in functions):
        yield f"{path}: a loop outside any function that this lint can see"
    for function, body in functions:
        obscure = [head for head, inner in loops(body) if not is_evident(head, inner, is_limit)]
        listed = [row for row in table.of("loop") if row[:2] == (path, function)]
        if not obscure:
            continue
        if not listed or int(listed[0][2]) != len(obscure):
            yield from (f"{path}: {function}(): what bounds `{head}`? Say it in {TABLE} "
                        f"(loops of the function: {len(obscure)})" for head in obscure)
            continue
        table.use("loop", *listed[0])
        kind = listed[0][3]
        if kind not in CLASSES:
            yield f"{TABLE}: {function}: {kind} is none of {', '.join(CLASSES)}"
        if kind == "paused" and not PAUSE.search(body):
            yield f"{path}: {function}() has no point of preemption"
        if kind == "boot" and function in at_run_time:
            yield f"{path}: {function}() does not run at boot alone"
        if kind == "paranoid" and function in built:
            yield f"{path}: {function}() is in builds without PARANOID"


def turns(text):
    """How many jumps backward and repeated string instructions there are in assembly."""
    count, seen = len(REPEATED.findall(text)), set()
    for line in text.splitlines():
        seen |= set(re.findall(r"^(\w+):", line))
        jump = re.match(r"(?:\w+:)?\s+(?:j\w+|loop\w*)\s+(\w+)", line)
        count += jump is not None and bool(jump[1] in seen or re.fullmatch(r"\d+b", jump[1]))
    return count


def check_assembly(path, text, table):
    is_c = not path.endswith(".S")
    count = turns("\n".join(ASM.findall(text)) if is_c else lint.without_comments(text))
    listed = [row for row in table.of("assembly") if row[0] == path]
    if count and (not listed or int(listed[0][1]) != count or listed[0][2] not in CLASSES):
        yield f"{path}: what bounds its {count} loops of assembly? Say it in {TABLE}"
    elif count:
        table.use("assembly", *listed[0])


def functions_of(path):
    """Of an image: the functions that a system call or a trap from user mode may reach, and all."""
    image = machine_code.Image(path)
    depths = stack.Depths(image, lint.Table(stack.TABLE, stack.KINDS))
    ways = ("x86_syscall_entry", "x86_trap_stubs", "x86_interrupt_stubs")
    entries = [image.named(name) for name in ways]
    reached = set().union(*(depths.reached(address) for address in entries))
    names = {address: function.name for address, function in image.functions.items()}
    return {names[address] for address in reached}, set(names.values())


def main():
    table = lint.Table(TABLE, KINDS)
    files = lint.sources("kernel/**/*.[ch]", "boot/image/**/*.[ch]", "generated/kernel/**/*.[ch]")
    lint.current_builds()
    at_run_time, built = functions_of(lint.BUILD / "kernel.elf")
    findings = [finding for path in files for finding in check_text(
        str(lint.name(path)), path.read_text(), table, at_run_time, built)]
    findings += [finding for path in lint.sources("kernel/**/*.[chS]") for finding in
                 check_assembly(str(lint.name(path)), path.read_text(), table)]
    lint.finish([*table.problems, *findings, *table.unused()])


if __name__ == "__main__":
    main()
