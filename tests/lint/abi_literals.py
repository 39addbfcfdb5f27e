#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The ABI is written once. Finds operation numbers, register assignments, message offsets, rights,
types, errors and constants that are typed by hand instead of taken from generated/.

What is exempt is in abi_literals.allow: a path, a rule and the reason why. Tests may build messages
that belong to no interface, and so number the words of those."""

import json
import re
import subprocess
import sys
import tempfile

import lint

FOLDERS = ("kernel", "services", "boot", "tests", "docs", "generator")
SUFFIXES = {".c", ".h", ".S", ".py", ".md"}
ALLOWED = lint.ROOT / "tests/lint/abi_literals.allow"
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|("(?:\\.|[^"\\\n])*")', re.DOTALL)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'')
NUMBER = re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F_]+|\d[\d_]*)[uUlL]*(?![\w.])")
NON_ZERO = r"(?:UINT\d+_C\()?0*(?:0[xX]0*[1-9a-fA-F]|[1-9])[\w]*"
GPR = r"(?:r[abcd]x|r[sd]i|rbp|r8|r9|r1[0-5])"
TEXTS = {  # rule: patterns over code that still has its strings
    "trap": (r'"(?:[^"]*\\n)?\s*(?:syscall|sysenter|int \$0x80)\s*(?:\\[nt][^"]*|;[^"]*)?"',
             r"0x0f,\s*0x05\b"),
    "register": (r'\bregister\b[^;]*\b(?:__asm__|asm)\s*\(\s*"',),
}
PATTERNS = {  # rule: patterns over code without strings and comments
    "error": (rf"\bkozo_err_t\s+\w+\s*=\s*{NON_ZERO}", rf"\(kozo_err_t\)\s*{NON_ZERO}",
              rf"\bkozo_status_make\(\s*{NON_ZERO}",
              rf"\b(?:\w*err|\w*error|kozo_status_code\([^()]*(?:\([^()]*\))?[^()]*\))"
              rf"\s*[=!<>]=?\s*{NON_ZERO}\b(?!\s*\*)"),
    "object": (rf"\bkozo_object_t\s+\w+\s*=\s*{NON_ZERO}", rf"\(kozo_object_t\)\s*{NON_ZERO}",
               rf"\bcap_type\([^()]*(?:\([^()]*\))?[^()]*\)\s*[=!]=\s*{NON_ZERO}",
               rf"\bobject(?:\.|->)type\s*[=!]=?\s*{NON_ZERO}"),
    "right": (rf"\bkozo_rights_t\s+\w+\s*=\s*{NON_ZERO}", rf"\(kozo_rights_t\)\s*{NON_ZERO}",
              rf"\bcap_rights\([^()]*(?:\([^()]*\))?[^()]*\)\s*(?:&|[=!]=)\s*{NON_ZERO}",
              rf"\.rights\s*=\s*{NON_ZERO}", rf"\brights\s*&\s*{NON_ZERO}"),
    "field": (r"\b\w*(?:tag|status|handle)\w*\.raw\s*(?:>>|<<|&|\|)=?\s*(?:0x)?\d",),
    "operation": (r"\b(?:kozo_trap_(?:method_\d_\d|message)|\w+_trap)\(\s*\d",
                  r"\bregs_set_operation\([^,()]*(?:\([^()]*\))?[^,()]*,\s*\d"),
}
BUFFER = re.compile(r"(?:\.|->)(?:words|caps|receive)\[\d+\]")
REGISTER = re.compile(rf"\bregs(?:\.|->){GPR}\b")
ASSEMBLY_TRAP = re.compile(r"^[ \t]*(?:\w+:)?[ \t]*\bsyscall\b", re.MULTILINE)
DISPLACEMENT = re.compile(r"(?<![\w$)])-?(?:0x)?\d+\(%(?!rsp|rip|esp)")
DEFINED = re.compile(r"^\s*#\s*define\s+(KOZO_\w+)|(?:^|[{,])\s*(KOZO_\w+)\s*=(?!=)|"
                     r"^typedef\b[^;]*\b(kozo_\w+_t)\s*;", re.MULTILINE)
PROSE = re.compile(r"\b(?:operation|system call|syscall|method|error)(?: number| code)? #?\d+\b",
                   re.IGNORECASE)
ERROR_FUNCTION = re.compile(
    r"^(?:static |inline |MUST_CHECK )*kozo_err_t \w+\([^;{]*\)\n\{\n(.*?)^\}",
    re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\b(kozo_\w+|cspace_lookup|cap_copy|cap_mint)\(")


class Facts:
    """What the interface definition says, as far as the rules need it."""

    def __init__(self, ir):
        constants = {row["name"]: row["value"] for row in ir["constants"]}
        self.constants = {name.upper() for name in constants}
        self.distinctive = {row["id"]: f"the number of interface {row['name']}"
                            for row in ir["interfaces"]}
        for name, value in constants.items():
            round_number = value & (value - 1) == 0 or value & (value + 1) == 0
            if not round_number and value >= (0x100 if name.endswith("_port") else 0x1000):
                self.distinctive[value] = f"KOZO_{name.upper()}"
        names = [row["name"] for row in [*ir["operations"], *ir["errors"]]]
        self.named = re.compile(rf"`?\b(?:KOZO_\w+_)?(?:{'|'.join(names)})\b`?\s*(?:\(|=)\s*\d+\b",
                                re.IGNORECASE)
        self.typed = {"cspace_lookup": {3}, "cap_copy": {2}, "cap_mint": {2}}
        kinds = {row["name"]: row["kind"] for row in ir["types"]}
        for row in ir["operations"]:
            positions = {argument["position"] - (row["self"] is None) for argument in row["args"]
                         if argument["kind"] == "object"
                         or kinds.get(argument.get("type")) in ("enum", "flags")}
            self.typed[f"kozo_{row['name']}"] = self.typed[f"kozo_{row['name']}_status"] = positions
        self.names = set()


def read_facts():
    """Facts from the generator, and the names that its headers define."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-B", "-m", "kozo_idl", "generate", "--out", f"{folder}/out",
                   "--ir", f"{folder}/ir.json"]
        subprocess.run(command, cwd=lint.ROOT / "generator", check=True, stdout=subprocess.DEVNULL)
        with open(f"{folder}/ir.json", encoding="utf-8") as file:
            facts = Facts(json.load(file))
    for path in lint.sources("generated/**/*.h"):
        found = DEFINED.findall(path.read_text())
        facts.names |= {name for names in found for name in names if name}
    return facts


