# SPDX-License-Identifier: MIT
"""Wrong effect clauses: each renders a model with which the kernel disagrees, and the lockstep test
tells in which operation. So a clause that it passes says what the kernel does."""
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")
sys.path.insert(0, str(ROOT / "generator"))
from kozo_idl import front  # noqa: E402
from kozo_idl.backends import effects  # noqa: E402
from kozo_idl.diagnostics import Report  # noqa: E402
from kozo_idl.ir import build_ir  # noqa: E402
from kozo_idl.render import Renderer  # noqa: E402

CALLER = "tests/host/model/call_model.c"  # alone compiles the generated model
_COPYABLE = "      - refuse(not_copyable) unless copyable(source.type)\n"
_BADGEABLE = "      - refuse(not_badgeable) unless badgeable(source.type) and source.badge == 0\n"
_SIZED = "      - refuse(range) unless sized(kind, size_bits)\n"
_PERMITS = "      - refuse(device_memory) unless permits(self, kind)\n"
_FITS = "      - refuse(no_memory) unless fits(self, count, size_bits)\n"
_ROOM = "      - refuse(no_space) unless has_room(kind, count)\n"
# What is wrong: in which operation, instead of which text, what.
WRONG = {
    "mask forgotten": ("copy", "source.rights & mask", "source.rights"),
    "rights added": ("copy", "source.rights & mask", "source.rights | mask"),
    "badge lost": ("copy", "badge: source.badge", "badge: 0"),
    "anything copied": ("copy", f"[not_copyable]\n    effect:\n{_COPYABLE}", "[]\n    effect:\n"),
    "badge of the source": ("mint", "badge: badge", "badge: source.badge"),
    "badge changed": ("mint", " and source.badge == 0", ""),
    "order of refusals": ("mint", _COPYABLE + _BADGEABLE, _BADGEABLE + _COPYABLE),
    "source stays": ("move", "move(index, from: source)",
                     "derive(index, from: source, rights: source.rights, badge: source.badge)"),
    "children go instead": ("delete", "remove(self)", "remove_descendants(self)"),
    "goes itself instead": ("revoke", "remove_descendants(self)", "remove(self)"),
    "room for one": ("retype", "fits(self, count,", "fits(self, 1,"),
    "one made": ("retype", "(index, count: count", "(index, count: 1"),
    "any size": ("retype", f"range, no_space, device_memory]\n    effect:\n{_SIZED}",
                 "no_space, device_memory]\n    effect:\n"),
    "anything made of devices": ("retype", f", device_memory]\n    effect:\n{_SIZED}{_PERMITS}",
                                 f"]\n    effect:\n{_SIZED}"),
    "device before size": ("retype", _SIZED + _PERMITS, _PERMITS + _SIZED),
    "room before device": ("retype", _PERMITS + _FITS, _FITS + _PERMITS),
    "one address space": ("retype", "has_room(kind, count)", "has_room(kind, 1)"),
    "limit before room": ("retype", _FITS + _ROOM, _ROOM + _FITS),
}


def edited(text, operation, old, new):
    """The YAML with a piece of one operation replaced."""
    start = text.index(f"    name: {operation}\n")
    end = text.index("\n  - object: ", start)
    assert text.count(old, start, end) == 1, (operation, old)
    return text[:start] + text[start:end].replace(old, new) + text[end:]


@pytest.fixture(scope="module")
def compile_caller():
    """The command that compiles CALLER, as make has it: a list of words."""
    target = f"{BUILD.relative_to(ROOT)}/obj/host-model/{CALLER}.o"
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(["make", "--dry-run", f"TOOLCHAIN={BUILD.name.split('-')[0]}",
                           f"--what-if={CALLER}", target], cwd=ROOT, check=True,
                          capture_output=True, text=True, env=environment)
    line = next(line for line in done.stdout.splitlines() if f" -c {CALLER} " in line)
    return shlex.split(line)


def lockstep(idl, folder, command, shrink="0"):
    """Run the lockstep test with the model of the IDL in `idl`."""
    report = Report()
    world = front.read_world(idl, report)
    assert not report, report.lines()
    model = next(output for output in effects.outputs(build_ir(world))
                 if output.path.endswith("/model.h"))
    header = folder / "kozo" / "gen" / "model.h"
    header.parent.mkdir(parents=True)
    header.write_text(Renderer().render(model))
    binary, caller = folder / "test_lockstep", folder / "call_model.o"
    subprocess.run([command[0], f"-I{folder}", *command[1:command.index("-o")], "-O0", "-o",
                    caller], cwd=ROOT, check=True)
    main = BUILD / "obj" / "host-model" / "tests" / "host" / "model" / "test_lockstep.c.o"
    subprocess.run([command[0], main, caller, BUILD / "host" / "libmodel.a", "-lcmocka", "-o",
                    binary], check=True)
    return run(binary, KOZO_SEED="1", KOZO_STEPS="20000", KOZO_SHRINK=shrink)


def run(binary, **environment):
    return subprocess.run([binary], capture_output=True, text=True, timeout=120,
                          env=os.environ | environment)


def test_the_right_ones_agree(tmp_path, compile_caller):
    done = lockstep(ROOT / "idl", tmp_path, compile_caller)
    assert done.returncode == 0, done.stderr


def wrong(folder, operation, old, new):
    """An IDL with that mistake."""
    shutil.copytree(ROOT / "idl", folder / "idl")
    path = folder / "idl" / "kernel" / "operations.yaml"
    path.write_text(edited(path.read_text(), operation, old, new))
    return folder / "idl"


@pytest.mark.parametrize("operation, old, new", WRONG.values(), ids=WRONG)
def test_a_wrong_one_is_noticed(operation, old, new, tmp_path, compile_caller):
    done = lockstep(wrong(tmp_path, operation, old, new), tmp_path, compile_caller)
    assert done.returncode != 0
    assert f"in: {operation} " in done.stderr, done.stderr


def test_the_shortest_run_is_told_and_can_be_repeated(tmp_path, compile_caller):
    done = lockstep(wrong(tmp_path, *WRONG["badge lost"]), tmp_path, compile_caller, shrink="1")
    assert 1 <= int(re.search(r"^(\d+) of them are enough", done.stderr, re.MULTILINE)[1]) <= 8
    log = tmp_path / "log"
    log.write_text(done.stderr)
    repeated = run(tmp_path / "test_lockstep", KOZO_REPLAY=str(log))
    assert repeated.returncode == 1 and "in: copy " in repeated.stderr
    assert run(BUILD / "host" / "test_lockstep", KOZO_REPLAY=str(log)).returncode == 0
