# SPDX-License-Identifier: MIT
"""What stack.py says of small programs whose stacks are known, and boot_only.py of some that keep
what they lose."""

import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import boot_only  # noqa: E402
import lint  # noqa: E402
import machine_code  # noqa: E402
import stack  # noqa: E402
import units  # noqa: E402

ENTRY = "stack kernel 4096 1024  a page\nentry kernel entry 0  planted\n"
START = "void other(long n); long entry(long n);\n"


def image_of(tmp_path, text, *flags):
    source, linked = tmp_path / "a.c", tmp_path / "a.elf"
    source.write_text(text)
    subprocess.run(["gcc", "-O1", "-fno-omit-frame-pointer", "-fno-stack-protector", "-nostdlib",
                    "-fcf-protection=none", "-fno-pic", "-no-pie", "-static", "-ffreestanding",
                    "-mno-red-zone", "-Wl,-e,entry", *flags, source, "-o", linked], check=True)
    return machine_code.Image(linked)


def judge(tmp_path, text, table=ENTRY):
    table = lint.Table(stack.TABLE, stack.KINDS, table)
    return [*stack.check(image_of(tmp_path, START + text), table), *table.unused()]


KEEP = '__asm__ volatile("" : : "r"(a) : "memory");'
DEEP = f"__attribute__((noinline)) long deep(long n) {{ char a[%d]; {KEEP} return n; }}"


@pytest.mark.parametrize("text, expected", [
    (DEEP % 2000 + "long entry(long n) { return deep(n) + 1; }", None),
    (DEEP % 3100 + "long entry(long n) { return deep(n) + 1; }", "less than 1024 would be left"),
    (DEEP % 2000 + f"long entry(long n) {{ char a[1200]; {KEEP} return deep(n) + 1; }}",
     "would be left"),
    (f"long entry(long n) {{ char a[n]; {KEEP} return a[n - 1]; }}", "a frame of variable size"),
    (f"long entry(long n) {{ char *a = __builtin_alloca(n); {KEEP} return *a; }}",
     "a frame of variable size"),
    ("__attribute__((noinline)) long one(long n); __attribute__((noinline)) long two(long n) {"
     " return one(n - 1) + 1; } long one(long n) { return n ? two(n) + 2 : 0; }"
     "long entry(long n) { return one(n) + 1; }", "recursion: one > two > one"),
    ("extern long (*volatile f)(long); long (*volatile f)(long);"
     "long entry(long n) { return f(n) + 1; }", "entry() calls by a pointer"),
    ("void other(long n) { (void)n; } long entry(long n) { return n; }",
     "other() is reached from no entry"),
    ('long entry(long n) { __asm__ volatile("1: push %rax; jmp 1b"); return n; }',
     "the stack grows in a loop"),
    (f'__asm__(".globl deep; .type deep, @function; deep: {"push %rax; " * 500} ret");'
     "long deep(long n); long entry(long n) { return deep(n) + 1; }", "would be left"),
])
def test_stack(tmp_path, text, expected):
    findings = judge(tmp_path, text)
    assert bool(findings) == bool(expected), findings
    assert expected is None or any(expected in line for line in findings), findings


def test_rows_of_no_use(tmp_path):
    for row in ("indirect entry deep", "back entry deep", "guard deep entry"):
        found = judge(tmp_path, "long entry(long n) { return n; }", ENTRY + row + "  planted\n")
        assert len(found) == 1 and "of no use" in found[0]


def test_indirect_calls_count(tmp_path):
    text = (DEEP % 3500 + "extern long (*volatile f)(long); long (*volatile f)(long) = deep;"
            "long entry(long n) { return f(n) + 1; }")
    found = judge(tmp_path, text, ENTRY + "indirect entry dee*  planted\n")
    assert len(found) == 1 and "would be left" in found[0]


def test_no_less_than_the_compiler_says(tmp_path):
    """gcc's -fstack-usage counts the return address, which here counts at the call. Of variants of
    functions, which the kernel does not have either, it does not tell the whole name."""
    kept = ["-fno-omit-frame-pointer", "-fstack-protector-strong", "-fno-ipa-cp", "-fno-ipa-sra",
            "-fno-partial-inlining"]
    for name in ("kernel/cap/cap.c", "kernel/obj/untyped.c", "kernel/ipc/transfer.c",
                 "kernel/debug/log.c", "boot/image/elf.c"):
        unit = units.kernel_unit(lint.ROOT / name)
        flags = [*unit.flags_of("gcc"), *kept]
        linked = tmp_path / "a.elf"
        subprocess.run(["gcc", *flags, "-fstack-usage", "-c", unit.path, "-o", tmp_path / "a.o"],
                       check=True)
        subprocess.run(["ld", "-e0", "--unresolved-symbols=ignore-all", tmp_path / "a.o", "-o",
                        linked], check=True)
        depths = {function.name: function.deepest + 8 for function in
                  machine_code.Image(linked).functions.values()}
        said = re.findall(r":(\w[\w.]*)\t(\d+)\t(.+)", (tmp_path / "a.su").read_text())
        assert len(said) > 2
        for function, size, kind in said:
            assert kind in ("static", "dynamic,bounded"), function  # bounded: arguments are pushed
            assert depths[function] >= int(size), function


PAGE = 4096
ONCE = range(0x500000, 0x500000 + PAGE)
GONE = ('__attribute__((section(".once.text"), noinline)) long gone(long n) { __asm__(""); '
        'return n; } extern const long lost[4] __attribute__((section(".once.rodata")));'
        'const long lost[4] = {1};')


@pytest.mark.parametrize("text, expected", [
    ("long entry(long n) { return n; }", None),
    ("long entry(long n) { return gone(n) + 1; }", "entry() stays"),
    ("long entry(long n) { return gone(n); }", "entry() stays"),
    ("long entry(long n) { return (long)gone + n; }", "entry() stays"),
    ("long entry(long n) { return lost[n]; }", "entry() stays"),
    ("long entry(long n) { return *(long *)(0x300008 + n); }", "refers to 0x300008"),
    ("long entry(long n) { return *(long *)0x300000 + n; }", None),
    ("long (*const table[])(long); long (*const table[])(long) = {0, gone};"
     "long entry(long n) { return (long)&table + n; }", "data"),
    ('__attribute__((section(".once.text"))) long again(long n) { return gone(n) + 1; }'
     "long entry(long n) { return n; }", None),
])
def test_what_stays_does_not_need_what_goes(tmp_path, text, expected):
    places = [f"-Wl,--section-start=.once.{part}={ONCE[at]:#x}" for part, at in
              (("text", 0), ("rodata", PAGE // 2))]
    image = image_of(tmp_path, START + GONE + text, *places)
    assert image.named("gone") in ONCE
    found = list(boot_only.check(image, ONCE, range(0x300001, 0x301000)))
    assert bool(found) == bool(expected), found
    assert expected is None or expected in found[0]