def blank(match):
    """A comment becomes as many lines of nothing; a string stays."""
    return match[1] or re.sub(r"[^\n]", " ", match[0])


def arguments(text, start):
    """The arguments of the call whose parenthesis opens before `start`."""
    depth, begin, found = 0, start, []
    for at in range(start, len(text)):
        if text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and text[at] == ","):
            found.append(text[begin:at].strip())
            begin = at + 1
        if depth < 0:
            return found
    return []


def is_number(text):
    return re.fullmatch(NON_ZERO + r"\)?", text) is not None


def calls(text, facts, lenient):
    """(position, rule) of numbers that are passed where a name belongs."""
    for match in CALL.finditer(text):
        given = arguments(text, match.end())
        if any(is_number(given[at]) for at in facts.typed.get(match[1], ()) if at < len(given)):
            yield match.start(), "typed"
        if match[1] == "kozo_tag_make" and len(given) == 5:
            of_interface = not lenient or given[0].startswith("KOZO_INTERFACE_")
            if is_number(given[2]) or of_interface and (is_number(given[0]) or is_number(given[1])):
                yield match.start(), "tag"


def code_findings(path, text, facts):
    """(position, rule) in C and assembly."""
    text = COMMENT.sub(blank, text)
    for rule, patterns in TEXTS.items():
        for pattern in patterns:
            yield from ((match.start(), rule) for match in re.finditer(pattern, text))
    text = STRING.sub(lambda match: '"' + " " * (len(match[0]) - 2) + '"', text)
    for rule, patterns in PATTERNS.items():
        for pattern in patterns:
            yield from ((match.start(), rule) for match in re.finditer(pattern, text))
    for function in ERROR_FUNCTION.finditer(text):
        for match in re.finditer(rf"\breturn\s+{NON_ZERO}\s*;", function[1]):
            yield function.start(1) + match.start(), "error"
    for match in DEFINED.finditer(text):
        if next(filter(None, match.groups())) in facts.names:
            yield match.end(), "redefined"
    if not path.startswith("tests/"):
        yield from ((match.start(), "word") for match in BUFFER.finditer(text))
    if not path.startswith("kernel/arch/"):
        yield from ((match.start(), "register") for match in REGISTER.finditer(text))
    yield from calls(text, facts, path.startswith("tests/"))
    if path.endswith(".S"):
        yield from ((match.start(), "trap") for match in ASSEMBLY_TRAP.finditer(text))
        yield from ((match.start(), "offset") for match in DISPLACEMENT.finditer(text))


def prose_findings(text, facts):
    yield from ((match.start(), "prose") for match in PROSE.finditer(text))
    yield from ((match.start(), "prose") for match in facts.named.finditer(text))


def python_findings(text, facts):
    for match in re.finditer(r"^\s*(?:KOZO_)?([A-Z][A-Z0-9_]+)\s*=\s*\d", text, re.MULTILINE):
        if match[1] in facts.constants:
            yield match.start(1), "constant"


def check_text(path, text, facts):
    """(line, rule, text of the line) of each finding in a file of the tree."""
    found = []
    if path.startswith("generator/templates/"):
        pass  # what they define is what generated/ is to define
    elif path.endswith(".md"):
        found += prose_findings(text, facts)
    elif path.endswith(".py"):
        found += python_findings(text, facts)
    else:
        found += code_findings(path, text, facts)
    for match in NUMBER.finditer(text):
        base = 16 if "x" in match[1].lower() else 10
        if int(match[1].replace("_", ""), base) in facts.distinctive:
            found.append((match.start(), "constant"))
    lines = text.splitlines()
    rows = {(text.count("\n", 0, position) + 1, rule) for position, rule in found}
    return [(line, rule, lines[line - 1].strip()) for line, rule in sorted(rows)]


def files(root):
    folders = [path for folder in FOLDERS for path in lint.sources(f"{folder}/**/*", below=root)]
    return [path for path in [*folders, *lint.sources("*.md", below=root)]
            if path.suffix in SUFFIXES]


def allowance(text):
    """{(path, rule)} that are exempt, and what is wrong with the list."""
    rows, wrong = set(), []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            path, rule, *reason = line.split(None, 2)
            rows.add((path, rule))
            wrong += [] if reason else [f"{path}: exempt from '{rule}' without a reason"]
    return rows, wrong


def check(root, facts, allowed):
    """One line a finding."""
    exempt, findings = allowance(allowed)  # what is wrong with the list is a finding too
    used = set()
    for path in files(root):
        name = path.relative_to(root).as_posix()
        for line, rule, text in check_text(name, path.read_text(encoding="utf-8"), facts):
            if (name, rule) in exempt:
                used.add((name, rule))
            else:
                findings.append(f"{name}:{line}: {rule}: {text}")
    return findings + [f"{path}: exempt from '{rule}', which it does not break"
                       for path, rule in sorted(exempt - used)]


if __name__ == "__main__":
    lint.finish(check(lint.ROOT, read_facts(), ALLOWED.read_text()))
