#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Instructions of each generated stub and of each skeleton, as programs are compiled, from the
disassembly. None may have more than stubs.yaml allows; `stubs.py --update` writes that anew, and
so does `make bench BASELINE=update`."""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUDGETS = pathlib.Path(__file__).with_name("stubs.yaml")
COMPILER = "12"  # of gcc: another one makes other instructions
# As services.mk has them.
FLAGS = ["-std=gnu11", "-O2", "-ffreestanding", "-fno-strict-aliasing", "-mgeneral-regs-only",
         "-fno-pic", "-fno-omit-frame-pointer", "-fno-asynchronous-unwind-tables",
         "-fno-stack-protector",
         *(f"-m{function}-strategy=loop:512:noalign,libcall:-1:noalign"
           for function in ("memcpy", "memset"))]
HEAD = """# SPDX-License-Identifier: MIT
# The most instructions that a stub or a method of a skeleton may have, as gcc {compiler} makes
# them. tests/bench/stubs.py writes it; whoever raises a row says why.
"""


def is_judged():
    """Is the compiler the one that the budgets are for?"""
    version = subprocess.run(["gcc", "-dumpversion"], capture_output=True, text=True, check=True)
    return version.stdout.strip().split(".")[0] == COMPILER


def disassembly(generated, source, *flags, listed=("-d",)):
    """Function -> its instructions, of what is compiled as programs are."""
    folders = [generated / "abi", generated / "user", generated / "server",
               ROOT / "services/lib/include"]
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        object_ = pathlib.Path(scratch) / "stubs.o"
        subprocess.run(["gcc", *FLAGS, *flags, *(f"-I{folder}" for folder in folders), "-x", "c",
                        "-", "-c", "-o", object_], input=source, text=True, check=True)
        done = subprocess.run(["objdump", *listed, "--no-show-raw-insn", object_],
                              capture_output=True, text=True, check=True)
    return functions_of(done.stdout)


def functions_of(listing):
    """Function -> its instructions, of what objdump tells."""
    functions, current = {}, None
    for line in listing.splitlines():
        if begun := re.match(r"[0-9a-f]+ <([\w.]+)>:$", line):
            current = functions.setdefault(begun[1], [])
        elif step := re.match(r" +[0-9a-f]+:\t(.+)$", line):
            current.append(step[1])
        elif called := re.match(r"\t+[0-9a-f]+: R_X86_64_PLT32\t(\w+)", line):
            current.append(f"to {called[1]}")  # asked for by -r
    whole = collections.defaultdict(list)
    for name, steps in functions.items():  # of which the compiler may have put a part elsewhere
        whole[name.partition(".")[0]] += without_padding(steps)
    return dict(whole)


def without_padding(steps):
    """What lies between functions does nothing and is of no function."""
    while steps and re.match(r"(data16 |cs )*(nop|xchg +%ax,%ax)", steps[-1]):
        steps = steps[:-1]
    return steps


def stubs(generated, interfaces):
    """Name -> instructions, of the clients and of the servers of those interfaces."""
    rows = {}
    for name in interfaces:
        client = disassembly(generated, f"#include <kozo/client/{name}.h>\n",
                             "-fkeep-inline-functions")
        rows |= {f"client.{function}": steps for function, steps in client.items()
                 if function.startswith(f"{name}_")}
        server = disassembly(generated, f"#include <kozo/server/{name}.h>\n",
                             "-fkeep-static-functions", "-w")  # without bodies
        rows |= {f"server.{function}": steps for function, steps in server.items()
                 if function.startswith(f"{name}_dispatch")}
    return rows


def called_by_servers(generated, name):
    """What the skeleton of an interface calls besides its bodies."""
    rows = disassembly(generated, f"#include <kozo/server/{name}.h>\n",
                       "-fkeep-static-functions", "-w", listed=("-d", "-r"))
    return {step[3:] for function, steps in rows.items() for step in steps
            if function.startswith(f"{name}_dispatch") and step.startswith("to ")
            and not step.startswith(f"to {name}_serve_")}


def all_stubs(build):
    """Those of the services, of frames that are lent, and of the messages that `make bench`
    measures."""
    services = sorted(path.stem for path in (ROOT / "generated/user/kozo/client").glob("*.h"))
    return stubs(ROOT / "generated", services) | \
        stubs(build / "interfaces/generated", ["lending", "marshal"])


def excess(rows, budgets):
    """What is above its budget, has none, or is gone."""
    for name, steps in rows.items():
        if name not in budgets:
            yield f"{name}: no budget; it has {len(steps)} instructions"
        elif len(steps) > budgets[name]:
            yield f"{name}: {len(steps)} instructions, more than {budgets[name]}"
    for name in budgets:
        if name not in rows:
            yield f"{name}: a budget of nothing"


def string_instructions(rows):
    """Short copies are not worth the start of a string instruction."""
    return [f"{name}: {step}" for name, steps in rows.items() for step in steps
            if step.startswith("rep")]


def library(build):
    """The functions of libkozo, but those to which its copies go that are not short."""
    done = subprocess.run(["objdump", "-d", "--no-show-raw-insn", build / "libkozo.a"],
                          capture_output=True, text=True, check=True)
    return {name: steps for name, steps in functions_of(done.stdout).items()
            if not name.startswith("long_")}


def update(build):
    rows = {name: len(steps) for name, steps in all_stubs(build).items()}
    BUDGETS.write_text(HEAD.format(compiler=COMPILER) +
                       "".join(f"{name}: {count}\n" for name, count in sorted(rows.items())))


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: stubs.py --update")
    update(ROOT / "build/gcc")
